"""The clauses of a year, and what was published of just that couple, metric and year."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from db.models import AgreementTarget, Metric, Pairing, PublishedFigure, table_of
from db.queries import facts
from db.queries.figures import stands
from db.queries.frames import Query, first_row, frame
from db.queries.part import Part, within
from db.queries.sides import SIDES
from db.queries.where import HelperArea, ReceiverArea, with_sides
from db.results.course import Point
from db.results.reading import Key
from db.terms import Basis, Scope

TARGET = table_of(AgreementTarget)

OF_A_COUPLE = (Scope.PAIRING, Scope.CITY, Scope.COUNTY)
"""What a figure covers that is of one couple alone."""


def years(connection: Connection) -> list[int]:
    """The years with a clause, the latest first."""
    statement = select(AgreementTarget.year).distinct().order_by(AgreementTarget.year.desc())
    return list(connection.scalars(statement))


def shown_years(connection: Connection) -> list[int]:
    """Those of them with a clause that counts."""
    counts = facts.counting(connection)(AgreementTarget)
    found = select(AgreementTarget.year).where(counts).distinct()
    return list(connection.scalars(found.order_by(AgreementTarget.year.desc())))


def of_year(connection: Connection, year: int, part: Part | None = None) -> pd.DataFrame:
    """A row a clause (of a part of AgreementTarget where one is given): `id`, `pairing_id`,
    `metric_key`, `name_zh`, `name_en`, `unit`, `better`, `summable`, `target` (in that unit),
    `demo`, `source`, `scheme`, `level`, `helper_province`, `receiver_province` (adcodes), and the
    columns of SIDES.
    """
    order = (AgreementTarget.helper_adcode, AgreementTarget.receiver_adcode, AgreementTarget.id)
    of = _clauses().where(AgreementTarget.year == year, *within(TARGET, part or {}))
    return frame(connection, of.order_by(*order))


def of_clause(connection: Connection, clause_id: int) -> dict[str, Any]:
    """One clause, with the columns of `of_year`."""
    return first_row(frame(connection, _clauses().where(AgreementTarget.id == clause_id)))


def _clauses() -> Query:
    return with_sides(
        select(
            AgreementTarget.id,
            AgreementTarget.pairing_id,
            AgreementTarget.metric_key,
            Metric.name_zh,
            Metric.name_en,
            Metric.unit,
            Metric.better,
            Metric.summable,
            AgreementTarget.target,
            AgreementTarget.demo,
            AgreementTarget.source,
            Pairing.scheme,
            Pairing.level,
            HelperArea.province_adcode.label("helper_province"),
            ReceiverArea.province_adcode.label("receiver_province"),
            *SIDES,
        ).select_from(AgreementTarget),
        AgreementTarget,
    ).join(Metric, Metric.key == AgreementTarget.metric_key)


def published(connection: Connection, year: int, until: date | None = None) -> dict[Key, Point]:
    """The latest result that was published of exactly one year, couple and metric, as of a day no
    later than `until`.
    """
    statement = (
        select(
            PublishedFigure.helper_adcode,
            PublishedFigure.receiver_adcode,
            PublishedFigure.metric_key,
            PublishedFigure.value,
            PublishedFigure.as_of,
        )
        .where(
            stands(),
            PublishedFigure.helper_adcode.is_not(None),
            PublishedFigure.receiver_adcode.is_not(None),
            PublishedFigure.basis == Basis.ACTUAL,
            PublishedFigure.scope.in_(OF_A_COUPLE),
            PublishedFigure.period_start == year,
            PublishedFigure.period_end == year,
            PublishedFigure.as_of <= (until or date.max),
        )
        .order_by(PublishedFigure.as_of, PublishedFigure.id)
    )
    return {
        Key((str(one), str(two)), metric, year): Point(
            day.month if day.year == year else 12, value, day
        )
        for one, two, metric, value, day in connection.execute(statement)
    }
