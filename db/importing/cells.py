"""A row's cells, converted by their columns, with every problem noted at its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from db.importing.converted import Converter, Noted
from db.importing.directory import Directory
from db.importing.issue import Invalid, Issue, Problem
from db.importing.problems import EXTRA_CELL, MISSING_CELL, REQUIRED
from db.importing.rows import ParsedRow

MEMORY = 50_000
"""So many different cells of a column are converted once and remembered: ledgers repeat them."""


@dataclass(frozen=True)
class Column:
    """A column of a ledger: its field name (also its English header), Chinese header, converter.

    A column without a converter holds the name of a place and yields its adcode. `unit` is the
    unit of money that the Chinese header names; `synonyms` of such a column leave it out. `vague`
    names may mean this column, and are asked about unless they have a unit. `merged` cells may be
    blank below the first.
    """

    field: str
    zh: str
    convert: Converter | None
    required: bool = False
    synonyms: tuple[str, ...] = ()
    unit: str | None = None
    vague: tuple[str, ...] = ()
    merged: bool = False


@dataclass(slots=True)
class Cells:
    """One record's cells. `values` has an entry for every column that the file has.

    `filled` are fields that were blank and hold what the row above holds: field → that text.
    """

    record_no: int
    line_no: int
    cells: tuple[str, ...]
    headers: Mapping[str, str]
    positions: Mapping[str, int]
    values: dict[str, Any] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    filled: dict[str, str] = field(default_factory=dict)

    def given(self, name: str) -> bool:
        """Whether the file has this column, be the cell empty or not."""
        return name in self.values

    def get(self, name: str) -> Any:
        """The value; None where the cell is empty, failed, or not in the file."""
        return self.values.get(name)

    def raw(self, name: str) -> str | None:
        """The cell as it stands in the file; None where there is none."""
        index = self.positions.get(name)
        return None if index is None or index >= len(self.cells) else self.cells[index].strip()

    def report(self, name: str | None, invalid: Invalid) -> None:
        """Note a problem with a field, or with the row as a whole."""
        self.issues.append(
            invalid.issue(
                record_no=self.record_no,
                line_no=self.line_no,
                column=self.headers.get(name) if name else None,
                field=name,
                raw=(self.raw(name) or None) if name else None,
            )
        )

    def problem(self, name: str | None, problem: Problem, **details: object) -> None:
        """`report` for a problem that was not raised."""
        self.report(name, Invalid(problem, **details))

    def row(self) -> ParsedRow:
        """A row at this place with the issues found so far, to be filled with values."""
        return ParsedRow(self.record_no, self.line_no, issues=self.issues)


class Conversion:
    """Converts the records of one file, from the first to the last."""

    def __init__(
        self, columns: Mapping[int, Column], header: tuple[str, ...], directory: Directory
    ) -> None:
        self._width = max((i for i, c in enumerate(header, 1) if c.strip()), default=len(header))
        self._headers = {column.field: header[index] for index, column in columns.items()}
        self._positions = {column.field: index for index, column in columns.items()}
        self._columns = [
            (index, column, column.convert or directory.area, {})
            for index, column in sorted(columns.items())
        ]  # type: list[tuple[int, Column, Converter, dict[str, Any]]]
        self._above: dict[str, str] = {}

    def cells(self, record_no: int, line_no: int, raws: tuple[str, ...]) -> Cells:
        """One record's cells."""
        cells = Cells(record_no, line_no, raws, self._headers, self._positions)
        found = len(raws)
        if found < self._width:
            cells.problem(None, MISSING_CELL, found=found, expected=self._width)
        elif found > self._width and any(cell.strip() for cell in raws[self._width :]):
            last = max(i for i, cell in enumerate(raws, 1) if cell.strip())
            cells.problem(None, EXTRA_CELL, found=last, expected=self._width)
        blank = self._blank_sides(raws)
        for index, column, convert, known in self._columns:
            raw = raws[index].strip() if index < found else ""
            if column.merged and not raw and index < found and (column.required or blank):
                raw = self._above.get(column.field, "")
                if raw:
                    cells.filled[column.field] = raw
            if column.merged:
                self._above[column.field] = raw
            cells.values[column.field] = (
                _value(cells, column, convert, known, raw) if index < found else None
            )
        return cells

    def _blank_sides(self, raws: tuple[str, ...]) -> bool:
        """Whether a side is left blank, as below a merged cell."""
        return any(
            column.merged and column.required and index < len(raws) and not raws[index].strip()
            for index, column, _, _ in self._columns
        )


def _value(
    cells: Cells, column: Column, convert: Converter, known: dict[str, Any], raw: str
) -> Any:
    if not raw:
        if column.required:
            cells.problem(column.field, REQUIRED)
        return None
    found = known.get(raw, known)
    if found is known:
        try:
            found = convert(raw)
        except Invalid as invalid:
            found = invalid
        if len(known) < MEMORY and len(raw) < 200:
            known[raw] = found
    if isinstance(found, Invalid):
        cells.report(column.field, found)
        return None
    if isinstance(found, Noted):
        for note in found.notes:
            cells.report(column.field, note)
        return found.value
    return found
