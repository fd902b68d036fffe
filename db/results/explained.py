"""What may explain that two sides' values of a metric differ. Pure: courses in, causes out.

The causes are those that recur where two offices report the same thing: another unit, a period
against a running total, another day, money agreed against money in place, person-times against
persons, and records that one side alone has reported.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from db.results import RATE
from db.results.course import Course, Point, Way
from db.terms import Side

WAN = 10_000
OTHER = {Side.HELPER: Side.RECEIVER, Side.RECEIVER: Side.HELPER}
PEOPLE = ("persons", "person_times")
OFTEN = 1.5
"""From so many times the other's value on, one of them may count those who come twice."""

NEAR = 0.01
"""A value that was rounded to another unit is off by at most so much of itself."""


class Cause(StrEnum):
    """Why two values of the same differ."""

    WAN = "wan"
    YI = "yi"
    SHARE = "share"
    PERIOD = "period"
    EARLIER = "earlier"
    MONEY = "money"
    LEDGER = "ledger"
    AS_OF = "as_of"
    PEOPLE = "people"


@dataclass(frozen=True)
class Explanation:
    """A cause, and the side that it is about.

    WAN, YI, SHARE: `side` reports in a unit 10,000, 10^8 or 100 times the other's. PERIOD: its
    value is that of the months `first` to `last` alone. EARLIER: it is what the other had at the
    end of month `last`. MONEY: its value is money agreed, the other's money in place. LEDGER: its
    value alone is the ledgers'. AS_OF: it is kept to the earlier day. PEOPLE: it is the larger one.
    `sure`: the figures come out; otherwise it is only possible.
    """

    cause: Cause
    side: Side
    sure: bool
    first: int = 0
    last: int = 0


class Ledger(NamedTuple):
    """What the ledgers of a couple and year have: of this metric (None where its definition is no
    sum of theirs), of money agreed and of money in place, in yuan.
    """

    own: int | None = None
    agreed: int | None = None
    in_place: int | None = None


class Row(NamedTuple):
    """A record of a ledger: its id, what it adds to the metric, the sides whose people entered or
    changed it, and as of when it is.
    """

    id: int
    value: int
    sides: frozenset[Side] = frozenset()
    as_of: date | None = None


class Grounds(StrEnum):
    """How rows of a ledger account for a difference."""

    ONE_SIDE = "one_side"
    """Only the people of the side with more have entered them."""
    BETWEEN = "between"
    """They are of days between both sides' as-of days."""
    SUM = "sum"
    """They come to just the difference."""


class Accounted(NamedTuple):
    """Rows (by id) that account for a difference, why, and what they come to."""

    grounds: Grounds
    rows: tuple[int, ...]
    value: int


def explanations(
    sides: Mapping[Side, Course], month: int, *, unit: str, how: Way, year: int
) -> tuple[Explanation, ...]:
    """The causes that fit both sides' values at the end of a month, those that come out first."""
    points = {side: sides[side].at(month) for side in OTHER if side in sides}
    helper, receiver = points.get(Side.HELPER), points.get(Side.RECEIVER)
    if helper is None or receiver is None or helper.value == receiver.value:
        return ()
    pair = {Side.HELPER: helper, Side.RECEIVER: receiver}
    found = list(_units(pair, unit))
    if how is not Way.LEVEL:
        found += _periods(sides, pair)
    found += _days(pair, year, how)
    found += _people(pair, unit)
    return tuple(sorted(found, key=lambda one: not one.sure))


def accounted(
    rows: Sequence[Row], difference: int, days: tuple[date, date] | None = None
) -> tuple[Accounted, ...]:
    """Which rows account for a difference (the helper's value less the receiver's). `days` are both
    as-of days, the earlier first.
    """
    found: dict[tuple[int, ...], Accounted] = {}
    more = Side.HELPER if difference > 0 else Side.RECEIVER
    alone = [row for row in rows if row.sides == {more} and row.value]
    if alone and sum(row.value for row in alone) <= abs(difference):
        _keep(found, Grounds.ONE_SIDE, alone)
    if days is not None and days[0] != days[1]:
        between = [row for row in rows if row.as_of and days[0] < row.as_of <= days[1]]
        if between and sum(row.value for row in between) == abs(difference):
            _keep(found, Grounds.BETWEEN, between)
    if not found and (come := _coming_to(rows, abs(difference))):
        _keep(found, Grounds.SUM, come)
    return tuple(found.values())


def _keep(found: dict[tuple[int, ...], Accounted], grounds: Grounds, rows: Sequence[Row]) -> None:
    ids = tuple(row.id for row in rows)
    found.setdefault(ids, Accounted(grounds, ids, sum(row.value for row in rows)))


def _coming_to(rows: Sequence[Row], wanted: int) -> tuple[Row, ...]:
    """One row, or two, that come to just the difference; none where several do, for then it says
    nothing. Rows that are counted, not added, all come to one.
    """
    worth = [row for row in rows if 0 < row.value <= wanted]
    if len({row.value for row in worth}) < 2 and len(worth) > 1:
        return ()
    single = [(row,) for row in worth if row.value == wanted]
    if single:
        return single[0] if len(single) == 1 else ()
    double = [two for two in combinations(worth[:300], 2) if two[0].value + two[1].value == wanted]
    return double[0] if len(double) == 1 else ()


def _units(pair: Mapping[Side, Point], unit: str) -> Iterator[Explanation]:
    """A value that is the other one in a unit so many times as large."""
    factors = {WAN: Cause.WAN, WAN**2: Cause.YI} if unit == "yuan" else {}
    if unit == RATE:
        factors = {100: Cause.SHARE}
    for side, other in OTHER.items():
        small, large = pair[side].value, pair[other].value
        for factor, cause in factors.items():
            off = abs(large - small * factor)
            if small and off <= min(factor / 2, large * NEAR):
                yield Explanation(cause, side, sure=True)


def _periods(sides: Mapping[Side, Course], pair: Mapping[Side, Point]) -> Iterator[Explanation]:
    """A value of the last months alone, or the other side's of an earlier month."""
    for side, other in OTHER.items():
        value, whole = pair[side].value, pair[other].value
        before = [point for point in sides[other].points if point.month < pair[other].month]
        for point in reversed(before):
            if value and whole - point.value == value and point.value:
                first = point.month + 1
                yield Explanation(Cause.PERIOD, side, True, first, pair[other].month)
                break
        for point in reversed(before):
            if point.value == value:
                yield Explanation(Cause.EARLIER, side, True, last=point.month)
                break


def by_ledgers(values: Mapping[Side, int], unit: str, ledger: Ledger) -> tuple[Explanation, ...]:
    """The causes that what the ledgers have tells: MONEY and LEDGER."""
    near = WAN if unit == "yuan" else 1  # ledgers are kept to the yuan, reports to 万元
    found = []
    for side, other in OTHER.items():
        mine, theirs = values[side], values[other]
        if _same(mine, ledger.agreed, near) and _same(theirs, ledger.in_place, near):
            found.append(Explanation(Cause.MONEY, side, sure=True))
        if _same(mine, ledger.own, near) and not _same(theirs, ledger.own, near):
            found.append(Explanation(Cause.LEDGER, side, sure=True))
    return tuple(found)


def _same(value: int, known: int | None, near: int) -> bool:
    return known is not None and known > 0 and abs(value - known) < near


def _days(pair: Mapping[Side, Point], year: int, how: Way) -> Iterator[Explanation]:
    """Another as-of day, where the side that is kept to the earlier one has less; what does not
    accrue may be either way.
    """
    days = {side: point.day(year) for side, point in pair.items()}
    if days[Side.HELPER] == days[Side.RECEIVER]:
        return
    early = min(days, key=days.__getitem__)
    if how is Way.LEVEL or pair[early].value < pair[OTHER[early]].value:
        yield Explanation(Cause.AS_OF, early, sure=False)


def _people(pair: Mapping[Side, Point], unit: str) -> Iterator[Explanation]:
    more = max(pair, key=lambda side: pair[side].value)
    few, many = pair[OTHER[more]].value, pair[more].value
    if unit in PEOPLE and few and many >= OFTEN * few:
        yield Explanation(Cause.PEOPLE, more, sure=False)
