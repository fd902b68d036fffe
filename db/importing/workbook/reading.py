"""A workbook read as far as is wanted, within the limits: what the bounded process does."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from db.importing.issue import Invalid
from db.importing.limits import Limits
from db.importing.problems.files import CELL_TOO_LONG, TOO_MANY_COLUMNS, TOO_MANY_ROWS
from db.importing.problems.workbook import DAMAGED_WORKBOOK
from db.importing.workbook.book import About, Book, Contents, Row, SheetName
from db.importing.workbook.marks import Marks
from db.importing.workbook.opening import open_book

HEAD = 60
"""Among so many rows from the top a header is looked for."""
AT_A_TIME = 2_000


@dataclass
class Sheet:
    """One sheet as it was read."""

    name: str
    rows: list[Row] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)


Heads = dict[str, list[Row]]
"""The first rows of sheets."""
Choose = Callable[[Contents, Heads], Sequence[str]]
"""Which sheets are to be read. May raise Invalid."""
Told = dict[str, Any]
"""One message of the reader, as JSON can hold it."""
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
        for rows in _batches(_within(book.rows(name, marks), limits)):
            yield {"sheet": name, "rows": rows}
        yield {"sheet": name, "rows": [], "marks": marks.as_json()}


def _head(book: Book, name: str) -> list[Row]:
    return list(islice(book.rows(name, Marks()), HEAD))


def _within(rows: Iterator[Row], limits: Limits) -> Iterator[Row]:
    """Rows, as long as they are not too many, too wide or too long."""
    longest, width = limits.cell, limits.width
    for found, row in enumerate(rows, start=1):
        line, cells = row
        if len(cells) > width:
            raise Invalid(TOO_MANY_COLUMNS, limit=limits.columns, found=len(cells), line=line)
        if found > limits.most_rows:
            raise Invalid(TOO_MANY_ROWS, limit=limits.rows)
        if max(map(len, cells)) > longest:
            raise Invalid(CELL_TOO_LONG, limit=longest, line=line)
        yield row


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, AT_A_TIME)):
        yield batch


def gathered(messages: Messages, choose: Choose) -> tuple[Contents, list[Sheet]]:
    """The sheets that `choose` names, from what a reader tells."""
    first = next(messages)
    contents = Contents(
        [SheetName(**sheet) for sheet in first["contents"]["sheets"]],
        list(map(About, first["contents"]["about"])),
    )
    sheets: dict[str, Sheet] = {}
    wanted = choose(contents, first["heads"])
    told = _sent(messages, wanted)
    while told is not None:
        sheet = sheets.setdefault(told["sheet"], Sheet(told["sheet"]))
        sheet.rows += told["rows"]
        if "marks" in told:
            sheet.marks = Marks.from_json(told["marks"])
        told = next(messages, None)
    return contents, list(sheets.values())


def _sent(messages: Messages, wanted: Sequence[str]) -> Told | None:
    try:
        return messages.send(list(wanted))
    except StopIteration:
        return None
