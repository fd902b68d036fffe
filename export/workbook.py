"""A sheet's table as an Excel workbook: typed cells, and what they mean on a second sheet."""

import datetime as dt
import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell as Place
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from charts.text import columns as columns_of
from export.cells import Cell, headings, printable, rows
from export.errors import RenderTooLarge
from export.sheet import Sheet, sourced

MOST_ROWS = 1_048_575
"""What Excel has below a header."""
LONGEST_TEXT = 32_767
EXACT = 10**15
"""From here on Excel's numbers lose digits; such a number is written as text, whole."""
SEPARATED = 10_000
"""A column that reaches this is printed with separators; years and counts are not."""
NARROWEST, WIDEST = 8, 60
FACE = "Microsoft YaHei"
RULE = Side(style="thin", color="C9CDD1")
HEADING = PatternFill("solid", fgColor="EEF1F3")


def table(sheet: Sheet) -> bytes:
    """The data on the first sheet, its header frozen; on the second what they mean.

    Raises RenderTooLarge beyond Excel's rows.
    """
    if len(sheet.table) > MOST_ROWS:
        raise RenderTooLarge("rows", len(sheet.table), MOST_ROWS)
    book = Workbook()
    data = book.active
    assert isinstance(data, Worksheet)  # noqa: S101 - a new workbook has one
    data.title = sheet.words.sheet
    _fill(data, headings(sheet.table), list(rows(sheet.table)))
    _explain(book.create_sheet(sheet.words.notes), sheet)
    book.properties.title = printable(sheet.title)
    book.properties.creator = "携手 Xieshou"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(data: Worksheet, names: Sequence[str], found: Sequence[Sequence[Cell]]) -> None:
    _row(data, 1, names)
    for place in data[1]:
        place.font = Font(name=FACE, size=10, bold=True)
        place.fill = HEADING
        place.border = Border(bottom=RULE)
        place.alignment = Alignment(vertical="center", wrap_text=True)
    for number, row in enumerate(found, start=2):
        _row(data, number, row)
    for number, name in enumerate(names, start=1):
        values = [row[number - 1] for row in found]
        _format(data, number, values)
        data.column_dimensions[get_column_letter(number)].width = _wide(name, values)
    data.freeze_panes = "A2"
    if names:
        data.auto_filter.ref = f"A1:{get_column_letter(len(names))}{len(found) + 1}"
    data.print_title_rows = "1:1"
    data.page_setup.paperSize = data.PAPERSIZE_A4
    data.page_setup.fitToHeight = 0
    data.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _row(sheet: Worksheet, number: int, values: Sequence[Cell]) -> None:
    for column, value in enumerate(values, start=1):
        place = sheet.cell(number, column)
        assert isinstance(place, Place)  # noqa: S101 - nothing is merged here
        _put(place, value)


def _put(place: Place, value: Cell) -> None:
    """A value with its type; a text is a text, whatever it begins with."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= EXACT:
        value = str(value)
    place.font = Font(name=FACE, size=10)
    if isinstance(value, str):
        place.value = value[:LONGEST_TEXT]
        place.data_type = "s"
        place.quotePrefix = value.startswith(("=", "+", "-", "@", "'"))
    else:
        place.value = value


def _format(data: Worksheet, column: int, values: Sequence[Cell]) -> None:
    """Numbers with separators where they are large, dates as they are sorted."""
    numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    large = any(abs(number) >= SEPARATED for number in numbers)
    whole = all(isinstance(number, int) or number.is_integer() for number in numbers)
    shown = ("#,##0" if large else "0") + ("" if whole else ".00##")
    for number, value in enumerate(values, start=2):
        if isinstance(value, dt.datetime):
            data.cell(number, column).number_format = "yyyy-mm-dd hh:mm"
        elif isinstance(value, dt.date):
            data.cell(number, column).number_format = "yyyy-mm-dd"
        elif isinstance(value, int | float) and not isinstance(value, bool):
            data.cell(number, column).number_format = shown


def _wide(name: str, values: Sequence[Cell]) -> float:
    """A column's width in characters, for its heading and most of its cells."""
    texts = [f"{v:,}" if isinstance(v, int | float) else str(v) for v in values if v is not None]
    widest = max(map(columns_of, [name, *texts[:2_000]]), default=0)
    return min(max(widest * 1.1 + 2, NARROWEST), WIDEST)


def _explain(notes: Worksheet, sheet: Sheet) -> None:
    """What a reader must know to use the numbers."""
    said = sheet.words
    facts: list[tuple[str, str]] = [
        (said.title, sheet.title),
        *((f"{said.filters} · {name}", value) for name, value in sheet.conditions),
        *(() if sheet.conditions else ((said.filters, said.no_filter),)),
        (said.definition, sheet.defined),
        (said.as_of_name, sheet.day),
        (said.source_name, sourced(sheet)),
        *(((said.number_name, sheet.number),) if sheet.number else ()),
    ]
    for number, (name, value) in enumerate(facts, start=1):
        _row(notes, number, (printable(name), printable(value)))
        notes.cell(number, 1).font = Font(name=FACE, size=10, bold=True)
        for column in (1, 2):
            notes.cell(number, column).alignment = Alignment(vertical="top", wrap_text=True)
    notes.column_dimensions["A"].width = 28
    notes.column_dimensions["B"].width = 90
