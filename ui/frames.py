"""What charts are drawn from, made of the narrowed summaries in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from db import summaries
from db.filters import Filter
from db.queries import pairings, store
from db.queries.groups import Group
from db.queries.projects import Order
from db.terms import Level, Stage
from ui.load import at, derive, load
from ui.shelf import Shelf
from ui.text import Language, either, language


@dataclass(frozen=True)
class Ledgers:
    """The three summaries (db.summaries), narrowed to a filter when somebody asks for them."""

    chosen: Filter

    @property
    def projects(self) -> pd.DataFrame:
        return _narrowed(summaries.projects, self.chosen)

    @property
    def meetings(self) -> pd.DataFrame:
        return _narrowed(summaries.meetings, self.chosen)

    @property
    def visits(self) -> pd.DataFrame:
        return _narrowed(summaries.visits, self.chosen)

    @property
    def totals(self) -> pd.DataFrame:
        """Columns of summaries.totals."""
        return derive(_totals, self.chosen)

    @property
    def by_year(self) -> pd.DataFrame:
        """Columns of summaries.by_year."""
        return summaries.by_year(self.by_name)

    def count(self, ledger: str) -> int:
        """How many records of a ledger (by the names of `by_name`) there are."""
        totals = self.totals.set_index("key")["value"]
        return int(totals[f"ledger_{ledger}"])

    @property
    def by_name(self) -> dict[str, pd.DataFrame]:
        """As summaries.totals takes them."""
        return {"projects": self.projects, "meetings": self.meetings, "visits": self.visits}


def ledgers(chosen: Filter) -> Ledgers:
    """The ledgers that a filter lets through."""
    return Ledgers(chosen)


def leading(chosen: Filter, order: Order, many: int) -> tuple[Group, ...] | None:
    """Where the first projects of an order are (summaries.leading)."""
    return summaries.leading(ledgers(chosen).projects, order, many)


def latest(chosen: Filter, many: int) -> tuple[Group, ...] | None:
    """Where the projects that started last are (summaries.latest)."""
    return summaries.latest(ledgers(chosen).projects, many)


def province_names() -> dict[str, str]:
    """Adcode → short name in the reader's language."""
    return derive(_province_names, language())


def in_place(projects: pd.DataFrame) -> pd.DataFrame:
    """Money in place: year, industry, in_place, demo (the demo part), all yuan."""
    demo = projects["in_place"].where(projects["demo"], 0)
    return _sums(projects.assign(part=demo), ["year", "industry"], in_place="in_place", demo="part")


def stages(projects: pd.DataFrame) -> pd.DataFrame:
    """stage, projects (count), agreed, in_place (yuan), demo (count), in the order of Stage."""
    found = _sums(
        projects.assign(part=projects["projects"].where(projects["demo"], 0)),
        ["stage"],
        projects="projects",
        agreed="agreed_amount",
        in_place="in_place",
        demo="part",
    )
    order = [stage.value for stage in Stage]
    return found.sort_values("stage", key=lambda key: key.map(order.index), ignore_index=True)


def years(projects: pd.DataFrame) -> pd.DataFrame:
    """year, stage, projects, demo (counts)."""
    part = projects["projects"].where(projects["demo"], 0)
    return _sums(projects.assign(part=part), ["year", "stage"], projects="projects", demo="part")


def industries(projects: pd.DataFrame) -> pd.DataFrame:
    """industry, projects (count), in_place (yuan), most projects first."""
    found = _sums(projects, ["industry"], projects="projects", in_place="in_place")
    return found.sort_values("projects", ascending=False, ignore_index=True)


def places(chosen: Filter) -> pd.DataFrame:
    """adcode (empty where a place has no code), projects (count), in_place (yuan), the most
    projects first.
    """
    read = load(summaries.places, chosen.industry, chosen.stage)
    found = _sums(
        summaries.narrow(read, chosen), ["adcode"], projects="projects", in_place="in_place"
    )
    return found.sort_values("projects", ascending=False, kind="stable", ignore_index=True)


def flows(projects: pd.DataFrame) -> pd.DataFrame:
    """helper, receiver (names), industry, value (yuan in place)."""
    names = province_names()
    found = _sums(projects, ["helper", "receiver", "industry"], value="in_place")
    found = found[found["value"] > 0]
    return found.assign(
        helper=found["helper"].map(names), receiver=found["receiver"].map(names)
    ).reset_index(drop=True)


def directions(visits: pd.DataFrame) -> pd.DataFrame:
    """year, direction, visits (count), people (headcount where known)."""
    return _sums(visits, ["year", "direction"], visits="visits", people="people")


def links(chosen: Filter, found: Ledgers) -> pd.DataFrame:
    """Couples of provinces in force: helper_adcode, receiver_adcode, in_place (yuan), projects,
    meetings, visits (counts). Without a level in the filter those are the pairings of whole
    provinces; with one, cities and counties count for their provinces.
    """
    paired = provincial(load(pairings.listed, chosen), chosen)
    sides = (paired["helper_province"].tolist(), paired["receiver_province"].tolist())
    couples = list(dict.fromkeys(zip(*sides, strict=True)))
    columns: dict[str, Any] = {
        "helper_adcode": pd.Series([helper for helper, _receiver in couples], dtype="object"),
        "receiver_adcode": pd.Series([receiver for _helper, receiver in couples], dtype="object"),
    }
    keys = ["helper", "receiver"]
    for summary, names in (
        (found.projects, ("in_place", "projects")),
        (found.meetings, ("meetings",)),
        (found.visits, ("visits",)),
    ):
        sums = summaries.sums(summary, keys, {name: name for name in names})
        of_couple = list(zip(sums["helper"], sums["receiver"], strict=True))
        for name in names:
            known = dict(zip(of_couple, sums[name].tolist(), strict=True))
            values = [known.get(couple, 0) for couple in couples]
            columns[name] = np.array(values, dtype="int64")
    return pd.DataFrame(columns)


def coverage(paired: pd.DataFrame, found: Ledgers, years: tuple[int, int]) -> pd.DataFrame:
    """Pairing × year: pairing_id, pairing (label), year, in_force, meetings, projects, visits.

    `paired` has the columns of pairings.listed and a `label`.
    """
    first, last = years
    grid = paired[["id", "label", "year_from", "year_to"]].merge(
        pd.DataFrame({"year": range(first, last + 1)}), how="cross"
    )
    starts, ends = grid["year_from"].fillna(0), grid["year_to"].fillna(9999)
    grid["in_force"] = ((starts <= grid["year"]) & (grid["year"] <= ends)).astype(bool)
    grid = grid.rename(columns={"id": "pairing_id", "label": "pairing"})
    for name in ("meetings", "projects", "visits"):
        summary = getattr(found, name)
        sums = _sums(summary, ["pairing_id", "year"], **{name: name})
        grid = grid.merge(sums, on=["pairing_id", "year"], how="left")
        grid[name] = grid[name].fillna(0).astype("int64")
    return grid.drop(columns=["year_from", "year_to"])


def provincial(paired: pd.DataFrame, chosen: Filter) -> pd.DataFrame:
    """The pairings of whole provinces, unless the filter asks for a level."""
    return paired if chosen.level else paired[paired["level"] == Level.PROVINCE]


def _sums(frame: pd.DataFrame, keys: list[str], **columns: str) -> pd.DataFrame:
    """summaries.sums, its columns named as arguments: `new="old"`."""
    return summaries.sums(frame, keys, columns)


_NARROWED: Shelf = Shelf(most=12)
"""What the last readers have narrowed: a page asks for the same several times."""


def _narrowed(summary: Callable[..., pd.DataFrame], chosen: Filter) -> pd.DataFrame:
    key = (*at(), summary.__name__, chosen)
    return _NARROWED.get(key, lambda: summaries.narrow(load(summary), chosen))


def _totals(chosen: Filter) -> pd.DataFrame:
    return summaries.totals(ledgers(chosen).by_name)


def _province_names(_language: Language) -> dict[str, str]:
    provinces = load(store.provinces)
    columns = (provinces[name].tolist() for name in ("adcode", "short_zh", "name_en"))
    return {adcode: either(zh, en) for adcode, zh, en in zip(*columns, strict=True)}
