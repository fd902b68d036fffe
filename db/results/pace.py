"""How far a clause is, how far it should be by then, and where it will end at this pace.

A straight line expects of a day as much of the target as has gone of the year. It misleads: money
comes in autumn, people go out after the Spring Festival. Where the couple's own former years are
known, a day is expected to have as large a share of the target as those years had of their end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from db.results.course import Way
from db.terms import Better

MARGIN = 0.1
"""Up to a tenth of what is expected beside that a clause is on pace: where it is behind, not even
the kindest former year foretells nine tenths of the target.
"""


class Status(StrEnum):
    """How a clause stands, the worst first; `open` is to be done and has not been yet."""

    MISSED = "missed"
    BEHIND = "behind"
    UNKNOWN = "unknown"
    OPEN = "open"
    ON_PACE = "on_pace"
    AHEAD = "ahead"
    MET = "met"


class Span(NamedTuple):
    """From the lowest to the highest, and what is in the middle."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Clause:
    """What is promised, in the metric's unit, and how it is counted."""

    target: int
    better: Better = Better.HIGHER
    way: Way = Way.SUMMED

    @property
    def accrues(self) -> bool:
        """Whether it grows through the year, so that a day has a share of it."""
        return self.way is not Way.LEVEL

    def met(self, value: float) -> bool:
        """Whether a value keeps the promise; of a ceiling, whether it is not above."""
        return value <= self.target if self.better is Better.LOWER else value >= self.target


@dataclass(frozen=True)
class Pace:
    """`share` of the target (of a ceiling, how much of it is used); `gone` of the year; `expected`
    by then, as shares of the target; `lag` in shares of the target, negative where behind;
    `forecast` of the year's end in the metric's unit. None where there is no such thing.
    """

    status: Status
    gone: float
    share: float | None = None
    expected: Span | None = None
    lag: float | None = None
    forecast: Span | None = None


def gone(day: date, year: int) -> float:
    """The share of a year that is over at the end of a day."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    inside = min(max((day - first).days + 1, 0), (last - first).days + 1)
    return inside / ((last - first).days + 1)


def pace(
    clause: Clause, value: int, day: date, year: int, former: Sequence[tuple[int, int]] = ()
) -> Pace:
    """The pace of a clause with a value counted to a day.

    `former`: of each former year that is known what it had by the same day, and at its end.
    """
    over = gone(day, year)
    share = value / clause.target if clause.target and clause.better is not Better.DONE else None
    if not clause.accrues:
        return Pace(_of_level(clause, value, over), over, share, lag=_short(clause, share))
    shares = [then / end for then, end in former if end > 0]
    expected = _span(shares, median(shares)) if shares else Span(over, over, over)
    lag = None if share is None else share - expected.middle
    if lag is not None and clause.better is Better.LOWER:
        lag = -lag
    status = _of_course(clause, value, over, share, expected)
    return Pace(status, over, share, expected, lag, forecast(value, over, shares))


def forecast(value: int, over: float, shares: Sequence[float]) -> Span | None:
    """Where a running value ends: as the straight line has it and as each former year had it; in
    the middle what former years say, or else the straight line. None before the year begins.
    """
    if not over:
        return None
    if over == 1:
        return Span(value, value, value)
    straight = value / over
    ends = [value / share for share in shares if share > 0]
    return _span([straight, *ends], median(ends) if ends else straight)


def _span(values: Sequence[float], middle: float) -> Span:
    return Span(min(values), middle, max(values))


def _of_course(
    clause: Clause, value: int, over: float, share: float | None, expected: Span
) -> Status:
    if clause.better is Better.LOWER and not clause.met(value):
        return Status.MISSED
    if clause.met(value) and (over == 1 or clause.better is Better.HIGHER):
        return Status.MET
    if over == 1:
        return Status.MISSED
    if share is None:  # nothing allowed, and nothing there
        return Status.ON_PACE
    above = share > expected.high * (1 + MARGIN)
    below = share < expected.low * (1 - MARGIN)
    if clause.better is Better.LOWER:
        above, below = below, above
    return Status.AHEAD if above else Status.BEHIND if below else Status.ON_PACE


def _of_level(clause: Clause, value: int, over: float) -> Status:
    if clause.met(value):
        return Status.MET
    if over == 1:
        return Status.MISSED
    return Status.OPEN if clause.better is Better.DONE else Status.BEHIND


def _short(clause: Clause, share: float | None) -> float | None:
    """How far a level is from what is promised."""
    if share is None:
        return None
    return 1 - share if clause.better is Better.LOWER else share - 1
