"""When an agreed item calls for attention: it is overdue, due soon, or nobody has said a word.

A due date that is known to the month or year is over when that is. The last word on an item is the
day of its last progress; where there is none, that of its meeting.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    case,
    func,
    not_,
    or_,
    select,
)

from db import clock, settings
from db.models import Commitment, CommitmentProgress, Meeting
from db.queries.where import Condition
from db.terms import CommitmentStatus, Precision

OPEN = (CommitmentStatus.AGREED, CommitmentStatus.UNDER_WAY)
"""Statuses of items that something is still to come of."""


@dataclass(frozen=True)
class Watch:
    """A day, and after or before how many days an item calls for attention."""

    today: date
    soon: int
    silent: int


class Mark(StrEnum):
    """What an open item may be, the most urgent first."""

    OVERDUE = "overdue"
    SOON = "soon"
    SILENT = "silent"


def now() -> Watch:
    """Today, as the settings say."""
    return Watch(clock.today(), settings.due_soon(), settings.silent_after())


_last_day = (
    select(func.max(CommitmentProgress.day))
    .where(CommitmentProgress.commitment_id == Commitment.id)
    .scalar_subquery()
)

last_word: ColumnElement[date] = func.coalesce(_last_day, Meeting.date_start)
"""The day of the last word on an item, of a select that has its meeting."""


IS_OPEN: Condition = Commitment.status.in_(OPEN)


def marks(watch: Watch) -> dict[Mark, Condition]:
    """Each mark as a condition on an item and its meeting; an item may be overdue and silent, not
    overdue and due soon.
    """
    over = _due_by(watch.today - timedelta(days=1))
    soon = _due_by(watch.today + timedelta(days=watch.soon))
    quiet = watch.today - timedelta(days=watch.silent)
    return {
        Mark.OVERDUE: and_(IS_OPEN, over),
        Mark.SOON: and_(IS_OPEN, soon, not_(over)),
        Mark.SILENT: and_(IS_OPEN, last_word <= quiet),
    }


def urgency(watch: Watch) -> tuple[Any, ...]:
    """The order of lists: by mark, what is marked by none, what is closed; of each facts before
    demo records, the ones that were due first, then those of which nothing was heard for longest.
    """
    ranks = [(condition, rank) for rank, condition in enumerate(marks(watch).values())]
    rank = case(*ranks, (IS_OPEN, len(ranks)), else_=len(ranks) + 1)
    return (rank, Meeting.demo, Commitment.due.nulls_last(), last_word, Commitment.id)


def _due_by(day: date) -> Condition:
    """That the last day of what is known of a due date is a day, or before it."""
    after = day + timedelta(days=1)
    month, year = after.replace(day=1), after.replace(month=1, day=1)
    due, precision = Commitment.due, func.coalesce(Commitment.due_precision, Precision.DAY.value)
    return and_(
        due.is_not(None),
        or_(
            and_(precision == Precision.DAY.value, due <= day),
            and_(precision == Precision.MONTH.value, due < month),
            and_(precision == Precision.YEAR.value, due < year),
        ),
    )
