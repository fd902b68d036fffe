"""What had better be looked at of a figure, judged by what the same side reported before.

Two rules, both for the eye only: nothing is refused.

- A cumulative figure of a year does not fall: it is no less than any earlier one of that year, and
  no more than any later one.
- A figure jumps if it is over ten times the last one (of this year where it is cumulative, of a
  period of the same length else; the largest of all where there is none) and also more than any
  since the year before; or, where more is better, over three times the year's target. That is how
  元 in a column of 万元, or a zero too many, looks; autumn's money, which was there last autumn,
  does not.

Rates go up and down, and what is done or not has no size: neither is judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from db.importing.issue import Invalid
from db.importing.problems.results import BEYOND_TARGET, FALLS, JUMP, OVERTAKES
from db.importing.words import Words, same
from db.periods import MONTHS, Period
from db.terms import Basis, Better

LEAP = 10
"""A figure of more than so many times the last one is a jump."""
OF_TARGET = 3
WAN = 10_000


@dataclass(frozen=True)
class Point:
    """What was reported of a period: a value in the metric's unit."""

    period: Period
    value: int


@dataclass(frozen=True)
class Measure:
    """What of a metric its figures are judged by."""

    unit: str
    better: Better


def doubts(
    point: Point,
    basis: Basis,
    measure: Measure,
    course: Sequence[Point],
    target: int | None = None,
) -> list[Invalid]:
    """What there is to say of a figure: at most that it falls, and that it jumps. `course` are the
    other figures of that couple, metric, side and basis, of its year and the one before.
    """
    if measure.unit == "percent" or measure.better is Better.DONE:
        return []
    others = [other for other in course if other.period != point.period]
    falls = _falls(point, others, measure) if basis is Basis.CUMULATIVE else []
    return falls or _jumps(point, basis, others, measure, target)


def _falls(point: Point, others: Sequence[Point], measure: Measure) -> list[Invalid]:
    year = [other for other in others if other.period.year == point.period.year]
    ends_on = point.period.ends_on
    earlier = [o for o in year if o.period.ends_on < ends_on and o.value > point.value]
    later = [o for o in year if o.period.ends_on > ends_on and o.value < point.value]
    value = amount(point.value, measure.unit)
    if earlier:
        most = max(earlier, key=lambda other: (other.value, other.period))
        told = {"earlier": amount(most.value, measure.unit), "day": _day(most)}
        return [Invalid(FALLS, value=value, **told)]
    if later:
        least = min(later, key=lambda other: (other.value, other.period))
        told = {"later": amount(least.value, measure.unit), "day": _day(least)}
        return [Invalid(OVERTAKES, value=value, **told)]
    return []


def _jumps(
    point: Point, basis: Basis, others: Sequence[Point], measure: Measure, target: int | None
) -> list[Invalid]:
    value = amount(point.value, measure.unit)
    last, most = _usual(point, basis, others)
    if last and point.value > LEAP * last and point.value > most:
        return [Invalid(JUMP, value=value, last=amount(last, measure.unit))]
    if target and measure.better is Better.HIGHER and point.value > OF_TARGET * target:
        return [Invalid(BEYOND_TARGET, value=value, target=amount(target, measure.unit))]
    return []


def _usual(point: Point, basis: Basis, others: Sequence[Point]) -> tuple[int, int]:
    """The figure before this one, and the largest there was; 0 where there is none."""
    before = [other for other in others if other.period.ends_on < point.period.ends_on]
    if basis is Basis.CUMULATIVE:
        near = [other for other in before if other.period.year == point.period.year]
    else:
        before = [other for other in before if _months(other) == _months(point)]
        near = before
    most = max((other.value for other in before), default=0)
    last = max(near, key=lambda other: other.period, default=None)
    return (last.value if last and last.value else most), most


def amount(value: int, unit: str) -> Words:
    """A value as it is told: yuan as 万元 in Chinese, all else as a number alone."""
    if unit != "yuan":
        return same(f"{value:,}")
    in_wan = Decimal(value) / WAN
    return Words(f"{in_wan.normalize():,f} 万元", f"{value:,} yuan")


def _months(point: Point) -> int:
    return MONTHS[point.period.kind]


def _day(point: Point) -> date:
    return point.period.ends_on
