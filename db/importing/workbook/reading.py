"""A workbook read as far as is wanted, within the limits: what the bounded process does."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import asdict
from itertools import chain, islice

from db.importing.csvtext import Line
from db.importing.issue import Invalid
from db.importing.limits import Limits
from db.importing.problems.files import CELL_TOO_LONG, TOO_MANY_COLUMNS, TOO_MANY_ROWS
from db.importing.problems.workbook import DAMAGED_WORKBOOK, TOO_MANY_CELLS
from db.importing.workbook.book import About, Book, Contents, Row, Rows, SheetName, one_by_one
from db.importing.workbook.marks import Marks
from db.importing.workbook.opening import open_book
from db.importing.workbook.sheet import Sheet, Told, told

LAST_LINE = 2**21
"""Twice as many as any program has."""
HEAD = 60
"""Among so many rows from the top a header is looked for."""

Heads = dict[str, list[Row]]
"""The first rows of sheets."""
Choose = Callable[[Contents, Heads], Sequence[str]]
"""Which sheets are to be read. May raise Invalid."""
Look = Callable[[Sequence[Line]], object]
"""Looks at the first rows of a sheet that is read, before the others come. May raise Invalid."""
Messages = Generator[Told, Sequence[str] | None, None]
"""The contents first; then, for the names that are sent, the rows of those sheets."""


def read(data: bytes, limits: Limits) -> Messages:
    """What is in a book: its contents and heads, then (once a choice is sent) its sheets' rows.

    Raises:
        Invalid: damaged, locked, too large, or more than the limits allow.
    """
    try:
        book = open_book(data, limits)
        yield from _read(book, limits)
    except (Invalid, MemoryError):
        raise
    except Exception as error:  # a damaged part makes a reader stumble over whatever it will
        raise Invalid(DAMAGED_WORKBOOK) from error


def _read(book: Book, limits: Limits) -> Messages:
    contents = book.contents
    several = len(contents.sheets) > 1
    heads = {s.name: _head(book, s.name) for s in contents.sheets if several and not s.hidden}
    wanted = yield {"contents": asdict(contents), "heads": heads}
    for name in wanted or ():
        marks = Marks()
        for rows in _within(book.rows(name, marks), limits):
            yield {"sheet": name} | told(rows)
        yield {"sheet": name, "marks": marks.as_json()}


def _head(book: Book, name: str) -> list[Row]:
    return list(islice(chain.from_iterable(map(one_by_one, book.rows(name, Marks()))), HEAD))


def _within(parts: Iterator[Rows], limits: Limits) -> Iterator[Rows]:
    """Rows, as long as they are not too many, too wide, too long or beyond the end of a sheet."""
    found = cells = 0
    for part in parts:
        found += len(part.lines)
        cells += len(part.lines) * len(part.columns)
        if part.lines and max(part.lines) > LAST_LINE:
            raise Invalid(DAMAGED_WORKBOOK)
        if len(part.columns) > limits.width:
            raise _too_wide(part, limits)
        if found > limits.most_rows:
            raise Invalid(TOO_MANY_ROWS, limit=limits.rows)
        if cells > limits.cells:
            raise Invalid(TOO_MANY_CELLS, limit=limits.cells)
        if any(max(map(len, column)) > limits.cell for column in part.columns):
            raise _too_long(part, limits)
        if part.lines:
            yield part


def _too_wide(part: Rows, limits: Limits) -> Invalid:
    rows = ((line, _width(cells)) for line, cells in one_by_one(part))
    line, found = next(row for row in rows if row[1] > limits.width)
    return Invalid(TOO_MANY_COLUMNS, limit=limits.columns, found=found, line=line)


def _width(cells: Sequence[str]) -> int:
    return max((n for n, cell in enumerate(cells, start=1) if cell), default=0)


def _too_long(part: Rows, limits: Limits) -> Invalid:
    rows = one_by_one(part)
    line = next(line for line, cells in rows if max(map(len, cells)) > limits.cell)
    return Invalid(CELL_TOO_LONG, limit=limits.cell, line=line)


def gathered(messages: Messages, choose: Choose, look: Look) -> tuple[Contents, list[Sheet]]:
    """The sheets that `choose` names, from what a reader tells."""
    first = next(messages)
    contents = Contents(
        [SheetName(**sheet) for sheet in first["contents"]["sheets"]],
        list(map(About, first["contents"]["about"])),
    )
    sheets: dict[str, Sheet] = {}
    wanted = choose(contents, first["heads"])
    message = _sent(messages, wanted)
    while message is not None:
        sheet = sheets.setdefault(message["sheet"], Sheet(message["sheet"]))
        if "marks" in message:
            sheet.marks = Marks.from_json(message["marks"])
        else:
            sheet.add(message)
            if sheet.begins:
                look(sheet.lines)
        message = next(messages, None)
    return contents, list(sheets.values())


def _sent(messages: Messages, wanted: Sequence[str]) -> Told | None:
    try:
        return messages.send(list(wanted))
    except StopIteration:
        return None
