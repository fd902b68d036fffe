"""Values of a table on their way into a file: plain Python, no formulas, no control characters."""

import datetime as dt
import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

Cell = str | int | float | bool | dt.date | dt.datetime | None

FORMULA = re.compile(r"[=+\-@＝＋－＠﹢﹣﹦﹫\t\r\n]")
"""What a spreadsheet takes for the beginning of a formula, full-width forms included.

Source: OWASP, “CSV Injection”.
"""
NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?%?")
"""What is a number although it begins with a sign."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML, and so every Office file, cannot hold."""


def rows(table: pd.DataFrame) -> Iterator[list[Cell]]:
    """The rows of a table, what is missing as None."""
    columns = [[cell(value) for value in table.iloc[:, place]] for place in range(table.shape[1])]
    return map(list, zip(*columns, strict=True))


def headings(table: pd.DataFrame) -> list[str]:
    """The names of its columns."""
    return [printable(str(name)) for name in table.columns]


def cell(value: object) -> Cell:
    """A value as plain Python: a moment without a time of day is a date."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not np.isfinite(value):
        return None
    if isinstance(value, pd.Timestamp):
        value = value.tz_localize(None).to_pydatetime()
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value
    if isinstance(value, bool | int | float | dt.date):
        return value
    return printable(str(value))


def printable(text: str) -> str:
    """A text without characters that no file holds."""
    return CONTROL.sub("\ufffd", text)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before one that it would.

    Numbers are left alone, also those with a sign.
    """
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text
