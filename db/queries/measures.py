"""Measures of projects: what there is to measure, what one project has, sums, and who adds to them.

Sums are of one measure alone, planned and actual apart, in thousandths of its unit.
"""

import pandas as pd
from sqlalchemy import Connection, and_, cast, func, select

from db.filters import Filter
from db.models import (
    Measure,
    MeasureRollup,
    MeasureUnit,
    Pairing,
    Project,
    ProjectMeasure,
    table_of,
)
from db.queries import where
from db.queries.frames import frame
from db.queries.projects import LISTED
from db.queries.sides import SIDES
from db.queries.where import ReceiverArea

SUMMED = ("projects", "planned", "planned_by", "actual", "actual_by")
"""Columns of sums: how many projects say anything, what they plan and how many say so, what there
is and how many say so.
"""


def known(connection: Connection) -> pd.DataFrame:
    """All measures in their order: the columns of Measure."""
    order = (Measure.position, Measure.key)
    return frame(connection, select(*table_of(Measure).c).order_by(*order))


def units(connection: Connection) -> pd.DataFrame:
    """All conversions: the columns of MeasureUnit."""
    order = (MeasureUnit.base, MeasureUnit.unit)
    return frame(connection, select(*table_of(MeasureUnit).c).order_by(*order))


def of_project(connection: Connection, project_id: int) -> pd.DataFrame:
    """What is measured of a project: `measure_key`, `planned`, `planned_unit`, `actual`,
    `actual_unit`.
    """
    of = table_of(ProjectMeasure)
    statement = (
        select(of.c.measure_key, of.c.planned, of.c.planned_unit, of.c.actual, of.c.actual_unit)
        .join(Measure, Measure.key == of.c.measure_key)
        .where(of.c.project_id == project_id)
    )
    return frame(connection, statement.order_by(Measure.position, Measure.key))


def sums(connection: Connection, chosen: Filter) -> pd.DataFrame:
    """Kept sums of a selection: `measure_key`, `year`, `receiver` (adcode of the province), `demo`
    and SUMMED, with `as_of_first`, `as_of_last` and `undated`.
    """
    of = MeasureRollup
    keys = (of.measure_key, of.year, ReceiverArea.province_adcode.label("receiver"), of.demo)
    added = (
        cast(func.sum(getattr(of, name)), getattr(of, name).type).label(name) for name in SUMMED
    )
    statement = (
        select(
            *keys,
            *added,
            func.min(of.as_of_first).label("as_of_first"),
            func.max(of.as_of_last).label("as_of_last"),
            cast(func.sum(of.undated), of.undated.type).label("undated"),
        )
        .join(Pairing, Pairing.id == of.pairing_id)
        .join(ReceiverArea, ReceiverArea.adcode == Pairing.receiver_adcode)
        .where(*where.projects(chosen, of))
    )
    grouped = (of.measure_key, of.year, ReceiverArea.province_adcode, of.demo)
    return frame(connection, statement.group_by(*grouped))


def listed(
    connection: Connection, chosen: Filter, measure: str, *, limit: int = 40, offset: int = 0
) -> pd.DataFrame:
    """A page of the projects of which a measure is told, the newest first: the columns of
    projects.listed, and `planned` and `actual`.
    """
    statement = select(*LISTED, ProjectMeasure.planned, ProjectMeasure.actual, *SIDES)
    of = and_(ProjectMeasure.project_id == Project.id, ProjectMeasure.measure_key == measure)
    joined = where.with_sides(statement.select_from(Project), Project).join(ProjectMeasure, of)
    newest = joined.where(*where.projects(chosen)).order_by(Project.year.desc(), Project.id.desc())
    return frame(connection, newest.limit(limit).offset(offset))


def totals(found: pd.DataFrame, measure: str) -> dict[str, int]:
    """SUMMED of one measure over a frame of `sums`."""
    of = found[found["measure_key"] == measure]
    return {name: int(of[name].sum()) for name in SUMMED}
