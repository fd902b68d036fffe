"""Couples, provinces or years against each other: what is set side by side, and the chart of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import pandas as pd

from charts import beside
from charts.beside import BesideWords
from db import clock
from db.filters import Filter
from db.queries import pairings
from db.summary import sums
from ui.drawing import figure, scales, section
from ui.frame import aggregates, as_of, choice, definitions, filters, names, provenance, terms
from ui.frame.page_request import PageRequest
from ui.frame.query_cache import derived, load
from ui.frame.text import N_, _, language

BY, OF, MEASURE = "by", "of", "measure"
"""The parameters that name what is compared, which of them, and the measure of the chart."""
COUPLES, PROVINCES, YEARS = "couples", "provinces", "years"

MEASURES = {
    "ledger_in_place": ("projects", "in_place"),
    "ledger_agreed_amount": ("projects", "agreed_amount"),
    "ledger_projects": ("projects", "projects"),
    "ledger_jobs": ("projects", "jobs"),
    "ledger_beneficiaries": ("projects", "beneficiaries"),
    "ledger_meetings": ("meetings", "meetings"),
    "ledger_commitments": ("meetings", "commitments"),
    "ledger_visits": ("visits", "visits"),
}
"""Metric → the ledger (of aggregates.Ledgers) that it is a sum of, and the column there."""


class Thing(NamedTuple):
    """One of those that are compared: its name, what of the ledgers is its, and what a link to its
    records says: the parameters of a filter, or the couple's own page.
    """

    name: str
    filter: Filter
    link: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Compared:
    """Two to four things by their keys in the address, what they are, and the measure."""

    by: str
    things: tuple[tuple[str, Thing], ...]
    measure: str


def kinds() -> dict[str, str]:
    """What can be compared: the value of BY → its name."""
    return {COUPLES: _("Couples"), PROVINCES: _("Provinces"), YEARS: _("Years")}


def measures() -> dict[str, str]:
    """The metrics that can be compared → their names: those that the dictionary defines."""
    return {key: definitions.name(key) for key in MEASURES if key in definitions.dictionary()}


@derived
def known(chosen: Filter, by: str) -> dict[str, Thing]:
    """What there is of a kind in a selection, by the keys of the address."""
    if by == YEARS:
        first, last = chosen.years or filters.bounds()
        return {
            str(year): Thing(
                str(year), replace(chosen, years=(year, year)), (("years", str(year)),)
            )
            for year in range(min(last, clock.today().year), first - 1, -1)
        }
    if by == PROVINCES:
        return {
            code: Thing(name, replace(chosen, province=code), (("province", code),))
            for code, name in aggregates.province_names().items()
            if code in _paired_provinces(chosen)
        }
    return _couples(chosen)


def read(chosen: Filter, parameters: Mapping[str, str]) -> Compared:
    """What an address compares; what it names in vain is left out."""
    by = parameters.get(BY, COUPLES)
    by = by if by in kinds() else COUPLES
    every = known(chosen, by) if measures() else {}
    asked = [key for key in parameters.get(OF, "").split(choice.DOT) if key in every]
    measure = parameters.get(MEASURE, "")
    return Compared(
        by,
        tuple((key, every[key]) for key in dict.fromkeys(asked[: beside.MOST])),
        measure if measure in MEASURES else next(iter(MEASURES)),
    )


def _again(asked: PageRequest) -> tuple[Compared] | None:
    compared = read(asked.filter, asked.parameters)
    return (compared,) if len(compared.things) > 1 else None


@section.chart("side-by-side", N_("Side by side"), again=_again)
def bars(of: section.Section[...], compared: Compared) -> figure.Chart:
    """One measure of things: by year, or where years are compared, by industry or helper."""
    ledgers = [aggregates.ledgers(thing.filter) for _key, thing in compared.things]
    found = _rows(compared, ledgers)
    name = definitions.name(compared.measure)
    unit = definitions.dictionary()[compared.measure]["unit"]
    scale = scales.of(unit, float(found["value"].max()) if len(found) else 0)
    words = BesideWords.translated(
        _,
        scale=scale,
        axis=f"{name}（{scale.unit}）" if language() == "zh" else f"{name} ({scale.unit})",
        names={key: thing.name for key, thing in compared.things},
    )
    summaries = [one.by_name[MEASURES[compared.measure][0]] for one in ledgers]
    demo = any(summary["demo"].any() for summary in summaries)
    return figure.Chart(
        of,
        called=_("{measure}: {names}", measure=name, names=_(", ").join(words.names.values())),
        **definitions.of(compared.measure, _so_far(compared, found)),
        source=provenance.ledgers(bool(demo), as_of.of(*summaries)),
        figure=beside.bars(found, words, section.mode()),
        rows=len(found),
        table=partial(_table, found, words, _called(compared)),
        alt=beside.alt(found, words),
        empty=filters.nothing_because(_("None of them has any in these years.")),
    )


def _rows(compared: Compared, ledgers: list[aggregates.Ledgers]) -> pd.DataFrame:
    """group, thing and value, group by group: the years, or else industries or helping provinces
    by how much all of them have.
    """
    every = [
        (group, key, value)
        for (key, _thing), one in zip(compared.things, ledgers, strict=True)
        for group, value in _groups(compared, one).items()
        if value
    ]
    found = pd.DataFrame(every, columns=["group", "thing", "value"])
    if compared.by == YEARS:
        most = found.groupby("group")["value"].transform("sum")
        return found.assign(most=most).sort_values(["most", "group"], ascending=[False, True])
    return found.sort_values("group", kind="stable")


def _groups(compared: Compared, ledgers: aggregates.Ledgers) -> dict[str, int]:
    """What one thing has of the measure, by the name of a row."""
    if compared.by != YEARS:
        return {str(year): value for year, value in ledgers.by_year[compared.measure].items()}
    ledger, column = MEASURES[compared.measure]
    by = "industry" if ledger == "projects" else "helper"
    added = sums(ledgers.by_name[ledger], [by], {"value": column})
    called = terms.labels(terms.INDUSTRIES) if by == "industry" else aggregates.province_names()
    return {
        called.get(key, _("National")): int(value)
        for key, value in zip(added[by].tolist(), added["value"].tolist(), strict=True)
    }


def _so_far(compared: Compared, found: pd.DataFrame) -> str:
    """That a year is not over, where one is not that is compared."""
    if compared.by == YEARS:
        return definitions.so_far(int(key) for key, _thing in compared.things)
    shown = definitions.so_far(int(year) for year in found["group"].unique())
    breaks = definitions.break_years(compared.measure) & set(found["group"].astype(int))
    apart = [
        _("Figures from {year} on do not run on from those before.", year=year)
        for year in sorted(breaks)
    ]
    return definitions.joined(shown, *apart)


def _called(compared: Compared) -> str:
    """What the rows are."""
    if compared.by != YEARS:
        return _("Year")
    return _("Industry") if MEASURES[compared.measure][0] == "projects" else _("Helper")


def _table(found: pd.DataFrame, words: BesideWords, rows: str) -> pd.DataFrame:
    """A row a group, a column a thing, in the unit of the store."""
    wide = found.pivot_table(
        index="group", columns="thing", values="value", aggfunc="sum", sort=False
    ).astype("Int64")
    none = pd.Series(pd.NA, index=wide.index, dtype="Int64")
    told = {name: wide.get(key, none).array for key, name in words.names.items()}
    return pd.DataFrame({rows: wide.index, **told})


def _paired_provinces(chosen: Filter) -> set[str]:
    listed = load(pairings.listed, chosen)
    return {*listed["helper_province"], *listed["receiver_province"]}


def _couples(chosen: Filter) -> dict[str, Thing]:
    """Couples in force: of whole provinces all that lies in both, of others what names them."""
    listed = names.with_sides(load(pairings.listed, chosen))
    found: dict[str, Thing] = {}
    for both, rows in listed.groupby(["helper_adcode", "receiver_adcode"], sort=False):
        helper, receiver = map(str, both)
        row = rows.iloc[0]
        name = names.couple(row)
        if (helper, receiver) == (row["helper_province"], row["receiver_province"]):
            own = replace(chosen, helper=helper, receiver=receiver)
            link: tuple[tuple[str, str], ...] = (("helper", helper), ("receiver", receiver))
        else:
            ids = tuple(sorted(int(one) for one in rows["id"]))
            own, link = replace(chosen, pairings=ids), (("pairing", str(ids[-1])),)
        found[f"{helper}-{receiver}"] = Thing(name, own, link)
    return found
