"""The running values of a clause in a year, as one side reports them.

A cumulative report stands as it was reported, be it called June, second quarter or first half. A
report of a period alone is added to the running value before it, where the metric may be summed and
nothing is missing between; from January on it is a running value by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from db.periods import Period
from db.results import RATE
from db.terms import Basis, Better, PeriodKind


class Way(Enum):
    """How values of one metric follow each other in a year."""

    SUMMED = auto()
    """Those of periods may be added."""
    RUNNING = auto()
    """They grow, but only who reports them may add them up."""
    LEVEL = auto()
    """Each is how things are: a rate, or done or not. Nothing accrues."""


def way(unit: str, better: Better | str, summable: bool) -> Way:
    """The way of a metric of the dictionary."""
    if unit == RATE or better == Better.DONE:
        return Way.LEVEL
    return Way.SUMMED if summable else Way.RUNNING


class Reported(NamedTuple):
    """A report: of how many months, up to the end of which, and what it says."""

    months: int
    until: int
    basis: Basis
    value: int
    as_of: date | None = None
    demo: bool = False

    @property
    def since(self) -> int:
        """How many months of the year lie before it."""
        return self.until - self.months


class Point(NamedTuple):
    """The running value at the end of a month (1 to 12). `added`: how many reports are in it."""

    month: int
    value: int
    as_of: date | None = None
    added: int = 1
    demo: bool = False

    def day(self, year: int) -> date:
        """The day it is counted to: the period's last, or the as-of date where that is earlier."""
        last = Period(year, PeriodKind.MONTH, self.month).ends_on
        if self.as_of is None or not date(year, 1, 1) <= self.as_of < last:
            return last
        return self.as_of


class Missing(NamedTuple):
    """The months (1 to 12) that no report covers, so that later ones cannot be added."""

    first: int
    last: int


@dataclass(frozen=True)
class Course:
    """The running values of a year in their order, and the first gap that leaves reports out."""

    points: tuple[Point, ...] = ()
    missing: Missing | None = None

    @property
    def last(self) -> Point | None:
        """The latest running value."""
        return self.points[-1] if self.points else None

    def at(self, month: int) -> Point | None:
        """The running value at the end of just that month."""
        return next((point for point in self.points if point.month == month), None)


def course(reports: Iterable[Reported], how: Way) -> Course:
    """The running values that the reports of one side and year give.

    Where several end on one day a cumulative one comes before all others, then that with the later
    as-of date, then that of the longer period.
    """
    found: dict[int, Point] = {0: Point(0, 0, added=0)}
    missing: Missing | None = None
    for report in sorted(reports, key=_order):
        if report.until in found:
            continue
        point = _running(report, found, how)
        if point is not None:
            found[report.until], missing = point, None  # it says what a gap before it would have
        elif how is Way.SUMMED:
            known = max(month for month in found if month < report.since)
            missing = missing or Missing(known + 1, report.since)
    del found[0]
    return Course(tuple(found.values()), missing)


def _order(report: Reported) -> tuple[int, bool, date, int]:
    """By last days; of those that share one, the one that counts comes first."""
    newest = date.max - (report.as_of or date.min)
    return (
        report.until,
        report.basis is not Basis.CUMULATIVE,
        date.min + newest,
        -report.months,
    )


def _running(report: Reported, found: dict[int, Point], how: Way) -> Point | None:
    """The running value at the end of a report; None where what lies before it is not known."""
    whole = report.basis is Basis.CUMULATIVE or how is Way.LEVEL or report.since == 0
    if whole:
        return Point(report.until, report.value, report.as_of, 1, report.demo)
    before = found.get(report.since) if how is Way.SUMMED else None
    if before is None:
        return None
    return Point(
        report.until,
        before.value + report.value,
        report.as_of,
        before.added + 1,
        before.demo or report.demo,
    )
