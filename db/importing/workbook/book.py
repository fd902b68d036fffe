"""What every format of workbook is read as."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import compress, islice, zip_longest
from typing import NamedTuple, Protocol

from db.importing.workbook.marks import Marks

FIRST, AT_A_TIME = 100, 2_000

Row = tuple[int, Sequence[str]]
"""A line of the sheet, counted from 1, and its cells; blank ones at the right may be left out."""


class Rows(NamedTuple):
    """Rows of a sheet, one after the other: their lines, and their cells column by column, each
    column as long as there are lines. No row is blank, nor is the last column.
    """

    lines: Sequence[int]
    columns: Sequence[Sequence[str]]


class About(StrEnum):
    """What is to be said of a book as a whole."""

    MACROS = "macros"
    STRICT = "strict"


@dataclass(frozen=True)
class SheetName:
    """A sheet of cells; charts and macro sheets are none."""

    name: str
    hidden: bool = False


@dataclass
class Contents:
    """The sheets of a book, in its order."""

    sheets: list[SheetName] = field(default_factory=list)
    about: list[About] = field(default_factory=list)


class Book(Protocol):
    """A workbook whose sheets can be read, each from its first line to its last."""

    contents: Contents

    def rows(self, name: str, marks: Marks) -> Iterator[Rows]:
        """The rows of a sheet, blank ones left out; what is odd about its cells goes to `marks`."""


def by_column(rows: Iterable[Row]) -> Iterator[Rows]:
    """Rows that come one by one, so many at a time; first those among which a header may be."""
    source, many = iter(rows), FIRST
    while part := list(islice(source, many)):
        many = AT_A_TIME
        yield not_blank([line for line, _ in part], turned([cells for _, cells in part]))


def one_by_one(rows: Rows) -> Iterator[Row]:
    """The same row by row; all cells that some row has, blank ones too."""
    return zip(rows.lines, zip(*rows.columns, strict=True), strict=True)


def turned(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The columns of rows that may be of unequal length."""
    return [*zip_longest(*rows, fillvalue="")]


def not_blank(lines: Sequence[int], columns: Sequence[Sequence[str]]) -> Rows:
    """Without blank rows, and blank columns at the right."""
    width = next((n for n in range(len(columns), 0, -1) if any(columns[n - 1])), 0)
    columns = columns[:width]
    if not any(map(all, columns)):
        kept = [*map(any, zip(*columns, strict=True))] if columns else [False] * len(lines)
        lines = [*compress(lines, kept)]
        blank = ("",) * len(lines)
        columns = [[*compress(column, kept)] if any(column) else blank for column in columns]
    return Rows(lines, columns)
