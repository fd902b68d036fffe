"""A workbook of Excel 97–2003, or one of any format that is locked with a password.

xlrd reads values, number formats, merged cells and hidden rows; calamine knows only the first.
"""

import os
import struct
from collections.abc import Iterator
from typing import Any

import xlrd
from xlrd.compdoc import CompDoc, CompDocError

from db.importing.issue import Invalid
from db.importing.limits import Limits
from db.importing.problems.workbook import LOCKED_OR_OTHER, PASSWORD, TOO_MANY_CELLS
from db.importing.workbook.book import Contents, Row, Rows, SheetName, by_column
from db.importing.workbook.formats import BUILT_IN, GENERAL, Format, parse
from db.importing.workbook.marks import Marks
from db.importing.workbook.seeing import Seeing, digits

LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The stream of a locked .xlsx, .xlsb or .ods."""
STREAMS = ("Workbook", "Book")
MULTIPLE = {0x00BD: 6, 0x00BE: 2}
"""Records of several cells in a row (MULRK, MULBLANK), and the bytes of each."""
SINGLE = frozenset([0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x0406])


class Xls:
    """An open book."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        if LOCKED in data:
            raise Invalid(PASSWORD)
        _count(data, limits.cells // 2)
        try:
            with open(os.devnull, "w") as nowhere:
                self._book: Any = xlrd.open_workbook(
                    file_contents=data, formatting_info=True, ragged_rows=True, logfile=nowhere
                )
        except (xlrd.XLRDError, CompDocError, struct.error, ValueError) as error:
            locked = "encrypted" in str(error).casefold()
            raise Invalid(PASSWORD if locked else LOCKED_OR_OTHER) from error
        self._shapes = [self._shape(xf) for xf in self._book.xf_list]
        self.contents = Contents(
            [SheetName(s.name, bool(s.visibility)) for s in self._book.sheets()]
        )

    def _shape(self, style: Any) -> Format:
        key = style.format_key
        if key in BUILT_IN:
            return parse(BUILT_IN[key])
        known = self._book.format_map.get(key)
        return parse(known.format_str) if known else GENERAL

    def rows(self, name: str, marks: Marks) -> Iterator[Rows]:
        """The rows of a sheet that are not blank."""
        return by_column(self._rows(name, marks))

    def _rows(self, name: str, marks: Marks) -> Iterator[Row]:
        sheet = self._book.sheet_by_name(name)
        seeing = Seeing(marks, self._book.datemode == 1)
        marks.merged += [
            (top + 1, left, end, right - 1) for top, end, left, right in sheet.merged_cells
        ]
        marks.hidden |= {n + 1 for n, row in sheet.rowinfo_map.items() if row.hidden}
        for number in range(sheet.nrows):
            types, values = sheet.row_types(number), sheet.row_values(number)
            texts: list[str] = []
            for column, (kind, value) in enumerate(zip(types, values, strict=True)):
                if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                    continue
                shape = self._shapes[sheet.cell_xf_index(number, column)]
                text = _text(seeing, kind, value, shape, number + 1, column)
                if text:
                    texts += [""] * (column + 1 - len(texts))
                    texts[column] = text
            if texts:
                yield number + 1, texts


def _text(seeing: Seeing, kind: int, value: Any, shape: Format, line: int, column: int) -> str:
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return seeing.number(digits(value), shape, line, column)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#VALUE!"))
    return seeing.text(value, shape, line, column)


def _count(data: bytes, most: int) -> None:
    """Refuse a book of too many cells before any is made: blank ones take two bytes each."""
    try:
        document = CompDoc(data, logfile=None)
        found = (document.locate_named_stream(name) for name in STREAMS)
        stream, start, size = next((s for s in found if s[0]), (b"", 0, 0))
    except (CompDocError, AssertionError, struct.error, IndexError, TypeError, AttributeError):
        return
    position, end, cells = start, start + size, 0
    while position + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, position)
        if kind in SINGLE:
            cells += 1
        elif kind in MULTIPLE:
            cells += (length - 6) // MULTIPLE[kind]
        if cells > most:
            raise Invalid(TOO_MANY_CELLS, limit=most)
        position += 4 + length
