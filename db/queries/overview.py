"""What the Overview lists: meetings in time, and the newest of all."""

import pandas as pd
from sqlalchemy import (
    Connection,
    Integer,
    cast,
    extract,
    func,
    literal,
    null,
    select,
    union_all,
)

from db.filters import Filter
from db.models import Meeting, Project, Visit
from db.queries import groups, where
from db.queries.frames import Query, frame, of
from db.queries.sides import SIDES
from db.terms import Precision


def meetings_in_time(connection: Connection, chosen: Filter) -> pd.DataFrame:
    """Every meeting of the selection, oldest first: `meeting_id`, `date`, `precision`, `title`,
    `title_en`, `place`, `place_en`, `category`, `demo`, and the columns of SIDES.
    """
    return frame(
        connection,
        where.with_sides(
            select(
                Meeting.id.label("meeting_id"),
                Meeting.date_start.label("date"),
                Meeting.date_precision.label("precision"),
                *of(Meeting, "title title_en place place_en category demo"),
                *SIDES,
            ).select_from(Meeting),
            Meeting,
        )
        .where(*where.meetings(chosen))
        .order_by(Meeting.date_start, Meeting.id),
    )


def newest(
    connection: Connection,
    chosen: Filter,
    limit: int = 8,
    among: tuple[groups.Group, ...] | None = None,
) -> pd.DataFrame:
    """The latest meetings, visits and projects together, facts before demo records and the newest
    first: `kind` ("meeting", "visit", "project"), `id`, `date` (a project's start), `precision`,
    `title`, `title_en`, `direction` (visits), `demo`, `year` (a project's is that of its ledger),
    and the columns of SIDES.
    `among` names the groups that hold the latest projects (summaries.leading): the answer is the
    same, read from those alone.
    """
    parts = (
        _newest_meetings(chosen).limit(limit),
        _newest_visits(chosen).limit(limit),
        _newest_projects(chosen, limit, among),
    )
    together = union_all(*(select(part.subquery()) for part in parts)).subquery()
    row = together.c
    order = (row.demo, row.date.desc(), row.rank, row.id.desc())
    shown = [column for column in row if column.name != "rank"]
    return frame(connection, select(*shown).order_by(*order).limit(limit))


def _newest_meetings(chosen: Filter) -> Query:
    statement = select(
        literal(0).label("rank"),
        literal("meeting").label("kind"),
        Meeting.id,
        Meeting.date_start.label("date"),
        Meeting.date_precision.label("precision"),
        Meeting.title,
        Meeting.title_en,
        cast(null(), Visit.direction.type).label("direction"),
        Meeting.demo,
        cast(extract("year", Meeting.date_start), Integer).label("year"),
        *SIDES,
    ).select_from(Meeting)
    return (
        where.with_sides(statement, Meeting)
        .where(*where.meetings(chosen))
        .order_by(Meeting.demo, Meeting.date_start.desc(), Meeting.id.desc())
    )


def _newest_visits(chosen: Filter) -> Query:
    statement = select(
        literal(1).label("rank"),
        literal("visit").label("kind"),
        Visit.id,
        Visit.date_start.label("date"),
        Visit.date_precision.label("precision"),
        Visit.purpose.label("title"),
        Visit.purpose_en.label("title_en"),
        Visit.direction,
        Visit.demo,
        cast(extract("year", Visit.date_start), Integer).label("year"),
        *SIDES,
    ).select_from(Visit)
    return (
        where.with_sides(statement, Visit)
        .where(*where.visits(chosen))
        .order_by(Visit.demo, Visit.date_start.desc(), Visit.id.desc())
    )


def _newest_projects(chosen: Filter, limit: int, among: tuple[groups.Group, ...] | None) -> Query:
    order = (Project.demo, Project.start_date.desc(), Project.id.desc())
    every = select(Project.id).where(*where.projects(chosen))
    found = every if among is None else groups.within(select(Project.id), among)
    newest = found.where(Project.start_date.is_not(None)).order_by(*order).limit(limit).subquery()
    statement = select(
        literal(2).label("rank"),
        literal("project").label("kind"),
        Project.id,
        Project.start_date.label("date"),
        func.coalesce(Project.start_precision, literal(Precision.DAY.value)).label("precision"),
        Project.title,
        Project.title_en,
        cast(null(), Visit.direction.type).label("direction"),
        Project.demo,
        cast(Project.year, Integer).label("year"),
        *SIDES,
    ).select_from(Project)
    chosen_ones = Project.id.in_(select(newest.c.id))
    return where.with_sides(statement, Project).where(chosen_ones).order_by(*order)


def years(connection: Connection) -> tuple[int, int] | None:
    """First and last year with a record of any kind; None in an empty store."""
    first_and_last: list[int] = []
    for column in (Meeting.date_start, Visit.date_start):
        year = cast(extract("year", column), Integer)
        row = connection.execute(select(func.min(year), func.max(year))).one()
        first_and_last += [value for value in row if value is not None]
    # Asked for at once, SQLite looks through the whole index; each alone is one step in it.
    ends = (select(end(Project.year)).scalar_subquery() for end in (func.min, func.max))
    row = connection.execute(select(*ends)).one()
    first_and_last += [value for value in row if value is not None]
    return (min(first_and_last), max(first_and_last)) if first_and_last else None
