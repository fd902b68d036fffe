"""Money in place: where it flows, and when it came."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd

from charts import flows, money
from charts.words import Break
from ui.drawing import clicks, figure, scales, section
from ui.frame import address, aggregates, as_of, definitions, filters, provenance, terms
from ui.frame.text import N_, _


@section.chart(
    "money-flows",
    N_("Money in place, from helper over receiver to industry"),
    "ledger_in_place",
    again=section.of_ledgers,
)
def flow(of: section.Section[...], ledgers: aggregates.Ledgers) -> figure.Chart:
    """Money in place from helper over receiver to industry; a click chooses what it is on."""
    grouped = ledgers.projects
    found = aggregates.flows(grouped)
    words = flows.FlowWords.translated(
        _,
        scale=scales.money(int(found["value"].sum())),
        industries=terms.labels(terms.INDUSTRIES),
    )
    return figure.Chart(
        of,
        **definitions.of("ledger_in_place"),
        source=provenance.ledgers(bool(grouped.demo.any()), as_of.of(grouped)),
        figure=flows.money(found, words, section.mode()),
        rows=len(found),
        table=partial(_flows, found),
        alt=flows.alt(found, words),
        empty=filters.nothing_because(_("No project of this selection has money in place.")),
        pick=_pick_node,
    )


def _flows(found: pd.DataFrame) -> pd.DataFrame:
    """A row a helper, receiver and industry: money in place in whole yuan."""
    return pd.DataFrame(
        {
            _("Helper"): found["helper"],
            _("Receiver"): found["receiver"],
            _("Industry"): [terms.label(terms.INDUSTRIES, key) for key in found["industry"]],
            _("Money in place (yuan)"): found["value"],
        }
    )


def _pick_node(mark: Any) -> None:
    """A click on a province or an industry chooses it, one on a band both of its ends."""
    helper, receiver, industry = mark[:3]
    adcodes = {name: adcode for adcode, name in aggregates.province_names().items()}
    chosen = {"helper": adcodes.get(helper), "receiver": adcodes.get(receiver)}
    for parameter, value in (chosen | {"industry": industry}).items():
        if value:
            address.put(parameter, value)


@section.chart(
    "in-place-by-year",
    N_("Money in place, by year and industry"),
    "ledger_in_place",
    again=section.of_ledgers,
)
def by_year(
    of: section.Section[...], ledgers: aggregates.Ledgers, click: clicks.Click = clicks.NONE
) -> figure.Chart:
    """Money in place by year and industry, and what a click on a part of it does."""
    placed = aggregates.in_place(ledgers.projects)
    words = words_of(placed, definitions.along_years("ledger_in_place"))
    return figure.Chart(
        of,
        **definitions.of("ledger_in_place", definitions.so_far(placed["year"])),
        source=provenance.ledgers(bool(placed["demo"].sum()), as_of.of(ledgers.projects)),
        figure=money.in_place_by_year(placed, words, section.mode()),
        rows=len(placed),
        table=partial(_by_year, placed),
        alt=money.alt(placed, words),
        empty=filters.nothing_because(_("No project of this selection has money in place.")),
        **figure.on_click(click),
    )


def words_of(placed: pd.DataFrame, breaks: Sequence[Break] = ()) -> money.MoneyWords:
    """Words of the chart of `placed` (aggregates.in_place), its scale that of the tallest bar."""
    return money.MoneyWords.translated(
        _,
        scale=scales.money(max(placed.groupby("year")["in_place"].sum(), default=0)),
        industries=terms.labels(terms.INDUSTRIES),
        breaks=breaks,
    )


def _by_year(placed: pd.DataFrame) -> pd.DataFrame:
    """Year, industry, money in place and the demo part of it, in whole yuan."""
    return pd.DataFrame(
        {
            _("Year"): placed["year"],
            _("Industry"): [terms.label(terms.INDUSTRIES, key) for key in placed["industry"]],
            _("Money in place (yuan)"): placed["in_place"],
            _("of which demo (yuan)"): placed["demo"],
        }
    )
