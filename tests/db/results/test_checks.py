"""What is said of a figure by what was before: a fall, a jump, and silence where there is none."""

from hypothesis import given
from hypothesis import strategies as st

from db.importing.problems.results import BEYOND_TARGET, FALLS, JUMP, OVERTAKES
from db.periods import Period
from db.results.checks import LEAP, OF_TARGET, Measure, Point, amount, doubts
from db.terms import Basis, Better, PeriodKind

YUAN = Measure("yuan", Better.HIGHER)
CUMULATIVE, ACTUAL = Basis.CUMULATIVE, Basis.ACTUAL


def month(number: int, value: int, year: int = 2024) -> Point:
    return Point(Period(year, PeriodKind.MONTH, number), value)


def quarter(number: int, value: int, year: int = 2024) -> Point:
    return Point(Period(year, PeriodKind.QUARTER, number), value)


def said(point: Point, *course: Point, basis: Basis = CUMULATIVE, **more: object) -> list[object]:
    measure = more.pop("measure", YUAN)
    found = doubts(point, basis, measure, course, **more)  # type: ignore[arg-type]
    return [invalid.problem for invalid in found]


def test_a_cumulative_figure_that_falls_names_the_largest_earlier_one() -> None:
    (fall,) = doubts(month(5, 90), CUMULATIVE, YUAN, [month(3, 100), month(4, 80)])
    assert fall.problem is FALLS
    assert fall.issue().what.zh == "累计数 0.009 万元 少于本年 2024-03-31 的 0.01 万元。"


def test_a_correction_above_a_later_figure_is_told_too() -> None:
    assert said(month(5, 90), month(6, 80)) == [OVERTAKES]


def test_last_year_s_total_does_not_make_january_fall() -> None:
    assert said(month(1, 5), month(12, 100, year=2023)) == []


def test_figures_of_a_period_alone_may_fall_and_rates_may_do_anything() -> None:
    assert said(month(5, 1), month(4, 9), basis=ACTUAL) == []
    rate = Measure("percent", Better.HIGHER)
    assert said(month(5, 9_000), month(4, 9), measure=rate) == []
    done = Measure("items", Better.DONE)
    assert said(month(5, 0), month(4, 1), measure=done) == []


def test_a_figure_in_yuan_among_those_in_ten_thousands_jumps() -> None:
    assert said(month(5, 40_000_000), month(4, 3_500)) == [JUMP]
    assert said(month(5, 40_000_000), month(12, 3_500, year=2023), basis=ACTUAL) == [JUMP]


def test_autumn_s_money_that_came_last_autumn_too_is_no_jump() -> None:
    course = [month(9, 10), month(10, 5_000, year=2023), month(12, 8_000, year=2023)]
    assert said(month(10, 6_000), *course) == []
    assert said(month(10, 60_000), *course) == [JUMP]


def test_a_quarter_alone_is_measured_by_quarters() -> None:
    assert said(quarter(2, 110), month(4, 10), basis=ACTUAL) == []
    assert said(quarter(2, 110), quarter(1, 10), month(4, 200), basis=ACTUAL) == [JUMP]


def test_the_target_tells_where_nothing_was_reported_yet() -> None:
    assert said(month(5, 301), target=100) == [BEYOND_TARGET]
    assert said(month(5, 300), target=100) == []
    assert said(month(5, 301), target=100, measure=Measure("persons", Better.LOWER)) == []


values = st.integers(0, 10**15)
points = st.builds(
    Point,
    st.builds(Period, st.sampled_from([2023, 2024]), st.just(PeriodKind.MONTH), st.integers(1, 12)),
    values,
)


@given(points, st.lists(points), st.sampled_from([CUMULATIVE, ACTUAL]), st.none() | values)
def test_whatever_the_history_silence_means_that_the_figure_fits(
    point: Point, course: list[Point], basis: Basis, target: int | None
) -> None:
    found = said(point, *course, basis=basis, target=target)
    others = [other for other in course if other.period != point.period]
    assert len(found) <= 1
    if not found and basis is CUMULATIVE:
        for other in others:
            if other.period.year == point.period.year and other.period < point.period:
                assert other.value <= point.value
    if not found and target:
        assert point.value <= OF_TARGET * target
    most = max((other.value for other in others), default=0)
    if JUMP in found:
        assert point.value > most or any(other.period > point.period for other in others)
        assert any(point.value > LEAP * other.value for other in others)


@given(points, st.lists(points), st.sampled_from([CUMULATIVE, ACTUAL]))
def test_the_order_of_the_history_does_not_matter(
    point: Point, course: list[Point], basis: Basis
) -> None:
    once = {other.period: other for other in course}
    assert said(point, *once.values(), basis=basis) == said(
        point, *reversed(once.values()), basis=basis
    )


def test_amounts_are_told_whole() -> None:
    assert amount(33_100_000, "yuan").zh == "3,310 万元"
    assert amount(1_234_567, "yuan").zh == "123.4567 万元"
    assert amount(0, "yuan").zh == "0 万元"
    assert amount(1_234, "persons").en == "1,234"
