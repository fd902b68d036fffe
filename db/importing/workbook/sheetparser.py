"""The rows of a worksheet by a true parser: whatever form they are written in."""

from collections.abc import Iterator
from typing import IO

from db.importing.workbook.book import Row
from db.importing.workbook.cells import Held, Reader, area, place
from db.importing.workbook.markup import parser

PIECE = 2**18


def parsed(head: bytes, source: IO[bytes], reader: Reader, line: int = 0) -> Iterator[Row]:
    """The rows that are not blank, from `head` on. `line` is the last that was read before."""
    state = _State(reader, line)
    expat = parser(state.start, state.end, state.text)
    piece = head
    while piece:
        expat.Parse(piece, False)
        yield from state.taken()
        piece = source.read(PIECE)
    expat.Parse(b"", True)
    yield from state.taken()


def rows_of(text: str, reader: Reader, line: int) -> tuple[list[Row], int]:
    """The rows of a piece of a sheet that are not blank, and the last line that is in it."""
    state = _State(reader, line)
    expat = parser(state.start, state.end, state.text)
    expat.Parse(f"<rows>{text}</rows>", True)
    return state.taken(), state.line


class _State:
    """Where the parser is: in which row, which cell, and which part of it."""

    def __init__(self, reader: Reader, line: int) -> None:
        self._reader = reader
        self.line, self._column = line, -1
        self._rows: list[Row] = []
        self._texts: list[str] = []
        self._given: dict[str, str] = {}
        self._pieces: dict[str, list[str]] = {}
        self._part = ""
        self._reading = 0

    def taken(self) -> list[Row]:
        """The rows that are complete."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, given: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._given, self._pieces, self._part = given, {}, ""
            found = place(given["r"]) if "r" in given else None
            self._column = found[1] if found else self._column + 1
        elif name == "row":
            self._row(given)
        elif name in ("v", "f", "t") and not self._reading:
            self._part = name
            self._pieces.setdefault(name, [])
        elif name == "rPh":
            self._reading += 1
        elif name == "mergeCell" and (found_area := area(given.get("ref", ""))) is not None:
            self._reader.seeing.marks.merged.append(found_area)

    def _row(self, given: dict[str, str]) -> None:
        number = given.get("r", "")
        self.line = int(number) if number.isdigit() else self.line + 1
        self._column, self._texts = -1, []
        height = given.get("ht", "").rstrip("0").rstrip(".")
        if given.get("hidden") in ("1", "true") or ("ht" in given and not height):
            self._reader.seeing.marks.hidden.add(self.line)

    def text(self, piece: str) -> None:
        if self._part:
            self._pieces[self._part].append(piece)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == self._part:
            self._part = ""
        elif name == "rPh":
            self._reading -= 1
        elif name == "c":
            self._cell()
        elif name == "row" and self._texts:
            self._rows.append((self.line, self._texts))

    def _cell(self) -> None:
        pieces, given = self._pieces, self._given
        if not pieces and "vm" not in given:
            return
        kind = self._reader.kind(given.get("t"), given.get("s"))
        value = "".join(pieces["v"]) if "v" in pieces else None
        if value is None and "t" in pieces:
            value = "".join(pieces["t"])
        formula = "".join(pieces["f"]) if "f" in pieces else None
        held = Held(kind, value, formula, "vm" in given)
        text = self._reader.text(held, self.line, self._column)
        if text:
            column = min(self._column, self._reader.width)
            self._texts += [""] * (column + 1 - len(self._texts))
            self._texts[column] = text
