"""Clauses of which a side has not reported yet for a period, by couple and side."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, Subquery, func, literal, select, union_all

from db.accounts.people import everybody
from db.models import AgreementTarget, Result, table_of
from db.models.results import REPORTING
from db.periods import Period
from db.results.grid import Couple, couples
from db.results.reports import REPORT, of_side, of_two, state_of
from db.terms import AccountRole, ReportState, Side

RESULT, TARGET = table_of(Result), table_of(AgreementTarget)


@dataclass(frozen=True)
class Missing:
    """What one side of a couple owes: of so many clauses these (metrics' keys) have no result for
    the period; `last` is the last day of that year that it did report, `who` is in charge of it.
    """

    couple: Couple
    side: Side
    clauses: int
    metrics: tuple[str, ...]
    last: date | None
    state: ReportState
    who: tuple[str, ...]


def count(
    connection: Connection, period: Period, pairings: Collection[int], side: Side | None = None
) -> int:
    """How many sides of these couples owe something for a period."""
    owing = _owing(period, pairings, side).subquery()
    return connection.scalar(select(func.count()).select_from(owing)) or 0


def page(
    connection: Connection,
    period: Period,
    pairings: Collection[int],
    side: Side | None = None,
    *,
    limit: int = 40,
    offset: int = 0,
) -> list[Missing]:
    """A page of them, those first that have not reported for longest."""
    owing = _owing(period, pairings, side).subquery()
    last = (
        select(func.max(RESULT.c.ends_on))
        .where(
            RESULT.c.year == period.year,
            RESULT.c.pairing_id == owing.c.pairing_id,
            RESULT.c.reported_by == owing.c.side,
        )
        .scalar_subquery()
    )
    theirs = of_two(owing.c.pairing_id).correlate(owing)
    state = state_of(theirs, *_of_report(period, owing)).label("state")
    statement = select(owing, last.label("last"), state).order_by(
        last.nulls_first(), owing.c.pairing_id, owing.c.side
    )
    rows = connection.execute(statement.limit(limit).offset(offset)).all()
    known = {couple.id: couple for couple in couples(connection)}
    metrics = _metrics(connection, period, {row.pairing_id for row in rows})
    staff = [a for a in everybody(connection) if a.role is AccountRole.STAFF and not a.disabled]
    return [
        Missing(
            known[row.pairing_id],
            row.side,
            row.clauses,
            tuple(metrics[row.pairing_id, row.side]),
            row.last,
            row.state or ReportState.DRAFT,
            tuple(a.display_name for a in staff if of_side(a, known[row.pairing_id], row.side)),
        )
        for row in rows
    ]


def _owed(period: Period, pairings: Collection[int]) -> Subquery:
    """Each clause for each side, and whether it was `reported`: for any period of that last day."""
    of_side = [literal(side, RESULT.c.reported_by.type) for side in REPORTING]
    sides = union_all(*(select(side.label("side")) for side in of_side)).subquery()
    reported = (
        select(RESULT.c.id)
        .where(
            RESULT.c.year == period.year,
            RESULT.c.pairing_id == TARGET.c.pairing_id,
            RESULT.c.metric_key == TARGET.c.metric_key,
            RESULT.c.reported_by == sides.c.side,
            RESULT.c.ends_on == period.ends_on,
        )
        .exists()
    )
    return (
        select(TARGET.c.pairing_id, TARGET.c.metric_key, sides.c.side, reported.label("reported"))
        .select_from(TARGET.join(sides, literal(True)))
        .where(TARGET.c.year == period.year, TARGET.c.pairing_id.in_(pairings))
        .subquery()
    )


def _owing(period: Period, pairings: Collection[int], side: Side | None) -> Select[Any]:
    owed = _owed(period, pairings)
    missing = func.count().filter(owed.c.reported.is_(False))
    found = (
        select(owed.c.pairing_id, owed.c.side, func.count().label("clauses"))
        .group_by(owed.c.pairing_id, owed.c.side)
        .having(missing > 0)
    )
    return found if side is None else found.where(owed.c.side == side)


def _of_report(period: Period, owing: Subquery) -> tuple[Any, ...]:
    return (
        REPORT.c.reported_by == owing.c.side,
        REPORT.c.year == period.year,
        REPORT.c.period_kind == period.kind,
        REPORT.c.period_number == period.number,
    )


def _metrics(
    connection: Connection, period: Period, pairings: Collection[int]
) -> defaultdict[tuple[int, Side], list[str]]:
    owed = _owed(period, pairings)
    found: defaultdict[tuple[int, Side], list[str]] = defaultdict(list)
    columns = (owed.c.pairing_id, owed.c.side, owed.c.metric_key)
    rows = select(*columns).where(owed.c.reported.is_(False)).order_by(owed.c.metric_key)
    for pairing, side, metric in connection.execute(rows):
        found[pairing, side].append(metric)
    return found
