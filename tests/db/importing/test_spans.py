"""Periods as ledgers name them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importing.issue import Invalid
from db.importing.problems.periods import MONTH_OR_QUARTER, PERIOD
from db.importing.spans import LAST, Span, span
from db.terms import PeriodKind

MONTH, QUARTER, HALF, YEAR = PeriodKind


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ("6月 6月份 06月 六月 June Jun m6 06", Span(MONTH, 6)),
        ("12 12月 十二月 December", Span(MONTH, 12)),
        ("2025年6月 2025-06 2025/6月 2025.06 202506 2025年06月份", Span(MONTH, 6, 2025)),
        (
            "1-6月 1—6月 1～6月份 1至6月 一至六月 1月-6月 前6个月 jan-jun",
            Span(MONTH, 6, None, True),
        ),
        ("2025年1-6月 2025年1—6月份", Span(MONTH, 6, 2025, True)),
        ("截至6月底 截止6月末 截至6月 6月底 累计至6月", Span(MONTH, 6, None, True)),
        ("截至2025年6月底 2025年6月末 截至2025年6月", Span(MONTH, 6, 2025, True)),
        ("二季度 第二季度 2季度 第2季度 Q2 2Q", Span(QUARTER, 2)),
        ("2025年二季度 2025Q2 2025-Q2 2025年第2季度", Span(QUARTER, 2, 2025)),
        ("前三季度 前3季度 前三个季度", Span(QUARTER, 3, None, True)),
        ("上半年 H1 上半年度", Span(HALF, 1)),
        ("2025年下半年 2025H2", Span(HALF, 2, 2025)),
        ("全年 全年度 年度 fullyear", Span(YEAR, 1)),
        ("2025 2025年 2025年度 2025年全年", Span(YEAR, 1, 2025)),
    ],
)
def test_a_cell_names_a_period(texts: str, found: Span) -> None:
    assert {text: span(text) for text in texts.split()} == dict.fromkeys(texts.split(), found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("June 2025", Span(MONTH, 6, 2025)),
        ("Q2 2025", Span(QUARTER, 2, 2025)),
        ("first half of 2025", Span(HALF, 1, 2025)),
        ("all of 2025", Span(YEAR, 1, 2025)),
        (" 2025 年 1 - 9 月 ", Span(MONTH, 9, 2025, True)),
        ("１－６月", Span(MONTH, 6, None, True)),
    ],
)
def test_spaces_widths_and_english(text: str, found: Span) -> None:
    assert span(text) == found


@pytest.mark.parametrize("text", ["13月", "0月", "第五季度", "旬", "前五季度", "1-13月", "六", ""])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        span(text)
    assert refusal.value.problem is PERIOD


@pytest.mark.parametrize("text", ["1", "2", "3", "4"])
def test_a_bare_number_that_may_be_a_quarter_is_asked_about(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        span(text)
    assert refusal.value.problem is MONTH_OR_QUARTER


@given(st.text("0123456789年月季度前上下半全截至底末-—一二三四QH ", max_size=12))
def test_whatever_is_written_a_period_of_a_year_comes_out_or_a_refusal(text: str) -> None:
    try:
        found = span(text)
    except Invalid:
        return
    assert 1 <= found.number <= LAST[found.kind]
