"""Whose figure counts."""

from datetime import date

import pytest

from db.results.counted import Counted, Whose, counted, difference
from db.results.course import Course, Point
from db.terms import Side

JULY = date(2025, 7, 5)


def courses(helper: list[Point], receiver: list[Point]) -> dict[Side, Course]:
    given = {Side.HELPER: helper, Side.RECEIVER: receiver}
    return {side: Course(tuple(points)) for side, points in given.items() if points}


def last(found: Counted) -> tuple[Whose | None, int | None]:
    point = found.course.last
    return found.whose, point.value if point else None


@pytest.mark.parametrize(
    ("helper", "receiver", "counts"),
    [
        ([Point(9, 90)], [Point(6, 70)], (Whose.HELPER, 90)),
        ([Point(6, 90)], [Point(6, 70)], (Whose.RECEIVER, 70)),
        ([Point(6, 90, JULY)], [Point(6, 70)], (Whose.HELPER, 90)),
        ([Point(6, 90, JULY)], [Point(6, 70, JULY)], (Whose.RECEIVER, 70)),
        ([Point(3, 90)], [], (Whose.HELPER, 90)),
        ([], [], (None, None)),
    ],
)
def test_the_side_that_reaches_further_counts(
    helper: list[Point], receiver: list[Point], counts: tuple[Whose | None, int | None]
) -> None:
    assert last(counted(courses(helper, receiver), {})) == counts


def test_a_settled_value_stands_before_both_sides_and_a_later_report_before_it() -> None:
    sides = courses([Point(6, 90)], [Point(6, 70)])
    assert last(counted(sides, {6: 80})) == (Whose.SETTLED, 80)
    later = courses([Point(6, 90)], [Point(6, 70), Point(9, 100)])
    found = counted(later, {6: 80})
    assert last(found) == (Whose.RECEIVER, 100)
    assert [point.value for point in found.course.points] == [80, 100]


def test_a_settled_value_without_reports_of_that_year_counts() -> None:
    assert last(counted({}, {12: 5})) == (Whose.SETTLED, 5)


def test_a_published_figure_counts_only_where_neither_side_has_reported() -> None:
    published = Point(12, 99)
    assert last(counted({}, {}, published)) == (Whose.PUBLISHED, 99)
    assert last(counted(courses([Point(1, 1)], []), {}, published)) == (Whose.HELPER, 1)


def test_the_difference_is_of_the_latest_month_that_both_have() -> None:
    sides = courses([Point(3, 10), Point(9, 50)], [Point(3, 12), Point(6, 20)])
    assert difference(sides) == (3, 10, 12)
    assert difference(courses([Point(3, 10)], [Point(6, 20)])) is None
    assert difference(courses([Point(3, 10)], [])) is None
