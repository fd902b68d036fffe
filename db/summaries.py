"""The ledgers grouped so far that every total of the dashboard is a sum of a few thousand rows.

Each is read once a revision of the store, from covering indexes; a filter change narrows it in
memory. All have `year`, `helper` and `receiver` (adcodes of provinces), `scheme`, `level`
and `demo`, so that one function narrows them all.
"""

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Connection, Integer, case, cast, exists, extract, func, select

from db.filters import Filter
from db.models import Commitment, Meeting, Pairing, Project, Visit
from db.models.projects import AMOUNTS
from db.queries.frames import Query, frame
from db.queries.where import HelperArea, ReceiverArea, with_sides

MEASURES = (*AMOUNTS, "jobs", "beneficiaries")
"""Sums of a project group: amounts in yuan, then persons."""

_SIDES = (
    HelperArea.province_adcode.label("helper"),
    ReceiverArea.province_adcode.label("receiver"),
)


def projects(connection: Connection) -> pd.DataFrame:
    """Project groups: the common columns, `pairing_id`, `industry`, `stage`, `projects` (count),
    and the sums of MEASURES.
    """
    sums = [cast(func.sum(getattr(Project, name)), Project.in_place.type) for name in MEASURES]
    keys = (Project.year, Project.pairing_id, Project.industry, Project.stage, Project.demo)
    grouped = frame(
        connection,
        select(
            *keys,
            func.count().label("projects"),
            *(column.label(name) for column, name in zip(sums, MEASURES, strict=True)),
        ).group_by(*keys),
    )
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
    rows = [
        (f"ledger_{name}", summary[name].sum(), summary.loc[summary["demo"], name].sum())
        for kind, summary in summaries.items()
        for name in COUNTS[kind]
    ]
    return pd.DataFrame(rows, columns=["key", "value", "demo"])


def by_year(summaries: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The same sums a year: indexed by `year`, one column a metric key, 0 where nothing is."""
    parts = [
        summary.groupby("year")[list(COUNTS[kind])].sum().add_prefix("ledger_")
        for kind, summary in summaries.items()
    ]
    return pd.concat(parts, axis=1).fillna(0).astype("int64").sort_index()


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
        else:
            grouped[name] = column.astype("category")
    return grouped
