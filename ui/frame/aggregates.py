"""What charts are drawn from, made of the narrowed summaries in memory."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from db import summaries
from db.filters import Filter
from db.queries import coverage as held
from db.queries import facts, pairings, store
from db.queries.groups import Group
from db.queries.projects import Order
from db.summary import Array, Summary, narrow, sums
from db.terms import Level, Stage
from ui.frame.lru_cache import LRUCache
from ui.frame.query_cache import at, derive, derived, load
from ui.frame.text import either

EVER = (0, 9999)
"""First and last year of what has none."""


@dataclass(frozen=True)
class Ledgers:
    """The three summaries (db.summaries), narrowed to a filter when somebody asks for them."""

    chosen: Filter

    @property
    def projects(self) -> Summary:
        """Of a couple's pairings they are read alone: its page needs no others."""
        of = () if self.chosen.pairings is None else (self.chosen.pairings,)
        return _narrowed(summaries.projects, self.chosen, *of)

    @property
    def meetings(self) -> Summary:
        return _narrowed(summaries.meetings, self.chosen)

    @property
    def visits(self) -> Summary:
        return _narrowed(summaries.visits, self.chosen)

    @property
    def totals(self) -> dict[str, summaries.Total]:
        """Figures by their keys (summaries.totals)."""
        return derive(_totals, self.chosen)

    @property
    def by_year(self) -> dict[str, dict[int, int]]:
        """Figures by their keys and years (summaries.by_year)."""
        return summaries.by_year(self.by_name)

    def count(self, ledger: str) -> int:
        """How many records of a ledger (by the names of `by_name`) there are."""
        return int(self._summary(ledger)[ledger].sum())

    def _summary(self, ledger: str) -> Summary:
        summary: Summary = getattr(self, ledger)
        return summary

    @property
    def any_demo(self) -> bool:
        """Whether demo records are among them."""
        return any(summary.demo.any() for summary in self.by_name.values())

    @property
    def by_name(self) -> dict[str, Summary]:
        """As summaries.totals takes them."""
        return {"projects": self.projects, "meetings": self.meetings, "visits": self.visits}


def ledgers(chosen: Filter) -> Ledgers:
    """The ledgers that a filter lets through."""
    return Ledgers(chosen)


def counting(chosen: Filter) -> Filter:
    """The filter with demo records left out, where facts alone count."""
    return replace(chosen, demo=False) if load(facts.alone) else chosen


def leading(chosen: Filter, order: Order, many: int) -> tuple[Group, ...] | None:
    """Where the first projects of an order are (summaries.leading)."""
    return summaries.leading(ledgers(chosen).projects, order, many)


def latest(chosen: Filter, many: int) -> tuple[Group, ...] | None:
    """Where the projects that started last are (summaries.latest)."""
    return summaries.latest(ledgers(chosen).projects, many)


@derived
def province_names() -> dict[str, str]:
    """Adcode → short name in the reader's language."""
    provinces = load(store.provinces)
    columns = (provinces[name].tolist() for name in ("adcode", "short_zh", "name_en"))
    return {adcode: either(zh, en) for adcode, zh, en in zip(*columns, strict=True)}


@derived
def scheme_names() -> dict[str, str]:
    """Key → name in the reader's language, the newest first."""
    schemes = load(store.schemes)
    columns = (schemes[name].tolist() for name in ("key", "name_zh", "name_en"))
    return {key: either(zh, en) for key, zh, en in zip(*columns, strict=True)}


def in_place(projects: Summary) -> pd.DataFrame:
    """Money in place: year, industry, in_place, demo (the demo part), all yuan."""
    demo = projects.of_demo("in_place")
    return _sums(projects, ["year", "industry"], in_place="in_place", demo=demo)


def stages(projects: Summary) -> pd.DataFrame:
    """stage, projects (count), agreed, in_place (yuan), demo (count), in the order of Stage."""
    columns: dict[str, str | Array] = {
        "projects": "projects",
        "agreed": "agreed_amount",
        "in_place": "in_place",
        "demo": projects.of_demo("projects"),
    }
    found, known = sums(projects, ["stage"], columns), list(Stage)
    return _in_order(found, np.argsort([known.index(Stage(stage)) for stage in found["stage"]]))


def years(projects: Summary) -> pd.DataFrame:
    """year, stage, projects, demo (counts)."""
    demo = projects.of_demo("projects")
    return _sums(projects, ["year", "stage"], projects="projects", demo=demo)


def industries(projects: Summary) -> pd.DataFrame:
    """industry, projects (count), in_place (yuan), most projects first."""
    return _most_first(projects, "industry")


def places(chosen: Filter) -> pd.DataFrame:
    """adcode (empty where a place has no code), projects (count), in_place (yuan), the most
    projects first.
    """
    read = load(summaries.places, chosen.industry, chosen.stage)
    return _most_first(narrow(read, chosen), "adcode")


def flows(projects: Summary) -> pd.DataFrame:
    """helper, receiver (names), industry, value (yuan in place)."""
    names = province_names()
    found = sums(projects, ["helper", "receiver", "industry"], {"value": "in_place"})
    some = found["value"] > 0
    helper, receiver, industry, value = (column[some].tolist() for column in found.values())
    return pd.DataFrame(
        {
            "helper": [names.get(adcode) for adcode in helper],
            "receiver": [names.get(adcode) for adcode in receiver],
            "industry": industry,
            "value": value,
        }
    )


def directions(visits: Summary) -> pd.DataFrame:
    """year, direction, visits (count), people (headcount where known)."""
    return _sums(visits, ["year", "direction"], visits="visits", people="people")


def links(chosen: Filter, found: Ledgers) -> pd.DataFrame:
    """Couples of provinces in force: helper_adcode, receiver_adcode, in_place (yuan), projects,
    meetings, visits (counts). Without a level in the filter those are the pairings of whole
    provinces; with one, cities and counties count for their provinces.
    """
    first, last = chosen.years or EVER
    paired = derive(_paired, in_any_year(chosen))
    couples = dict.fromkeys(one.sides for one in paired if one.since <= last and first <= one.until)
    columns: dict[str, Any] = {
        "helper_adcode": pd.Series([helper for helper, _receiver in couples], dtype="object"),
        "receiver_adcode": pd.Series([receiver for _helper, receiver in couples], dtype="object"),
    }
    for summary, names in (
        (found.projects, ("in_place", "projects")),
        (found.meetings, ("meetings",)),
        (found.visits, ("visits",)),
    ):
        added = sums(summary, ["helper", "receiver"], {name: name for name in names})
        of_couple = list(zip(added["helper"], added["receiver"], strict=True))
        for name in names:
            known = dict(zip(of_couple, added[name].tolist(), strict=True))
            columns[name] = [known.get(couple, 0) for couple in couples]
    return pd.DataFrame(columns)


def in_any_year(chosen: Filter) -> Filter:
    """The filter with its years open: what is read so is cut to any years in memory."""
    return replace(chosen, years=None)


def coverage(paired: pd.DataFrame, chosen: Filter, years: tuple[int, int]) -> pd.DataFrame:
    """Pairing × year: pairing_id, pairing (label), year, in_force, loaded (whether any ledger of
    that year is in the store), and the columns of coverage.held: meetings, projects, visits,
    in_place. Of a filter industry and stage narrow what is counted.

    `paired` has the columns of pairings.listed and a `label`.
    """
    first, last = years
    grid = paired[["id", "label", "year_from", "year_to"]].merge(
        pd.DataFrame({"year": range(first, last + 1)}), how="cross"
    )
    starts, ends = grid["year_from"].fillna(0), grid["year_to"].fillna(9999)
    grid["in_force"] = ((starts <= grid["year"]) & (grid["year"] <= ends)).astype(bool)
    grid["loaded"] = grid["year"].isin(load(held.loaded_years))
    grid = grid.rename(columns={"id": "pairing_id", "label": "pairing"})
    found = load(held.held, chosen.industry, chosen.stage).drop(columns=list(held.WIDER))
    grid = grid.merge(found, on=["pairing_id", "year"], how="left")
    counted = list(held.COUNTED)
    grid[counted] = grid[counted].fillna(0).astype("int64")
    return grid.drop(columns=["year_from", "year_to"])


def last_years(chosen: Filter) -> pd.DataFrame:
    """Of each pairing (index) the last year in force with any meetings, projects, visits and
    in_place, whatever the years of the filter; missing where it had none.
    """
    found = load(held.held, chosen.industry, chosen.stage).set_index("pairing_id")
    some = {name: found["year"].where(found[name] > 0) for name in held.COUNTED}
    return pd.DataFrame(some).groupby("pairing_id").max().astype("Int64")


def provincial(paired: pd.DataFrame, chosen: Filter) -> pd.DataFrame:
    """The pairings of whole provinces, unless the filter asks for a level."""
    return paired if chosen.level else paired[paired["level"] == Level.PROVINCE]


class _Paired(NamedTuple):
    """Two provinces (adcodes) and the years in which they were a pairing, both included."""

    sides: tuple[str, str]
    since: int
    until: int


def _paired(chosen: Filter) -> list[_Paired]:
    """The pairings of a filter of any year, in the order of pairings.listed."""
    listed = provincial(load(pairings.listed, chosen), chosen)
    since, until = listed["year_from"].fillna(EVER[0]), listed["year_to"].fillna(EVER[1])
    sides = zip(listed["helper_province"], listed["receiver_province"], strict=True)
    return [_Paired(*one) for one in zip(sides, since, until, strict=True)]


def _sums(summary: Summary, keys: list[str], **columns: str | Array) -> pd.DataFrame:
    """What summary.sums adds up as a frame, its columns named as arguments: `new="old"`."""
    return pd.DataFrame(sums(summary, keys, columns))


def _most_first(projects: Summary, key: str) -> pd.DataFrame:
    """Projects and their money in place by a key, the key with most projects first."""
    found = sums(projects, [key], {"projects": "projects", "in_place": "in_place"})
    return _in_order(found, np.argsort(-found["projects"], kind="stable"))


def _in_order(columns: dict[str, Array], order: Array) -> pd.DataFrame:
    return pd.DataFrame({name: column[order] for name, column in columns.items()})


_NARROWED: LRUCache = LRUCache(most=12)
"""What the last readers have narrowed: a page asks for the same several times."""


def _narrowed(summary: Callable[..., Summary], chosen: Filter, *part: Any) -> Summary:
    key = (*at(), summary.__name__, chosen)
    return _NARROWED.get(key, lambda: narrow(load(summary, *part), chosen))


def _totals(chosen: Filter) -> dict[str, summaries.Total]:
    return summaries.totals(ledgers(chosen).by_name)
