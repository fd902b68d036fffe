"""A row's cells, converted by their columns, with every problem noted at its place."""

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any

from db.importing.converted import AtOnce, Converter, Noted
from db.importing.csvtext import Line
from db.importing.directory import Directory
from db.importing.issue import Invalid, Issue, Problem
from db.importing.lines import in_columns
from db.importing.marks import may_be_marked, unmarked
from db.importing.problems.cells import EXTRA_CELL, MISSING_CELL, RADICAL, REQUIRED
from db.importing.problems.places import RADICAL_PLACE
from db.importing.rows import ParsedRow, Values
from db.importing.words import NOTHING, Words

MEMORY = 10_000
"""So many different cells of a column are remembered, and more until the next records come."""
REMARKABLE = (Noted, Invalid)


@dataclass(frozen=True)
class Column:
    """A column of a ledger: its field name (also its English header), Chinese header, converter.

    A column without a converter holds the name of a place and yields its adcode. `unit` is the
    unit of money that the Chinese header names. `merged` cells may be blank below the first. What
    else it is called stands in `headers`.

    The rest is for people: `en`, the Chinese header in English; `examples`, the cells of the two
    rows of the template; `hint`, what its empty field in a form shows; `long`, whether that has
    several lines; `begins`, what it begins with. `terms` are the words of a closed vocabulary, the
    template's first; `open`: words of the store are offered, and others taken.

    `stored` names the column of the table that holds it, where that is not its field's name; `of`
    the list of parts of the record that it is read into. `write` tells a record's cell where that
    is more than the stored value as the importer reads it. `private`: only those in charge of a
    record may see it, as the name of somebody who holds no public office (db.importing.private).

    One of a wide table (db.importing.wide) holds in each row the field `into` of a record of its
    own, of which its header `says` other fields.
    """

    field: str
    zh: str
    convert: Converter | None
    required: bool = False
    unit: str | None = None
    merged: bool = False
    en: str = ""
    examples: tuple[str, str] = ("", "")
    hint: Words = NOTHING
    long: bool = False
    begins: str = ""
    terms: Mapping[Any, tuple[str, ...]] = dataclasses.field(default_factory=dict, hash=False)
    open: bool = False
    stored: str = ""
    of: str = ""
    write: Callable[[Any, Values], str] | None = None
    private: bool = False
    into: str = ""
    says: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)

    @property
    def words(self) -> Words:
        """What people call it, with its unit."""
        return Words(self.zh, self.en)

    @property
    def label(self) -> Words:
        """What people call it where the values name their unit."""
        return Words(_UNIT.sub("", self.zh), _UNIT.sub("", self.en))

    @property
    def is_side(self) -> bool:
        """Whether it is one of the two sides: where it is blank, so are others that are merged."""
        return self.required and self.convert is None

    @property
    def optional(self) -> bool:
        """Whether nothing may be chosen of its vocabulary."""
        return not self.required and not self.begins


_UNIT = re.compile(r"\s*[（(][^（）()]*[)）]$")


@dataclass(slots=True)
class Cells:
    """One record's cells. `values` has an entry for every column that the file has.

    `filled` are fields that were blank and hold what the row above holds: field → that text.
    """

    record_no: int
    line_no: int
    cells: Sequence[str]
    headers: Mapping[str, str]
    positions: Mapping[str, int]
    values: dict[str, Any] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    filled: dict[str, str] = field(default_factory=dict)

    def given(self, name: str) -> bool:
        """Whether the file has this column, be the cell empty or not."""
        return name in self.values

    def get(self, name: str) -> Any:
        """The value; None where the cell is empty, failed, or not in the file."""
        return self.values.get(name)

    def without(self, *names: str) -> dict[str, Any]:
        """The values of all fields that the file has, but of these."""
        values = self.values.copy()
        for name in names:
            values.pop(name, None)
        return values

    def raw(self, name: str) -> str | None:
        """The cell as it stands in the file; None where there is none."""
        index = self.positions.get(name)
        return None if index is None or index >= len(self.cells) else self.cells[index].strip()

    def report(self, name: str | None, invalid: Invalid) -> None:
        """Note a problem with a field, or with the row as a whole."""
        self.issues.append(
            invalid.issue(
                record_no=self.record_no,
                line_no=self.line_no,
                column=self.headers.get(name) if name else None,
                field=name,
                raw=(self.raw(name) or None) if name else None,
            )
        )

    def problem(self, name: str | None, problem: Problem, **details: object) -> None:
        """`report` for a problem that was not raised."""
        self.report(name, Invalid(problem, **details))

    def row(self) -> ParsedRow:
        """A row at this place with the issues found so far, to be filled with values."""
        return ParsedRow(self.record_no, self.line_no, issues=self.issues)


Given = dict[str, tuple[Sequence[str], list[Any]]]
"""Field → its cells, and their values, of some records."""


class _Readings:
    """What the cells of a column say. Each is converted once and remembered: ledgers repeat them.

    `remarkable`: about some of them something is to be said.
    """

    def __init__(self, column: Column, directory: Directory) -> None:
        self._convert: Converter = column.convert or directory.side
        self._radical = RADICAL if column.convert else RADICAL_PLACE
        self._blank = Invalid(REQUIRED) if column.required else None
        self._at_once = column.convert.many if isinstance(column.convert, AtOnce) else None
        self._known: dict[str, Any] = {}
        self._varied = False
        self.remarkable = False

    def of(self, cells: Sequence[str]) -> list[Any]:
        """The value of each, with its notes where there are some; or why there is none."""
        if self._at_once and self._varied and (self._blank is None or all(cells)):
            values = self._at_once(cells)
            if values is not None:
                return values
        if len(self._known) > MEMORY:
            self._known.clear()
        known = self._known
        try:
            return [known[cell] for cell in cells]
        except KeyError:
            self._learn(cells)
            return [known[cell] for cell in cells]

    def _learn(self, cells: Sequence[str]) -> None:
        known, convert, blank = self._known, self._convert, self._blank
        new = [cell for cell in dict.fromkeys(cells) if cell not in known]
        self._varied = 2 * len(new) > len(cells)
        if may_be_marked("\n".join(new)):
            convert = self._without_marks
        for cell in new:
            raw = cell.strip()
            try:
                known[cell] = found = convert(raw) if raw else blank
            except Invalid as invalid:
                known[cell] = found = invalid.with_traceback(None)
            if isinstance(found, REMARKABLE):
                self.remarkable = True

    def _without_marks(self, raw: str) -> Any:
        """What a cell says once its marks are off, with the notes that say so."""
        text, notes = unmarked(raw, self._radical)
        found = self._convert(text) if text else self._blank
        if not notes or isinstance(found, Invalid):
            return found
        if isinstance(found, Noted):
            return Noted(found.value, (*notes, *found.notes))
        return Noted(found, notes)


class Conversion:
    """Converts the records of one file, from the first to the last.

    Column by column, which takes half as long as row by row: of most records nothing need be said.
    """

    def __init__(
        self, columns: Mapping[int, Column], header: tuple[str, ...], directory: Directory
    ) -> None:
        self._width = max((i for i, c in enumerate(header, 1) if c.strip()), default=len(header))
        self._headers = {column.field: header[index] for index, column in columns.items()}
        self._positions = {column.field: index for index, column in columns.items()}
        self._columns = [
            (index, column.field, _Readings(column, directory))
            for index, column in sorted(columns.items())
        ]
        self._merged = {i: column.is_side for i, column in columns.items() if column.merged}
        self._above: Sequence[str] = ()
        self._numbers = count(1)

    def columns(self, records: Sequence[Line]) -> Given | None:
        """The next records by field; None where something is to be said about one of them. They are
        still to come: see `passed`.
        """
        lines = in_columns(records)
        if lines is None or len(lines.columns) != self._width:
            return None
        raws = lines.columns
        found = Given()
        for index, name, readings in self._columns:
            values = readings.of(raws[index])
            if readings.remarkable and any(isinstance(value, REMARKABLE) for value in values):
                return None
            found[name] = raws[index], values
        return found

    def passed(self, records: Sequence[Line]) -> list[int]:
        """The numbers of the next records, which are done with."""
        self._above = records[-1].cells
        return list(islice(self._numbers, len(records)))

    def cells(self, values: dict[str, Any]) -> Cells:
        """A record of these fields alone, that stands nowhere."""
        return Cells(0, 0, (), self._headers, self._positions, values)

    def rows(self, records: Sequence[Line]) -> list[Cells]:
        """The next records' cells."""
        rows = [
            Cells(number, *record, self._headers, self._positions)
            for record, number in zip(records, self._numbers, strict=False)
        ]
        self._by_column([r for r in rows if len(r.cells) == self._width or not self._misfit(r)])
        for row in rows:
            if row.values:
                self._above = row.cells
            else:
                self._one_by_one(row)
        return rows

    def _by_column(self, rows: Sequence[Cells]) -> None:
        """Give those rows their values of which nothing need be said."""
        told: set[int] = set()
        columns: list[list[Any]] = []
        given = list(zip(*[row.cells for row in rows], strict=False))
        for index, _, readings in self._columns if given else ():
            found = readings.of(given[index])
            columns.append(found)
            if readings.remarkable:
                told |= {n for n, value in enumerate(found) if isinstance(value, REMARKABLE)}
        fields = [field for _, field, _ in self._columns]
        for number, values in enumerate(zip(*columns, strict=True)):
            if number not in told:
                rows[number].values = dict(zip(fields, values, strict=True))

    def _misfit(self, cells: Cells) -> bool:
        """Whether the record has fewer or more cells than the header, which is then reported."""
        found = len(cells.cells)
        if found < self._width:
            cells.problem(None, MISSING_CELL, found=found, expected=self._width)
        elif any(cell.strip() for cell in cells.cells[self._width :]):
            last = max(i for i, cell in enumerate(cells.cells, 1) if cell.strip())
            cells.problem(None, EXTRA_CELL, found=last, expected=self._width)
        return bool(cells.issues)

    def _one_by_one(self, cells: Cells) -> None:
        """Convert cells about some of which something is to be said."""
        raws = self._filled(cells)
        for index, name, readings in self._columns:
            (found,) = readings.of([raws[index]]) if index < len(cells.cells) else (None,)
            if isinstance(found, Noted):
                for note in found.notes:
                    cells.report(name, note)
                found = found.value
            elif isinstance(found, Invalid):
                cells.report(name, found)
                found = None
            cells.values[name] = found

    def _filled(self, cells: Cells) -> Sequence[str]:
        """The cells, with what stands above those that are blank below a merged one: a side is,
        and so is any other where a side is blank.
        """
        given, above = cells.cells, self._above
        raws = [*given, *above[len(given) :]]
        blank = [i for i in self._merged if i < len(given) and not given[i].strip()]
        aside = any(self._merged[i] for i in blank)
        for index in blank:
            if (self._merged[index] or aside) and index < len(above) and above[index].strip():
                raws[index] = above[index]
        for name, index in self._positions.items():
            if index in blank and raws[index].strip():
                cells.filled[name] = raws[index].strip()
        self._above = raws
        return raws
