"""A row's cells, converted by their columns, with every problem noted at its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from db.importing.converted import Converter, Noted
from db.importing.directory import Directory
from db.importing.issue import Invalid, Issue, Problem
from db.importing.problems import EXTRA_CELL, MISSING_CELL, REQUIRED
from db.importing.rows import ParsedRow


class _Unknown:
    """What is remembered of a cell that was never converted."""


UNKNOWN = _Unknown()
TO_BE_SEEN_TO = (_Unknown, Invalid, Noted)
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
            (index, column, column.merged, column.convert or directory.area, {})
            for index, column in sorted(columns.items())
        ]  # type: list[tuple[int, Column, bool, Converter, dict[str, Any]]]
        self._sides = [i for i, c in columns.items() if c.merged and c.required]
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
        blank = any(i < found and not raws[i].strip() for i in self._sides)
        values = cells.values
        for index, column, merged, convert, known in self._columns:
            if index >= found:
                values[column.field] = None
                continue
            raw = raws[index].strip()
            if merged:
                raw = self._merged(cells, column, raw, blank)
            value = known.get(raw, UNKNOWN)
            if type(value) in TO_BE_SEEN_TO:
                value = _value(cells, column, convert, known, raw)
            values[column.field] = value
        return cells

    def _merged(self, cells: Cells, column: Column, raw: str, blank: bool) -> str:
        """The cell, or what stands above it where it is blank below a merged one (`blank`: as one
        of the sides is).
        """
        if not raw and (column.required or blank):
            raw = self._above.get(column.field, "")
            if raw:
                cells.filled[column.field] = raw
        self._above[column.field] = raw
        return raw


def _value(
    cells: Cells, column: Column, convert: Converter, known: dict[str, Any], raw: str
) -> Any:
    """A cell's value, converted unless it was before, with what is to be said about it."""
    if not raw:
        if column.required:
            cells.problem(column.field, REQUIRED)
        return None
    found = known.get(raw, UNKNOWN)
    if found is UNKNOWN:
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
