"""What charts are drawn from, made of the narrowed summaries in memory."""

from dataclasses import dataclass

import pandas as pd

from db import summaries
from db.filters import Filter
from db.queries import pairings, store
from db.terms import Level, Stage
from ui.load import load
from ui.text import either


@dataclass(frozen=True)
class Ledgers:
    """The three summaries (db.summaries), narrowed to a filter."""

    projects: pd.DataFrame
    meetings: pd.DataFrame
    visits: pd.DataFrame

    @property
    def totals(self) -> pd.DataFrame:
        """Columns of summaries.totals."""
        return summaries.totals(self._by_name)

    @property
    def by_year(self) -> pd.DataFrame:
        """Columns of summaries.by_year."""
        return summaries.by_year(self._by_name)

    @property
    def _by_name(self) -> dict[str, pd.DataFrame]:
        return {"projects": self.projects, "meetings": self.meetings, "visits": self.visits}


def ledgers(chosen: Filter) -> Ledgers:
    """The ledgers that a filter lets through."""
    read = (summaries.projects, summaries.meetings, summaries.visits)
    return Ledgers(*(summaries.narrow(load(query), chosen) for query in read))


def province_names() -> dict[str, str]:
    """Adcode → short name in the reader's language."""
    provinces = load(store.provinces)
    columns = (provinces[name].tolist() for name in ("adcode", "short_zh", "name_en"))
    return {adcode: either(zh, en) for adcode, zh, en in zip(*columns, strict=True)}


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
    couples = paired[["helper_province", "receiver_province"]].drop_duplicates()
    couples = couples.set_axis(["helper", "receiver"], axis=1)
    keys = ["helper", "receiver"]
    for sums in (
        _sums(found.projects, keys, in_place="in_place", projects="projects"),
        _sums(found.meetings, keys, meetings="meetings"),
        _sums(found.visits, keys, visits="visits"),
    ):
        couples = couples.merge(sums, on=keys, how="left")
    numbers = ["in_place", "projects", "meetings", "visits"]
    couples[numbers] = couples[numbers].fillna(0).astype("int64")
    return couples.rename(columns={"helper": "helper_adcode", "receiver": "receiver_adcode"})


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
        sums = summary.groupby(["pairing_id", "year"], as_index=False)[name].sum()
        grid = grid.merge(sums, on=["pairing_id", "year"], how="left")
        grid[name] = grid[name].fillna(0).astype("int64")
    return grid.drop(columns=["year_from", "year_to"])


def provincial(paired: pd.DataFrame, chosen: Filter) -> pd.DataFrame:
    """The pairings of whole provinces, unless the filter asks for a level."""
    return paired if chosen.level else paired[paired["level"] == Level.PROVINCE]


def _sums(frame: pd.DataFrame, keys: list[str], **columns: str) -> pd.DataFrame:
    """Sums of columns by keys, named anew; groups of nothing are left out."""
    grouped = frame.groupby(keys, observed=True, as_index=False)[list(columns.values())].sum()
    named = grouped.rename(columns={old: new for new, old in columns.items()})
    for key in keys:
        if named[key].dtype == "category":
            named[key] = named[key].astype("object")
    return named
