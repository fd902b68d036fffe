"""Tables as CSV: what a spreadsheet and a program find in the file."""

import csv
import io

import pandas as pd
import pytest

from ui.drawing import download


def read(frame: pd.DataFrame) -> list[list[str]]:
    text = download.table(frame).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_the_file_says_that_it_is_utf_8() -> None:
    assert download.table(pd.DataFrame({"省": ["浙江"]})) == b"\xef\xbb\xbf\xe7\x9c\x81\r\n" + (
        "浙江\r\n".encode()
    )


def test_numbers_are_plain_and_what_is_missing_is_empty() -> None:
    frame = pd.DataFrame(
        {
            "yuan": pd.Series([12_345_678_901, None], dtype="Int64"),
            "text": [None, "a,b"],
            "change": [-5, 3],
        }
    )
    assert read(frame)[1:] == [["12345678901", "", "-5"], ["", "a,b", "3"]]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_that_a_spreadsheet_would_run_stays_text(first: str) -> None:
    text = first + 'cmd|" /C calc"!A0'
    assert read(pd.DataFrame({text: [text]})) == [["'" + text], ["'" + text]]


def test_other_text_stays_as_it_is() -> None:
    assert read(pd.DataFrame({"a": ["1=2", " x", "'y", "𠮷\n二"]}))[1:] == [
        ["1=2"],
        [" x"],
        ["'y"],
        ["𠮷\n二"],
    ]


def test_a_file_name_says_what_is_inside_and_fits_every_system() -> None:
    parts = ("到位资金，按年度与产业", "浙江省 → 四川省 · 2018–2020", 'a/b\\c:d*e?"<f>|g')
    assert download.file_name(*parts) == (
        "到位资金-按年度与产业_浙江省-→-四川省-2018–2020_a-b-c-d-e-f-g.csv"
    )


def test_an_empty_part_leaves_no_trace() -> None:
    assert download.file_name("项目", "", "..") == "项目.csv"
