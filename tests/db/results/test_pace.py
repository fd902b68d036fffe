"""Pace: per cent, what is expected by a day, how it stands, where it ends."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.results.course import Way
from db.results.pace import Clause, Span, Standing, gone, pace
from db.terms import Better

JULY_2 = date(2025, 7, 2)  # the 183rd of 365 days
MID = 183 / 365
END = date(2025, 12, 31)
MARCH = date(2025, 3, 31)


def test_the_share_of_a_year_that_is_gone() -> None:
    assert gone(date(2025, 1, 1), 2025) == 1 / 365
    assert gone(date(2024, 6, 30), 2024) == 182 / 366
    assert (gone(END, 2025), gone(date(2026, 5, 1), 2025), gone(END, 2026)) == (1, 1, 0)


@pytest.mark.parametrize(
    ("value", "standing"),
    [
        (0, Standing.BEHIND),
        (44, Standing.BEHIND),  # 50.1 % are expected, five points less are still on pace
        (46, Standing.ON_PACE),
        (55, Standing.ON_PACE),
        (56, Standing.AHEAD),
        (100, Standing.MET),
        (130, Standing.MET),
    ],
)
def test_against_a_straight_line(value: int, standing: Standing) -> None:
    found = pace(Clause(100), value, JULY_2, 2025)
    assert found.standing is standing
    assert found.share == value / 100
    assert found.expected == Span(MID, MID, MID)
    assert found.lag == pytest.approx(value / 100 - MID)
    assert found.forecast is not None
    assert found.forecast.middle == pytest.approx(value / MID)


def test_against_former_years_which_had_little_by_then() -> None:
    former = [(20, 100), (30, 100), (10, 50)]  # shares of 20, 30 and 20 per cent
    found = pace(Clause(200), 45, JULY_2, 2025, former)
    assert found.expected == Span(0.2, 0.2, 0.3)
    assert found.standing is Standing.ON_PACE  # 22.5 %; by the straight line it would be behind
    assert found.forecast is not None
    assert found.forecast.low == pytest.approx(45 / MID)
    assert (found.forecast.middle, found.forecast.high) == (225, 225)


def test_a_former_year_that_ended_with_nothing_or_had_nothing_by_then() -> None:
    found = pace(Clause(100), 10, MARCH, 2025, [(0, 0), (0, 50)])
    assert found.expected == Span(0, 0, 0)
    assert found.standing is Standing.AHEAD
    straight = 10 / (90 / 365)
    assert found.forecast == pytest.approx(Span(straight, straight, straight))


def test_at_the_end_of_the_year_it_is_kept_or_missed_and_nothing_is_foretold() -> None:
    assert pace(Clause(100), 99, END, 2025).standing is Standing.MISSED
    kept = pace(Clause(100), 100, END, 2025)
    assert (kept.standing, kept.forecast) == (Standing.MET, Span(100, 100, 100))


@pytest.mark.parametrize(
    ("value", "day", "standing"),
    [
        (56, JULY_2, Standing.BEHIND),  # more of the ceiling is used than of the year
        (50, JULY_2, Standing.ON_PACE),
        (20, JULY_2, Standing.AHEAD),
        (101, JULY_2, Standing.MISSED),
        (100, JULY_2, Standing.BEHIND),
        (100, END, Standing.MET),
        (101, END, Standing.MISSED),
    ],
)
def test_a_ceiling_is_used_up(value: int, day: date, standing: Standing) -> None:
    found = pace(Clause(100, Better.LOWER), value, day, 2025)
    assert (found.standing, found.share) == (standing, value / 100)


def test_nothing_allowed() -> None:
    none = Clause(0, Better.LOWER)
    assert pace(none, 0, JULY_2, 2025).standing is Standing.ON_PACE
    assert pace(none, 0, END, 2025).standing is Standing.MET
    assert pace(none, 1, JULY_2, 2025).standing is Standing.MISSED
    assert pace(none, 1, JULY_2, 2025).share is None


@pytest.mark.parametrize(
    ("better", "value", "day", "standing", "lag"),
    [
        (Better.HIGHER, 9350, JULY_2, Standing.BEHIND, 9350 / 9500 - 1),
        (Better.HIGHER, 9500, JULY_2, Standing.MET, 0),
        (Better.HIGHER, 9350, END, Standing.MISSED, 9350 / 9500 - 1),
        (Better.LOWER, 9350, JULY_2, Standing.MET, 1 - 9350 / 9500),
        (Better.LOWER, 9600, JULY_2, Standing.BEHIND, 1 - 9600 / 9500),
    ],
)
def test_a_rate_is_where_it_is_and_no_share_of_the_year_is_expected(
    better: Better, value: int, day: date, standing: Standing, lag: float
) -> None:
    found = pace(Clause(9500, better, Way.LEVEL), value, day, 2025, [(100, 9000)])
    assert (found.standing, found.expected, found.forecast) == (standing, None, None)
    assert found.lag == pytest.approx(lag)


@pytest.mark.parametrize(
    ("value", "day", "standing"),
    [
        (0, JULY_2, Standing.OPEN),
        (1, JULY_2, Standing.MET),
        (0, END, Standing.MISSED),
    ],
)
def test_done_or_not_has_no_per_cent(value: int, day: date, standing: Standing) -> None:
    found = pace(Clause(1, Better.DONE, Way.LEVEL), value, day, 2025)
    assert (found.standing, found.share, found.lag) == (standing, None, None)


amounts = st.integers(0, 10**13)
days = st.dates(date(2025, 1, 1), date(2025, 12, 31))
formers = st.lists(st.tuples(amounts, amounts).map(lambda pair: (min(pair), max(pair))), max_size=3)
betters = st.sampled_from([Better.HIGHER, Better.LOWER])


@given(amounts, amounts, days, formers, betters)
def test_the_middle_lies_in_the_span_and_no_end_is_below_what_is_there(
    target: int, value: int, day: date, former: list[tuple[int, int]], better: Better
) -> None:
    found = pace(Clause(target, better), value, day, 2025, former)
    assert found.expected is not None
    assert found.forecast is not None
    for span in (found.expected, found.forecast):
        assert span.low <= span.middle <= span.high
    assert found.forecast.low >= value * (1 - 1e-9)


@given(amounts, amounts, amounts, days, formers)
def test_more_is_never_worse(
    target: int, one: int, two: int, day: date, former: list[tuple[int, int]]
) -> None:
    order = list(Standing)
    less, more = (
        pace(Clause(target), value, day, 2025, former).standing for value in sorted((one, two))
    )
    assert order.index(less) <= order.index(more)


@given(amounts, amounts, days, formers)
def test_more_of_a_ceiling_is_never_better(
    target: int, value: int, day: date, former: list[tuple[int, int]]
) -> None:
    order = list(Standing)
    ceiling = Clause(target, Better.LOWER)
    less, more = (
        pace(ceiling, used, day, 2025, former).standing for used in (value, value + target // 3)
    )
    assert order.index(less) >= order.index(more)
