"""Projects by year, pairing, industry and stage: what the ledger itself has of each group."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, String, cast, func, select
from sqlalchemy.orm import aliased

from db.models import Project, table_of
from db.queries import groups
from db.queries.part import Part, within

MEASURES = ("agreed_amount", "in_place", "jobs", "beneficiaries")
"""Sums of a project group: amounts in yuan, then persons."""

GROUPS = tuple(groups.KEY)


def reckoned(connection: Connection, part: Part) -> Iterable[dict[str, Any]]:
    """Rows of ProjectRollup, read from ix_project_summary alone."""
    total = [cast(func.sum(getattr(Project, name)), Project.in_place.type) for name in MEASURES]
    keys = [getattr(Project, name) for name in GROUPS]
    last = aliased(Project, name="last")
    started = (  # day and id as one text: to look for each of them takes twice as long
        select(cast(last.start_date, String) + " " + cast(last.id, String))
        .where(*(getattr(last, name) == getattr(Project, name) for name in GROUPS))
        .where(last.start_date.is_not(None))
        .order_by(last.start_date.desc(), last.id.desc())
        .limit(1)
    )
    day = Project.as_of
    statement = select(
        *keys,
        func.count().label("projects"),
        func.count(Project.commitment_id).label("linked"),
        *(column.label(name) for column, name in zip(total, MEASURES, strict=True)),
        func.max(Project.id).label("last_id"),
        func.max(Project.in_place).label("largest"),
        func.min(day).label("as_of_first"),
        func.max(day).label("as_of_last"),
        (func.count() - func.count(day)).label("undated"),
        started.scalar_subquery().label("started"),
    )
    of_part = statement.where(*within(table_of(Project), part))
    return (row._asdict() for row in connection.execute(of_part.group_by(*keys)))
