"""A workbook of Excel 97–2003, or one of any format that is locked with a password.

xlrd reads values, number formats, merged cells and hidden rows; calamine knows only the first.
"""

import contextlib
import io
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


BEGIN, ENDS = 0x0809, 0x000A
"""Records that begin and end a sheet, or a chart in one (BOF and EOF of BIFF5 and later)."""
END = struct.pack("<HH", ENDS, 0)
LINES = 200
"""Among so many a header is looked for."""
_HEAD = struct.Struct("<HH")


class Xls:
    """An open book. Of its sheets only the first lines are read until more is asked for."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        if LOCKED in data:
            raise Invalid(PASSWORD)
        self._whole, first = _first_lines(data, limits.cells // 2)
        with _refusals():
            self._book: Any = xlrd.open_workbook(
                file_contents=first,
                formatting_info=True,
                ragged_rows=True,
                logfile=_Nowhere(),
                on_demand=True,
            )
        self._shapes = [self._shape(xf) for xf in self._book.xf_list]
        states = self._book._sheet_visibility  # told by the sheets alone, once they are read
        self.contents = Contents(
            [
                SheetName(name, bool(state))
                for name, state in zip(self._book.sheet_names(), states, strict=False)
            ]
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
        seeing = Seeing(marks, self._book.datemode == 1)
        sheet, read = self._sheet(name), 0
        if self._whole is not None and self._book.mem is not self._whole:
            yield from self._lines(sheet, seeing, 0)
            read = sheet.nrows
            self._book.mem = self._whole
            for other in self._book.sheet_names():
                self._book.unload_sheet(other)
            sheet = self._sheet(name)
        marks.merged += [
            (top + 1, left, end, right - 1) for top, end, left, right in sheet.merged_cells
        ]
        marks.hidden |= {n + 1 for n, row in sheet.rowinfo_map.items() if row.hidden}
        yield from self._lines(sheet, seeing, read)

    def _sheet(self, name: str) -> Any:
        with _refusals():
            return self._book.sheet_by_name(name)

    def _lines(self, sheet: Any, seeing: Seeing, start: int) -> Iterator[Row]:
        for number in range(start, sheet.nrows):
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


class _Nowhere(io.TextIOBase):
    """Takes what xlrd has to say."""

    def write(self, text: str) -> int:
        return len(text)


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    """What xlrd cannot read is refused."""
    try:
        yield
    except (xlrd.XLRDError, CompDocError, struct.error, ValueError) as error:
        locked = "encrypted" in str(error).casefold()
        raise Invalid(PASSWORD if locked else LOCKED_OR_OTHER) from error


def _text(seeing: Seeing, kind: int, value: Any, shape: Format, line: int, column: int) -> str:
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return seeing.number(digits(value), shape, line, column)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#VALUE!"))
    return seeing.text(value, shape, line, column)


def _first_lines(data: bytes, most: int) -> tuple[bytes | None, bytes]:
    """The stream of records, and one in which every sheet ends after its first lines; where it has
    none, nothing and the data. The cells are counted on the way: blank ones take two bytes each.

    Raises:
        Invalid: more cells than that.
    """
    try:
        document = CompDoc(data, logfile=None)
        found = (document.locate_named_stream(name) for name in STREAMS)
        held, start, size = next((s for s in found if s[0]), (b"", 0, 0))
    except (CompDocError, AssertionError, struct.error, IndexError, TypeError, AttributeError):
        return None, data
    stream = bytes(held[start : start + size])
    cuts = [*_beyond(stream, most)]
    if not cuts:
        return None, data
    first = bytearray(stream)
    for cut in cuts:
        first[cut : cut + len(END)] = END
    return stream, bytes(first)


def _beyond(stream: bytes, most: int) -> Iterator[int]:
    """Where the first cell beyond the first lines of each sheet stands."""
    position, cells, depth, cut = 0, 0, 0, True
    while position + 4 <= len(stream):
        kind, length = _HEAD.unpack_from(stream, position)
        single = kind in SINGLE
        if single or kind in MULTIPLE:
            cells += 1 if single else (length - 6) // MULTIPLE[kind]
            if cells > most:
                raise Invalid(TOO_MANY_CELLS, limit=most)
            if not cut and depth == 1 and _line(stream, position) >= LINES:
                cut = True
                yield position
        elif kind == BEGIN:
            depth += 1
            cut = cut and depth > 1
        elif kind == ENDS:
            depth -= 1
        position += 4 + length


def _line(stream: bytes, position: int) -> int:
    return int.from_bytes(stream[position + 4 : position + 6], "little")
