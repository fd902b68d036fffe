"""Text as it reaches Plotly."""

import pytest

from charts.text import columns, few_lines, lines, paragraphs, plain, shorten


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ('<a href="http://x">茶</a>', '&lt;a href="http://x"&gt;茶&lt;/a&gt;'),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("A&B &lt;b&gt;", "A&amp;B &amp;lt;b&amp;gt;"),
        ("%{customdata[0]} 50%", "&#37;{customdata[0]} 50%"),
        ("两\n行\t字", "两 行 字"),
    ],
)
def test_plain_leaves_nothing_for_plotly_to_read(text: str, drawn: str) -> None:
    assert plain(text) == drawn


def test_a_short_name_stays_whole() -> None:
    assert shorten("宁夏回族自治区", 14) == "宁夏回族自治区"


def test_a_long_name_ends_in_an_ellipsis_and_fits() -> None:
    assert shorten("恩施土家族苗族自治州", 13) == "恩施土家族苗…"
    assert columns(shorten("Enshi Tujia and Miao Autonomous Prefecture", 20)) <= 20


def test_lines_are_even() -> None:
    assert lines("Paired anew in 2021: not comparable across the line", 46) == [
        "Paired anew in 2021: not",
        "comparable across the line",
    ]


def test_chinese_breaks_between_any_characters() -> None:
    assert lines("结对关系调整，前后不可比", 12) == ["结对关系", "调整，前", "后不可比"]


def test_a_chinese_stop_stays_with_its_character() -> None:
    assert lines("结对关系，不可比", 8) == ["结对关", "系，不", "可比"]


def test_a_word_without_end_is_broken() -> None:
    assert max(columns(line) for line in lines("x" * 100, 30)) <= 30


def test_a_word_longer_than_a_line_stands_by_itself() -> None:
    assert lines("Heilongjiang", 9) == ["Heilongjiang"]


def test_few_lines_end_in_an_ellipsis_where_more_follow() -> None:
    assert few_lines("结对关系调整，前后不可比", 12, 2) == ("结对关系", "调整，前…")
    assert few_lines("结对关系调整", 12, 1) == ("结对关系调整",)
    assert few_lines("<b>" * 20, 12, 1)[0].startswith("&lt;b")


def test_a_full_last_line_gives_way_to_the_ellipsis() -> None:
    told = few_lines("x" * 100, 10, 2)
    assert [len(told), told[-1][-1], max(columns(line) for line in told)] == [2, "…", 24]


def test_no_text_has_no_lines() -> None:
    assert lines("", 10) == []


def test_paragraphs_keep_their_breaks_and_lose_their_markup() -> None:
    assert paragraphs("浙江 → 四川\n<b>8亿元") == "浙江 → 四川<br>&lt;b&gt;8亿元"
