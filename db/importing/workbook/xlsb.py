"""A binary workbook, .xlsb, by the records of [MS-XLSB] that hold cells and their formats."""

import posixpath
import re
import struct
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import IO

from db.importing.issue import Invalid
from db.importing.limits import MEGABYTE, Limits
from db.importing.problems.workbook import DAMAGED_WORKBOOK, TOO_MANY_CELLS
from db.importing.workbook.book import About, Contents, Row, Rows, SheetName, by_column
from db.importing.workbook.container import Parts
from db.importing.workbook.formats import BUILT_IN, GENERAL, Format, parse
from db.importing.workbook.marks import Marks
from db.importing.workbook.seeing import Seeing, digits
from db.importing.workbook.xlsx import main_part, related

USUAL = "xl/workbook.bin"
ROW, BLANK, RK, ERROR, BOOLEAN, REAL, TEXT, SHARED = range(8)
FORMULA_TEXT, FORMULA_REAL, FORMULA_BOOLEAN, FORMULA_ERROR = range(8, 12)
STRING, FORMAT, STYLE, RICH_TEXT = 19, 44, 47, 62
BOOK, SHEET, MERGED, BEGIN_STYLES, END_STYLES = 153, 156, 176, 617, 618
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
HIDDEN = 0x10
"""In the twelfth byte of a row's record."""
MEMORY = 50_000
"""So many cells are remembered: ledgers repeat them."""
CELL = 8
"""Bytes of a cell's record before its value: the column, the style, and flags."""

LEAST_CELL = 2 + CELL
BLANKS = re.compile(rb"(?:\x01\x08.{8})+", re.DOTALL)
"""Blank cells, each with its kind, its length and its body."""

Record = tuple[int, bytes]


class Xlsb:
    """An open book."""

    def __init__(self, parts: Parts, limits: Limits) -> None:
        self._parts, self._limits = parts, limits
        main = main_part(parts, USUAL)
        self._related = related(parts, main)
        self._folder = posixpath.dirname(main)
        self._sheets: dict[str, str] = {}
        self._from_1904 = False
        names = []
        for kind, body in self._records(main):
            if kind == BOOK:
                self._from_1904 = bool(body[0] & 1)
            elif kind == SHEET:
                names += self._sheet(body)
        about = [About.MACROS] if any(n.endswith("vbaproject.bin") for n in parts.names) else []
        self.contents = Contents(names, about)

    def _sheet(self, body: bytes) -> list[SheetName]:
        (state,) = struct.unpack_from("<I", body)
        relation, end = wide(body, 8)
        name, _ = wide(body, end)
        kind, part = self._related.get(relation, ("", ""))
        if kind != "worksheet" or part not in self._parts:
            return []
        self._sheets[name] = part
        return [SheetName(name, state != 0)]

    def rows(self, name: str, marks: Marks) -> Iterator[Rows]:
        """The rows of a sheet that are not blank."""
        return by_column(self._rows(name, marks))

    def _rows(self, name: str, marks: Marks) -> Iterator[Row]:
        remembered = _Remembered(self._text, Seeing(marks, self._from_1904))
        known = remembered.known
        line, cells, texts = 0, 0, list[str]()
        for kind, body in self._records(self._sheets[name]):
            if kind == ROW:
                if texts:
                    yield line, texts
                line, texts = int.from_bytes(body[:4], "little") + 1, []
                if body[11] & HIDDEN:
                    marks.hidden.add(line)
            elif kind <= FORMULA_ERROR or kind == RICH_TEXT:
                cells += 1 if kind != BLANK else max(1, len(body) // LEAST_CELL)
                if cells > self._limits.cells:
                    raise Invalid(TOO_MANY_CELLS, limit=self._limits.cells)
                if kind == BLANK:
                    continue
                column = min(int.from_bytes(body[:4], "little"), self._limits.width)
                text = known[kind].get(body)
                if text is None:
                    text = remembered.text(kind, body, line, column)
                if text:
                    if column >= len(texts):
                        texts += [""] * (column + 1 - len(texts))
                    texts[column] = text
            elif kind == MERGED:
                top, bottom, left, right = struct.unpack_from("<4I", body)
                marks.merged.append((top + 1, left, bottom + 1, right))
        if texts:
            yield line, texts

    def _text(self, seeing: Seeing, kind: int, body: bytes, line: int, column: int) -> str:
        style = int.from_bytes(body[4:7], "little")
        shape = self._shapes[style] if style < len(self._shapes) else GENERAL
        if kind in (RK, REAL, FORMULA_REAL):
            return seeing.number(digits(number(kind, body)), shape, line, column)
        if kind in (BOOLEAN, FORMULA_BOOLEAN):
            return "TRUE" if body[CELL] else "FALSE"
        if kind in (ERROR, FORMULA_ERROR):
            return ERRORS.get(body[CELL], "#VALUE!")
        if kind == SHARED:
            text = self._strings[int.from_bytes(body[CELL : CELL + 4], "little")]
        else:
            text, _ = wide(body, CELL + (kind == RICH_TEXT))
        return seeing.text(text, shape, line, column)

    @cached_property
    def _strings(self) -> list[str]:
        part = self._part("sharedStrings")
        records = self._records(part) if part else iter(())
        return [wide(body, 1)[0] for kind, body in records if kind == STRING]

    @cached_property
    def _shapes(self) -> list[Format]:
        part = self._part("styles")
        codes, found, inside = dict(BUILT_IN), list[Format](), False
        for kind, body in self._records(part) if part else ():
            if kind == FORMAT:
                codes[int.from_bytes(body[:2], "little")] = wide(body, 2)[0]
            elif kind in (BEGIN_STYLES, END_STYLES):
                inside = kind == BEGIN_STYLES
            elif kind == STYLE and inside:
                found.append(parse(codes.get(int.from_bytes(body[2:4], "little"), "")))
        return found

    def _part(self, wanted: str) -> str | None:
        parts = (part for kind, part in self._related.values() if kind == wanted)
        return next((part for part in parts if part in self._parts), None)

    def _records(self, part: str) -> Iterator[Record]:
        if part not in self._parts:
            raise Invalid(DAMAGED_WORKBOOK)
        return records(self._parts.open(part))


class _Remembered:
    """The texts of cells, by their kinds and records. One that was seen before in its column, and
    of which nothing is to be said, is not made again.
    """

    def __init__(self, text: Callable[[Seeing, int, bytes, int, int], str], seeing: Seeing) -> None:
        self._text, self._seeing = text, seeing
        self.known: defaultdict[int, dict[bytes, str]] = defaultdict(dict)
        self._count = 0

    def text(self, kind: int, body: bytes, line: int, column: int) -> str:
        """The text of a cell that is not known."""
        noted = self._seeing.marks.noted
        text = self._text(self._seeing, kind, body, line, column)
        if self._seeing.marks.noted == noted:
            if self._count >= MEMORY:
                self.known.clear()
                self._count = 0
            self.known[kind][body] = text
            self._count += 1
        return text


def records(source: IO[bytes]) -> Iterator[Record]:
    """The records of a part: a kind in one or two bytes, a length in one to four, the body. Blank
    cells beside each other come as one: sheets have millions of them that have only a style.
    """
    rest, position = source.read(MEGABYTE), 0
    while True:
        if len(rest) - position < LEAST:
            rest, position = rest[position:] + source.read(MEGABYTE), 0
            if not rest:
                return
        kind, length = rest[position], rest[position + 1]
        position += 2
        if (kind | length) & 0x80:
            kind, length, position = _long(rest, position - 2)
        elif kind == BLANK and (several := BLANKS.match(rest, position - 2)):
            position = several.end()
            yield kind, several.group()
            continue
        if len(rest) - position < length:
            rest, position = rest[position:] + source.read(max(length, MEGABYTE)), 0
        yield kind, rest[position : position + length]
        position += length


def _long(rest: bytes, position: int) -> tuple[int, int, int]:
    """A kind and a length that take more than a byte each, and where they end."""
    kind, position = rest[position], position + 1
    if kind & 0x80:
        kind, position = kind & 0x7F | rest[position] << 7, position + 1
    length = shift = 0
    while True:
        byte, position = rest[position], position + 1
        length |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80 or shift > 21:
            return kind, length, position


LEAST = 6
"""Bytes that a record's kind and length take at most."""


def wide(body: bytes, start: int) -> tuple[str, int]:
    """A text of two bytes a character, and where it ends; a length of all ones is no text."""
    length = int.from_bytes(body[start : start + 4], "little")
    if length == 0xFFFFFFFF:
        return "", start + 4
    end = start + 4 + 2 * length
    return body[start + 4 : end].decode("utf-16-le", "replace"), end


def number(kind: int, body: bytes) -> float:
    """A number: eight bytes, or thirty bits of one that may be a hundredth ([MS-XLSB] 2.5.123)."""
    if kind != RK:
        found: float = struct.unpack_from("<d", body, CELL)[0]
        return found
    raw = int.from_bytes(body[CELL : CELL + 4], "little")
    if raw & 2:
        value = float(int.from_bytes(body[CELL : CELL + 4], "little", signed=True) >> 2)
    else:
        value = struct.unpack("<d", bytes(4) + (raw & ~3).to_bytes(4, "little"))[0]
    return value / 100 if raw & 1 else value
