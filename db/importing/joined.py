"""Several sheets or files as one table: a ledger that is kept one county a sheet, one month a file.

Columns go together by the field that they are known as, or else by their names. A record keeps the
line of its own sheet, and its sheet's name with it.
"""

from collections.abc import Sequence
from dataclasses import replace

from db.importing.csvtext import Line
from db.importing.issue import Invalid, Issue
from db.importing.names import Names, plain_header
from db.importing.oddities import Oddities
from db.importing.problems.workbook import SHEETS_DIFFER
from db.importing.shape import Shaped

Named = tuple[str, Shaped]


class LineOf(int):
    """A line of one sheet or file among several: its number, with the name to say beside it."""

    source: str

    def __new__(cls, number: int, source: str) -> "LineOf":
        """Line `number` of `source`."""
        made = super().__new__(cls, number)
        made.source = source
        return made

    def __reduce__(self) -> tuple[type["LineOf"], tuple[int, str]]:
        return LineOf, (int(self), self.source)


def join(tables: Sequence[Named], names: Names) -> Shaped:
    """One table of several.

    Raises:
        Invalid: a column of money has another unit in one of them.
    """
    if len(tables) == 1:
        return tables[0][1]
    joining = _Joining(names, tables[0])
    for name, table in tables:
        joining.add(name, table)
    return joining.table()


class _Joining:
    def __init__(self, names: Names, first: Named) -> None:
        self._names, self._first = names, first
        self._header: list[str] = []
        self._columns: dict[str, int] = {}
        self._units: dict[str, tuple[str | None, str]] = {}
        self._records: list[Line] = []
        self._odd = Oddities()
        self._notes: list[Issue] = []
        self._skipped = 0
        self._years: set[int | None] = set()
        self._about: dict[str, Sequence[str]] = {}
        self._sections: list[tuple[int, str]] = []

    def add(self, name: str, table: Shaped) -> None:
        """Append a table's records, its cells in the order of the first."""
        times: dict[str, int] = {}
        places = []
        for header in table.header:
            again = times[header] = times.get(header, 0) + 1
            places.append(self._place(name, table, header, again))
        if table.odd:
            self._odd.add(table.odd, len(self._records), places)
        at = len(self._records)
        self._sections += [(at, ""), *((at + number, text) for number, text in table.sections)]
        straight = places == list(range(len(places)))
        for record in table.records:
            cells = record.cells if straight else _moved(record.cells, places)
            self._records.append(Line(LineOf(record.number, name), cells))
        self._notes += [_told(note, name) for note in table.notes]
        self._skipped += table.skipped
        self._years.add(table.year)
        self._about[name] = table.about.get("", ())

    def _place(self, name: str, table: Shaped, header: str, again: int) -> int:
        """Where a column goes; columns of one name in a table stay apart, to be refused later."""
        known = self._names.find(header)
        field = known.column.field if known else plain_header(header)
        key = f"{field} {again}" if again > 1 else field
        if known and known.column.unit:
            unit = known.unit or table.unit
            before, other = self._units.setdefault(key, (unit, name))
            if before != unit:
                raise Invalid(SHEETS_DIFFER, first=other, second=name, column=header)
        if key not in self._columns:
            self._columns[key] = len(self._header)
            self._header.append(header)
        return self._columns[key]

    def table(self) -> Shaped:
        """All of them."""
        width = len(self._header)
        records = tuple(
            line
            if len(line.cells) >= width
            else Line(line.number, (*line.cells, *[""] * (width - len(line.cells))))
            for line in self._records
        )
        first = self._first[1]
        head = first.head if first.header == tuple(self._header) else ()
        return replace(
            first,
            header=tuple(self._header),
            head=head or (Line(first.header_line, tuple(self._header)),),
            records=records,
            notes=tuple(self._notes),
            skipped=self._skipped,
            year=first.year if len(self._years) == 1 else None,
            odd=self._odd,
            about=self._about,
            sections=tuple(self._sections),
        )


def _moved(cells: Sequence[str], places: Sequence[int]) -> tuple[str, ...]:
    moved = [""] * (max(places, default=-1) + 1)
    for cell, place in zip(cells, places, strict=False):
        moved[place] = moved[place] or cell
    return tuple(moved)


def _told(note: Issue, name: str) -> Issue:
    line = note.line_no
    return note if line is None else replace(note, line_no=LineOf(line, name))
