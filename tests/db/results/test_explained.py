"""What may explain a difference: each cause is recognised, and none is seen where it is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.results.course import Course, Point, Way
from db.results.explained import (
    Accounted,
    Cause,
    Explanation,
    Grounds,
    Ledger,
    Row,
    accounted,
    by_ledgers,
    explanations,
)
from db.terms import Side

HELPER, RECEIVER = Side.HELPER, Side.RECEIVER
SIDES = pytest.mark.parametrize(("one", "other"), [(HELPER, RECEIVER), (RECEIVER, HELPER)])
JUNE = 6


def course(*points: tuple[int, int], as_of: date | None = None) -> Course:
    return Course(tuple(Point(month, value, as_of) for month, value in points))


def causes(
    sides: dict[Side, Course], unit: str = "yuan", how: Way = Way.SUMMED
) -> list[Explanation]:
    return list(explanations(sides, JUNE, unit=unit, how=how, year=2025))


@SIDES
@pytest.mark.parametrize(
    ("small", "large", "cause"),
    [
        (3_450, 34_500_000, Cause.WAN),  # 3,450 万元 written as yuan
        (3_450, 34_504_999, Cause.WAN),  # rounded to 万元 before
        (34_500, 345_000_000, Cause.WAN),  # 3.45 亿元 in 万元, taken for yuan
        (34, 3_400_000_000, Cause.YI),
    ],
)
def test_a_unit_of_money_is_recognised(
    one: Side, other: Side, small: int, large: int, cause: Cause
) -> None:
    found = causes({one: course((6, small)), other: course((6, large))})
    assert found == [Explanation(cause, one, sure=True)]


@pytest.mark.parametrize(
    ("small", "large"), [(3_450, 34_900_000), (1, 14_000), (0, 10_000), (345, 345_000)]
)
def test_what_is_no_unit_is_none(small: int, large: int) -> None:
    assert causes({HELPER: course((6, small)), RECEIVER: course((6, large))}) == []


def test_ten_thousand_times_as_many_people_are_no_unit() -> None:
    found = causes({HELPER: course((6, 3)), RECEIVER: course((6, 30_000))}, "projects")
    assert found == []


@SIDES
def test_a_share_of_one_stands_beside_per_cent(one: Side, other: Side) -> None:
    found = causes({one: course((6, 93)), other: course((6, 9350))}, "percent", Way.LEVEL)
    assert found == [Explanation(Cause.SHARE, one, sure=True)]


@SIDES
def test_a_period_is_told_from_a_running_total(one: Side, other: Side) -> None:
    """The other has 30 to March and 70 to June: 40 are those of April to June alone."""
    sides = {one: course((6, 40)), other: course((3, 30), (6, 70))}
    assert causes(sides) == [Explanation(Cause.PERIOD, one, sure=True, first=4, last=6)]
    assert causes(sides, how=Way.LEVEL) == []


@SIDES
def test_the_value_of_an_earlier_month_is_told(one: Side, other: Side) -> None:
    found = causes({one: course((6, 50)), other: course((4, 30), (5, 50), (6, 70))})
    assert found == [Explanation(Cause.EARLIER, one, sure=True, last=5)]


@SIDES
def test_the_earlier_day_explains_less_and_not_more(one: Side, other: Side) -> None:
    early, late = date(2025, 6, 20), date(2025, 6, 30)
    less = {one: course((6, 40), as_of=early), other: course((6, 43), as_of=late)}
    more = {one: course((6, 43), as_of=early), other: course((6, 40), as_of=late)}
    assert causes(less) == [Explanation(Cause.AS_OF, one, sure=False)]
    assert causes(more) == []
    assert causes(more, how=Way.LEVEL) == [Explanation(Cause.AS_OF, one, sure=False)]


@SIDES
def test_money_agreed_stands_beside_money_in_place(one: Side, other: Side) -> None:
    """9.5 million agreed and 4.2 in place, reported to 万元."""
    values = {one: 9_500_000, other: 4_200_000}
    ledger = Ledger(None, agreed=9_503_200, in_place=4_199_000)
    assert by_ledgers(values, "yuan", ledger) == (Explanation(Cause.MONEY, one, sure=True),)
    assert by_ledgers(values, "yuan", Ledger(None, 9_503_200, 4_100_000)) == ()


@SIDES
def test_the_side_that_has_what_the_ledgers_have_is_told(one: Side, other: Side) -> None:
    found = by_ledgers({one: 12, other: 15}, "projects", Ledger(12))
    assert found == (Explanation(Cause.LEDGER, one, sure=True),)
    assert by_ledgers({one: 12, other: 15}, "projects", Ledger(13)) == ()
    assert by_ledgers({one: 0, other: 15}, "projects", Ledger(0)) == ()


@SIDES
def test_many_more_people_may_be_person_times(one: Side, other: Side) -> None:
    sides = {one: course((6, 300)), other: course((6, 120))}
    assert causes(sides, "persons") == [Explanation(Cause.PEOPLE, one, sure=False)]
    assert causes({one: course((6, 130)), other: course((6, 120))}, "persons") == []


values = st.integers(0, 10**12)
courses = st.lists(st.tuples(st.integers(1, 12), values), max_size=8, unique_by=lambda p: p[0]).map(
    lambda points: course(*sorted(points))
)


@given(
    courses, courses, st.sampled_from(["yuan", "persons", "percent"]), st.sampled_from(list(Way))
)
def test_a_cause_that_is_sure_comes_out(
    helper: Course, receiver: Course, unit: str, how: Way
) -> None:
    sides = {HELPER: helper, RECEIVER: receiver}
    for month in range(1, 13):
        found = explanations(sides, month, unit=unit, how=how, year=2025)
        mine, theirs = helper.at(month), receiver.at(month)
        if mine is None or theirs is None or mine.value == theirs.value:
            assert found == ()
            continue
        for one in found:
            of, other = (helper, receiver) if one.side is HELPER else (receiver, helper)
            value, whole = value_at(of, month), value_at(other, month)
            if one.cause is Cause.PERIOD:
                assert value == whole - value_at(other, one.first - 1)
            elif one.cause is Cause.EARLIER:
                assert value == value_at(other, one.last)
                assert one.last < month
            elif one.cause in FACTORS:
                assert abs(whole / FACTORS[one.cause] - value) <= 0.5


FACTORS = {Cause.WAN: 10**4, Cause.YI: 10**8, Cause.SHARE: 100}


def value_at(one: Course, month: int) -> int:
    point = one.at(month)
    assert point is not None
    return point.value


@given(st.integers(1, 10**9), st.sampled_from([(10**4, Cause.WAN), (10**8, Cause.YI)]), st.data())
def test_whatever_is_written_in_another_unit_is_found(
    small: int, unit: tuple[int, Cause], data: st.DataObject
) -> None:
    factor, cause = unit
    most = min(factor // 2, small * factor // 200)
    large = small * factor + data.draw(st.integers(-most, most))
    found = causes({HELPER: course((6, small)), RECEIVER: course((6, large))})
    assert Explanation(cause, HELPER, sure=True) in found


BOTH = frozenset({HELPER, RECEIVER})


def test_projects_that_one_side_alone_has_entered_account_for_its_surplus() -> None:
    rows = [Row(1, 500, BOTH), Row(2, 300, frozenset({HELPER})), Row(3, 90, frozenset({RECEIVER}))]
    assert accounted(rows, 300) == (Accounted(Grounds.ONE_SIDE, (2,), 300),)
    assert accounted(rows, -90) == (Accounted(Grounds.ONE_SIDE, (3,), 90),)


def test_a_part_of_the_difference_is_told_as_a_part_and_more_than_it_is_not() -> None:
    rows = [Row(1, 500, BOTH), Row(2, 300, frozenset({HELPER}))]
    assert accounted(rows, 310) == (Accounted(Grounds.ONE_SIDE, (2,), 300),)
    assert accounted(rows, 290) == ()


def test_records_between_both_days_account_for_the_difference() -> None:
    days = (date(2025, 6, 20), date(2025, 6, 30))
    rows = [Row(1, 7, as_of=date(2025, 6, 20)), Row(2, 4, as_of=date(2025, 6, 25)), Row(3, 5)]
    assert accounted(rows, -4, days) == (Accounted(Grounds.BETWEEN, (2,), 4),)


@pytest.mark.parametrize(
    ("amounts", "difference", "ids"),
    [
        ([500, 300, 70], 300, (2,)),
        ([500, 300, 70], -370, (2, 3)),
        ([300, 300, 70], 300, None),  # either may be it
        ([500, 300, 70], 123, None),
        ([1, 1, 1], 1, None),  # records that are counted all come to one
        ([], 5, None),
    ],
)
def test_records_that_come_to_just_the_difference(
    amounts: list[int], difference: int, ids: tuple[int, ...] | None
) -> None:
    rows = [Row(number, amount) for number, amount in enumerate(amounts, start=1)]
    wanted = () if ids is None else (Accounted(Grounds.SUM, ids, abs(difference)),)
    assert accounted(rows, difference) == wanted
