"""Names of files: they say what is inside, and every system takes them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export import file_name
from export.names import LONGEST

DAY = dt.date(2026, 11, 23)


def test_a_name_says_what_is_inside() -> None:
    name = file_name("到位资金-按产业", "浙江-四川", "2018-2020", day=DAY, suffix="png")
    assert name == "到位资金-按产业_浙江-四川_2018-2020_2026-11-23.png"


@pytest.mark.parametrize(
    ("part", "cleaned"),
    [
        ("到位资金，按年度与产业", "到位资金-按年度与产业"),
        ("浙江 → 四川", "浙江-四川"),
        ("2018—2020", "2018-2020"),
        ('"茶"/<园>\\|?*:', "茶-园"),
        ("a\x00b\nc\u202ed", "a-b-c-d"),
        ("..结对..", "结对"),
        ("Money in place", "Money-in-place"),
        ("=cmd|' /C calc'!A0", "cmd-C-calc-A0"),
        ("䶮㐂𠮷", "䶮㐂𠮷"),
        ("cafe\u0301", "café"),
    ],
)
def test_a_part_keeps_its_words_and_nothing_else(part: str, cleaned: str) -> None:
    assert file_name(part, day=DAY, suffix="csv") == f"{cleaned}_2026-11-23.csv"


def test_what_is_empty_is_left_out() -> None:
    assert file_name("图", "", "??", day=DAY, suffix=".pdf") == "图_2026-11-23.pdf"


def test_a_device_of_windows_is_no_name() -> None:
    assert file_name("CON.x", day=DAY, suffix="png") == "_CON.x_2026-11-23.png"


def test_a_long_title_gives_way_before_the_filters() -> None:
    name = file_name("长" * 300, "浙江-四川", day=DAY, suffix="png")
    assert name.endswith("长_浙江-四川_2026-11-23.png")
    assert LONGEST - 3 <= len(name.encode()) <= LONGEST


@given(st.lists(st.text(max_size=200), max_size=6))
def test_any_text_makes_a_name_that_every_system_takes(parts: list[str]) -> None:
    name = file_name(*parts, day=DAY, suffix="png")
    assert len(name.encode()) <= LONGEST
    assert not set(name) & set('<>:"/\\|?*\r\n\t\0')
    assert name.isprintable()
    assert name == name.strip(" .")
