"""What a workbook shows and holds, merges and hides: told once a column, and asked where it counts.

Each book is a ledger of projects, whose first record is changed.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from db.importing.downloads import rows_to_mend
from db.importing.pipeline import Preview, check_file, import_file
from db.importing.preview import Outcome
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.importing.workbook.books import cell, changed, rows, xlsx
from tests.db.ledgers import codes, upload

MONEY = "协议金额（万元）"
HEAD = (
    *("项目编号", "年度", "项目名称", "东部省份", "西部省份", "产业类型", "项目状态"),
    *(MONEY, "开工时间"),
)
FORMATS = [
    "0!.0,", '0!.0,"万"', "0.00,,\"百万\"", "0.00", "00000", "0%", "yyyy", "yyyy-mm-dd",
    'm"月"d"日"', 'yyyy"年"m"月"', '#,##0"元"', '"ZC-2019-"000',
]  # fmt: skip
YUAN, WAN, MILLION, CENTS, ZEROS, PERCENT, YEAR, DAY, NO_YEAR, MONTH, IN_YUAN, PREFIX = range(1, 13)
SHEET = "xl/worksheets/sheet1.xml"


def line(number: int, **other: Any) -> list[Any]:
    usual = [f"P-{number}", 2022, f"茶园{number}", "浙江省", "四川省", "茶叶", "已开工", 1200, None]
    return [other.get(head, value) for head, value in zip(HEAD, usual, strict=True)]


def book(*lines: Sequence[Any], merged: str = "") -> bytes:
    after = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    return xlsx(rows(HEAD, *lines), formats=FORMATS, after=after)


def look(engine: Engine, data: bytes, **mapping: str) -> Preview:
    made = upload(Kind.PROJECTS, data=data, file_name="台账.xlsx", mapping=mapping)
    return check_file(engine, made)


def values(preview: Preview, name: str) -> list[Any]:
    return [plan.values.get(name) for plan in preview.plans]


@pytest.mark.parametrize("style", [YUAN, WAN])
@states.SQLITE
def test_a_scaled_amount_is_asked_once_and_taken_as_chosen(style: int, stores: Stores) -> None:
    engine = states.paired(stores)
    data = book(*(line(n, **{MONEY: cell(12_000_000 * n, style)}) for n in (1, 2)))
    asked = look(engine, data)
    (question,) = asked.questions
    assert asked.outcome is Outcome.NEED_CHOICE
    assert (question.code, question.column) == ("number-format", MONEY)
    assert "1200.0" in question.message.zh
    assert "12000000" in question.message.zh
    shown = look(engine, data, **{MONEY: "shown"})
    assert values(shown, "agreed_amount") == [12_000_000, 24_000_000]
    stored = look(engine, data, **{MONEY: "agreed_amount:万元:stored"})
    assert values(stored, "agreed_amount") == [120_000_000_000, 240_000_000_000]
    assert "number-format" in codes(shown)


@states.SQLITE
def test_the_answer_is_remembered_by_the_header(stores: Stores) -> None:
    engine = states.paired(stores)
    answered = {MONEY: "shown"}
    first = book(line(1, **{MONEY: cell(12_000_000, YUAN)}))
    made = upload(Kind.PROJECTS, data=first, file_name="一.xlsx", mapping=answered)
    assert import_file(engine, made).batch
    later = look(engine, book(line(2, **{MONEY: cell(34_000_000, YUAN)})))
    assert values(later, "agreed_amount") == [34_000_000]
    assert later.used == answered
    assert "以显示的为准" in " ".join(issue.message.zh for issue in later.issues)


@pytest.mark.parametrize(
    ("header", "value", "style"),
    [
        ("协议金额（元）", 12_000_000, WAN),
        ("协议金额", 12_000_000, WAN),
        ("协议金额（百万元）", 12, CENTS),
        ("协议金额（元）", 12_000_000, IN_YUAN),
        ("协议金额（元）", 12_000_000, MILLION),
    ],
)
@states.SQLITE
def test_what_is_shown_and_held_alike_is_not_asked(
    header: str, value: float, style: int, stores: Stores
) -> None:
    data = book(line(1, **{MONEY: cell(value, style)}))
    seen = look(states.paired(stores), changed(data, SHEET, MONEY, header))
    assert seen.questions == []
    assert values(seen, "agreed_amount") == [12_000_000]


@states.SQLITE
def test_decimals_that_are_not_shown_are_imported_with_a_note(stores: Stores) -> None:
    seen = look(states.paired(stores), book(line(1, **{MONEY: cell(1200.456, CENTS)})))
    assert values(seen, "agreed_amount") == [12_004_560]
    (note,) = seen.issues
    assert (note.code, note.column) == ("number-format", MONEY)
    assert "1200.46" in note.message.zh


@pytest.mark.parametrize(
    ("column", "made", "field", "value"),
    [
        ("项目编号", cell(123, ZEROS), "code", "00123"),
        ("项目编号", cell(7, PREFIX), "code", "ZC-2019-007"),
        ("项目状态", cell(0.85, PERCENT), "stage", "started"),
        ("年度", cell(44562, YEAR), "year", 2022),
        ("年度", cell(44562, DAY), "year", 2022),
        ("项目名称", cell(2022.1, CENTS), "title", "2022.10"),
    ],
)
@states.SQLITE
def test_the_format_is_part_of_the_value(
    column: str, made: str, field: str, value: object, stores: Stores
) -> None:
    seen = look(states.paired(stores), book(line(1, **{column: made})))
    assert seen.outcome.accepted, codes(seen)
    assert values(seen, field) == [value]


@pytest.mark.parametrize(
    ("made", "day", "precision", "told"),
    [
        (cell(44682, MONTH), "2022-05-01", "month", ["date"]),
        (cell(44695, NO_YEAR), "2022-05-14", "day", ["number-format"]),
        (cell(44695, DAY), "2022-05-14", "day", []),
        (cell(44694.99950231481, DAY), "2022-05-14", "day", ["time-zone"]),
        (cell(44694.66666666666, DAY), "2022-05-13", "day", ["time-zone"]),
        (cell(2022.1, CENTS), "2022-10-01", "month", ["date"]),
    ],
)
@states.SQLITE
def test_a_date_is_as_exact_as_it_is_shown(
    made: str, day: str, precision: str, told: list[str], stores: Stores
) -> None:
    seen = look(states.paired(stores), book(line(1, 开工时间=made)))
    assert [str(value) for value in values(seen, "start_date")] == [day]
    assert values(seen, "start_precision") == [precision]
    assert codes(seen) == told


@states.SQLITE
def test_a_code_that_is_a_date_or_too_long_is_said(stores: Stores) -> None:
    engine = states.paired(stores)
    dated = look(engine, book(line(1, 项目编号=cell(44695, NO_YEAR))))
    assert ("number-format", "项目编号") in [(i.code, i.column) for i in dated.issues]
    assert values(dated, "code") == ["5月14日"]
    long = look(engine, book(line(1, 项目编号=cell(510104202301010011))))
    assert (long.outcome, codes(long)) == (Outcome.REJECT_ROWS, ["long-number"])
    assert "文本" in long.issues[0].fix.zh


@states.SQLITE
def test_a_formula_that_was_never_computed_is_refused_and_explained(stores: Stores) -> None:
    engine = states.paired(stores)
    for column, code in ((MONEY, "number"), ("项目名称", "formula")):
        seen = look(engine, book(line(1, **{column: cell(None, formula="A1*2")})))
        assert seen.outcome is Outcome.REJECT_ROWS
        assert set(codes(seen)) == {code, "formula"}
        assert "=A1*2" in " ".join(issue.message.zh for issue in seen.issues)
    totals = ["合计", *[None] * 6, cell(None, formula="SUM(H2:H2)"), None]
    assert codes(look(engine, book(line(1), totals))) == ["totals-row"]


@states.SQLITE
def test_merged_cells_fill_down_and_right_where_they_name_or_classify(stores: Stores) -> None:
    engine = states.paired(stores)
    blank = {"年度": None, "产业类型": None}
    for merged, cut in (("B2:B3", {"年度": None}), ("F2:F3", {"产业类型": None}), ("B2:B3", blank)):
        after = book(line(1), line(2, **cut), merged=merged)
        if len(cut) == 2:
            after = changed(after, SHEET, "</mergeCells>", '<mergeCell ref="F2:F3"/></mergeCells>')
        seen = look(engine, after)
        assert seen.outcome.accepted, codes(seen)
        assert values(seen, "year") == [2022, 2022]
        assert values(seen, "industry") == ["tea", "tea"]
    across = book(line(1, 西部省份=None, 东部省份="浙江省"), merged="D2:E2")
    assert "pairing" in codes(look(engine, across))


@states.SQLITE
def test_a_blank_cell_that_is_not_merged_stays_blank(stores: Stores) -> None:
    seen = look(states.paired(stores), book(line(1), line(2, 年度=None)))
    assert seen.outcome is Outcome.REJECT_ROWS


@states.SQLITE
def test_a_merged_amount_is_asked(stores: Stores) -> None:
    engine = states.paired(stores)
    data = book(line(1), line(2, **{MONEY: None}), line(3), merged="H2:H3")
    (question,) = look(engine, data).questions
    assert (question.code, question.column) == ("merged-cell", MONEY)
    first = look(engine, data, **{MONEY: "first"})
    assert values(first, "agreed_amount") == [12_000_000, None, 12_000_000]
    each = look(engine, data, **{MONEY: "each"})
    assert values(each, "agreed_amount") == [12_000_000] * 3


@states.SQLITE
def test_hidden_rows_are_asked_each_time_and_lines_stay(stores: Stores) -> None:
    engine = states.paired(stores)
    data = changed(book(line(1), line(2), line(3)), SHEET, '<row r="3">', '<row r="3" hidden="1">')
    (question,) = look(engine, data).questions
    assert (question.code, question.details["count"]) == ("hidden-row", 1)
    assert values(look(engine, data, 隐藏行="keep"), "code") == ["P-1", "P-2", "P-3"]
    left = look(engine, data, 隐藏行="leave")
    assert values(left, "code") == ["P-1", "P-3"]
    assert [plan.line_no for plan in left.plans] == [2, 4]
    assert "hidden-row" in codes(left)


@states.SQLITE
def test_rows_to_mend_are_the_failing_ones_beside_hidden_rows(stores: Stores) -> None:
    made = book(line(1), line(2), line(3, 年度="错"))
    data = changed(made, SHEET, '<row r="2">', '<row r="2" hidden="1">')
    mapping = {"隐藏行": "leave"}
    given = upload(Kind.PROJECTS, data=data, file_name="台账.xlsx", mapping=mapping)
    mended = rows_to_mend(given, check_file(states.paired(stores), given), "zh")
    sheet = load_workbook(BytesIO(mended)).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["P-3"]


@states.SQLITE
def test_hidden_rows_that_are_no_records_are_not_asked_about(stores: Stores) -> None:
    engine = states.paired(stores)
    data = xlsx(rows(("2022年台账",), HEAD, line(1), ("合计",)), formats=FORMATS)
    for number in (1, 4):
        hidden = changed(data, SHEET, f'<row r="{number}">', f'<row r="{number}" hidden="1">')
        assert look(engine, hidden).questions == []


@states.SQLITE
def test_a_picture_is_noted_and_leaves_the_cell_blank(stores: Stores) -> None:
    picture = '=DISPIMG("ID_1",1)'
    seen = look(states.paired(stores), book(line(1, 开工时间=picture)))
    assert codes(seen) == ["picture"]
    assert seen.counts["new"] == 1


@states.SQLITE
def test_rows_whose_last_cells_are_blank_are_rows(stores: Stores) -> None:
    data = xlsx(rows(HEAD, line(1)[:7], line(2)))
    assert look(states.paired(stores), data).counts["new"] == 2


@states.SQLITE
def test_a_text_merged_over_a_row_heads_records_and_over_an_amount_is_no_amount(
    stores: Stores,
) -> None:
    engine = states.paired(stores)
    banner = ["昭觉县项目", *[None] * (len(HEAD) - 1)]
    seen = look(engine, book(line(1), banner, line(2), merged="A3:I3"))
    assert seen.outcome.accepted, codes(seen)
    assert "preamble" in codes(seen)
    assert values(seen, "title") == ["茶园1", "茶园2"]
    across = look(engine, book(line(1, **{MONEY: None}), line(2), merged="G2:H2"))
    assert values(across, "agreed_amount") == [None, 12_000_000]
