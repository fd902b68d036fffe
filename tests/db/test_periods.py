"""Periods: their days, their order, their keys in addresses, their words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.periods import MONTHS, Period, at, of_key
from db.terms import PeriodKind

KINDS = st.sampled_from(PeriodKind)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("key", "starts", "ends", "zh", "en"),
    [
        ("2025-06", date(2025, 6, 1), date(2025, 6, 30), "2025年6月", "June 2025"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月", "February 2024"),
        ("2025-Q2", date(2025, 4, 1), date(2025, 6, 30), "2025年二季度", "Q2 2025"),
        ("2025-H1", date(2025, 1, 1), date(2025, 6, 30), "2025年上半年", "first half of 2025"),
        ("2025-H2", date(2025, 7, 1), date(2025, 12, 31), "2025年下半年", "second half of 2025"),
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "2025年全年", "all of 2025"),
    ],
)
def test_days_and_words(key: str, starts: date, ends: date, zh: str, en: str) -> None:
    period = of_key(key)
    assert period is not None
    assert (period.starts_on, period.ends_on, period.words.zh, period.words.en) == (
        starts,
        ends,
        zh,
        en,
    )


@given(DAYS, KINDS)
def test_a_day_lies_in_its_period_and_its_key_names_it(day: date, kind: PeriodKind) -> None:
    period = at(day, kind)
    assert period.starts_on <= day <= period.ends_on
    assert of_key(period.key) == period


@given(DAYS, KINDS)
def test_the_one_before_ends_the_day_before(day: date, kind: PeriodKind) -> None:
    period = at(day, kind)
    assert (period.starts_on - period.before().ends_on).days == 1
    assert period.year_before().key[4:] == period.key[4:]


@given(st.text(max_size=8))
def test_other_texts_are_no_keys(text: str) -> None:
    found = of_key(text)
    assert found is None or found.key == text


def test_those_that_end_together_stand_shortest_first() -> None:
    every = [Period(2025, kind, 12 // MONTHS[kind]) for kind in reversed(PeriodKind)]
    assert [period.key for period in sorted(every)] == ["2025-12", "2025-Q4", "2025-H2", "2025"]


def test_a_year_has_no_thirteenth_month() -> None:
    with pytest.raises(ValueError, match="no month 13"):
        Period(2025, PeriodKind.MONTH, 13)
