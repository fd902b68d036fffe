"""The rows of a worksheet of SpreadsheetML, read piece by piece.

Nearly every program writes rows and cells in one form, and a regular expression takes that form
apart in half the time of a parser. It must account for every cell of a piece; from the first piece
on of which it cannot (prefixes, comments, runs, another order), the parser reads the rest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import IO

from db.importing.workbook.book import Row
from db.importing.workbook.cells import Held, Kind, Reader, area, column_of
from db.importing.workbook.markup import unescaped
from db.importing.workbook.seeing import EXACT
from db.importing.workbook.sheetparser import parsed

PIECE = 2**20
MEMORY = 200_000
"""So many values of one kind of cell are remembered: ledgers repeat them."""
UNKNOWN = "\0"
LONGEST_ROW = 32 * PIECE
"""No row of a ledger takes so much; what does is no row."""

_CELL = re.compile(
    r'<c r="([A-Z]+)[0-9]+"([^>/]*)(?:/>|>(<f[^>]*>(?:[^<]*</f>)?)?<v>([^<]*)</v></c>)'
)
_NUMBER = re.compile(r'\br="([0-9]+)"')
_HIDDEN = re.compile(r'\bhidden="(?:1|true)"|\bht="0(?:\.0*)?"')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_MERGED = re.compile(r"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([^"']+)["']""")
_BEGINNING = re.compile(r"(?:<\?xml[^>]*\?>)?\s*<worksheet[\s>]")
_OTHER_ENCODING = re.compile(r"<\?xml[^>]*encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)
_KNOWN = {"r", "s", "t"}
ATTRIBUTES = itemgetter(1)
"""Of a cell as the expression finds it."""


class _Unusual(Exception):
    """A piece that is not in the usual form."""


def rows(source: IO[bytes], reader: Reader) -> Iterator[Row]:
    """The rows that are not blank. Hidden rows and merged ranges go to the marks."""
    head = source.read(PIECE)
    start = head[:400].decode("utf-8", "ignore").removeprefix("\ufeff")
    before, _, _ = head.partition(b"<sheetData")
    if not _BEGINNING.match(start) or _OTHER_ENCODING.match(start) or b"<sheetData>" not in head:
        yield from parsed(head, source, reader)
        return
    scanner = _Scanner(reader)
    rest = head
    while True:
        end = rest.rfind(b"</row>")
        piece, rest = (rest[: end + 6], rest[end + 6 :]) if end >= 0 else (b"", rest)
        if piece:
            try:
                yield from scanner.rows(piece)
            except _Unusual:
                root = b"" if piece.startswith(before) else before + b"<sheetData>"
                yield from parsed(root + piece + rest, source, reader, scanner.line)
                return
        more = source.read(PIECE)
        if not more or b"</sheetData" in rest:
            scanner.end(rest + more, source)
            return
        rest += more
        if len(rest) > LONGEST_ROW:
            raise ValueError("a row without an end")


@dataclass(eq=False)
class _Usual:
    """Cells with the same attributes, and the texts of their values as far as they are known.

    `shared`: their texts are shared strings; `bare`: they are numbers, shown as they are.
    """

    kind: Kind
    known: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shared = self.kind.type == "s" and self.kind.shape.text is None
        self.bare = self.kind.type == "n" and self.kind.shape.general


class _Scanner:
    """Takes pieces of whole rows apart."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._kinds: dict[str, _Usual] = {}
        self._columns: dict[str, int] = {}
        self.line = 0

    def rows(self, piece: bytes) -> list[Row]:
        """The rows of a piece.

        Raises:
            _Unusual: not all of it can be accounted for. Nothing of it is noted then.
        """
        text = _decoded(piece)
        _, *pieces = text.split("<row")
        split = [part.partition(">") for part in pieces]
        found = [_CELL.findall(body) for _, _, body in split]
        if sum(map(len, found)) != sum(part.count("<c") for part in pieces) or "<!" in text:
            raise _Unusual
        for cells in found:
            for attributes in set(map(ATTRIBUTES, cells)) - self._kinds.keys():
                self._kinds[attributes] = self._kind(attributes)
        return list(self._read(split, found))

    def _kind(self, attributes: str) -> "_Usual":
        """The kind of cells with these attributes."""
        given = dict(_ATTRIBUTE.findall(attributes))
        if "".join(f' {k}="{v}"' for k, v in given.items()) != attributes.rstrip():
            raise _Unusual
        if not set(given) <= _KNOWN:
            raise _Unusual
        return _Usual(self._reader.kind(given.get("t"), given.get("s")))

    def _read(
        self, split: list[tuple[str, str, str]], found: list[list[tuple[str, str, str, str]]]
    ) -> Iterator[Row]:
        kinds, columns, text_of = self._kinds, self._columns, self._text
        strings = self._reader.strings
        for (attributes, _, _), cells in zip(split, found, strict=True):
            self.line = line = self._line(attributes)
            texts: list[str] = []
            for letters, given, formula, value in cells:
                usual = kinds[given]
                if formula or not value:
                    if not formula:
                        continue
                    text = text_of(usual, formula, value, line, letters)
                elif usual.shared:
                    text = strings[int(value)]
                    if text[:1] == "=":
                        text = text_of(usual, formula, value, line, letters)
                elif usual.bare and len(value) <= EXACT and "E" not in value:
                    text = value
                elif (text := usual.known.get(value, UNKNOWN)) is UNKNOWN:
                    text = text_of(usual, formula, value, line, letters)
                if not text:
                    continue
                column = columns.get(letters)
                if column is None:
                    column = columns[letters] = column_of(letters)
                if column == len(texts):
                    texts.append(text)
                else:
                    texts += [""] * (column + 1 - len(texts))
                    texts[column] = text
            if texts:
                yield line, texts

    def _text(self, usual: "_Usual", formula: str, value: str, line: int, letters: str) -> str:
        """The text of a cell, remembered where nothing is to be said of it."""
        kind, marks = usual.kind, self._reader.seeing.marks
        noted = marks.noted
        column = column_of(letters)
        if kind.type == "n" and value:
            text = self._reader.seeing.number(value, kind.shape, line, column)
        else:
            body = formula and unescaped(formula.partition(">")[2].removesuffix("</f>"))
            held = Held(kind, unescaped(value), body if formula else None)
            text = self._reader.text(held, line, column)
        if marks.noted == noted and value and len(usual.known) < MEMORY:
            usual.known[value] = text
        return text

    def _line(self, attributes: str) -> int:
        given = _NUMBER.search(attributes)
        line = int(given[1]) if given else self.line + 1
        if ("hidden" in attributes or "ht=" in attributes) and _HIDDEN.search(attributes):
            self._reader.seeing.marks.hidden.add(line)
        return line

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
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
