"""Number formats: what a person sees, and where that is another figure than the cell holds."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importing.workbook.formats import BUILT_IN, Seen, parse


@pytest.mark.parametrize(
    ("code", "value", "seen"),
    [
        ("00000", 123, "00123"),
        ("000-0000-0000", 13812345678, "138-1234-5678"),
        ('"ZC-2019-"000', 7, "ZC-2019-007"),
        ('"第"0"期"', 3, "第3期"),
        ("\\川0000", 12, "川0012"),
        ("0%", 0.85, "85%"),
        ("0.00%", 0.8546, "85.46%"),
        ("0.00", 2023.1, "2023.10"),
        ("#,##0.00", 1200, "1200"),
        ("#,##0.00", 1234.5, "1234.50"),
        ("#.##", 1.5, "1.5"),
        ("0.0#", 1.25, "1.25"),
        ('0"年"', 2019, "2019年"),
        ('0"人"', 30, "30人"),
        ("¥#,##0.00;¥-#,##0.00", 12.5, "¥12.50"),
        ("[$￥-804]#,##0", 1200, "￥1200"),
        ("#,##0_);(#,##0)", -1200, "-1200"),
        ("0;[Red]0", -7, "-7"),
        (BUILT_IN[43], 0, "0"),
        (BUILT_IN[43], 1234.5, "1234.50"),
        ("0;-0;;@", 0, ""),
        ("# ?/?", 1.5, "1.5"),
        ("0.00E+00", 201905140001, "201905140001"),
        ("[Red][>1000]0;0", 5, "5"),
        ("G/通用格式", 3, "3"),
        ("General;[RED]-General", -5, "-5"),
        ("[DBNum2]0", 12, "12"),
    ],
)
def test_a_number_is_the_text_that_is_shown(code: str, value: float, seen: str) -> None:
    found = parse(code).shown(value)
    assert (found.text, found.rounded) == (seen, None)


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0!.0,", 12_000_000, "1200.0"),
        ('0!.0,"万"', 12_000_000, "1200.0万"),
        ('0.00,,"百万"', 12_000_000, "12.00百万"),
        ("#,##0,", 1_234_567, "1235"),
        ('[>=100000000]0!.00,,"亿";[>=10000]0!.0,"万";0', 123_456_789, "1.23亿"),
        ('[>=10000]0.0,"千";0', 12_000, "12.0千"),
        ('#,##0"万元"', 1200, "1200万元"),
        ('General"元"', 12.5, "12.5元"),
        ("0!.0", 12, "1.2"),
        ('0"000"', 5, "5000"),
        ("0.000\\0", 5, "5.0000"),
        (";;;", 5, ""),
        ('[=1]"是";[=0]"否";0', 1, "是"),
    ],
)
def test_a_format_that_makes_another_figure_keeps_the_one_that_is_held(
    code: str, value: float, shown: str
) -> None:
    assert parse(code).shown(value) == Seen(shown, stored=str(value))


@pytest.mark.parametrize(
    ("code", "value", "text", "shown"),
    [("0.00", 1200.456, "1200.456", "1200.46"), ("0%", 0.8546, "85.46%", "85%")],
)
def test_decimals_that_are_not_shown_are_kept_and_noted(
    code: str, value: float, text: str, shown: str
) -> None:
    assert parse(code).shown(value) == Seen(text, rounded=shown)


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("yyyy-mm-dd", "ymd"),
        ('yyyy"年"m"月"', "ym"),
        ("yyyy.mm", "ym"),
        ("mmm-yy", "ym"),
        ("yyyy", "y"),
        ("m/d/yy h:mm", "ymdh"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日";@', "ymd"),
        ('m"月"d"日"', "md"),
        ("d-mmm", "md"),
        ("h:mm:ss", "h"),
        ("[h]:mm", "h"),
        ("aaaa", "d"),
        ('"d"0', ""),
        ("[Red]0", ""),
        ("0.00", ""),
        *((BUILT_IN[n], "ym") for n in (27, 36, 50, 52, 57)),
        *((BUILT_IN[n], "md") for n in (28, 29, 51, 53, 54, 58)),
        (BUILT_IN[31], "ymd"),
        *((BUILT_IN[n], "h") for n in (32, 33, 34, 35, 55, 56)),
    ],
)
def test_a_date_format_says_which_parts_it_shows(code: str, shows: str) -> None:
    assert parse(code).date == shows


def test_a_text_format_adds_to_texts() -> None:
    assert parse('0;0;0;@"县"').shown_text("青川") == "青川县"
    assert parse("@").shown_text("青川") == "青川"


NUMBERS = st.decimals(-(10**9), 10**9, places=4, allow_nan=False).map(float)
DIGITS = st.sampled_from(["0", "0.0", "0.00", "0.0000", "#,##0", "#,##0.00", "#,##0.00_ ", "0_)"])


@given(NUMBERS, DIGITS)
def test_digits_alone_never_change_a_figure(value: float, code: str) -> None:
    seen = parse(code).shown(value)
    assert Decimal(seen.text) == Decimal(format(value, ".15g"))
    assert seen.stored is None


@given(NUMBERS, st.text(max_size=30))
def test_any_code_shows_something_or_is_left_alone(value: float, code: str) -> None:
    made = parse(code)
    if not made.date:
        assert isinstance(made.shown(value).text, str)
