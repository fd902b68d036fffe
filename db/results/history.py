"""One clause from the beginning: each report of both sides, what was settled, its course."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, and_, select

from db.models import AgreementTarget, Pairing, Result, Settlement
from db.queries import facts
from db.queries.frames import Query, frame
from db.results import scorecard
from db.results.counted import counted
from db.results.course import Course, Way, way
from db.results.reading import Courses, Key, courses
from db.results.reports import OWN, state_of
from db.terms import Side


@dataclass(frozen=True)
class History:
    """clause: its row in the scorecard (scorecard.of_year) and its `year`. reports: `reported_by`,
    `period_kind`, `period_number`, `ends_on`, `basis`, `value` (in the metric's unit), `as_of`,
    `state` of the report it is part of (missing: a draft), `source`, `note`, `demo`, the latest
    first. settled: `ends_on`, `state`, `value`, `note`, `author`, `at`, the latest first. lines:
    `series` (`helper`, `receiver`, `settled`, `published`, or a former year), `month`, `value`;
    former years are scaled so that their end is the target.
    """

    clause: dict[str, Any]
    reports: pd.DataFrame
    settled: pd.DataFrame
    lines: pd.DataFrame


def of_clause(connection: Connection, clause_id: int) -> History | None:
    """The history of a clause; None where there is none of that id."""
    found = connection.execute(
        select(
            AgreementTarget.year, AgreementTarget.helper_adcode, AgreementTarget.receiver_adcode
        ).where(AgreementTarget.id == clause_id)
    ).first()
    if found is None:
        return None
    year, helper, receiver = found
    same = and_(Pairing.helper_adcode == helper, Pairing.receiver_adcode == receiver)
    pairings = list(connection.scalars(select(Pairing.id).where(same)))
    clause = scorecard.of_clause(connection, clause_id) | {"year": year}
    counts = facts.counting(connection)
    years, metric = range(year - scorecard.FORMER, year + 1), clause["metric_key"]
    return History(
        clause,
        reports(connection, pairings, year, metric),
        frame(connection, _settled(pairings, year, metric)),
        _lines(clause, courses(connection, years, pairings, [metric], counts(Result))),
    )


def reports(connection: Connection, pairings: list[int], year: int, metric: str) -> pd.DataFrame:
    """Both sides' reports of a metric and year (columns of History.reports)."""
    counts = facts.counting(connection)(Result)
    return frame(connection, _reports(pairings, year, metric).where(counts))


def _reports(pairings: list[int], year: int, metric: str) -> Query:
    return (
        select(
            Result.reported_by,
            Result.period_kind,
            Result.period_number,
            Result.ends_on,
            Result.basis,
            Result.value,
            Result.as_of,
            state_of(pairings, *OWN).label("state"),
            Result.source,
            Result.note,
            Result.demo,
        )
        .where(Result.year == year, Result.pairing_id.in_(pairings), Result.metric_key == metric)
        .order_by(Result.ends_on.desc(), Result.reported_by, Result.id.desc())
    )


def _settled(pairings: list[int], year: int, metric: str) -> Query:
    first, last = scorecard.days(year)
    return (
        select(
            Settlement.ends_on,
            Settlement.state,
            Settlement.value,
            Settlement.note,
            Settlement.author,
            Settlement.at,
        )
        .where(
            Settlement.pairing_id.in_(pairings),
            Settlement.metric_key == metric,
            Settlement.ends_on.between(first, last),
        )
        .order_by(Settlement.ends_on.desc())
    )


def _lines(clause: Mapping[Any, Any], read: Courses) -> pd.DataFrame:
    how = way(clause["unit"], clause["better"], bool(clause["summable"]))
    couple = (clause["helper_adcode"], clause["receiver_adcode"])
    key = Key(couple, clause["metric_key"], clause["year"])
    start = [] if how is Way.LEVEL else [(0, 0.0)]
    sides = read.sides(key, how)
    rows: list[tuple[str, int, float]] = []
    for back in range(1, scorecard.FORMER + 1) if start else ():
        before = key._replace(year=key.year - back)
        rows += _scaled(
            counted(read.sides(before, how), read.settled(before)).course,
            str(before.year),
            clause["target"],
        )
    for side in (Side.HELPER, Side.RECEIVER):
        points = sides[side].points if side in sides else ()
        given = [(point.month, float(point.value)) for point in points]
        rows += [(side.value, *one) for one in ([*start, *given] if given else [])]
    rows += [("settled", month, float(value)) for month, value in sorted(read.settled(key).items())]
    if clause["published_value"] is not None:
        rows.append(("published", clause["published_day"].month, float(clause["published_value"])))
    return pd.DataFrame(rows, columns=["series", "month", "value"])


def _scaled(course: Course, name: str, target: int) -> list[tuple[str, int, float]]:
    """A former year as if it had ended at the target; nothing where its end is not known."""
    end = course.at(12)
    if end is None or not end.value:
        return []
    values = [(0, 0), *((point.month, point.value) for point in course.points)]
    return [(name, month, value * target / end.value) for month, value in values]
