"""Rows as a file of the format and the encoding that an upload had.

A workbook is answered with a workbook, whatever its format was: .xlsx, every cell of it text, as it
was read. UTF-8 gets its mark, without which Excel takes it for something else.
"""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.utils import get_column_letter

from db.importing.csvtext import DELIMITERS
from db.importing.safe import csv_bytes
from db.importing.table import Facts

TEXT = "@"
WIDTH = 18
UTF_8 = "utf-8-sig"
LONGEST = 31
"""Characters that a sheet's name may have in Excel."""

_NO_NAME = re.compile(r"[\\*?:/\[\]]")


def suffix(facts: Facts) -> str:
    """The ending of the name of what is handed back."""
    return ".xlsx" if facts.sheet is not None else ".csv"


def media_type(facts: Facts) -> str:
    """What a browser is told that it is."""
    workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return workbook if facts.sheet is not None else "text/csv"


def handed(rows: Iterable[Sequence[str]], facts: Facts, upload: bytes = b"") -> bytes:
    """The rows as the upload was. `facts`: how that was read; `upload`: its bytes, the first of
    which may say `sep=;` to Excel.
    """
    if facts.sheet is not None:
        return _workbook(rows, facts.sheet)
    delimiter = facts.delimiter if facts.delimiter in DELIMITERS else ","
    text = csv_bytes(rows, delimiter).decode(UTF_8)
    if b"sep=" in upload[:12].lower():
        text = f"sep={delimiter}\r\n{text}"
    return _encoded(text, facts.encoding or UTF_8)


def _encoded(text: str, encoding: str) -> bytes:
    """In this encoding, or in UTF-8 where it cannot hold the text, or was twice encoded."""
    if encoding.startswith("utf-8"):
        return text.encode(UTF_8)
    try:
        return text.encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return text.encode(UTF_8)


def _workbook(rows: Iterable[Sequence[str]], title: str) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NO_NAME.sub("_", title)[:LONGEST])
    lines = [list(row) for row in rows]
    for index in range(1, max(map(len, lines), default=0) + 1):
        sheet.column_dimensions[get_column_letter(index)].width = WIDTH
    for line in lines:
        cells = []
        for text in line:
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
            cell.data_type, cell.number_format = "s", TEXT  # never a formula, never a number
            cells.append(cell)
        sheet.append(cells)
    data = BytesIO()
    book.save(data)
    return data.getvalue()
