"""A row's cells, converted by their columns, with every problem noted at its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from db.importing.convert import Converter
from db.importing.directory import Directory
from db.importing.issue import Invalid, Issue, Problem
from db.importing.problems import EXTRA_CELL, MISSING_CELL, REQUIRED
from db.importing.rows import ParsedRow
from db.importing.shape import Record


@dataclass(frozen=True)
class Column:
    """A column of a ledger: its field name (also its English header), Chinese header, converter.

    A column without a converter holds the name of a place and yields its adcode.
    """

    field: str
    zh: str
    convert: Converter | None
    required: bool = False
    synonyms: tuple[str, ...] = ()


@dataclass
class Cells:
    """One record's cells. `values` has an entry for every column that the file has."""

    record: Record
    headers: Mapping[str, str]
    raws: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def given(self, name: str) -> bool:
        """Whether the file has this column, be the cell empty or not."""
        return name in self.values

    def get(self, name: str) -> Any:
        """The value; None where the cell is empty, failed, or not in the file."""
        return self.values.get(name)

    def report(self, name: str | None, invalid: Invalid) -> None:
        """Note a problem with a field, or with the row as a whole."""
        self.issues.append(
            invalid.issue(
                record_no=self.record.record_no,
                line_no=self.record.line_no,
                column=self.headers.get(name) if name else None,
                field=name,
                raw=self.raws.get(name) if name else None,
            )
        )

    def problem(self, name: str | None, problem: Problem, **details: object) -> None:
        """`report` for a problem that was not raised."""
        self.report(name, Invalid(problem, **details))

    def row(self) -> ParsedRow:
        """A row at this place with the issues found so far, to be filled with values."""
        return ParsedRow(self.record.record_no, self.record.line_no, issues=self.issues)


def convert_cells(
    record: Record, columns: Mapping[int, Column], header: tuple[str, ...], directory: Directory
) -> Cells:
    """Convert a record by the columns at their positions."""
    headers = {column.field: header[index] for index, column in columns.items()}
    cells = Cells(record, headers)
    _check_width(cells, len(header))
    for index, column in columns.items():
        cells.values[column.field] = None
        if index < len(record.cells):
            raw = cells.raws[column.field] = record.cells[index].strip()
            cells.values[column.field] = _value(cells, column, raw, directory)
    return cells


def _value(cells: Cells, column: Column, raw: str, directory: Directory) -> Any:
    try:
        if raw:
            return column.convert(raw) if column.convert else directory.area(raw)
        if column.required:
            raise Invalid(REQUIRED)
    except Invalid as invalid:
        cells.report(column.field, invalid)
    return None


def _check_width(cells: Cells, expected: int) -> None:
    found = len(cells.record.cells)
    if found < expected:
        cells.problem(None, MISSING_CELL, found=found, expected=expected)
    elif any(cell.strip() for cell in cells.record.cells[expected:]):
        cells.problem(None, EXTRA_CELL, found=found, expected=expected)
