"""The rows of one table of an OpenDocument. Cells and rows that repeat are written once."""

from dataclasses import dataclass, field

from db.importing.issue import Invalid
from db.importing.problems.workbook import DAMAGED_WORKBOOK
from db.importing.workbook.book import Row
from db.importing.workbook.odscells import Cell, text_of
from db.importing.workbook.odsstyles import Styles
from db.importing.workbook.seeing import Seeing

SKIPPED = frozenset(["annotation", "ruby-text", "frame", "custom-shape", "shapes", "forms"])
"""What stands in a cell and is none of its text: comments, readings, drawings."""
HIDDEN = ("collapse", "filter")
LINES = 2**20
"""No sheet has more."""


@dataclass
class _Place:
    """Where in the table the parser is."""

    inside: bool = False
    line: int = 0
    repeated: int = 1
    column: int = 0
    texts: list[str] = field(default_factory=list)
    row_style: str = ""
    skipping: int = 0


class SheetReader:
    """Filled by a parser. `over`: the table has ended."""

    def __init__(self, name: str, styles: Styles, seeing: Seeing, width: int) -> None:
        self._name, self._styles, self._seeing, self._width = name, styles, seeing, width
        self._at = _Place()
        self._columns: list[str] = []
        self._cell: Cell | None = None
        self._rows: list[Row] = []
        self._depth = 0
        self.over = False

    def taken(self) -> list[Row]:
        """The rows that are complete."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        name = name.rpartition(":")[2]
        at = self._at
        if name == "table":
            self._depth += 1
            if self._depth == 1 and given.get("table:name") == self._name and not self.over:
                at.inside = True
        elif not at.inside or self._depth > 1:
            return
        elif name in SKIPPED or at.skipping:
            at.skipping += 1
        elif name == "table-column":
            style = given.get("table:default-cell-style-name", "")
            room = self._width - len(self._columns)
            self._columns += [style] * min(_number(given, "columns-repeated"), room)
        elif name == "table-row":
            at.repeated, at.column, at.texts = _number(given, "rows-repeated"), 0, []
            at.row_style = given.get("table:default-cell-style-name", "")
            if given.get("table:visibility") in HIDDEN and at.repeated < LINES // 2:
                self._seeing.marks.hidden |= set(range(at.line + 1, at.line + 1 + at.repeated))
        elif name in ("table-cell", "covered-table-cell"):
            self._cell = Cell(given, name == "covered-table-cell")
        elif self._cell is not None:
            self._cell.start(name, given)

    def end(self, name: str) -> None:
        """An element ends."""
        name = name.rpartition(":")[2]
        at = self._at
        if name == "table":
            self._depth -= 1
            if at.inside and not self._depth:
                at.inside, self.over = False, True
        elif not at.inside or self._depth > 1:
            return
        elif at.skipping:
            at.skipping -= 1
        elif name == "table-row":
            self._end_row()
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif self._cell is not None:
            self._cell.end(name)

    def text(self, piece: str) -> None:
        """Text, wherever it stands."""
        if self._cell is not None and not self._at.skipping:
            self._cell.text(piece)

    def _end_cell(self, cell: Cell) -> None:
        at, line = self._at, self._at.line + 1
        repeated = _number(cell.given, "columns-repeated")
        style = cell.given.get("table:style-name") or at.row_style
        if not style and at.column < len(self._columns):
            style = self._columns[at.column]
        text = (
            ""
            if cell.covered
            else text_of(cell, self._styles, style, self._seeing, line, at.column)
        )
        if text:
            at.texts += [""] * (at.column - len(at.texts))
            at.texts += [text] * min(repeated, self._width + 1 - at.column)
        down, right = _number(cell.given, "rows-spanned"), _number(cell.given, "columns-spanned")
        if down > 1 or right > 1:
            merged = (line, at.column, line + down - 1, at.column + right - 1)
            self._seeing.marks.merged.append(merged)
        at.column += repeated

    def _end_row(self) -> None:
        at = self._at
        if at.line + at.repeated > 2 * LINES:
            raise Invalid(DAMAGED_WORKBOOK)
        if at.texts:
            self._rows += [(at.line + n, list(at.texts)) for n in range(1, at.repeated + 1)]
        at.line += at.repeated


def _number(given: dict[str, str], name: str) -> int:
    text = given.get(f"table:number-{name}", "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() else 1
