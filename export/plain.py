"""A sheet's table as CSV."""

import csv
import io

from export.cells import Cell, harmless, headings, rows
from export.sheet import Sheet

BOM = "\ufeff"
"""Without it Excel reads Chinese as something else."""


def table(sheet: Sheet) -> bytes:
    """UTF-8 with a BOM, lines ended as RFC 4180 has them; text that looks like a formula is text.

    Whole numbers and fractions stand as they are; dates as 2026-11-23; what is missing is empty.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in headings(sheet.table)])
    writer.writerows([_written(value) for value in row] for row in rows(sheet.table))
    return (BOM + out.getvalue()).encode()


def _written(value: Cell) -> Cell:
    return harmless(value) if isinstance(value, str) else value
