"""The data as CSV: what Excel reads, and what it never runs."""

import csv
import datetime as dt
import io
from dataclasses import replace

import pandas as pd
import pytest

from export import plain
from export.cells import harmless
from tests.export import sheets


def read(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_the_numbers_are_those_of_the_table() -> None:
    head, *rows = read(plain.table(sheets.money_zh()))
    assert head == ["年份", "产业", "到位资金（元）"]
    assert [int(row[2]) for row in rows] == sheets.PLACED["in_place"].tolist()
    assert [int(row[0]) for row in rows] == sheets.PLACED["year"].tolist()


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋a", "－a", "＠a"],
)
def test_text_that_looks_like_a_formula_is_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    sheet = replace(sheets.ZH, table=pd.DataFrame({text: [text]}))
    assert read(plain.table(sheet)) == [[f"'{text}"], [f"'{text}"]]


@pytest.mark.parametrize("text", ["-5", "+8.5", "-1,234.50", "3%", "浙江", "a=b", "'x"])
def test_other_text_is_left_alone(text: str) -> None:
    assert harmless(text) == text


def test_values_of_every_kind_stand_as_they_are() -> None:
    table = pd.DataFrame(
        {
            "整": [-7, 9_007_199_254_740_993],
            "小数": [-0.1, float("nan")],
            "日": [pd.Timestamp("2019-05-14"), pd.NaT],
            "名": [sheets.ODD, None],
        }
    )
    assert read(plain.table(replace(sheets.ZH, table=table)))[1:] == [
        ["-7", "-0.1", "2019-05-14", sheets.ODD],
        ["9007199254740993", "", "", ""],
    ]


def test_a_control_character_is_none() -> None:
    table = pd.DataFrame({"名": ["a\x00b\x0bc"], "时": [dt.datetime(2026, 1, 2, 3, 4)]})
    assert read(plain.table(replace(sheets.ZH, table=table)))[1] == [
        "a\ufffdb\ufffdc",
        "2026-01-02 03:04:00",
    ]
