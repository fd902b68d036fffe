"""Pace: per cent, what is expected by a day, how it stands, where it ends."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.results.course import Way
from db.results.pace import Clause, Span, Status, gone, pace
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
    ("value", "status"),
    [
        (0, Status.BEHIND),
        (44, Status.BEHIND),  # 50.1 % are expected, a tenth less is still on pace
        (46, Status.ON_PACE),
        (55, Status.ON_PACE),
        (56, Status.AHEAD),
        (100, Status.MET),
        (130, Status.MET),
    ],
)
def test_against_a_straight_line(value: int, status: Status) -> None:
    found = pace(Clause(100), value, JULY_2, 2025)
    assert found.status is status
    assert found.share == value / 100
    assert found.expected == Span(MID, MID, MID)
    assert found.lag == pytest.approx(value / 100 - MID)
    assert found.forecast is not None
    assert found.forecast.middle == pytest.approx(value / MID)


def test_against_former_years_which_had_little_by_then() -> None:
    former = [(20, 100), (30, 100), (10, 50)]  # shares of 20, 30 and 20 per cent
    found = pace(Clause(200), 45, JULY_2, 2025, former)
    assert found.expected == Span(0.2, 0.2, 0.3)
    assert found.status is Status.ON_PACE  # 22.5 %; by the straight line it would be behind
    assert found.forecast is not None
    assert found.forecast.low == pytest.approx(45 / MID)
    assert (found.forecast.middle, found.forecast.high) == (225, 225)


def test_a_former_year_that_ended_with_nothing_or_had_nothing_by_then() -> None:
    found = pace(Clause(100), 10, MARCH, 2025, [(0, 0), (0, 50)])
    assert found.expected == Span(0, 0, 0)
    assert found.status is Status.AHEAD
    straight = 10 / (90 / 365)
    assert found.forecast == pytest.approx(Span(straight, straight, straight))


def test_at_the_end_of_the_year_it_is_kept_or_missed_and_nothing_is_foretold() -> None:
    assert pace(Clause(100), 99, END, 2025).status is Status.MISSED
    kept = pace(Clause(100), 100, END, 2025)
    assert (kept.status, kept.forecast) == (Status.MET, Span(100, 100, 100))


@pytest.mark.parametrize(
    ("value", "day", "status"),
    [
        (56, JULY_2, Status.BEHIND),  # more of the ceiling is used than of the year
        (50, JULY_2, Status.ON_PACE),
        (20, JULY_2, Status.AHEAD),
        (101, JULY_2, Status.MISSED),
        (100, JULY_2, Status.BEHIND),
        (100, END, Status.MET),
        (101, END, Status.MISSED),
    ],
)
def test_a_ceiling_is_used_up(value: int, day: date, status: Status) -> None:
    found = pace(Clause(100, Better.LOWER), value, day, 2025)
    assert (found.status, found.share) == (status, value / 100)


def test_nothing_allowed() -> None:
    none = Clause(0, Better.LOWER)
    assert pace(none, 0, JULY_2, 2025).status is Status.ON_PACE
    assert pace(none, 0, END, 2025).status is Status.MET
    assert pace(none, 1, JULY_2, 2025).status is Status.MISSED
    assert pace(none, 1, JULY_2, 2025).share is None


@pytest.mark.parametrize(
    ("better", "value", "day", "status", "lag"),
    [
        (Better.HIGHER, 9350, JULY_2, Status.BEHIND, 9350 / 9500 - 1),
        (Better.HIGHER, 9500, JULY_2, Status.MET, 0),
        (Better.HIGHER, 9350, END, Status.MISSED, 9350 / 9500 - 1),
        (Better.LOWER, 9350, JULY_2, Status.MET, 1 - 9350 / 9500),
        (Better.LOWER, 9600, JULY_2, Status.BEHIND, 1 - 9600 / 9500),
    ],
)
def test_a_rate_is_where_it_is_and_no_share_of_the_year_is_expected(
    better: Better, value: int, day: date, status: Status, lag: float
) -> None:
    found = pace(Clause(9500, better, Way.LEVEL), value, day, 2025, [(100, 9000)])
    assert (found.status, found.expected, found.forecast) == (status, None, None)
    assert found.lag == pytest.approx(lag)


@pytest.mark.parametrize(
    ("value", "day", "status"),
    [
        (0, JULY_2, Status.OPEN),
        (1, JULY_2, Status.MET),
        (0, END, Status.MISSED),
    ],
)
def test_done_or_not_has_no_per_cent(value: int, day: date, status: Status) -> None:
    found = pace(Clause(1, Better.DONE, Way.LEVEL), value, day, 2025)
    assert (found.status, found.share, found.lag) == (status, None, None)


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


@given(amounts.filter(bool), amounts, days, formers)
def test_who_is_behind_ends_below_nine_tenths_whatever_former_year_it_follows(
    target: int, value: int, day: date, former: list[tuple[int, int]]
) -> None:
    found = pace(Clause(target), value, day, 2025, former)
    if found.status is Status.BEHIND:
        shares = [then / end for then, end in former if end] or [found.gone]
        assert all(value / share < 0.9 * target * (1 + 1e-9) for share in shares)


@given(amounts, amounts, amounts, days, formers)
def test_more_is_never_worse(
    target: int, one: int, two: int, day: date, former: list[tuple[int, int]]
) -> None:
    order = list(Status)
    less, more = (
        pace(Clause(target), value, day, 2025, former).status for value in sorted((one, two))
    )
    assert order.index(less) <= order.index(more)


@given(amounts, amounts, days, formers)
def test_more_of_a_ceiling_is_never_better(
    target: int, value: int, day: date, former: list[tuple[int, int]]
) -> None:
    order = list(Status)
    ceiling = Clause(target, Better.LOWER)
    less, more = (
        pace(ceiling, used, day, 2025, former).status for used in (value, value + target // 3)
    )
    assert order.index(less) >= order.index(more)
