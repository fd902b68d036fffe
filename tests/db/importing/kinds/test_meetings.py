"""Cells of a meeting that hold several people or items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importing.items import split_items
from db.importing.people import Reader, people
from db.terms import Role


@pytest.mark.parametrize(
    ("attendees", "chair", "expected"),
    [
        ("", "", []),
        ("袁家军", "", [("袁家军", None, Role.ATTENDEE)]),
        ("浙江省省长 袁家军", "", [("袁家军", "浙江省省长", Role.ATTENDEE)]),
        (
            "浙江省委常委、常务副省长 冯飞；四川省省长 尹力",
            "",
            [
                ("冯飞", "浙江省委常委、常务副省长", Role.ATTENDEE),
                ("尹力", "四川省省长", Role.ATTENDEE),
            ],
        ),
        ("甲;乙\n丙；；", "", [(name, None, Role.ATTENDEE) for name in "甲乙丙"]),
        ("尹\u3000力", "", [("尹力", None, Role.ATTENDEE)]),  # padded to the width of three
        ("", "省长 甲", [("甲", "省长", Role.CHAIR)]),
        ("乙；省长 甲；丙", "省长 甲", [
            ("乙", None, Role.ATTENDEE), ("甲", "省长", Role.CHAIR), ("丙", None, Role.ATTENDEE),
        ]),
        ("省委书记车俊、省长袁家军", "", [
            ("车俊", "省委书记", Role.ATTENDEE), ("袁家军", "省长", Role.ATTENDEE),
        ]),
        ("浙江省委常委、常务副省长冯飞", "", [
            ("冯飞", "浙江省委常委、常务副省长", Role.ATTENDEE),
        ]),
        ("袁家军、尹力", "", [("袁家军", None, Role.ATTENDEE), ("尹力", None, Role.ATTENDEE)]),
        ("教育厅、民政厅", "", [("教育厅、民政厅", None, Role.ATTENDEE)]),
    ],
)  # fmt: skip
def test_people(attendees: str, chair: str, expected: list[tuple[str, str | None, Role]]) -> None:
    found = people(attendees, chair, Reader(lambda _: False), lambda _: None).people
    assert [(person["name"], person["post"], person["role"]) for person in found] == expected
    assert [person["position"] for person in found] == list(range(1, len(expected) + 1))
    assert all("side" not in person for person in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("建茶园\n种药材", ["建茶园", "种药材"]),
        ("1.建茶园\n2.种药材", ["建茶园", "种药材"]),
        ("1、建茶园\n2、种药材", ["建茶园", "种药材"]),
        ("（1）建茶园\n（2）种药材", ["建茶园", "种药材"]),
        ("1）建茶园\n2）种药材", ["建茶园", "种药材"]),
        ("1．建茶园\n2．种药材", ["建茶园", "种药材"]),
        ("1. 建茶园\n面积待定\n2. 种药材", ["建茶园\n面积待定", "种药材"]),
        ("建茶园\n2.种药材", ["建茶园", "2.种药材"]),
        ("一、建茶园\n二、种药材", ["建茶园", "种药材"]),
        ("（一）建茶园；（二）种药材。", ["建茶园", "种药材。"]),
        ("①建茶园；②种药材", ["建茶园", "种药材"]),
        ("1.建茶园；2.种药材；3.投资2.5亿元", ["建茶园", "种药材", "投资2.5亿元"]),
        ("\n 建茶园 \n\n种药材", ["建茶园", "种药材"]),
        ("1.5万亩茶园\n2.5亿元投资", ["1.5万亩茶园", "2.5亿元投资"]),  # no numbers of items
    ],
)
def test_split_items(text: str, expected: list[str]) -> None:
    assert split_items(text) == expected


ITEMS = st.text("茶药材、电商 ", min_size=1).map(str.strip).filter(bool)


@given(st.lists(ITEMS))
def test_items_come_back_numbered_or_not(items: list[str]) -> None:
    assert split_items("\n".join(items)) == items
    assert split_items("\n".join(f"{n}. {item}" for n, item in enumerate(items, 1))) == items
