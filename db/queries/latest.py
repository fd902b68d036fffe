"""How far the ledgers of a selection reach."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from db.filters import Filter
from db.models import Meeting, Visit
from db.queries import where
from db.terms import Precision


def meeting(connection: Connection, chosen: Filter) -> date | None:
    """The day on which the latest meeting of the selection began."""
    return _latest(connection, Meeting, where.meetings(chosen))


def visit(connection: Connection, chosen: Filter) -> date | None:
    """The day on which the latest visit of the selection began."""
    return _latest(connection, Visit, where.visits(chosen))


def _latest(connection: Connection, ledger: Any, conditions: list[where.Condition]) -> date | None:
    """Of a date that is known to the year only, the last day of that."""
    statement = where.with_sides(
        select(ledger.date_start, ledger.date_precision).select_from(ledger), ledger
    )
    found = connection.execute(
        statement.where(*conditions).order_by(ledger.date_start.desc()).limit(1)
    ).first()
    if found is None:
        return None
    day, precision = found
    return date(day.year, 12, 31) if precision is Precision.YEAR else day
