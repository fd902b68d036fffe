"""The day to which a title, a sheet's name or a file's name says that a ledger was kept."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importing.titleday import LONGEST, told

JUNE, SEPTEMBER, YEAR = date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("截至2024年6月底", JUNE),
        ("（截至2024年6月30日）", JUNE),
        ("截止6月30日", JUNE),
        ("截止到2024.6.30", JUNE),
        ("截止2024.6", JUNE),
        ("截止6.30", JUNE),
        ("截至今年6月底", JUNE),
        ("数据截至：2024年6月30日", JUNE),
        ("统计截止日期:2024-06-30", JUNE),
        ("截至日期：20240630", JUNE),
        ("截至二〇二四年六月底", JUNE),
        ("截至２０２４年６月３０日２４时", JUNE),
        ("台账统计至2024年6月", JUNE),
        ("浙川协作项目台账（2024年上半年）", JUNE),
        ("2024 年 上半年 东西部协作", JUNE),
        ("截至上半年", JUNE),
        ("H1 2024", JUNE),
        ("As of 30 June 2024", JUNE),
        ("as of June 30th, 2024", JUNE),
        ("up to the end of June 2024", JUNE),
        ("（2024年6月30日）", JUNE),
        ("互访情况统计表（2024年6月30日）", JUNE),
        ("2024年一季度项目", date(2024, 3, 31)),
        ("2024年第1季度", date(2024, 3, 31)),
        ("一季度", date(2024, 3, 31)),
        ("截至2024年三季度末", SEPTEMBER),
        ("2024年前三季度", SEPTEMBER),
        ("2024年1-9月项目台账", SEPTEMBER),
        ("1—9月", SEPTEMBER),
        ("一至九月", SEPTEMBER),
        ("2024年1月-9月", SEPTEMBER),
        ("2024年9月份项目月报", SEPTEMBER),
        ("2024年5月至2024年9月", SEPTEMBER),
        ("2024Q3", SEPTEMBER),
        ("2024年四季度", YEAR),
        ("截至2024年底", YEAR),
        ("截至年底", YEAR),
        ("截至2024年", YEAR),
        ("2024年下半年", YEAR),
    ],
)
def test_a_title_says_the_day(text: str, day: date) -> None:
    found = told(text, 2024)
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "text",
    [
        "2024年度项目台账",
        "2024年浙川协作会议一览表",
        "2021-2025年项目库",
        "2016—2020年",
        "填报日期：2024年7月5日",
        "2024年5月14日会议签到表",
        "第十二次联席会议",
        "截至目前",
        "截至2024年2月30日",
        "2024年13月",
        "1-13月",
        "单位：万元",
        "电话 2024-1234",
        "协议截至2025年底，数据截至2024年6月底",
        "Q5 2024",
        "",
        "截至2024年6月底" + "x" * LONGEST,
    ],
)
def test_what_says_no_day_or_two_says_none(text: str) -> None:
    assert told(text, 2024) is None


@pytest.mark.parametrize("text", ["截止6月30日", "一季度", "1-9月", "截至年底"])
def test_without_any_year_nothing_is_supposed(text: str) -> None:
    assert told(text) is None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("项目台账-2024Q3", SEPTEMBER),
        ("台账202406", JUNE),
        ("会议_20240630", JUNE),
        ("会议 2024-06-30 (1)", JUNE),
        ("(2024.6.30)互访", JUNE),
        ("项目2024.06", JUNE),
        ("2024年上半年", JUNE),
        ("项目台账（截至2024年6月底）", JUNE),
        ("2024年", None),
        ("13812345678", None),
        ("2024-2025项目", None),
        ("20241301", None),
        ("v2.3.1", None),
        ("P-20240630-20240731", None),
    ],
)
def test_the_name_of_a_file_may_hold_a_plain_day(name: str, day: date | None) -> None:
    found = told(name, of_file=True)
    assert (found and found.day) == day


@given(st.text("截至止到于年月日底末上下半季度第前一二三四九1234567890-—. （）()QHqh", max_size=40))
def test_whatever_a_title_is_it_is_read_or_left(text: str) -> None:
    found = told(text, 2024, of_file=True)
    assert found is None or (1900 <= found.day.year <= 2099 and found.words)
