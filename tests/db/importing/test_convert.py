"""One cell to one value, with notes where it was not plain, or a reason why not."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.importing import convert, dates, numbers
from db.importing.converted import AtOnce, Noted, bare
from db.importing.dates import Day
from db.importing.issue import Invalid
from db.importing.labels import INDUSTRIES, STAGES, by_label, stage
from db.importing.marks import unmarked
from db.terms import Industry, Precision, Stage

DATES = st.dates(date(1990, 1, 1), date(2100, 12, 31))
AMOUNTS = st.integers(0, 10**18 - 1)
CHINESE = "〇一二三四五六七八九"

wan_yuan = numbers.money("万元")


def code(converter: Callable[[str], object], raw: str) -> str:
    with pytest.raises(Invalid) as caught:
        converter(raw)
    return caught.value.problem.code


def read(converter: Callable[[str], Any], raw: str) -> tuple[Any, list[str]]:
    """Value, and the codes of its notes."""
    found = converter(raw)
    if isinstance(found, Noted):
        return found.value, [note.problem.code for note in found.notes]
    return found, []


def in_characters(number: int) -> str:
    """14 → 十四."""
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else CHINESE[tens])
        + ("十" if tens else "")
        + (CHINESE[ones] if ones else "")
    )


@given(DATES)
def test_a_day_comes_back_however_it_is_written(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    year = "".join(CHINESE[int(digit)] for digit in str(y))
    plain = [
        day.isoformat(), f"{y}-{m}-{d}", f"{y}/{m}/{d}", f"{y}.{m:02}.{d:02}", f"{y}年{m}月{d}日",
        f"{day:%Y%m%d}", f"{y} 年 {m} 月 {d} 日", f"{y}年{m}月{d}日".translate(
            {48 + n: 0xFF10 + n for n in range(10)}),
        f"{year}年{in_characters(m)}月{in_characters(d)}日",
    ]  # fmt: skip
    assert [read(dates.day, raw) for raw in plain] == [(Day(day, Precision.DAY), [])] * len(plain)


@given(DATES)
def test_a_serial_of_excel_is_noted(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert read(dates.day, str(serial)) == (Day(day, Precision.DAY), ["date"])


@given(DATES, st.integers(0, 23), st.integers(1, 58))
def test_a_time_is_dropped_with_a_note(day: date, hour: int, minute: int) -> None:
    for raw in (
        f"{day} {hour}:{minute:02}",
        f"{day}T{hour:02}:{minute:02}:00",
        f"{day:%Y年%m月%d日}下午",
    ):
        assert read(dates.day, raw) == (Day(day, Precision.DAY), ["date"])


@given(DATES, st.integers(1, 40))
def test_a_period_has_its_last_day(day: date, days: int) -> None:
    last = date.fromordinal(min(day.toordinal() + days, date(2100, 12, 31).toordinal()))
    for raw in (
        f"{day}至{last}",
        f"{day:%Y年%m月%d日}-{last:%Y年%m月%d日}",
        f"{day:%Y.%m.%d}—{last:%Y.%m.%d}",
    ):
        found = bare(dates.day, raw)
        assert (found.day, found.last or found.day) == (day, last)


@pytest.mark.parametrize(
    ("raw", "first", "last"),
    [
        ("2019年5月13日至15日", date(2019, 5, 13), date(2019, 5, 15)),
        ("2019年5月13-15日", date(2019, 5, 13), date(2019, 5, 15)),
        ("2019.5.13-5.15", date(2019, 5, 13), date(2019, 5, 15)),
        ("2019年5月30日—6月2日", date(2019, 5, 30), date(2019, 6, 2)),
    ],
)
def test_a_period_may_leave_out_what_is_the_same(raw: str, first: date, last: date) -> None:
    assert read(dates.day, raw) == (Day(first, Precision.DAY, last), [])
    assert code(dates.single_day, raw) == "date"


@pytest.mark.parametrize(
    ("raw", "precision"),
    [
        ("2019年5月", Precision.MONTH),
        ("2019.5", Precision.MONTH),
        ("201905", Precision.MONTH),
        ("2019年5月上旬", Precision.MONTH),
        ("2019年", Precision.YEAR),
        ("2019年上半年", Precision.YEAR),
        ("2019年第二季度", Precision.YEAR),
    ],
)
def test_a_month_or_a_year_is_noted(raw: str, precision: Precision) -> None:
    value, notes = read(dates.day, raw)
    assert (value.day.year, value.precision, notes) == (2019, precision, ["date"])


@pytest.mark.parametrize("raw", ["2019-05", "2019"])
def test_a_month_or_a_year_in_iso_is_plain(raw: str) -> None:
    assert read(dates.day, raw)[1] == []


def test_day_and_month_the_other_way_round() -> None:
    assert read(dates.day, "14/5/2019") == (Day(date(2019, 5, 14), Precision.DAY), ["date"])
    assert read(dates.day, "5/14/2019") == (Day(date(2019, 5, 14), Precision.DAY), ["date"])
    assert read(dates.day, "May 14, 2019")[0].day == date(2019, 5, 14)
    assert code(dates.day, "4/5/2019") == "date"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2019-02-30", "date"),
        ("2019年2月29日", "date"),
        ("2019-13-01", "date"),
        ("0000-01-01", "date"),
        ("5月14日", "date"),
        ("5月13-15日", "date"),
        ("14日下午", "date"),
        ("待定", "date"),
        ("长期", "date"),
        ("2019-", "date"),
        ("#REF!", "date"),
        ("1989-12-31", "date-range"),
        ("2101-01-01", "date-range"),
        ("2019年5月15日至13日", "date-range"),
    ],
)
def test_what_is_no_date(raw: str, expected: str) -> None:
    assert code(dates.day, raw) == expected


@pytest.mark.parametrize("raw", ["长期", "持续推进", "待定", "常年", "/"])
def test_a_deadline_may_be_open(raw: str) -> None:
    assert read(dates.deadline, raw) == (None, ["date"])


@given(st.text())
@example("9" * 5000)
@example("²")
@example("٣")
@pytest.mark.parametrize(
    "converter",
    [
        dates.day, dates.deadline, dates.deadlines, dates.year, numbers.whole, numbers.ordinal,
        numbers.decimal, wan_yuan, stage, convert.text(99), convert.code(60),
    ],
)  # fmt: skip
def test_any_text_is_a_value_or_a_reason(converter: Callable[[str], object], raw: str) -> None:
    raw = raw.strip() or "x"
    try:
        converter(raw)
    except Invalid as invalid:
        assert invalid.issue(raw=raw).message.zh  # noqa: PT017


@given(st.integers(0, numbers.LARGEST_COUNT))
def test_a_whole_number_comes_back(number: int) -> None:
    for raw in (str(number), f"{number:,}", f"{number}.00", f"{number}人", f" {number} "):
        assert read(numbers.whole, raw) == (number, [])


@pytest.mark.parametrize(
    ("raw", "value", "notes"),
    [
        ("１２００", 1200, []),
        ("1.2万人", 12000, []),
        ("12个", 12, []),
        ("十二", 12, ["number"]),
        ("约30", 30, ["number"]),
        ("30余人", 30, ["number"]),
        ("近500人", 500, ["number"]),
        ("500户1782人", 1782, ["number"]),
        ("1782人/500户", 1782, ["number"]),
        ("35人（12户）", 35, ["number"]),
        ("待统计", None, ["number"]),
        ("12（含3家企业）", 12, ["number"]),
        ("-", None, ["number"]),
        ("无", None, ["number"]),
    ],
)
def test_what_is_not_plain_is_noted(raw: str, value: int | None, notes: list[str]) -> None:
    assert read(numbers.whole, raw) == (value, notes)


@pytest.mark.parametrize(
    "raw",
    ["-1", "1.5", "1,2", "1,2345", ",1", "NaN", "1e3", "约", "2147483648", "9" * 5000, "同上", "√",
     "#REF!", "#DIV/0!", "85%", "10-20", "(5)", "5元", "三十百"],
)  # fmt: skip
def test_what_is_no_whole_number(raw: str) -> None:
    assert code(numbers.whole, raw) == "number"


@pytest.mark.parametrize("raw", ["第26次", "二十六", "26"])
def test_an_ordinal_is_a_small_number(raw: str) -> None:
    assert bare(numbers.ordinal, raw) == 26
    assert code(numbers.ordinal, "32768") == "number"


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("首次", 1),
        ("首届", 1),
        ("第12次联席会议", 12),
        ("第三次高层联席会议", 3),
        ("第2届会议", 2),
        ("5次", 5),
    ],
)
def test_an_ordinal_may_say_of_what(raw: str, found: int) -> None:
    assert bare(numbers.ordinal, raw) == found


@pytest.mark.parametrize("raw", ["联席会议", "次", "第次", "首都会议", "-3"])
def test_what_names_no_ordinal_is_refused(raw: str) -> None:
    assert code(numbers.ordinal, raw) == "number"


@given(AMOUNTS)
def test_money_is_exact_to_the_yuan_in_every_unit(yuan: int) -> None:
    wan, yi = Decimal(yuan) / 10**4, Decimal(yuan) / 10**8
    for raw in (f"{wan:f}", f"{wan:,f}", f"{wan:f}万元", f"{wan:f}万", f"{yi:f}亿元", f"{yuan}元"):
        assert bare(wan_yuan, raw) == yuan
    assert bare(numbers.money("亿元"), f"{yi:f}") == yuan
    assert bare(numbers.money("元"), f"{yuan}") == yuan


@pytest.mark.parametrize(
    ("raw", "yuan", "notes"),
    [
        ("1200万元", 12_000_000, []),
        ("0.12亿元", 12_000_000, ["unit"]),
        ("5000元", 5_000, ["unit"]),
        ("2.2亿元(含社会帮扶0.3亿元)", 220_000_000, ["number", "unit"]),
        ("约1200", 12_000_000, ["number"]),
        ("1200余万元", 12_000_000, ["number"]),
        ("1.2亿多元", 120_000_000, ["number", "unit"]),
        ("¥1,200.50", 12_005_000, []),
        ("12 800", 128_000_000, []),
        ("350000000", 3_500_000_000_000, ["unit"]),
        ("—", None, ["number"]),
    ],
)
def test_money_as_ledgers_write_it(raw: str, yuan: int | None, notes: list[str]) -> None:
    assert read(wan_yuan, raw) == (yuan, notes)


@pytest.mark.parametrize(
    ("raw", "yuan"),
    [("0.00005", 1), ("0.00004", 0), ("12800.50005", 128_005_001), ("1.23456789", 12346)],
)
def test_parts_of_a_yuan_are_rounded_half_up_with_a_note(raw: str, yuan: int) -> None:
    assert read(wan_yuan, raw) == (yuan, ["number"])


def said(converter: Callable[[str], Any], raw: str) -> tuple[Any, ...]:
    """All that a converter says of a cell."""
    try:
        found = converter(raw)
    except Invalid as invalid:
        return (invalid.problem, invalid.details)
    if isinstance(found, Noted):
        return (found.value, [(note.problem, note.details) for note in found.notes])
    return (found, [])


@given(st.from_regex(r"[0-9]{0,14}\.?[0-9٣３]{0,9}( ?万?元?)", fullmatch=True).filter(str.strip))
@example("1.5")
@example("1234567890123")
@example("0.00005")
def test_plain_amounts_are_read_as_all_others_are(raw: str) -> None:
    for unit in numbers.COLUMN_UNITS:
        plain = numbers.money(unit)
        assert said(plain, raw.strip()) == said(partial(numbers._money, unit=unit), raw.strip())


ODD = "ab中。 \t\n\r\x00\x7f\x9f\u200b\ufeff\u00ad\ufffd\u202e锟斤拷烫屯Ãé€#'=+-@＝＠1"


@given(st.text(ODD, min_size=1, max_size=12) | st.text(min_size=1, max_size=12))
@example("#REF!")
@example("烫烫烫")
def test_plain_texts_are_read_as_all_others_are(raw: str) -> None:
    assert said(convert.text(10), raw) == said(partial(convert._examined, limit=10), raw)


@pytest.mark.parametrize(
    "raw",
    ["-1", "NaN", "Infinity", "1e9", "1.2E+08", "0.5.5", "1,00", ".5", "#REF!", "#N/A", "(1,200)",
     "100+200", "万元", "1 2", "85%", "100万美元", "同上"],
)  # fmt: skip
def test_what_is_no_amount(raw: str) -> None:
    assert code(wan_yuan, raw) == "number"


@pytest.mark.parametrize("raw", ["100000000000000", "9" * 40, "9" * 9000])
def test_an_amount_has_a_limit(raw: str) -> None:
    assert code(wan_yuan, raw) == "number"
    assert bare(wan_yuan, "99999999999999.9999") == 10**18 - 1


@pytest.mark.parametrize("raw", ["2022", "2022年", "2022年度", "２０２２", "二〇二二年"])
def test_a_year_may_say_so(raw: str) -> None:
    assert dates.year(raw) == 2022


@pytest.mark.parametrize(
    ("raw", "expected"), [("1989", "date-range"), ("2101", "date-range"), ("年", "date")]
)
def test_what_is_no_year(raw: str, expected: str) -> None:
    assert code(dates.year, raw) == expected


@given(
    st.text(
        st.characters(categories=["L", "N", "P", "S"], exclude_characters="\ufffd=+-@＝＋－＠'#"),
        min_size=1,
    )
)
def test_text_is_kept_as_it_is(raw: str) -> None:
    try:
        assert convert.text(10_000)(raw) == raw
    except Invalid as invalid:
        assert invalid.problem.code == "suspect-mojibake"  # noqa: PT017


def test_line_ends_are_made_one() -> None:
    assert convert.text(99)("a\r\nb\rc\nd\te") == "a\nb\nc\nd\te"


@pytest.mark.parametrize("raw", ["a\x00b", "a\x1bb", "a\x85b", "\x7f", "a\u202eb"])
def test_text_holds_no_control_characters(raw: str) -> None:
    assert code(convert.text(99), raw) == "control-char"


@pytest.mark.parametrize(
    ("raw", "kept", "notes"),
    [
        ("=1+1", "=1+1", ["formula"]),
        ("＝HYPERLINK", "＝HYPERLINK", ["formula"]),
        ("'=1+1", "=1+1", ["formula"]),
        ("a\u200bb", "ab", ["control-char"]),
        ("-", "-", []),
        ("㎡①", "㎡①", []),
    ],
)
def test_text_that_is_noted(raw: str, kept: str, notes: list[str]) -> None:
    assert read(convert.text(99), raw) == (kept, notes)


@pytest.mark.parametrize("raw", ["锟斤拷", "会\ufffd议", "ä¸œéƒ¨"])
def test_garbled_text_is_refused(raw: str) -> None:
    assert code(convert.text(99), raw) == "suspect-mojibake"


def test_text_has_a_limit() -> None:
    assert convert.text(3)("一二三") == "一二三"
    assert code(convert.text(3), "一二三四") == "too-long"


def test_a_code_that_excel_has_spoilt_is_refused() -> None:
    assert code(convert.code(60), "1.23E+11") == "number"
    assert code(convert.code(60), "1.23E+17") == "long-number"
    assert convert.code(60)("007") == "007"


@pytest.mark.parametrize("raw", ["茶叶", "茶产业", "tea", "TEA", " 茶叶"])
def test_a_term_goes_by_all_its_names(raw: str) -> None:
    assert convert.term(by_label(INDUSTRIES))(raw) is Industry.TEA


def test_an_unknown_term_names_the_choices_once_each() -> None:
    with pytest.raises(Invalid) as caught:
        convert.term(by_label(INDUSTRIES))("航天")
    choices = caught.value.issue(raw="航天").message.zh
    assert caught.value.problem.code == "mapping"
    assert [choices.count(names[0]) for names in INDUSTRIES.values()] == [1] * len(INDUSTRIES)


@pytest.mark.parametrize(
    ("raw", "expected", "notes"),
    [
        ("在建", Stage.STARTED, []),
        ("投产", Stage.PRODUCING, []),
        ("前期", Stage.SIGNED, ["mapping"]),
        ("竣工", Stage.FUNDED, ["mapping"]),
        ("完成80%", Stage.STARTED, ["mapping"]),
        ("100%", Stage.FUNDED, ["mapping"]),
    ],
)
def test_a_stage_may_be_said_in_other_words(raw: str, expected: Stage, notes: list[str]) -> None:
    assert read(stage, raw) == (expected, notes)
    assert STAGES[expected]


@pytest.mark.parametrize("converter", [convert.text(5), convert.code(5)])
@given(raws=st.lists(st.text(ODD, max_size=6) | st.text("aj1+-=' `\n\u3000⼯\ue000", max_size=6)))
def test_texts_at_once_are_those_one_by_one(converter: AtOnce, raws: list[str]) -> None:
    found = converter.many(raws)
    if found is not None:
        assert found == [converter(raw) if raw else None for raw in raws]
        assert [raw.strip() for raw in raws] == raws
        assert all(unmarked(raw) == (raw, ()) for raw in raws)


@pytest.mark.parametrize(
    ("converter", "raws"),
    [
        (convert.text(9), ["第1个项目", "", "茶园-A（一期）", "a b", "12"]),
        (convert.code(9), ["P0001", "ZC-1-2", "", "川茶 1"]),
    ],
)
def test_plain_texts_are_taken_at_once(converter: AtOnce, raws: list[str]) -> None:
    assert converter.many(raws) == [raw or None for raw in raws]
    assert converter.many([*raws, "=1"]) is None
