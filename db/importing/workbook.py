"""A true .xlsx: one sheet's cells as the text that a CSV file would have had.

The parts are measured before any is unpacked: a small file can unpack to gigabytes.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from db.importing.csvtext import SPARE_ROWS, Line
from db.importing.issue import Invalid
from db.importing.limits import MEGABYTE, Limits
from db.importing.problems.files import CELL_TOO_LONG, TOO_MANY_COLUMNS, TOO_MANY_ROWS
from db.importing.problems.workbook import DAMAGED_WORKBOOK, NO_SHEET, TOO_LARGE_UNPACKED
from db.importing.words import same

BLANK_ROWS = 2_000
"""After so many blank rows in a row, a sheet is taken to have ended."""


def read_workbook(
    data: bytes, sheet: str | None, limits: Limits
) -> tuple[list[Line], list[str], str]:
    """The rows that are not blank, the names of all sheets, and the sheet that was read.

    Raises:
        Invalid: too large once unpacked, damaged, or without that sheet.
    """
    _measure(data, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out of a workbook
            return _read(data, sheet, limits)
    except Invalid:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise Invalid(DAMAGED_WORKBOOK) from error


def sheets(data: bytes, limits: Limits) -> list[str]:
    """The names of a workbook's sheets."""
    return read_workbook(data, None, limits)[1]


def _measure(data: bytes, limits: Limits) -> None:
    """Python reads no more of a part than the directory says it has, so that can be trusted."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Invalid(DAMAGED_WORKBOOK) from error
    total = sum(part.file_size for part in parts)
    held = max((p.file_size for p in parts if "sharedStrings" in p.filename), default=0)
    if total > limits.unpacked * MEGABYTE or held > limits.unpacked * MEGABYTE // 4:
        raise Invalid(TOO_LARGE_UNPACKED, limit=limits.unpacked)
    if total > 10 * MEGABYTE and total > 200 * len(data):
        raise Invalid(TOO_LARGE_UNPACKED, limit=limits.unpacked)


def _read(data: bytes, wanted: str | None, limits: Limits) -> tuple[list[Line], list[str], str]:
    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    formulas = load_workbook(BytesIO(data), read_only=True) if _has_formulas(data) else None
    try:
        names = [sheet.title for sheet in book.worksheets]
        name = _chosen(names, wanted)
        rows = list(_lines(book, formulas, name, limits))
    finally:
        book.close()
        if formulas:
            formulas.close()
    return rows, names, name


def _chosen(names: list[str], wanted: str | None) -> str:
    if not names:
        raise Invalid(DAMAGED_WORKBOOK)
    if wanted is None:
        return names[0]
    if wanted not in names:
        raise Invalid(NO_SHEET, name=wanted, sheets=same("、".join(names)))
    return wanted


def _has_formulas(data: bytes) -> bool:
    """Whether a sheet computes anything: then results that were never computed must show."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets/sheet"):
                with archive.open(part) as opened:
                    tail = b""
                    while chunk := opened.read(MEGABYTE):
                        if re.search(rb"<f[ >/]", tail + chunk):
                            return True
                        tail = chunk[-4:]
    return False


def _lines(book: Workbook, formulas: Workbook | None, name: str, limits: Limits) -> Iterator[Line]:
    sheet: Any = book[name]
    sheet.reset_dimensions()  # what a sheet says of its size is often wrong
    computed: Iterator[tuple[Any, ...]] | None = None
    if formulas:
        other: Any = formulas[name]
        other.reset_dimensions()
        computed = other.iter_rows(values_only=True)
    found = blank = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        formula = next(computed, ()) if computed else ()
        if len(values) > limits.width and any(v is not None for v in values[limits.width :]):
            raise Invalid(TOO_MANY_COLUMNS, limit=limits.columns, found=len(values), line=number)
        cells = tuple(map(_text, values[: limits.width]))
        if formula:
            cells = _uncomputed(cells, formula)
        if not any(cells):
            blank += 1
            if blank > BLANK_ROWS:
                return
            continue
        blank = 0
        found += 1
        if found > limits.rows + SPARE_ROWS:
            raise Invalid(TOO_MANY_ROWS, limit=limits.rows)
        if any(len(cell) > limits.cell for cell in cells):
            raise Invalid(CELL_TOO_LONG, limit=limits.cell, line=number)
        yield Line(number, cells)


def _uncomputed(cells: tuple[str, ...], formula: tuple[Any, ...]) -> tuple[str, ...]:
    """Where a formula has no stored result, the formula itself: no number, so it is refused."""
    return tuple(
        str(formula[i]) if not cell and i < len(formula) and formula[i] is not None else cell
        for i, cell in enumerate(cells)
    )


def _text(value: Any) -> str:
    """A cell's value as Excel would have written it into a CSV file, exactly."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("_x000D_", "")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        plain = value.time() == time(0)
        return value.date().isoformat() if plain else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else _decimal(value)
    return str(value)


def _decimal(value: float) -> str:
    """Fifteen digits, as Excel keeps them: 0.1 + 0.2 is 0.3."""
    short = format(value, ".15g")
    return short if "e" not in short else format(value, "f").rstrip("0")
