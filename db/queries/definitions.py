"""The versions of the dictionary, and which of them a figure or a target was made with."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, extract, func, or_, select

from db.definitions.keeping import Version, history
from db.models import AgreementTarget, MetricVersion, PublishedFigure, Result


def versions(connection: Connection) -> dict[str, list[Version]]:
    """Metric → its versions, the first one first."""
    return history(connection)


def of_figure() -> ColumnElement[int | None]:
    """The number of the version that a published figure was made with: the one in force at the end
    of its period, or on its as-of day where that is earlier.
    """
    starts = MetricVersion.valid_from
    counts = _by(PublishedFigure.period_end)
    return _newest(PublishedFigure.metric_key, and_(counts, starts <= PublishedFigure.as_of))


def of_target() -> ColumnElement[int | None]:
    """The number of the version that a target was made with: the one in force at the end of its
    year.
    """
    return _newest(AgreementTarget.metric_key, _by(AgreementTarget.year))


def of_result() -> ColumnElement[int | None]:
    """The number of the version that a result was made with: the one in force at the end of its
    period.
    """
    return _newest(Result.metric_key, MetricVersion.valid_from <= Result.ends_on)


MADE_WITH: Mapping[str, tuple[Any, Callable[[], ColumnElement[int | None]]]] = {
    AgreementTarget.__tablename__: (AgreementTarget, of_target),
    PublishedFigure.__tablename__: (PublishedFigure, of_figure),
    Result.__tablename__: (Result, of_result),
}
"""Tables whose rows are counted by a definition, and the number of its version."""


def made_with(
    connection: Connection, table: str, chosen: ColumnElement[bool]
) -> dict[int, tuple[int, date | None]]:
    """Id → the version that a record of such a table was made with, and since when that holds."""
    model, number = MADE_WITH[table]
    starts = {
        (key, one.number): one.valid_from
        for key, versions in history(connection).items()
        for one in versions
    }
    rows = connection.execute(select(model.id, model.metric_key, number()).where(chosen))
    return {
        identity: (version, starts[key, version])
        for identity, key, version in rows
        if version is not None
    }


def _by(year: Any) -> ColumnElement[bool]:
    begun: ColumnElement[bool] = extract("year", MetricVersion.valid_from) <= year
    return begun


def _newest(metric: Any, begun: ColumnElement[bool]) -> ColumnElement[int | None]:
    always = MetricVersion.valid_from.is_(None)
    return (
        select(func.max(MetricVersion.number))
        .where(MetricVersion.metric_key == metric, or_(always, begun))
        .scalar_subquery()
    )
