"""The rows of a worksheet of SpreadsheetML, read piece by piece.

Nearly every program writes rows and cells in one form, and a regular expression takes that form
apart in a tenth of the time of a parser (rowpattern.py). It must account for all of a piece; rows
in another form are read by the parser, and from the first piece on of which it cannot say where its
rows are (comments, unknown attributes), the parser reads the rest.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import IO

from db.importing.workbook.alike import Alike
from db.importing.workbook.book import (
    FIRST,
    Row,
    Rows,
    by_column,
    not_blank,
    turned,
)
from db.importing.workbook.cells import Kind, Reader, area
from db.importing.workbook.markup import unix
from db.importing.workbook.rowpattern import Column, Found, RowPattern, filled, is_uniform
from db.importing.workbook.sheetparser import parsed, rows_of

PIECE = 2**20
LONGEST_ROW = 32 * PIECE
"""No row of a ledger takes so much; what does is no row."""

_HIDDEN = re.compile(r'\bhidden="(?:1|true)"|\bht="0(?:\.0*)?"')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_MERGED = re.compile(r"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([^"']+)["'][^>]*>""")
_BEGINNING = re.compile(r"(?:<\?xml[^>]*\?>)?\s*<(\w+:|)worksheet[\s>]")
_OTHER_ENCODING = re.compile(r"<\?xml[^>]*encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)
_KNOWN = {"s", "t", "ph", "cm"}
"""Attributes of cells: style and type; and two that say nothing of the value."""


class _Unusual(Exception):
    """A piece that is not in the usual form. Nothing of it is noted then."""


def rows(source: IO[bytes], reader: Reader) -> Iterator[Rows]:
    """The rows that are not blank. Hidden rows and merged ranges go to the marks."""
    head = source.read(PIECE)
    start = head[:400].decode("utf-8", "ignore").removeprefix("\ufeff")
    beginning = _BEGINNING.match(start)
    prefix = beginning[1] if beginning else ""
    opening = f"<{prefix}sheetData>".encode()
    before, opened, rest = head.partition(opening)
    if not (beginning and opened) or _OTHER_ENCODING.match(start):
        yield from by_column(parsed(head, source, reader))
        return
    scanner = _Scanner(reader, prefix)
    row, end = f"<{prefix}row".encode(), f"</{prefix}sheetData".encode()
    over = False
    while not over:
        cut = rest.find(end)
        over = cut >= 0
        cut = cut if over else max(rest.rfind(row), 0)
        piece, rest = rest[:cut], rest[cut:]
        try:
            if piece:
                yield scanner.rows(piece)
            more = b"" if over else source.read(PIECE)
            if not (over or more):
                raise _Unusual
        except _Unusual:
            again = before + opening + piece + rest
            yield from by_column(parsed(again, source, reader, scanner.line))
            return
        rest += more
        if len(rest) > LONGEST_ROW:
            raise ValueError("a row without an end")
    scanner.end(rest, source)


class _Scanner:
    """Takes pieces of whole rows apart. `line` is the last that was read."""

    def __init__(self, reader: Reader, prefix: str) -> None:
        self._reader = reader
        self._pattern = RowPattern(prefix, reader.width)
        self._kinds: dict[str, Kind] = {}
        self._alike: dict[tuple[int, str], Alike] = {}
        self.line = 0

    def rows(self, piece: bytes) -> Rows:
        """The rows of a piece.

        Raises:
            _Unusual: not all of it can be accounted for.
        """
        found = self._pattern.find(_decoded(piece))
        if found is None:
            raise _Unusual
        odd = any(found.odd)
        usual = found.usual() if odd else found
        self._learn(usual)
        before = self.line
        lines, columns = self._read(usual)
        if odd:
            self.line = before
            rows = [*self._merged(found, lines, columns)]
            if rows and self._too_wide(rows[-1]):  # to be refused: the rest would be as wide
                rows = [*rows[:FIRST], rows[-1]]
            lines, columns = [line for line, _ in rows], turned([cells for _, cells in rows])
        return not_blank(lines, columns)

    def _learn(self, found: Found) -> None:
        """The kinds of cells by their attributes."""
        for attributes in found.given() - self._kinds.keys():
            named = dict(_ATTRIBUTE.findall(attributes))
            if "".join(f' {k}="{v}"' for k, v in named.items()) != attributes.rstrip():
                raise _Unusual
            if not named.keys() <= _KNOWN:
                raise _Unusual
            self._kinds[attributes] = self._reader.kind(named.get("t"), named.get("s"))

    def _read(self, found: Found) -> tuple[list[int], list[Sequence[str]]]:
        """Lines and columns of rows in the usual form, blank ones among them."""
        lines = [int(number or 0) for number in found.lines]
        self._hide(lines, found.attributes)
        blank = ("",) * len(lines)
        columns: list[Sequence[str]] = []
        for column, (given, values) in found.cells.items():
            columns += [blank] * (column - len(columns))
            columns.append(self._texts(column, given, values, lines) if any(values) else blank)
        self.line = lines[-1] if lines else self.line
        return lines, columns

    def _texts(
        self, column: int, given: Column, values: Column, lines: Sequence[int]
    ) -> Sequence[str]:
        """The texts of a column's cells, those with the same attributes together."""
        if is_uniform(given):
            return self._of(column, given[0] or "").texts(filled(values), lines)
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, (attributes, value) in enumerate(zip(given, values, strict=True)):
            if value:
                places[attributes or ""].append(place)
        texts = [""] * len(values)
        for attributes, at in places.items():
            alike = self._of(column, attributes)
            found = alike.texts([values[n] or "" for n in at], [lines[n] for n in at])
            for n, text in zip(at, found, strict=True):
                texts[n] = text
        return texts

    def _of(self, column: int, attributes: str) -> Alike:
        key = (column, attributes)
        if key not in self._alike:
            self._alike[key] = Alike(self._reader, self._kinds[attributes], column)
        return self._alike[key]

    def _merged(
        self, found: Found, lines: list[int], columns: list[Sequence[str]]
    ) -> Iterator[Row]:
        """All rows in their order, up to one that is too wide; odd ones are read by the parser."""
        usual = zip(lines, zip(*columns, strict=True) if columns else repeat(()), strict=False)
        for number, odd in zip(found.lines, found.odd, strict=True):
            if odd:
                rows, self.line = rows_of(odd, self._reader, self.line)
                yield from rows
                if any(map(self._too_wide, rows)):
                    return
            else:
                self.line = int(number or 0)
                yield next(usual)

    def _too_wide(self, row: Row) -> bool:
        return len(row[1]) > self._reader.width

    def _hide(self, lines: Sequence[int], attributes: Column) -> None:
        hidden = {one for one in set(attributes) if one and _HIDDEN.search(one)}
        if hidden:
            found = zip(lines, attributes, strict=True)
            self._reader.seeing.marks.hidden |= {line for line, given in found if given in hidden}

    def end(self, rest: bytes, source: IO[bytes]) -> None:
        """What follows the rows: the merged ranges."""
        while rest:
            text = rest.decode("utf-8", "replace")
            for reference in _MERGED.findall(text):
                if (found := area(reference)) is not None:
                    self._reader.seeing.marks.merged.append(found)
            last = text.rfind(">") + 1
            more = source.read(PIECE)
            rest = (text[last:].encode() + more) if more else b""


def _decoded(piece: bytes) -> str:
    try:
        text = piece.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Unusual from error
    return unix(text)
