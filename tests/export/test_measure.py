"""Lines break where they should, and lose nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.measure import width, wrap


def test_chinese_is_as_wide_as_high_and_english_narrower() -> None:
    assert width("到位资金", 12) == 48
    assert 40 < width("Money in", 12) < 60


def test_rare_characters_are_as_wide_as_common_ones() -> None:
    assert width("䶮㐂𠮷", 10) == width("一二三", 10)


def test_english_breaks_between_words_and_chinese_before_no_stop() -> None:
    assert wrap("Money in place", 10, 60) == ["Money in", "place"]
    assert wrap("到位资金，按年度", 10, 40) == ["到位资", "金，按年", "度"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert all(width(line, 10) <= 50 for line in wrap("x" * 60, 10, 50))


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_has_no_line(text: str) -> None:
    assert wrap(text, 12, 100) == []


@given(st.text(max_size=120), st.floats(20, 400))
def test_no_line_is_too_long_and_no_letter_is_lost(text: str, room: float) -> None:
    lines = wrap(text, 12, room)
    # A stop hangs on the character before it, however narrow the line.
    assert all(width(line, 12) <= room or len(line) <= 3 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
