"""Whose figure counts: neither side's silently.

At each day a settled value stands before both reports. Of two sides the one counts whose figures
reach further, then whose as-of date is later, then the receiving side, where the work is done and
its ledger kept. A published figure counts only where neither side has reported; what the ledgers
have never does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from db.results.course import Course, Point
from db.terms import Side

NOTHING = Course()


class Whose(StrEnum):
    """Whose figure a clause is counted by."""

    SETTLED = "settled"
    HELPER = "helper"
    RECEIVER = "receiver"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Counted:
    """The running values that count, and whose the last one is; None where there is none."""

    course: Course
    whose: Whose | None

    @property
    def demo(self) -> bool:
        """Whether a demo record is in what counts."""
        return any(point.demo for point in self.course.points)


def counted(
    sides: Mapping[Side, Course], settled: Mapping[int, int], published: Point | None = None
) -> Counted:
    """What counts of both sides' courses, of settled values by month, of a published figure."""
    side = max(sides, key=lambda one: _reach(sides[one], one), default=None)
    reported = sides[side] if side else NOTHING
    points = {point.month: point for point in reported.points}
    points |= {month: Point(month, value) for month, value in settled.items()}
    if not points:
        return _of_publication(published)
    last = max(points)
    whose = Whose.SETTLED if last in settled or not side else Whose(side.value)
    ordered = tuple(points[month] for month in sorted(points))
    return Counted(Course(ordered, reported.missing), whose)


def difference(sides: Mapping[Side, Course]) -> tuple[int, int, int] | None:
    """The latest month for which both sides have a value, the helper's and the receiver's."""
    both = [
        {point.month: point.value for point in sides.get(side, NOTHING).points}
        for side in (Side.HELPER, Side.RECEIVER)
    ]
    shared = both[0].keys() & both[1].keys()
    return (max(shared), both[0][max(shared)], both[1][max(shared)]) if shared else None


def beyond(helper: int, receiver: int, tolerance: tuple[int, int]) -> bool:
    """Whether two values differ by more than a tolerance: so much, or so many in a thousand."""
    absolute, per_mille = tolerance
    return abs(helper - receiver) > max(absolute, max(helper, receiver) * per_mille // 1000)


def _reach(course: Course, side: Side) -> tuple[int, date, bool]:
    last = course.last
    if last is None:
        return 0, date.min, False
    return last.month, last.as_of or date.min, side is Side.RECEIVER


def _of_publication(published: Point | None) -> Counted:
    if published is None:
        return Counted(NOTHING, None)
    return Counted(Course((published,)), Whose.PUBLISHED)
