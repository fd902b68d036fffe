"""The ledgers grouped so far that every total of the dashboard is a sum of a few thousand rows.

Each is read once a revision of the store, from covering indexes; a filter change narrows it in
memory, and adds it up there: `sums` takes a tenth of the time of pandas' groupby. All have `year`,
`helper` and `receiver` (adcodes of provinces), `scheme`, `level` and `demo`, so that one function
narrows them all.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Connection, Integer, case, cast, exists, extract, func, select
from sqlalchemy.orm import aliased

from db.filters import Filter
from db.models import Commitment, Meeting, Pairing, Project, Visit
from db.models.projects import AMOUNTS
from db.queries import groups
from db.queries.frames import Query, frame
from db.queries.projects import Order
from db.queries.where import HelperArea, ReceiverArea, with_sides
from db.terms import Industry, Stage

FEW = 1_000
"""Whole numbers closer together than this are their own codes."""

MEASURES = (*AMOUNTS, "jobs", "beneficiaries")
"""Sums of a project group: amounts in yuan, then persons."""

_SIDES = (
    HelperArea.province_adcode.label("helper"),
    ReceiverArea.province_adcode.label("receiver"),
)


def projects(connection: Connection) -> pd.DataFrame:
    """Project groups: the common columns, `pairing_id`, `industry`, `stage`, `projects` (count),
    the sums of MEASURES, and what their first records are in the orders of lists: `last_id` (the
    highest), `largest` (yuan in place, 0 where none has any), `last_start` and the `start_id` of
    the record that started last (missing where no start is known).
    """
    sums = [cast(func.sum(getattr(Project, name)), Project.in_place.type) for name in MEASURES]
    keys = (Project.year, Project.pairing_id, Project.industry, Project.stage, Project.demo)
    last = aliased(Project, name="last")
    started = (
        select(last.id)
        .where(*(getattr(last, name) == getattr(Project, name) for name in groups.KEY))
        .where(last.start_date.is_not(None))
        .order_by(last.start_date.desc(), last.id.desc())
        .limit(1)
    )
    grouped = frame(
        connection,
        select(
            *keys,
            func.count().label("projects"),
            *(column.label(name) for column, name in zip(sums, MEASURES, strict=True)),
            func.max(Project.id).label("last_id"),
            func.max(Project.in_place).label("largest"),
            started.scalar_subquery().label("start_id"),
            started.with_only_columns(last.start_date).scalar_subquery().label("last_start"),
        ).group_by(*keys),
    )
    return _tidy(grouped.merge(_pairings(connection), on="pairing_id"))


def places(
    connection: Connection, industry: Industry | None = None, stage: Stage | None = None
) -> pd.DataFrame:
    """Project groups by place of work, of one industry or stage where asked: the common columns,
    `pairing_id`, `adcode` (empty where the place has no code), `projects` (count), `in_place`
    (yuan).
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
    grouped["adcode"] = grouped["adcode"].fillna("")
    return _tidy(grouped.merge(_pairings(connection), on="pairing_id"))


def meetings(connection: Connection) -> pd.DataFrame:
    """Meeting groups: the common columns (sides missing for national ones), `pairing_id`,
    `meetings`, `signed_projects`, `commitments`, and `commitments_linked`, those of them that a
    project carries out.
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
            func.sum(Meeting.signed_projects).label("signed_projects"),
            func.sum(items.c.commitments).label("commitments"),
            cast(func.sum(items.c.linked), Integer).label("commitments_linked"),
        ).select_from(Meeting),
        Meeting,
    ).outerjoin(items, items.c.meeting_id == Meeting.id)
    return _tidy(frame(connection, statement.group_by(*keys)))


def visits(connection: Connection) -> pd.DataFrame:
    """Visit groups: the common columns, `pairing_id`, `direction`, `visits`, and `people`
    (headcount where known).
    """
    year = cast(extract("year", Visit.date_start), Integer)
    keys = (year, *_SIDES, Pairing.scheme, Visit.level, Visit.demo, Visit.pairing_id)
    statement = with_sides(
        select(
            year.label("year"),
            *keys[1:],
            Visit.direction,
            func.count().label("visits"),
            func.sum(Visit.headcount).label("people"),
        ).select_from(Visit),
        Visit,
    )
    return _tidy(frame(connection, statement.group_by(*keys, Visit.direction)))


def narrow(summary: pd.DataFrame, chosen: Filter) -> pd.DataFrame:
    """The groups of a summary that a filter lets through.

    Industry and stage narrow projects alone: the other ledgers do not have them.
    """
    through = np.ones(len(summary), dtype=bool)
    if chosen.years is not None:
        first, last = chosen.years
        year = summary["year"].to_numpy()
        through &= (year >= first) & (year <= last)
    if chosen.province is not None:
        either = (summary["helper"] == chosen.province) | (summary["receiver"] == chosen.province)
        through &= either.to_numpy()
    if chosen.pairings is not None:
        through &= summary["pairing_id"].isin(chosen.pairings).to_numpy()
    for name in ("helper", "receiver", "scheme", "level", "industry", "stage"):
        wanted = getattr(chosen, name)
        if wanted is not None and name in summary:
            through &= (summary[name] == wanted).to_numpy()
    return summary[through]


COUNTS = {
    "projects": ("projects", *MEASURES),
    "meetings": ("meetings", "signed_projects", "commitments", "commitments_linked"),
    "visits": ("visits",),
}
"""Summary → its columns that are figures; `ledger_` before each is its key in the dictionary."""


def totals(summaries: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Sums over narrowed summaries (by the names of COUNTS): one row a metric, `key` (of the
    metric dictionary), `value`, and `demo`, the part of it that comes from demo records.
    """
    rows: list[tuple[str, int, int]] = []
    for kind, summary in summaries.items():
        names = list(COUNTS[kind])
        values = summary[names].to_numpy()
        demo = values[summary["demo"].to_numpy()]
        rows += zip(names, values.sum(axis=0), demo.sum(axis=0), strict=True)
    keyed = [(f"ledger_{name}", value, demo) for name, value, demo in rows]
    return pd.DataFrame(keyed, columns=["key", "value", "demo"])


def by_year(summaries: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The same sums a year: indexed by `year`, one column a metric key, 0 where nothing is."""
    parts = [
        sums(summary, ["year"], {f"ledger_{name}": name for name in COUNTS[kind]})
        for kind, summary in summaries.items()
    ]
    years = sorted({year for part in parts for year in part["year"].tolist()})
    index = pd.Index(years, name="year", dtype="int64")
    columns: dict[str, Any] = {}
    for part in parts:
        places = index.get_indexer(part["year"])
        for name in part.columns.drop("year"):
            columns[name] = np.zeros(len(years), dtype="int64")
            columns[name][places] = part[name]
    return pd.DataFrame(columns, index=index)


def sums(summary: pd.DataFrame, keys: Sequence[str], columns: dict[str, str]) -> pd.DataFrame:
    """Sums of whole numbers by keys, in the order of the keys: `columns` is new name → summed
    column. Rows without a key are left out, and so are groups of nothing.
    """
    coded = [_coded(summary[key]) for key in keys]
    known = np.all([codes >= 0 for codes, _values in coded], axis=0)
    shape = tuple(max(1, len(values)) for _codes, values in coded)
    cells = np.ravel_multi_index([codes[known] for codes, _values in coded], shape)
    present = np.flatnonzero(np.bincount(cells, minlength=int(np.prod(shape))))
    found: dict[str, Any] = {
        key: values[codes]
        for key, (_codes, values), codes in zip(
            keys, coded, np.unravel_index(present, shape), strict=True
        )
    }
    for new, old in columns.items():
        totals = np.zeros(int(np.prod(shape)), dtype="int64")
        np.add.at(totals, cells, summary[old].to_numpy()[known])
        found[new] = totals[present]
    return pd.DataFrame(found)


def leading(projects: pd.DataFrame, order: Order, many: int) -> tuple[groups.Group, ...] | None:
    """The groups of narrowed projects that hold the first `many` records in an order; None where
    these are more than groups.MOST.
    """
    last = projects["last_id"].to_numpy()
    if order is Order.NEWEST:
        first = np.lexsort((last, projects["year"].to_numpy()))[::-1][:many]
    else:
        largest = projects["largest"].to_numpy()
        first = np.lexsort((last, largest))[::-1][:many]
        if len(first) and largest[first[-1]]:  # `last` orders only those without money
            first = np.flatnonzero(largest >= largest[first[-1]])
    return _named(projects, first)


def latest(projects: pd.DataFrame, many: int) -> tuple[groups.Group, ...] | None:
    """The groups of narrowed projects that hold the `many` facts, then demo records, that started
    last.
    """
    start = projects["last_start"].to_numpy()
    keys = (projects["start_id"].to_numpy(), start, ~projects["demo"].to_numpy())
    first = np.lexsort(keys)[::-1]
    return _named(projects, first[~np.isnat(start[first])][:many])


def _named(projects: pd.DataFrame, places: Any) -> tuple[groups.Group, ...] | None:
    if len(places) > groups.MOST:
        return None
    columns = (projects[name].iloc[places].tolist() for name in groups.KEY)
    return tuple(
        (year, int(pairing), industry, stage, demo)
        for year, pairing, industry, stage, demo in zip(*columns, strict=True)
    )


def _coded(column: "pd.Series[Any]") -> tuple[Any, Any]:
    """A number a row (−1: missing), and the value that each number stands for."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype("int64"), column.cat.categories.to_numpy()
    numbers = column.to_numpy()
    if numbers.dtype.kind == "i" and len(numbers):  # years: no need to sort them
        first, last = int(numbers.min()), int(numbers.max())
        if last - first < FEW:
            return numbers - first, np.arange(first, last + 1)
    codes, values = pd.factorize(column, sort=True)
    return codes, values.to_numpy()


def _is_linked() -> ColumnElement[bool]:
    return exists().where(Project.commitment_id == Commitment.id)


def _pairings(connection: Connection) -> pd.DataFrame:
    statement: Query = (
        select(Pairing.id.label("pairing_id"), *_SIDES, Pairing.scheme, Pairing.level)
        .join(HelperArea, HelperArea.adcode == Pairing.helper_adcode)
        .join(ReceiverArea, ReceiverArea.adcode == Pairing.receiver_adcode)
    )
    return frame(connection, statement)


def _tidy(grouped: pd.DataFrame) -> pd.DataFrame:
    """Plain numbers (missing sums are 0) and categories: small, and quick to compare."""
    for name, column in grouped.items():
        if name == "pairing_id":
            grouped[name] = column.astype("float64")
        elif column.dtype == "Int64":
            grouped[name] = column.fillna(0).astype("int64")
        elif column.dtype == "boolean":
            grouped[name] = column.astype("bool")
        elif column.dtype == "object":
            grouped[name] = column.astype("category")
    return grouped
