"""Stage 3: from text to a header and numbered records.

Record number and physical line are kept apart: a quoted cell can hold line breaks.
"""

import csv
import io
from dataclasses import dataclass

from db.importing.issue import Invalid, Problem
from db.importing.problems import (
    CELL_TOO_LONG,
    EMPTY,
    QUOTE,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    UNCLOSED_QUOTE,
)

MAXIMUM_ROWS = 100_000
MAXIMUM_COLUMNS = 60
MAXIMUM_CELL = 10_000
DELIMITER = ","


@dataclass(frozen=True)
class Record:
    """A data row: its number from 1, the physical line it starts on, its cells as they stand."""

    record_no: int
    line_no: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Shaped:
    """A table found in a text."""

    delimiter: str
    header_line: int
    header: tuple[str, ...]
    records: tuple[Record, ...]


def shape(text: str) -> Shaped:
    """The first row as header, every row below it that is not blank as a record.

    Raises:
        Invalid: broken quotation marks, nothing in it, or more than the limits allow.
    """
    rows = _rows(text)
    if not rows:
        raise Invalid(EMPTY)
    header_line, header = rows[0]
    if len(header) > MAXIMUM_COLUMNS:
        raise Invalid(TOO_MANY_COLUMNS, limit=MAXIMUM_COLUMNS, found=len(header))
    records = tuple(
        Record(number, line, tuple(cells)) for number, (line, cells) in enumerate(rows[1:], start=1)
    )
    return Shaped(DELIMITER, header_line, tuple(header), records)


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """(physical line, cells) of every row with something in it."""
    csv.field_size_limit(MAXIMUM_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITER, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            if len(rows) > MAXIMUM_ROWS + 1:
                raise Invalid(TOO_MANY_ROWS, limit=MAXIMUM_ROWS)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Invalid(_problem(error), line=line, limit=MAXIMUM_CELL) from error
    return rows


def _problem(error: csv.Error) -> Problem:
    if "field larger" in str(error):
        return CELL_TOO_LONG
    return UNCLOSED_QUOTE if "end of data" in str(error) else QUOTE
