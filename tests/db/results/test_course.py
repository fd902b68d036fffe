"""Running values of a clause in a year."""

from datetime import date
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.results.course import Course, Missing, Point, Reported, Way, course, way
from db.terms import Basis, Better

MONTH, QUARTER, HALF, YEAR = 1, 3, 6, 12


def cumulative(until: int, value: int, months: int = MONTH, as_of: date | None = None) -> Reported:
    return Reported(months, until, Basis.CUMULATIVE, value, as_of)


def alone(until: int, value: int, months: int = MONTH) -> Reported:
    return Reported(months, until, Basis.ACTUAL, value)


def values(found: Course) -> list[tuple[int, int]]:
    return [(point.month, point.value) for point in found.points]


@pytest.mark.parametrize("months", [MONTH, QUARTER, HALF])
def test_june_the_second_quarter_and_the_first_half_are_one_cumulative_value(months: int) -> None:
    assert course([cumulative(6, 40, months)], Way.RUNNING).points == (Point(6, 40),)


def test_periods_are_added_from_january_on() -> None:
    found = course([alone(1, 5), alone(2, 0), alone(3, 7)], Way.SUMMED)
    assert values(found) == [(1, 5), (2, 5), (3, 12)]
    assert found.points[-1].added == 3


def test_periods_of_several_kinds_are_added_where_each_begins_where_one_ends() -> None:
    found = course([alone(3, 10, QUARTER), alone(4, 2), alone(12, 30, HALF)], Way.SUMMED)
    assert values(found) == [(3, 10), (4, 12)]
    assert found.missing == Missing(5, 6)


def test_a_gap_is_said_and_nothing_after_it_is_added() -> None:
    found = course([alone(1, 5), alone(4, 5), alone(5, 5)], Way.SUMMED)
    assert (values(found), found.missing) == ([(1, 5)], Missing(2, 3))


def test_a_year_that_begins_in_april_has_no_running_value() -> None:
    found = course([alone(4, 5)], Way.SUMMED)
    assert (found.points, found.missing) == ((), Missing(1, 3))


def test_a_cumulative_report_bridges_a_gap_and_is_added_to() -> None:
    found = course([alone(1, 5), alone(4, 5), cumulative(5, 40), alone(6, 2)], Way.SUMMED)
    assert (values(found), found.missing) == ([(1, 5), (5, 40), (6, 42)], None)


def test_a_cumulative_report_stands_before_what_periods_add_up_to() -> None:
    assert values(course([alone(1, 5), cumulative(1, 6)], Way.SUMMED)) == [(1, 6)]


def test_of_two_cumulative_reports_of_a_day_the_later_as_of_counts() -> None:
    early, late = date(2025, 7, 1), date(2025, 7, 9)
    reports = [cumulative(6, 41, MONTH, late), cumulative(6, 40, HALF, early)]
    assert values(course(reports, Way.SUMMED)) == [(6, 41)]


def test_what_may_not_be_summed_is_never_added() -> None:
    found = course([alone(1, 5), alone(2, 5), alone(6, 9, HALF)], Way.RUNNING)
    assert (values(found), found.missing) == ([(1, 5), (6, 9)], None)


def test_a_rate_is_each_time_what_was_reported() -> None:
    assert values(course([alone(3, 9350, QUARTER), alone(6, 9200, QUARTER)], Way.LEVEL)) == [
        (3, 9350),
        (6, 9200),
    ]


@pytest.mark.parametrize(
    ("unit", "better", "summable", "how"),
    [
        ("yuan", Better.HIGHER, True, Way.SUMMED),
        ("persons", Better.LOWER, False, Way.RUNNING),
        ("percent", Better.HIGHER, True, Way.LEVEL),
        ("items", Better.DONE, True, Way.LEVEL),
    ],
)
def test_the_way_of_a_metric(unit: str, better: Better, summable: bool, how: Way) -> None:
    assert way(unit, better, summable) is how


@pytest.mark.parametrize(
    ("as_of", "day"),
    [
        (None, date(2025, 6, 30)),
        (date(2025, 6, 20), date(2025, 6, 20)),
        (date(2025, 7, 5), date(2025, 6, 30)),  # kept later than the period it is of
        (date(2024, 12, 31), date(2025, 6, 30)),  # of a year that had not begun: a slip
    ],
)
def test_the_day_that_a_value_is_counted_to(as_of: date | None, day: date) -> None:
    assert Point(6, 1, as_of).day(2025) == day


monthly = st.lists(st.integers(0, 10**12), min_size=1, max_size=12)


@given(monthly)
def test_months_add_up_to_their_running_totals(amounts: list[int]) -> None:
    reports = [alone(month, value) for month, value in enumerate(amounts, 1)]
    totals = list(accumulate(amounts))
    assert [value for _m, value in values(course(reversed(reports), Way.SUMMED))] == totals


@given(monthly, st.data())
def test_a_total_reported_anywhere_changes_nothing_where_it_is_right(
    amounts: list[int], data: st.DataObject
) -> None:
    totals = list(accumulate(amounts))
    month = data.draw(st.integers(1, len(amounts)))
    reports = [alone(until, value) for until, value in enumerate(amounts, 1)]
    without = values(course(reports, Way.SUMMED))
    assert values(course([*reports, cumulative(month, totals[month - 1])], Way.SUMMED)) == without


@given(st.sets(st.integers(1, 12)))
def test_only_months_without_a_gap_are_in_the_total(given_: set[int]) -> None:
    found = course([alone(month, 1) for month in given_], Way.SUMMED)
    whole = next(month for month in range(1, 14) if month not in given_) - 1
    assert values(found) == [(month, month) for month in range(1, whole + 1)]
    later = [month for month in given_ if month > whole]
    assert found.missing == (Missing(whole + 1, min(later) - 1) if later else None)
