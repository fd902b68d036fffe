"""A table as a CSV file that a spreadsheet opens as meant: marked as UTF-8, text as text."""

import csv
import io
import re

import pandas as pd

ACTIVE = tuple("=+-@\t\r\n＝＋－＠")
"""What makes a spreadsheet take a text for a formula, the full-width forms included (OWASP, CSV
injection)."""

UNFIT = re.compile(r'[\x00-\x1f\\/:*?"<>|\s，、：（）()·]+')
"""What file names do without, on any system."""

LONGEST = 80
"""Characters of a part of a file name."""


def table(frame: pd.DataFrame) -> bytes:
    """A frame (its columns named for the reader) as CSV: UTF-8 with its mark, CRLF, no index.

    Numbers are whole and plain, what is missing is empty, and text is made safe by `inert`.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(inert(str(name)) for name in frame.columns)
    columns = (frame[name].tolist() for name in frame.columns)
    writer.writerows([_cell(value) for value in row] for row in zip(*columns, strict=True))
    return written.getvalue().encode("utf-8-sig")


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe stands before one that it may."""
    return f"'{text}" if text.startswith(ACTIVE) else text


def file_name(*parts: str, kind: str = "csv") -> str:
    """Parts as a file's name: 到位资金-按年度与产业_全部省份_1996–2026.csv."""
    fit = (UNFIT.sub("-", part).strip("-.")[:LONGEST] for part in parts)
    return "_".join(part for part in fit if part) + f".{kind}"


def _cell(value: object) -> object:
    if isinstance(value, str):
        return inert(value)
    return "" if value is None or pd.isna(value) else value  # type: ignore[call-overload]
