"""The versions of the dictionary, and which of them a figure or a target was made with."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, extract, func, or_, select

from db.definitions.keeping import Version, history
from db.models import AgreementTarget, MetricVersion, PublishedFigure


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
