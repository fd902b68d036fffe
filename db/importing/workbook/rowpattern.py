"""The form in which nearly every program writes the rows of a worksheet, as one regular expression.

A row's cells stand in their order, each with its reference first. Whatever is not in that form
(no references, runs, formulas without a result) makes its row an odd one, for a parser to read.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress

from db.importing.workbook.cells import column_of

MOST = 256
"""So many columns make a pattern: no ledger has more."""

_ROW = r'<{p}row r="([0-9]++)"([^>/]*+)(?:/>|>{cells}</{p}row>)|(<{p}row\b.*?</{p}row>)'
_CELL = (
    r'(?>{first}<{p}c r="{letters}[0-9]++"([^>/]*+)(?:/>|></{p}c>'
    r"|>(?:<{p}f[^>]*+>(?:[^<]*+</{p}f>|)(?=<{p}v>[^<])|)"
    r'(?:<{p}v>|<{p}is><{p}t(?: xml:space="preserve"|)>)([^<]*+)'
    r"(?:</{p}v></{p}c>|</{p}t></{p}is></{p}c>))|)"
)
_USUAL = (
    r'<{p}c r="{letters}[0-9]++"{usual}><{p}v>([^<]*+)</{p}v></{p}c>|',
    r'<{p}c r="{letters}[0-9]++"{usual}><{p}is><{p}t>([^<]*+)</{p}t></{p}is></{p}c>|',
)
"""A cell with a value and the attributes that most of its column have, which is found at once."""
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
        every = set[str | None]()
        for column, _ in self.cells.values():
            every |= {column[0]} if is_uniform(column) else set(column)
        return {given for given in every if given is not None}

    def usual(self) -> "Found":
        """Those in the usual form alone."""
        usual = [line is not None for line in self.lines]

        def kept(column: Column) -> Column:
            return [*compress(column, usual)]

        cells = {at: (kept(given), kept(values)) for at, (given, values) in self.cells.items()}
        return Found(kept(self.lines), kept(self.attributes), cells, ())


def is_uniform(column: Column) -> bool:
    """Whether a column holds the same in every row, and something."""
    return bool(column) and column[0] is not None and column.count(column[0]) == len(column)


def filled(column: Column) -> Sequence[str]:
    """With nothing for what is not there."""
    return [value or "" for value in column] if None in column else column  # type: ignore[return-value]


class RowPattern:
    """Grows with the columns that the rows have, and learns the attributes that most cells of a
    column have: those found by the last text are tried first in the next. `prefix` stands before
    the name of every element, with its colon; a row with more columns than `width` is an odd one.
    """

    def __init__(self, prefix: str, width: int) -> None:
        self._prefix, self._width = prefix, width
        self._letters: list[str] = []
        self._usual: dict[str, str] = {}
        self._seen: dict[str, str] = {}
        self._compile(())

    def find(self, text: str) -> Found | None:
        """All rows of a text; None where something in it is not accounted for."""
        if any(sign in text and f"<{sign}" in text for sign in "!?"):
            return None
        if self._seen.keys() - self._usual.keys():
            self._usual = dict(self._seen)
            self._compile(())
        found = self._parted(text)
        if any(found[-1]):
            given = set(_REFERENCE.findall("".join(filter(None, found[-1])))) - set(self._letters)
            more = {letters for letters in given if column_of(letters) < self._width}
            if more and len(more) + len(self._letters) <= MOST:
                self._compile(more)
                found = self._parted(text)
        between, lines, attributes, *groups, odd = found
        if "".join(filter(None, between)).strip():
            return None
        cells = {column_of(one): self._cells(one, groups) for one in self._letters}
        return Found(lines, attributes, cells, odd)

    def _cells(self, letters: str, groups: list[Column]) -> tuple[Column, Column]:
        """The attributes and values of a column, from the groups that are its own."""
        usual = self._usual.get(letters)
        quick: Column = groups.pop(0) if usual is not None else ()
        given, values = groups.pop(0), groups.pop(0)
        if not quick:
            with_a_value = Counter(compress(given, values))
            for attributes, _ in with_a_value.most_common(1):
                self._seen[letters] = attributes or ""
        elif None not in quick:
            given, values = [usual] * len(quick), quick
        else:
            both = [*zip(quick, given, values, strict=True)]
            given = [one if found is None else usual for found, one, _ in both]
            values = [value if found is None else found for found, _, value in both]
        return given, values

    def _parted(self, text: str) -> list[Column]:
        """What stands before each row, and its groups; what follows the last row is blank."""
        *parts, after = self._pattern.split(text)
        every = self._pattern.groups + 1
        found: list[Column] = [parts[at::every] for at in range(every)]
        found[0] = [*found[0], after]
        return found

    def _compile(self, more: Iterable[str]) -> None:
        self._letters = sorted([*self._letters, *more], key=column_of)
        cells = "".join(map(self._cell, self._letters))
        self._pattern = re.compile(_ROW.format(p=self._prefix, cells=cells), re.DOTALL)

    def _cell(self, letters: str) -> str:
        usual, first = self._usual.get(letters), ""
        if usual is not None:
            form = _USUAL['t="inlineStr"' in usual]
            first = form.format(p=self._prefix, letters=letters, usual=re.escape(usual))
        return _CELL.format(p=self._prefix, letters=letters, first=first)
