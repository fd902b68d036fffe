"""Numbers and dates as the reader writes them."""

from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from tests.ui.conftest import Speak
from ui.frame import numbers
from ui.frame.text import Language

pytestmark = pytest.mark.usefixtures("speak")

COMPACT = [
    (0, "0", "0"),
    (7, "7", "7"),
    (999, "999", "999"),
    (1_000, "1,000", "1,000"),
    (9_999, "9,999", "9,999"),
    (10_000, "1万", "10K"),
    (12_345, "1.23万", "12.3K"),
    (99_949, "9.99万", "99.9K"),
    (99_995, "10万", "100K"),
    (123_456, "12.3万", "123K"),
    (999_499, "99.9万", "999K"),
    (1_000_000, "100万", "1M"),
    (2_984_000, "298万", "2.98M"),
    (12_345_678, "1235万", "12.3M"),
    (99_949_999, "9995万", "99.9M"),
    (100_000_000, "1亿", "100M"),
    (123_456_789, "1.23亿", "123M"),
    (1_000_000_000, "10亿", "1B"),
    (568_000_000_000, "5680亿", "568B"),
    (-12_345, "-1.23万", "-12.3K"),
]
CARRIED = [(999_500, "100万", "1M"), (999_999, "100万", "1M"), (999_999_999, "10亿", "1B")]
CARRIED_IN_CHINESE = [99_995_000, 99_999_999]


@pytest.mark.parametrize(("value", "zh", "en"), COMPACT)
def test_a_number_has_about_three_digits_and_the_reader_s_unit(
    speak: Speak, value: int, zh: str, en: str
) -> None:
    written = []
    for language in ("zh", "en"):
        speak(language)
        written.append(numbers.compact(value))
    assert written == [zh, en]


@pytest.mark.parametrize(("value", "zh", "en"), CARRIED)
def test_a_number_that_rounds_up_to_the_next_unit_has_that_unit(
    speak: Speak, value: int, zh: str, en: str
) -> None:
    speak("en")
    assert numbers.compact(value) == en


@pytest.mark.parametrize("value", CARRIED_IN_CHINESE)
def test_a_number_that_rounds_up_to_亿_is_1亿(value: int) -> None:
    assert numbers.compact(value) == "1亿"


@pytest.mark.parametrize(("language", "money"), [("zh", "1.23亿元"), ("en", "123M yuan")])
def test_money_has_its_unit(speak: Speak, language: Language, money: str) -> None:
    speak(language)
    assert str(numbers.money(123_456_789)) == money


@pytest.mark.parametrize("none", [None, float("nan"), pd.NA])
def test_no_money_is_a_dash_without_a_unit(none: Any) -> None:
    assert str(numbers.money(none)) == "—"


@pytest.mark.parametrize("value", [0, 7, 9_999, 10_000, 1_234_567])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_count_is_written_out(speak: Speak, language: Language, value: int) -> None:
    speak(language)
    assert numbers.count(value) == f"{value:,}"


@pytest.mark.parametrize("none", [None, float("nan"), pd.NA])
def test_no_count_is_a_dash(none: Any) -> None:
    assert numbers.count(none) == "—"


@pytest.mark.parametrize(("share", "percent"), [(0, "0%"), (0.256, "26%"), (1, "100%")])
def test_a_share_is_whole_per_cent(share: float, percent: str) -> None:
    assert numbers.percent(share) == percent


DAY = date(2019, 5, 14)


@pytest.mark.parametrize(
    ("precision", "zh", "en"),
    [
        ("day", "2019年5月14日", "14 May 2019"),
        ("month", "2019年5月", "May 2019"),
        ("year", "2019年", "2019"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(speak: Speak, precision: str, zh: str, en: str) -> None:
    written = []
    for language in ("zh", "en"):
        speak(language)
        written.append(numbers.day(DAY, precision))
    assert written == [zh, en]


@pytest.mark.parametrize("none", [None, pd.NaT, pd.NA])
def test_no_date_is_a_dash(none: Any) -> None:
    assert numbers.day(none) == "—"


@pytest.mark.parametrize("value", [DAY, datetime(2019, 5, 14, 9), pd.Timestamp("2019-05-14")])
def test_a_date_may_come_as_any_kind_of_date(value: Any) -> None:
    assert numbers.day(value) == "2019年5月14日"


@pytest.mark.parametrize(
    ("last", "zh", "en"),
    [
        (None, "2019年5月14日", "14 May 2019"),
        (pd.NaT, "2019年5月14日", "14 May 2019"),
        (DAY, "2019年5月14日", "14 May 2019"),
        (date(2019, 5, 15), "2019年5月14–15日", "14–15 May 2019"),
        (date(2019, 6, 1), "2019年5月14日–2019年6月1日", "14 May 2019–1 Jun 2019"),
        (date(2020, 5, 14), "2019年5月14日–2020年5月14日", "14 May 2019–14 May 2020"),
    ],
)
def test_a_period_says_what_its_days_share_once(speak: Speak, last: Any, zh: str, en: str) -> None:
    written = []
    for language in ("zh", "en"):
        speak(language)
        written.append(numbers.period(DAY, last))
    assert written == [zh, en]


def test_a_period_of_months_names_no_day() -> None:
    assert numbers.period(date(2019, 5, 1), date(2019, 6, 1), "month") == "2019年5月–2019年6月"


def test_a_period_of_days_known_by_its_month_is_that_month() -> None:
    assert numbers.period(date(2019, 5, 1), None, "month") == "2019年5月"
