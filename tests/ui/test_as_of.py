"""As of when figures hold: never beyond what the store can know."""

from datetime import date

import pytest

from tests.ui.conftest import Speak
from ui.as_of import reached, said

STORED = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("dated", "last_year", "stored", "day"),
    [
        (date(2025, 6, 14), None, STORED, date(2025, 6, 30)),
        (date(2025, 6, 14), 2024, STORED, date(2025, 6, 30)),
        (date(2025, 6, 14), 2025, STORED, date(2025, 12, 31)),
        (date(2026, 11, 2), None, STORED, STORED),
        (date(2025, 6, 14), 2026, STORED, STORED),
        (date(2027, 3, 1), None, STORED, STORED),
        (None, 2020, STORED, date(2020, 12, 31)),
        (date(2024, 2, 29), None, STORED, date(2024, 2, 29)),
        (None, None, STORED, STORED),
    ],
)
def test_a_month_that_was_over_counts_to_its_end(
    dated: date | None, last_year: int | None, stored: date, day: date
) -> None:
    assert reached(dated, last_year, stored) == day


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        (date(2025, 6, 30), "2025年6月底", "the end of June 2025"),
        (date(2025, 12, 31), "2025年底", "the end of 2025"),
        (date(2026, 11, 23), "2026年11月23日", "23 November 2026"),
    ],
)
def test_it_is_said_as_officials_say_it(speak: Speak, day: date, zh: str, en: str) -> None:
    assert said(day) == zh
    speak("en")
    assert said(day) == en
