"""From a figure to the rows that it counts: the list that shows its column and total."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from db.queries.commitments import Which
from db.queries.projects import SUMMED
from db.results.counted import Whose
from db.results.ledgers import HEADS
from db.terms import Basis, Kind, Side
from ui.frame import choice, links

SUM = "sum"
"""The parameter that names the measure whose column a list of projects shows."""
METRIC = "metric_key"
"""The parameter that narrows a list of reports or published figures to a metric."""

_LISTS: dict[str, tuple[str, dict[str, str]]] = {
    "ledger_meetings": ("meetings", {}),
    "ledger_signed_projects": ("meetings", {}),
    "ledger_commitments": ("meetings", {links.LIST: Which.ALL.value}),
    "ledger_commitments_linked": ("meetings", {links.LIST: Which.LINKED.value}),
    "ledger_visits": ("visits", {}),
    "ledger_projects": ("projects", {}),
}
"""Page and parameters of the list of what is counted; other sums are over projects."""


def page(metric: str) -> str:
    """The page that has the rows of a ledger's metric."""
    return _LISTS.get(metric, ("projects", {}))[0]


def of(metric: str) -> tuple[str, dict[str, str]]:
    """The page that has the rows of a ledger's metric, and the parameters that show them."""
    measure = metric.removeprefix("ledger_")
    name, more = _LISTS.get(metric, ("projects", {SUM: measure} if measure in SUMMED else {}))
    return name, dict(more)


def of_couple(metric: str, pairing_id: int, year: int, label: str) -> Markup:
    """A figure of a couple's year as a link to the rows that it counts."""
    if metric in HEADS:
        meant = choice.joined(HEADS[metric].among)
        wanted = {links.LIST: HEADS[metric].ledger.value} | meant
    else:
        name, more = of(metric)
        wanted = {links.LIST: name} | more
    listed = wanted.pop(links.LIST)
    return links.of_couple(pairing_id, listed, label, **{links.OF_YEARS: str(year)}, **wanted)


def behind(metric: str, pairing_id: int, day: date, whose: Whose, label: str) -> Markup:
    """A value of a couple, counted to a day, as a link to what it comes from: a side's reports of
    the metric in that year, what was published of it, or the difference that was settled.
    """
    if whose is Whose.SETTLED:
        return links.difference(pairing_id, metric, day, label)
    if whose is Whose.PUBLISHED:
        wanted = {links.OF_YEARS: str(day.year), METRIC: metric, "basis": Basis.ACTUAL.value}
        return links.of_couple(pairing_id, Kind.FIGURES.value, label, **wanted)
    at = reported(metric, pairing_id, day.year, Side(whose.value))
    return Markup('<a href="{}">{}</a>').format(at, label)


def reported(metric: str, pairing_id: int, year: int, side: Side) -> str:
    """The address of a side's reports of a metric and year."""
    wanted = {links.OF_YEARS: str(year), METRIC: metric, "reported_by": side.value}
    return links.at_couple(pairing_id, Kind.RESULTS.value, **wanted)


def of_clause(row: Mapping[Any, Any], label: str, whose: str | None, day: date | None) -> Markup:
    """The same of a clause (a row of scorecard.of_year); as it is where nothing is behind it."""
    if whose is None or day is None or pd.isna(row["pairing_id"]):
        return escape(label)
    return behind(row["metric_key"], int(row["pairing_id"]), day, Whose(whose), label)


def address(metric: str) -> str:
    """The address of the rows of a ledger's metric, the filter carried along."""
    name, more = of(metric)
    return links.to(name, **more)
