"""The data as a workbook: typed, readable, explained, and without a formula."""

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from export import RenderTooLarge, Sheet, workbook
from tests.export import sheets


def read(sheet: Sheet) -> tuple[Worksheet, dict[str, str]]:
    """The sheet of data, and the notes by their names."""
    book = openpyxl.load_workbook(io.BytesIO(workbook.table(sheet)))
    data, notes = book.worksheets
    return data, {str(row[0].value): str(row[1].value) for row in notes.iter_rows()}


def test_the_numbers_are_those_of_the_table() -> None:
    data, _notes = read(sheets.money_zh())
    rows = [[cell.value for cell in row] for row in data.iter_rows(min_row=2)]
    assert rows == sheets.money_zh().table.to_numpy().tolist()


def test_cells_have_types_and_formats() -> None:
    table = pd.DataFrame(
        {
            "年份": [2019],
            "元": [123_456_789],
            "亿元": [1.25],
            "日期": [pd.Timestamp("2019-05-14")],
            "演示": [True],
        }
    )
    data, _notes = read(replace(sheets.ZH, table=table))
    found = [(cell.value, cell.number_format) for cell in data[2]]
    assert found == [
        (2019, "0"),
        (123_456_789, "#,##0"),
        (1.25, "0.00##"),
        (dt.datetime(2019, 5, 14), "yyyy-mm-dd"),
        (True, "General"),
    ]


def test_the_header_stays_when_the_rows_scroll() -> None:
    data, _notes = read(sheets.money_zh())
    assert (data.freeze_panes, data.auto_filter.ref) == ("A2", "A1:C19")
    assert data.column_dimensions["C"].width > data.column_dimensions["A"].width


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("x")', "+1", "-a", "@a", sheets.ODD])
def test_a_text_is_never_a_formula(text: str) -> None:
    data, _notes = read(replace(sheets.ZH, table=pd.DataFrame({text: [text]})))
    assert [(cell.value, cell.data_type) for cell in (data["A1"], data["A2"])] == [(text, "s")] * 2


def test_a_number_that_excel_would_round_is_written_whole() -> None:
    data, _notes = read(replace(sheets.ZH, table=pd.DataFrame({"元": [9_007_199_254_740_993]})))
    assert data["A2"].value == "9007199254740993"


def test_the_second_sheet_explains_the_first() -> None:
    _data, notes = read(sheets.money_zh())
    assert notes == {
        "标题": "到位资金，按年度与产业",
        "筛选条件 · 帮扶方": "浙江",
        "筛选条件 · 受援方": "四川",
        "筛选条件 · 年份": "2018—2023",
        "指标口径": sheets.money_zh().defined,
        "数据截至": "2026年11月23日",
        "数据来源": "本系统台账（含演示数据）",
        "快照编号": "S-000042",
    }


def test_the_second_sheet_speaks_english_too() -> None:
    _data, notes = read(sheets.money_en())
    assert notes["Data as of"] == "23 November 2026"
    assert notes["Source"] == "the ledgers in this store (demo records included)"


def test_no_rows_leave_the_header() -> None:
    data, _notes = read(replace(sheets.ZH, table=sheets.money_zh().table.head(0)))
    assert [cell.value for cell in data[1]] == ["年份", "产业", "到位资金（元）"]


def test_more_rows_than_excel_has_are_refused() -> None:
    table = pd.DataFrame({"a": range(workbook.MOST_ROWS + 1)})
    with pytest.raises(RenderTooLarge, match="1,048,576"):
        workbook.table(replace(sheets.ZH, table=table))
