"""Visits: the list with stops, and one visit's record."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, or_, select

from db.filters import Filter
from db.models import ImportBatch, Meeting, Visit, VisitSite
from db.queries import where
from db.queries.frames import Query, first_row, frame, of
from db.queries.sides import SIDES
from db.terms import Direction

LISTED = of(
    Visit,
    "id date_start date_end date_precision direction head head_en post post_en level headcount "
    "purpose purpose_en demo",
)


def listed(
    connection: Connection,
    chosen: Filter,
    search: str = "",
    direction: Direction | None = None,
    stop: str | None = None,
    days: tuple[date, date] | None = None,
    *,
    limit: int = 40,
    offset: int = 0,
) -> pd.DataFrame:
    """A page of the visits, newest first: `id`, `date_start`, `date_end`, `date_precision`,
    `direction`, `head`, `head_en`, `post`, `post_en`, `level`, `headcount`, `purpose`,
    `purpose_en`, `demo`, `stops` (count), and the columns of SIDES. `search` looks into purposes,
    leaders and stops; `direction` leaves only the visits of one, `stop` those with a stop of that
    very name, `days` those that began on one of them, both ends included.
    """
    stops = select(func.count()).where(VisitSite.visit_id == Visit.id).scalar_subquery()
    statement = where.with_sides(
        select(*LISTED, stops.label("stops"), *SIDES).select_from(Visit), Visit
    )
    return frame(
        connection,
        statement.where(*_conditions(chosen, search, direction, stop, days))
        .order_by(Visit.date_start.desc(), Visit.id.desc())
        .limit(limit)
        .offset(offset),
    )


def totals(
    connection: Connection,
    chosen: Filter,
    search: str = "",
    direction: Direction | None = None,
    stop: str | None = None,
    days: tuple[date, date] | None = None,
) -> tuple[int, int]:
    """How many visits `listed` has in all its pages, and the sum of their headcounts."""
    counted = select(func.count(), func.coalesce(func.sum(Visit.headcount), 0))
    statement = where.with_sides(counted.select_from(Visit), Visit)
    conditions = _conditions(chosen, search, direction, stop, days)
    visits, people = connection.execute(statement.where(*conditions)).one()
    return int(visits), int(people)


def _conditions(
    chosen: Filter,
    search: str,
    direction: Direction | None,
    stop: str | None,
    days: tuple[date, date] | None,
) -> list[where.Condition]:
    conditions = [*where.visits(chosen), *_matching(search)]
    if direction is not None:
        conditions.append(Visit.direction == direction)
    if days is not None:
        conditions.append(Visit.date_start.between(*days))
    if stop is not None:
        here = select(VisitSite.visit_id).where(VisitSite.name == stop)
        conditions.append(Visit.id.in_(here))
    return conditions


def stops(connection: Connection, visit_ids: Sequence[int]) -> pd.DataFrame:
    """Stops of visits in order: `visit_id`, `position`, `name`, `name_en`, `note`."""
    statement: Query = (
        select(
            *of(VisitSite, "visit_id position name name_en note"),
        )
        .where(VisitSite.visit_id.in_(visit_ids))
        .order_by(VisitSite.visit_id, VisitSite.position)
    )
    return frame(connection, statement)


def record(connection: Connection, visit_id: int) -> dict[str, Any] | None:
    """One visit: the columns of `listed` but `stops`, and `pairing_id`, `source`, `note`,
    `as_of`, `batch_id`, `file_name`, `imported_at`, `meeting_id`, `meeting_title`,
    `meeting_title_en`. None where there is none of that id.
    """
    columns = (
        *of(Visit, "pairing_id source note as_of batch_id"),
        ImportBatch.file_name,
        ImportBatch.created_at.label("imported_at"),
        Visit.meeting_id,
        Meeting.title.label("meeting_title"),
        Meeting.title_en.label("meeting_title_en"),
    )
    statement = where.with_sides(select(*LISTED, *columns, *SIDES).select_from(Visit), Visit)
    statement = statement.outerjoin(ImportBatch, ImportBatch.id == Visit.batch_id)
    statement = statement.outerjoin(Meeting, Meeting.id == Visit.meeting_id)
    found = frame(connection, statement.where(Visit.id == visit_id))
    return None if found.empty else first_row(found)


def _matching(search: str) -> list[where.Condition]:
    written = (Visit.purpose, Visit.purpose_en, Visit.head_en)
    own = where.matching(search, written, folded=(Visit.head_key,))
    stops = where.matching(search, written=(VisitSite.name,))
    return [or_(*own, Visit.id.in_(select(VisitSite.visit_id).where(*stops)))] if own else []
