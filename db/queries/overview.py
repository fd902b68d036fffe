"""What the Overview shows: totals, money by year and industry, meetings in time, the newest."""

from typing import Any

import pandas as pd
from sqlalchemy import (
    Connection,
    Integer,
    case,
    cast,
    exists,
    extract,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from db.filters import Filter
from db.models import Commitment, Meeting, Project, Visit
from db.queries import groups, where
from db.queries.frames import Query, frame
from db.queries.sides import SIDES
from db.terms import Precision

PROJECT_SUMS = ("agreed_amount", "in_place", "jobs", "beneficiaries")


def totals(connection: Connection, chosen: Filter) -> pd.DataFrame:
    """One row a ledger metric: `key` (of the metric dictionary), `value`, and `demo`, the part of
    the value that comes from demo records (an agreed item linked to demo projects alone is one).
    Units as the dictionary says. Filters on industry and stage narrow projects only.
    """
    rows: list[tuple[str, int, int]] = []
    for statement in (_meetings(chosen), _commitments(chosen), _visits(chosen), _projects(chosen)):
        found = connection.execute(statement).mappings().one()
        keys = [name for name in found if not name.startswith("demo_")]
        rows += [
            (f"ledger_{key}", int(found[key] or 0), int(found[f"demo_{key}"] or 0)) for key in keys
        ]
    return pd.DataFrame(rows, columns=["key", "value", "demo"])


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
                Meeting.title,
                Meeting.title_en,
                Meeting.place,
                Meeting.place_en,
                Meeting.category,
                Meeting.demo,
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


def _counted(name: str, demo: Any, of: Any = None) -> list[Any]:
    """Sum of a number under a name, and the demo part of it."""
    of = literal(1) if of is None else of
    return [
        func.sum(of).label(name),
        func.sum(case((demo, of), else_=0)).label(f"demo_{name}"),
    ]


def _meetings(chosen: Filter) -> Query:
    columns = _counted("meetings", Meeting.demo) + _counted(
        "signed_projects", Meeting.demo, Meeting.signed_projects
    )
    statement = where.with_sides(select(*columns).select_from(Meeting), Meeting)
    return statement.where(*where.meetings(chosen))


def _commitments(chosen: Filter) -> Query:
    linked = exists().where(Project.commitment_id == Commitment.id)
    by_facts = linked.where(Project.demo.is_(False))
    columns = _counted("commitments", Meeting.demo) + _counted(
        "commitments_linked", or_(Meeting.demo, ~by_facts), case((linked, 1), else_=0)
    )
    statement = select(*columns).select_from(Commitment)
    statement = statement.join(Meeting, Meeting.id == Commitment.meeting_id)
    return where.with_sides(statement, Meeting).where(*where.meetings(chosen))


def _visits(chosen: Filter) -> Query:
    columns = _counted("visits", Visit.demo)
    statement = where.with_sides(select(*columns).select_from(Visit), Visit)
    return statement.where(*where.visits(chosen))


def _projects(chosen: Filter) -> Query:
    columns = _counted("projects", Project.demo)
    for name in PROJECT_SUMS:
        columns += _counted(name, Project.demo, getattr(Project, name))
    return select(*columns).where(*where.projects(chosen))


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
