"""Measures of projects by year, pairing, industry and stage, as the ledger itself has them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, cast, func, select

from db.models import Project, ProjectMeasure, table_of
from db.queries import groups
from db.queries.part import Part, within


def reckoned(connection: Connection, part: Part) -> Iterable[dict[str, Any]]:
    """Rows of MeasureRollup."""
    keys = [*(getattr(Project, name) for name in groups.KEY), ProjectMeasure.measure_key]
    told = ProjectMeasure.planned, ProjectMeasure.actual
    planned, actual = (cast(func.sum(column), column.type) for column in told)
    day = Project.as_of
    statement = (
        select(
            *keys,
            func.count().label("projects"),
            planned.label("planned"),
            func.count(ProjectMeasure.planned).label("planned_by"),
            actual.label("actual"),
            func.count(ProjectMeasure.actual).label("actual_by"),
            func.min(day).label("as_of_first"),
            func.max(day).label("as_of_last"),
            (func.count() - func.count(day)).label("undated"),
        )
        .join(Project, Project.id == ProjectMeasure.project_id)
        .where(*within(table_of(Project), part))
    )
    return (row._asdict() for row in connection.execute(statement.group_by(*keys)))
