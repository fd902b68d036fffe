"""The ledgers grouped so far that every total of the dashboard is a sum of a few thousand rows.

Each is read once a revision of the store, projects as they are kept by group (db.kept) and the
others from covering indexes; a filter change narrows it in
memory, and adds it up there (db.summary). All have the columns of COMMON: `helper` and `receiver`
are adcodes of provinces. All but places have those of
db.queries.dated.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    case,
    cast,
    exists,
    extract,
    func,
    select,
)

from db.kept.projects import MEASURES
from db.models import Commitment, Meeting, Pairing, Project, ProjectRollup, Visit, table_of
from db.queries import facts, groups, succession
from db.queries.dated import as_of
from db.queries.frames import Query, frame, plainly
from db.queries.projects import Order
from db.queries.where import HelperArea, ReceiverArea, with_sides
from db.summary import Array, Summary, group, sums
from db.terms import Industry, Stage

COMMON = ("year", "pairing_id", "helper", "receiver", "scheme", "level", "demo")
"""What every ledger can be narrowed by."""

_SIDES = (
    HelperArea.province_adcode.label("helper"),
    ReceiverArea.province_adcode.label("receiver"),
)


def projects(connection: Connection, pairings: Collection[int] | None = None) -> Summary:
    """Project groups, of some pairings alone where they are named: the common columns, `industry`,
    `stage`, `projects` and `linked` (counts;
    the latter of those that carry out an agreed item), the sums of MEASURES, and what their first
    records are in the orders of lists: `last_id` (the highest), `largest` (yuan in place, 0 where
    none has any), `last_start` and the `start_id` of the record that started last (NaT and 0 where
    no start is known). By these the groups are ranked, from 0: `newest` and `largest_first` as
    Order has it, `latest` by starts, facts before demo records.
    """
    kept = plainly(table_of(ProjectRollup))
    if pairings is not None:
        kept = kept.where(ProjectRollup.pairing_id.in_(pairings))
    grouped = frame(connection, kept)
    paired = grouped.merge(_pairings(connection), on="pairing_id")
    starts = [(text or "NaT 0").split() for text in paired.pop("started")]
    paired["last_start"] = np.array([day for day, _id in starts], dtype="datetime64[s]")
    paired["start_id"] = np.array([int(number) for _day, number in starts], dtype="int64")
    return group(paired.assign(**_ranks(paired)), [*COMMON, "industry", "stage"])


def projects_between(connection: Connection, helper: str, receiver: str) -> int:
    """How many projects there are between two provinces and all that lies in them."""
    found = (
        select(func.sum(ProjectRollup.projects))
        .join(Pairing, Pairing.id == ProjectRollup.pairing_id)
        .join(HelperArea, HelperArea.adcode == Pairing.helper_adcode)
        .join(ReceiverArea, ReceiverArea.adcode == Pairing.receiver_adcode)
        .where(HelperArea.province_adcode == helper, ReceiverArea.province_adcode == receiver)
        .where(facts.counting(connection)(ProjectRollup))
    )
    return int(connection.scalar(found) or 0)


def places(
    connection: Connection, industry: Industry | None = None, stage: Stage | None = None
) -> Summary:
    """Project groups by place of work, of one industry or stage where asked: the common columns,
    `adcode` (empty where the place has no code; of a former unit, what it became; of a
    development zone, the unit that it lies in), `projects` (count), `in_place` (yuan).
    """
    keys = (Project.year, Project.pairing_id, Project.place_adcode.label("adcode"), Project.demo)
    statement = select(
        *keys,
        func.count().label("projects"),
        cast(func.sum(Project.in_place), Project.in_place.type).label("in_place"),
    )
    for column, wanted in ((Project.industry, industry), (Project.stage, stage)):
        if wanted is not None:
            statement = statement.where(column == wanted)
    grouped = frame(
        connection,
        statement.group_by(Project.year, Project.pairing_id, Project.place_adcode, Project.demo),
    )
    now = succession.summed(connection)
    grouped["adcode"] = [now.get(adcode, adcode) for adcode in grouped["adcode"].fillna("")]
    return group(grouped.merge(_pairings(connection), on="pairing_id"), [*COMMON, "adcode"])


def meetings(connection: Connection) -> Summary:
    """Meeting groups: the common columns (sides missing for national ones), `meetings`,
    `signed_projects`, `commitments`, and `commitments_linked`, those of them that a project
    carries out.
    """
    items = (
        select(
            Commitment.meeting_id,
            func.count().label("commitments"),
            func.sum(case((_is_linked(), 1), else_=0)).label("linked"),
        )
        .group_by(Commitment.meeting_id)
        .subquery()
    )
    year = cast(extract("year", Meeting.date_start), Integer)
    keys = (year, *_SIDES, Pairing.scheme, Meeting.level, Meeting.demo, Meeting.pairing_id)
    statement = with_sides(
        select(
            year.label("year"),
            *keys[1:],
            func.count().label("meetings"),
            *as_of(Meeting),
            func.sum(Meeting.signed_projects).label("signed_projects"),
            func.sum(items.c.commitments).label("commitments"),
            cast(func.sum(items.c.linked), Integer).label("commitments_linked"),
        ).select_from(Meeting),
        Meeting,
    ).outerjoin(items, items.c.meeting_id == Meeting.id)
    return group(frame(connection, statement.group_by(*keys)), COMMON)


def visits(connection: Connection) -> Summary:
    """Visit groups: the common columns, `direction`, `visits`, and `people` (headcount where
    known).
    """
    year = cast(extract("year", Visit.date_start), Integer)
    keys = (year, *_SIDES, Pairing.scheme, Visit.level, Visit.demo, Visit.pairing_id)
    statement = with_sides(
        select(
            year.label("year"),
            *keys[1:],
            Visit.direction,
            func.count().label("visits"),
            *as_of(Visit),
            func.sum(Visit.headcount).label("people"),
        ).select_from(Visit),
        Visit,
    )
    grouped = frame(connection, statement.group_by(*keys, Visit.direction))
    return group(grouped, [*COMMON, "direction"])


COUNTS = {
    "projects": ("projects", *MEASURES),
    "meetings": ("meetings", "signed_projects", "commitments", "commitments_linked"),
    "visits": ("visits",),
}
"""Summary → its columns that are figures; `ledger_` before each is its key in the dictionary."""


class Total(NamedTuple):
    """A figure, and the part of it that comes from demo records."""

    value: int
    demo: int


def totals(summaries: Mapping[str, Summary]) -> dict[str, Total]:
    """Sums over narrowed summaries (by the names of COUNTS), by the keys of the dictionary."""
    return {
        f"ledger_{name}": Total(int(summary[name].sum()), int(summary[name][summary.demo].sum()))
        for kind, summary in summaries.items()
        for name in COUNTS[kind]
    }


def by_year(summaries: Mapping[str, Summary]) -> dict[str, dict[int, int]]:
    """The same sums a year: key of the dictionary → year → sum, 0 where nothing is; all have the
    same years, in their order.
    """
    parts = [
        sums(summary, ["year"], {f"ledger_{name}": name for name in COUNTS[kind]})
        for kind, summary in summaries.items()
    ]
    years = sorted({year for part in parts for year in part["year"].tolist()})
    found: dict[str, dict[int, int]] = {}
    for part in parts:
        own = part.pop("year").tolist()
        for name, values in part.items():
            found[name] = dict.fromkeys(years, 0) | dict(zip(own, values.tolist(), strict=True))
    return found


def leading(projects: Summary, order: Order, many: int) -> tuple[groups.Group, ...] | None:
    """The groups of narrowed projects that hold the first `many` records in an order; None where
    these are more than groups.MOST.
    """
    if order is Order.NEWEST:
        return _named(projects, _first(projects["newest"], many))
    first, largest = _first(projects["largest_first"], many), projects["largest"]
    if len(first) and largest[first[-1]]:  # `last_id` orders only those without money
        first = np.flatnonzero(largest >= largest[first[-1]])
    return _named(projects, first)


def latest(projects: Summary, many: int) -> tuple[groups.Group, ...] | None:
    """The groups of narrowed projects that hold the `many` facts, then demo records, that started
    last.
    """
    first = _first(projects["latest"], many)
    return _named(projects, first[~np.isnat(projects["last_start"][first])])


def _ranks(grouped: pd.DataFrame) -> dict[str, Array]:
    """The place of each group in the orders of lists: sorting thousands takes milliseconds, picking
    the first of them none.
    """
    last, year = grouped["last_id"].to_numpy("int64"), grouped["year"].to_numpy("int64")
    largest = grouped["largest"].fillna(0).to_numpy("int64")
    start, demo = grouped["last_start"].to_numpy(), grouped["demo"].to_numpy("bool")
    return {
        "newest": _rank(last, year),
        "largest_first": _rank(last, largest),
        "latest": _rank(grouped["start_id"].to_numpy(), start, ~demo, ~np.isnat(start)),
    }


def _rank(*keys: Array) -> Array:
    """The place of each row, those with the highest of the last key first."""
    order = np.lexsort(keys)[::-1]
    rank = np.empty(len(order), dtype="int64")
    rank[order] = np.arange(len(order))
    return rank


def _first(rank: Array, many: int) -> Array:
    """Where the first rows of an order are."""
    if many < len(rank):
        some = np.argpartition(rank, many)[:many]
        return some[np.argsort(rank[some])]
    return np.argsort(rank)


def _named(projects: Summary, places: Any) -> tuple[groups.Group, ...] | None:
    if len(places) > groups.MOST:
        return None
    columns = [projects[name][places].tolist() for name in groups.KEY]
    return tuple(zip(*columns, strict=True))


def _is_linked() -> ColumnElement[bool]:
    return exists().where(Project.commitment_id == Commitment.id)


def _pairings(connection: Connection) -> pd.DataFrame:
    statement: Query = (
        select(Pairing.id.label("pairing_id"), *_SIDES, Pairing.scheme, Pairing.level)
        .join(HelperArea, HelperArea.adcode == Pairing.helper_adcode)
        .join(ReceiverArea, ReceiverArea.adcode == Pairing.receiver_adcode)
    )
    return frame(connection, statement)
