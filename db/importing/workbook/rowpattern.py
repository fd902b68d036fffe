"""The form in which nearly every program writes the rows of a worksheet, as one regular expression.

A row's cells stand in their order, each with its reference first. Whatever is not in that form
(no references, runs, formulas without a result) makes its row an odd one, for a parser to read.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress

from db.importing.workbook.cells import column_of

MOST = 256
"""So many columns make a pattern: no ledger has more."""

_ROW = r'<{p}row r="([0-9]++)"([^>/]*+)(?:/>|>{cells}</{p}row>)|(<{p}row\b.*?</{p}row>)'
_CELL = (
    r'(?><{p}c r="{letters}[0-9]++"([^>/]*+)(?:/>|></{p}c>'
    r"|>(?:<{p}f[^>]*+>(?:[^<]*+</{p}f>|)(?=<{p}v>[^<])|)"
    r'(?:<{p}v>|<{p}is><{p}t(?: xml:space="preserve"|)>)([^<]*+)'
    r"(?:</{p}v></{p}c>|</{p}t></{p}is></{p}c>))|)"
)
_REFERENCE = re.compile(r'c r="([A-Z]{1,3})[0-9]')


Column = Sequence[str | None]


@dataclass(frozen=True)
class Found:
    """The rows of a text in their order, column by column; `cells` are a column's attributes and
    values. What a row has not is None; of an odd row only its text is told.
    """

    lines: Column
    attributes: Column
    cells: dict[int, tuple[Column, Column]]
    odd: Column

    def given(self) -> set[str]:
        """The attributes that cells have."""
        every = set[str | None]().union(*(given for given, _ in self.cells.values()))
        return {given for given in every if given is not None}

    def usual(self) -> "Found":
        """Those in the usual form alone."""
        usual = [line is not None for line in self.lines]

        def kept(column: Column) -> Column:
            return [*compress(column, usual)]

        cells = {at: (kept(given), kept(values)) for at, (given, values) in self.cells.items()}
        return Found(kept(self.lines), kept(self.attributes), cells, ())


def filled(column: Column) -> Sequence[str]:
    """With nothing for what is not there."""
    return [value or "" for value in column]


class RowPattern:
    """Grows with the columns that the rows have. `prefix` stands before the name of every element,
    with its colon; a row with more columns than `width` is an odd one.
    """

    def __init__(self, prefix: str, width: int) -> None:
        self._prefix, self._width = prefix, width
        self._letters: list[str] = []
        self._compile(())

    def find(self, text: str) -> Found | None:
        """All rows of a text; None where something in it is not accounted for."""
        if any(sign in text and f"<{sign}" in text for sign in "!?"):
            return None
        found = self._parted(text)
        if any(found[-1]):
            given = set(_REFERENCE.findall("".join(filter(None, found[-1])))) - set(self._letters)
            more = {letters for letters in given if column_of(letters) < self._width}
            if more and len(more) + len(self._letters) <= MOST:
                self._compile(more)
                found = self._parted(text)
        between, lines, attributes, *cells, odd = found
        if "".join(filter(None, between)).strip():
            return None
        columns = map(column_of, self._letters)
        return Found(lines, attributes, {at: (cells.pop(0), cells.pop(0)) for at in columns}, odd)

    def _parted(self, text: str) -> list[Column]:
        """What stands before each row, and its groups; what follows the last row is blank."""
        *parts, after = self._pattern.split(text)
        every = self._pattern.groups + 1
        found: list[Column] = [parts[at::every] for at in range(every)]
        found[0] = [*found[0], after]
        return found

    def _compile(self, more: Iterable[str]) -> None:
        self._letters = sorted([*self._letters, *more], key=column_of)
        cells = "".join(_CELL.format(p=self._prefix, letters=one) for one in self._letters)
        self._pattern = re.compile(_ROW.format(p=self._prefix, cells=cells), re.DOTALL)
