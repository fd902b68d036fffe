"""The lines of one table of an OpenDocument. Cells and rows that repeat are written once: they are
repeated here, no more of them at a time than are told at a time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, zip_longest
from typing import NamedTuple

from db.importing.issue import Invalid
from db.importing.limits import Limits
from db.importing.problems.workbook import DAMAGED_WORKBOOK, TOO_MANY_CELLS
from db.importing.workbook.book import AT_A_TIME, FIRST, Rows, not_blank
from db.importing.workbook.odscells import Cell, text_of
from db.importing.workbook.odsstyles import Styles
from db.importing.workbook.seeing import Seeing

HIDDEN = ("collapse", "filter")
LINES = 2**20
"""No sheet has more."""
MEMORY = 50_000
"""So many cells are remembered: ledgers repeat them."""

Key = str | Cell
"""A cell by its markup, or as a parser has filled it; nothing is a cell that is not there."""


class Written(NamedTuple):
    """A row as it is written: its cells, each with how often it repeats, none of them blank at the
    right; and how often the row does.
    """

    cells: Sequence[Key]
    times: Sequence[int]
    repeated: int = 1
    hidden: bool = False


class Table:
    """Gives cells their texts. `cell` tells what a key is."""

    def __init__(
        self, styles: Styles, seeing: Seeing, limits: Limits, cell: Callable[[Key], Cell]
    ) -> None:
        self._columns: list[str] = []
        self._styles, self._seeing, self._limits, self._cell = styles, seeing, limits, cell
        self._known: defaultdict[int, dict[Key, str]] = defaultdict(_nothing)
        self._hidden: set[int] = set()
        self._remembered = 0

    def set_columns(self, styles: Iterable[tuple[str, int]]) -> None:
        """The styles of the columns, each of so many of them."""
        self._columns = []
        for style, times in styles:
            self._columns += [style] * min(times, self._limits.width - len(self._columns))

    def rows(self, written: Iterable[Written]) -> Iterator[Rows]:
        """Rows that come one by one, so many at a time; first those among which a header may be."""
        lines, many = self._lines(written), FIRST
        while part := list(islice(lines, many)):
            many = AT_A_TIME
            numbers = [line for line, _ in part]
            columns = zip_longest(*(cells for _, cells in part), fillvalue="")
            texts = [self._texts(at, column, numbers) for at, column in enumerate(columns)]
            rows = not_blank(numbers, texts)
            self._seeing.marks.hidden |= self._hidden.intersection(rows.lines)
            self._hidden.clear()
            yield rows
            if self._remembered > MEMORY:
                self._known.clear()
                self._remembered = 0

    def _lines(self, written: Iterable[Written]) -> Iterator[tuple[int, Sequence[Key]]]:
        line = found = 0
        for row in written:
            if line + row.repeated > 2 * LINES:
                raise Invalid(DAMAGED_WORKBOOK)
            cells = self._spelled(row)
            for number in range(line + 1, line + 1 + row.repeated) if cells else ():
                found += len(cells)
                if found > self._limits.cells:
                    raise Invalid(TOO_MANY_CELLS, limit=self._limits.cells)
                if row.hidden:
                    self._hidden.add(number)
                yield number, cells
            line += row.repeated

    def _spelled(self, row: Written) -> Sequence[Key]:
        """Every cell as often as it is there; of those too far to the right only the last, which
        makes the row too wide.
        """
        if not row.times:
            few = len(row.cells) <= self._limits.width
            return row.cells if few else [*row.cells[: self._limits.width], row.cells[-1]]
        cells: list[Key] = []
        for cell, times in zip(row.cells, row.times, strict=True):
            cells += [cell] * min(times, self._limits.width - len(cells))
        return cells if sum(row.times) <= self._limits.width else [*cells, row.cells[-1]]

    def _texts(self, column: int, cells: Sequence[Key], lines: Sequence[int]) -> Sequence[str]:
        known = self._known[column]
        texts = [*map(known.get, cells)]
        if None not in texts:
            return texts  # type: ignore[return-value]
        return [
            self._text(cell, line, column) if text is None else text
            for text, cell, line in zip(texts, cells, lines, strict=True)
        ]

    def _text(self, key: Key, line: int, column: int) -> str:
        """The text of one, remembered where nothing is to be said of it."""
        known, marks = self._known[column], self._seeing.marks
        if (text := known.get(key)) is not None:
            return text
        cell = self._cell(key)
        noted, merged = marks.noted, len(marks.merged)
        if cell.spans:
            down, right = cell.spans
            marks.merged.append((line, column, line + down - 1, column + right - 1))
        style = cell.style or (self._columns[column] if column < len(self._columns) else "")
        text = text_of(cell, self._styles, style, self._seeing, line, column)
        if marks.noted == noted and len(marks.merged) == merged:
            known[key] = text
            self._remembered += 1
        return text


def _nothing() -> dict[Key, str]:
    return {"": ""}
