"""Pairings: who helped whom in the years chosen, and one couple's whole history."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, String, and_, cast, func, or_, select

from db.filters import Filter
from db.models import (
    AgreementTarget,
    Metric,
    Pairing,
    PublishedFigure,
)
from db.queries import facts
from db.queries.definitions import of_figure, of_target
from db.queries.figures import figure_places, stands
from db.queries.frames import Query, first_row, frame, of
from db.queries.sides import SIDES
from db.queries.where import OF_PAIRING, Condition, HelperArea, ReceiverArea, obeying
from db.terms import Side


@dataclass(frozen=True)
class PairingRecord:
    """A pairing and what is known of its couple.

    pairing: the columns of `listed`. history: the same columns, every pairing of the two, the
    earliest first. targets: id, pairing_id, helper_adcode, receiver_adcode, year, metric_key,
    target (in the metric's unit), unit, name_zh, name_en, demo, source, version (the number of the
    definition that it was made with). figures: the columns of published.figures.
    """

    pairing: dict[str, Any]
    history: pd.DataFrame
    targets: pd.DataFrame
    figures: pd.DataFrame


def listed(connection: Connection, chosen: Filter) -> pd.DataFrame:
    """Pairings in force in some year of the filter, the latest first: `id`, `code`, `scheme`,
    `mechanism`, `level`, `year_from`, `year_to`, `first_paired_year`, `confidence`, `source`,
    `note`, `helper_province`, `receiver_province` (adcodes) and the columns of SIDES.
    """
    statement = _pairings().where(*_conditions(chosen))
    order = (Pairing.year_from.desc(), Pairing.helper_adcode, Pairing.receiver_adcode)
    return frame(connection, statement.order_by(*order))


def record(connection: Connection, pairing_id: int) -> PairingRecord | None:
    """One pairing; None where there is none of that id."""
    found = frame(connection, _pairings().where(Pairing.id == pairing_id))
    if found.empty:
        return None
    pairing = first_row(found)
    helper, receiver = pairing["helper_adcode"], pairing["receiver_adcode"]
    same = and_(Pairing.helper_adcode == helper, Pairing.receiver_adcode == receiver)
    counts = facts.counting(connection)
    figures = published_figures(helper, receiver)
    return PairingRecord(
        pairing,
        frame(connection, _pairings().where(same).order_by(Pairing.year_from)),
        frame(connection, _targets(helper, receiver).where(counts(AgreementTarget))),
        frame(connection, figures.where(counts(PublishedFigure))),
    )


def published_figures(helper: str | None = None, receiver: str | None = None) -> Query:
    """Published figures that stand, of a couple where one is named: `id`, `code` (its id where it
    has none), `scope`, `helper_zh`, `receiver_zh` (the words of its source), `period_start`,
    `period_end`, `as_of`, `metric_key`, `name_zh`, `name_en`, `unit`, `value` (in that unit),
    `published_value`, `published_unit`, `qualifier`, `basis`, `confidence`, `source`, `note`,
    `version` (the number of the definition that it was made with), `demo`.
    """
    statement = (
        select(
            PublishedFigure.id,
            func.coalesce(PublishedFigure.code, cast(PublishedFigure.id, String)).label("code"),
            PublishedFigure.helper_named.label("helper_zh"),
            PublishedFigure.receiver_named.label("receiver_zh"),
            *of(
                PublishedFigure,
                "scope period_start period_end as_of metric_key value published_value "
                "published_unit qualifier basis confidence source note demo",
            ),
            *of(Metric, "name_zh name_en unit"),
            of_figure().label("version"),
        )
        .join(Metric, Metric.key == PublishedFigure.metric_key)
        .where(stands())
    )
    for side, adcode in ((Side.HELPER, helper), (Side.RECEIVER, receiver)):
        if adcode is not None:
            places = figure_places()
            about = select(places.c.figure_id).where(
                places.c.side == side, places.c.adcode == adcode
            )
            statement = statement.where(PublishedFigure.id.in_(about))
    return statement.order_by(PublishedFigure.metric_key, PublishedFigure.as_of)


def _pairings() -> Query:
    return (
        select(
            *of(
                Pairing,
                "id code scheme mechanism level year_from year_to first_paired_year confidence "
                "source note",
            ),
            HelperArea.province_adcode.label("helper_province"),
            ReceiverArea.province_adcode.label("receiver_province"),
            *SIDES,
        )
        .join(HelperArea, HelperArea.adcode == Pairing.helper_adcode)
        .join(ReceiverArea, ReceiverArea.adcode == Pairing.receiver_adcode)
    )


def _conditions(chosen: Filter) -> list[Condition]:
    conditions = obeying(chosen, OF_PAIRING)
    if chosen.years is not None:
        first, last = chosen.years
        conditions.append(or_(Pairing.year_from.is_(None), Pairing.year_from <= last))
        conditions.append(or_(Pairing.year_to.is_(None), Pairing.year_to >= first))
    return conditions


def _targets(helper: str, receiver: str) -> Query:
    return (
        select(
            *of(
                AgreementTarget,
                "id pairing_id helper_adcode receiver_adcode year metric_key target",
            ),
            *of(Metric, "unit name_zh name_en"),
            AgreementTarget.demo,
            AgreementTarget.source,
            of_target().label("version"),
        )
        .join(Metric, Metric.key == AgreementTarget.metric_key)
        .where(AgreementTarget.helper_adcode == helper, AgreementTarget.receiver_adcode == receiver)
        .order_by(AgreementTarget.year.desc(), AgreementTarget.metric_key)
    )
