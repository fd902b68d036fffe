"""What stands in a cell but is no part of its value, and what only looks like a character."""

import unicodedata
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.importing.cells import Column, Conversion
from db.importing.convert import code, text
from db.importing.csvtext import Line
from db.importing.dates import day
from db.importing.directory import Directory
from db.importing.gazetteer import Gazetteer
from db.importing.names import plain_header
from db.importing.numbers import money
from db.importing.radicals import unradical
from db.importing.safe import kept, neutral
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import bring, look, meeting, project

NOWHERE = Directory(Gazetteer({}, {}, {}, frozenset(), {}, {}, {}), {}, {})
COLUMNS = {
    0: Column("code", "编号", code(60)),
    1: Column("title", "名称", text(300)),
    2: Column("amount", "金额", money()),
    3: Column("date", "日期", day),
}


def read(field: str, raw: str) -> tuple[Any, list[str]]:
    """The value of a cell, and the codes of what is said of it."""
    position = next(n for n, column in COLUMNS.items() if column.field == field)
    cells = [""] * len(COLUMNS)
    cells[position] = raw
    conversion = Conversion(COLUMNS, tuple(c.zh for c in COLUMNS.values()), NOWHERE)
    (row,) = conversion.rows([Line(1, tuple(cells))])
    return row.get(field), [issue.code for issue in row.issues]


@pytest.mark.parametrize(
    ("field", "raw", "value", "said"),
    [
        ("code", '="00123"', "00123", []),
        ("code", '= "00123"', "00123", []),
        ("code", '=""', None, []),
        ("title", '="甲""乙"', '甲"乙', []),
        ("amount", '="1,200"', 12_000_000, []),
        ("code", "'00123", "00123", []),
        ("code", "'2019-001号", "2019-001号", []),
        ("amount", "'1200", 12_000_000, []),
        ("title", "'3+1'工程", "'3+1'工程", []),
        ("title", "'=1+1", "=1+1", ["formula"]),
        ("code", "`201905140003", "201905140003", ["formula"]),
        ("code", "`A-1", "A-1", ["formula"]),
        ("amount", "`1200", 12_000_000, ["formula"]),
        ("title", "`甲`", "`甲`", []),
        ("title", "⼯作推进会", "工作推进会", ["radical"]),
        ("title", "⻄部⻓期⻅面㎡①", "西部长期见面㎡①", ["radical"]),
        ("title", "⽤⼾", "用户", ["radical"]),
        ("date", "2019年5⽉14⽇", None, ["radical"]),
        ("amount", "⼆百万元", 2_000_000, ["radical", "number"]),
        ("title", "甲\ue000乙", "甲\ue000乙", ["private-use"]),
        ("title", "\U000f0001", "\U000f0001", ["private-use"]),
    ],
)
def test_marks_are_no_part_of_a_value(field: str, raw: str, value: Any, said: list[str]) -> None:
    found, codes = read(field, raw)
    assert codes == said
    assert found == value or (field == "date" and str(found.day) == "2019-05-14")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("19-May", ["date"]),
        ("May-19", ["date"]),
        ("5月19日", ["date"]),
        ("2019/5/1", ["date"]),
        ("2019-05-19 00:00:00", ["date"]),
        ("1/2", ["date"]),
        ("5-Jan-19", ["date"]),
        ("2019年5月", ["date"]),
        ("5-19", []),
        ("2019-05", []),
        ("ZC-2019-05-01", []),
        ("510822201905141000", ["long-number"]),
        ("5108222019051410", ["long-number"]),
        ("510822201905141", []),
        ("510822201905141023", []),
    ],
)
def test_a_code_that_a_spreadsheet_may_have_changed_is_noted(raw: str, said: list[str]) -> None:
    assert read("code", raw) == (raw, said)


@pytest.mark.parametrize(
    ("field", "raw", "said"),
    [
        ("code", "######", "formula"),
        ("title", "###", "formula"),
        ("amount", "########", "number"),
        ("amount", "＃＃＃＃", "number"),
        ("date", "#####", "date"),
    ],
)
def test_what_a_narrow_column_hid_is_refused_in_words(field: str, raw: str, said: str) -> None:
    assert read(field, raw) == (None, [said])


def test_a_place_written_with_radicals_is_found_and_said(stores: Stores) -> None:
    row = meeting(helper="⼴东省", receiver="⼴⻄", date="2019-05-14")
    found = look(states.reference(stores), Kind.MEETINGS, row)
    assert [(i.code, i.field) for i in found.issues] == [
        ("province", "helper"),
        ("province", "receiver"),
    ]
    assert "⼴→广、⻄→西" in found.issues[1].message.zh
    assert found.counts["new"] == 1


def test_a_header_written_with_radicals_is_known_and_said(stores: Stores) -> None:
    engine = states.paired(stores)
    row = meeting(place="杭州")
    row["主持⼈"] = "王晓明"
    found = look(engine, Kind.MEETINGS, row)
    assert [(i.code, i.column) for i in found.issues] == [("radical", "主持⼈")]
    assert plain_header("⼯作⽇期") == plain_header("工作日期")


RADICALS = st.text(st.characters(min_codepoint=0x2E80, max_codepoint=0x2FDF), min_size=1)


@given(RADICALS)
def test_a_radical_becomes_an_ideograph(radicals: str) -> None:
    for radical, character in zip(radicals, unradical(radicals), strict=True):
        known = unicodedata.category(radical) != "Cn" and radical != "⺀"
        assert unicodedata.name(character, "").startswith("CJK UNIFIED") is known


@given(st.text().filter(lambda t: not any("\u2e80" <= c <= "\u2fdf" for c in t)))
@example("㎡①½㊣Ⅳ金")
def test_other_text_is_not_changed(raw: str) -> None:
    assert unradical(raw) == raw


@given(st.text("'=+0123甲 -", min_size=1, max_size=6).map(str.strip).filter(bool))
def test_what_is_exported_comes_back(stored: str) -> None:
    assert read("title", kept(stored))[0] == stored
    assert neutral(stored)[0] == "'" or neutral(stored) == stored


def test_a_code_of_zeros_is_the_same_in_every_dress(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.PROJECTS, project(code="00123"))
    for dress in ('="00123"', "'00123", "00123\t"):
        assert look(engine, Kind.PROJECTS, project(code=dress)).counts["unchanged"] == 1
