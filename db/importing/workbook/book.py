"""What every format of workbook is read as."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from db.importing.workbook.marks import Marks

Row = tuple[int, list[str]]
"""A line of the sheet, counted from 1, and its cells as far as they are not blank."""


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

    def rows(self, name: str, marks: Marks) -> Iterator[Row]:
        """The rows of a sheet, blank ones left out; what is odd about its cells goes to `marks`."""
