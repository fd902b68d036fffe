"""A workbook of any size: each row is written as it comes, and none is kept."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from charts.text import columns as columns_of
from export.cells import Cell, printable
from export.workbook import EXACT, FACE, LONGEST_TEXT, MOST_ROWS, SEPARATED

NARROWEST, WIDEST = 12, 40
LONGEST_NAME = 31
UNFIT = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
"""What the name of a sheet cannot have."""
PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows are read once, as they are written. One with more rows than Excel has is
    continued on another.
    """

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def write(
    path: Path,
    sheets: Iterable[Sheet],
    title: str,
    as_of: dt.date,
    wrote: Callable[[int], None] = lambda _rows: None,
) -> None:
    """Write them; `wrote` is told how many rows of all there are, every now and then."""
    with xlsxwriter.Workbook(str(path), PLAIN | {"tmpdir": str(path.parent)}) as book:
        book.formats[0].set_font_name(FACE)
        book.formats[0].set_font_size(10)
        made = dt.datetime.combine(as_of, dt.time())
        book.set_properties({"title": printable(title), "author": "携手 Xieshou", "created": made})
        look = _Look(book)
        done = 0
        for sheet in sheets:
            for rows in _write(book, sheet, look):
                done += rows
                wrote(done)


class _Look:
    """The formats of a book."""

    def __init__(self, book: Any) -> None:
        face = {"font_name": FACE, "font_size": 10, "valign": "top"}
        head = {"bold": True, "bg_color": "#EEF1F3", "bottom": 1, "text_wrap": True}
        self.head = book.add_format(face | head)
        self.text = book.add_format(face)
        self.whole = book.add_format(face | {"num_format": "#,##0"})
        self.part = book.add_format(face | {"num_format": "#,##0.00##"})
        self.day = book.add_format(face | {"num_format": "yyyy-mm-dd", "align": "left"})

    def of(self, number: float) -> Any:
        """That of a number: with separators where it is large, for years and counts are not."""
        if abs(number) < SEPARATED:
            return self.text
        return self.whole if number == int(number) else self.part


def _write(book: Any, sheet: Sheet, look: _Look) -> Iterator[int]:
    """Write a sheet, and yield the number of rows since it was yielded last."""
    rows, part = iter(sheet.rows), 1
    while True:
        page = book.add_worksheet(_name(sheet.name, part))
        _head(page, sheet.header, look)
        number = fresh = 0
        for row in rows:
            number, fresh = number + 1, fresh + 1
            for column, value in enumerate(row):
                _put(page, number, column, value, look)
            if fresh == 500 or number == MOST_ROWS:
                yield fresh
                fresh = 0
            if number == MOST_ROWS:
                break
        yield fresh
        page.autofilter(0, 0, number, max(len(sheet.header) - 1, 0))
        if number < MOST_ROWS:
            return
        part += 1


def _head(page: Any, header: Sequence[str], look: _Look) -> None:
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    for column, name in enumerate(header):
        width = min(max(columns_of(name) * 1.2 + 4, NARROWEST), WIDEST)
        page.set_column(column, column, width, look.text)
        page.write_string(0, column, printable(name), look.head)


def _put(page: Any, row: int, column: int, value: Cell, look: _Look) -> None:
    """A value with its type; a text is a text, whatever it begins with."""
    if value is None or value == "":
        return
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < EXACT:
        page.write_number(row, column, value, look.of(value))
    elif isinstance(value, dt.date):
        page.write_datetime(row, column, value, look.day)
    else:
        page.write_string(row, column, printable(str(value))[:LONGEST_TEXT], look.text)


def _name(name: str, part: int) -> str:
    """A sheet's name as Excel takes it; that of a continuation has its number."""
    more = f" ({part})" if part > 1 else ""
    fit = " ".join(printable(name).translate(UNFIT).split()).strip("'")
    return fit[: LONGEST_NAME - len(more)] + more
