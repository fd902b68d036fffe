"""One cell to one value, or a reason why not."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.importing import convert
from db.importing.convert import Day
from db.importing.issue import Invalid
from db.importing.labels import INDUSTRIES, by_label
from db.terms import Industry, Precision

DATES = st.dates(date(1990, 1, 1), date(2100, 12, 31))
AMOUNTS = st.integers(0, 10**18 - 1)


def code(converter: Callable[[str], object], raw: str) -> str:
    with pytest.raises(Invalid) as caught:
        converter(raw)
    return caught.value.problem.code


@given(DATES)
def test_a_day_comes_back(day: date) -> None:
    assert convert.day(day.isoformat()) == Day(day, Precision.DAY)
    assert convert.day(f"{day.year}-{day.month}-{day.day}") == Day(day, Precision.DAY)


@given(DATES)
def test_a_month_is_its_first_day(day: date) -> None:
    assert convert.day(f"{day:%Y-%m}") == Day(day.replace(day=1), Precision.MONTH)


@given(DATES)
def test_a_year_is_its_first_day(day: date) -> None:
    assert convert.day(str(day.year)) == Day(date(day.year, 1, 1), Precision.YEAR)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2019-02-30", "date"),
        ("2019-13-01", "date"),
        ("0000-01-01", "date"),
        ("2019-05-14T00:00", "date"),
        ("5月14日", "date"),
        ("待定", "date"),
        ("43599", "date"),
        ("20190514", "date"),
        ("2019-", "date"),
        ("1989-12-31", "date-range"),
        ("2101-01-01", "date-range"),
    ],
)
def test_what_is_no_date(raw: str, expected: str) -> None:
    assert code(convert.day, raw) == expected


@given(st.text())
@example("9" * 5000)
@example("²")
@pytest.mark.parametrize(
    "converter",
    [convert.day, convert.year, convert.whole, convert.ordinal, convert.decimal, convert.wan_yuan],
    ids=lambda converter: converter.__name__,
)
def test_any_text_is_a_value_or_a_reason(converter: Callable[[str], object], raw: str) -> None:
    try:
        converter(raw)
    except Invalid as invalid:
        assert invalid.issue(raw=raw).message.zh  # noqa: PT017


@given(st.integers(0, convert.LARGEST_COUNT))
def test_a_whole_number_comes_back(number: int) -> None:
    assert convert.whole(str(number)) == number
    assert convert.whole(f"{number:,}") == number


@pytest.mark.parametrize(
    "raw", ["-1", "1.5", "1,2", "1,2345", ",1", "NaN", "1e3", "约5", "2147483648", "9" * 5000]
)
def test_what_is_no_whole_number(raw: str) -> None:
    assert code(convert.whole, raw) == "number"


@pytest.mark.parametrize("raw", ["32768", "2147483647"])
def test_an_ordinal_is_a_small_number(raw: str) -> None:
    assert convert.ordinal("32767") == 32767
    assert code(convert.ordinal, raw) == "number"


@given(AMOUNTS)
def test_wan_yuan_is_exact_to_the_yuan(yuan: int) -> None:
    wan = Decimal(yuan) / 10_000
    assert convert.wan_yuan(f"{wan:f}") == yuan
    assert convert.wan_yuan(f"{wan:,f}") == yuan


@pytest.mark.parametrize(
    ("raw", "yuan"),
    [("0.00005", 1), ("0.00004", 0), ("12800.50005", 128_005_001), ("1.23456789", 12346)],
)
def test_parts_of_a_yuan_are_rounded_half_up(raw: str, yuan: int) -> None:
    assert convert.whole_yuan(convert.wan_yuan(raw)) == yuan


@pytest.mark.parametrize("raw", ["-1", "NaN", "Infinity", "1e9", "1.2亿", "0.5.5", "1,00", ".5"])
def test_what_is_no_amount(raw: str) -> None:
    assert code(convert.wan_yuan, raw) == "number"


@pytest.mark.parametrize("raw", ["100000000000000", "9" * 40, "9" * 9000])
def test_an_amount_has_a_limit(raw: str) -> None:
    assert code(convert.wan_yuan, raw) == "number"
    assert convert.wan_yuan("99999999999999.9999") == 10**18 - 1


@pytest.mark.parametrize("raw", ["2022", "2022年"])
def test_a_year_may_say_so(raw: str) -> None:
    assert convert.year(raw) == 2022


@pytest.mark.parametrize(
    ("raw", "expected"), [("1989", "date-range"), ("2101", "date-range"), ("年", "number")]
)
def test_what_is_no_year(raw: str, expected: str) -> None:
    assert code(convert.year, raw) == expected


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_text_is_kept_as_it_is(raw: str) -> None:
    assert convert.text(10_000)(raw) == raw


def test_line_ends_are_made_one() -> None:
    assert convert.text(99)("a\r\nb\rc\nd\te") == "a\nb\nc\nd\te"


@pytest.mark.parametrize("raw", ["a\x00b", "a\x1bb", "a\x85b", "\x7f"])
def test_text_holds_no_control_characters(raw: str) -> None:
    assert code(convert.text(99), raw) == "control-char"


def test_text_has_a_limit() -> None:
    assert convert.text(3)("一二三") == "一二三"
    assert code(convert.text(3), "一二三四") == "too-long"


@pytest.mark.parametrize("raw", ["茶叶", "茶产业", "tea", "TEA"])
def test_a_term_goes_by_all_its_names(raw: str) -> None:
    assert convert.term(by_label(INDUSTRIES))(raw) is Industry.TEA


def test_an_unknown_term_names_the_choices_once_each() -> None:
    with pytest.raises(Invalid) as caught:
        convert.term(by_label(INDUSTRIES))("航天")
    choices = caught.value.issue(raw="航天").message.zh
    assert caught.value.problem.code == "mapping"
    assert [choices.count(names[0]) for names in INDUSTRIES.values()] == [1] * len(INDUSTRIES)
