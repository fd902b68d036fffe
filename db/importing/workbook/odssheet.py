"""The rows of one table of an OpenDocument by a true parser: whatever form they are written in."""

from collections.abc import Iterator
from typing import IO

from db.importing.workbook.markup import parser
from db.importing.workbook.odscells import COVERED, Cell, CellText, times
from db.importing.workbook.odstable import HIDDEN, Table, Written

PIECE = 2**18
SKIPPED = frozenset(["annotation", "ruby-text", "frame", "custom-shape", "shapes", "forms"])
"""What stands in a cell and is none of its text: comments, readings, drawings."""


def parsed(source: IO[bytes], name: str, table: Table) -> Iterator[Written]:
    """The rows of the table of that name; its columns go to `table`."""
    made = TableParser(name)
    expat = parser(made.start, made.end, made.text)
    while not made.over and (piece := source.read(PIECE)):
        expat.Parse(piece, False)
        table.set_columns(made.columns)
        yield from made.taken()


class TableParser:
    """Filled by a parser. Without a name it is in the table already. `over`: the table has ended.
    `cells` are those of the last row; `columns` are styles, each of so many columns.
    """

    def __init__(self, name: str | None = None) -> None:
        self._name = name
        self._inside, self._depth, self._skipping = name is None, int(name is None), 0
        self._row: dict[str, str] = {}
        self._given: dict[str, str] = {}
        self._text: CellText | None = None
        self._rows: list[Written] = []
        self.cells: list[Cell] = []
        self.columns: list[tuple[str, int]] = []
        self.over = False

    def taken(self) -> list[Written]:
        """The rows that are complete."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        name = name.rpartition(":")[2]
        if name == "table":
            self._depth += 1
            if self._depth == 1 and given.get("table:name") == self._name and not self.over:
                self._inside = True
        elif not self._inside or self._depth > 1:
            return
        elif name in SKIPPED or self._skipping:
            self._skipping += 1
        elif name == "table-column":
            style = given.get("table:default-cell-style-name", "")
            self.columns.append((style, times(given, "columns-repeated")))
        elif name == "table-row":
            self._row, self.cells = given, []
        elif name in ("table-cell", "covered-table-cell"):
            self._given, self._text = given, CellText()
            if name == "covered-table-cell":
                given[COVERED] = ""
            if style := self._row.get("table:default-cell-style-name", ""):
                given.setdefault("table:style-name", style)
        elif self._text is not None:
            self._text.start(name, given)

    def end(self, name: str) -> None:
        """An element ends."""
        name = name.rpartition(":")[2]
        if name == "table":
            self._depth -= 1
            if self._inside and not self._depth:
                self._inside, self.over = False, True
        elif not self._inside or self._depth > 1:
            return
        elif self._skipping:
            self._skipping -= 1
        elif name == "table-row":
            self._rows.append(self._written())
        elif name in ("table-cell", "covered-table-cell") and self._text is not None:
            self.cells.append(Cell(self._given, self._text.shown))
            self._text = None
        elif self._text is not None:
            self._text.end(name)

    def text(self, piece: str) -> None:
        """Text, wherever it stands."""
        if self._text is not None and not self._skipping:
            self._text.text(piece)

    def _written(self) -> Written:
        while self.cells and self.cells[-1].blank:
            self.cells.pop()
        each = [times(cell.given, "columns-repeated") for cell in self.cells]
        hidden = self._row.get("table:visibility") in HIDDEN
        return Written(self.cells, each, times(self._row, "rows-repeated"), hidden)
