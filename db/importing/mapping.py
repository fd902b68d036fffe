"""Stage 4: which column of the file is which field of the ledger, and in what unit.

What is ambiguous is asked, never guessed; an answer given before for the same header is taken
again, and said to be.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from db.importing.cells import Column
from db.importing.issue import Invalid, Issue, Problem
from db.importing.names import IGNORED, Name, Names, base, plain_header
from db.importing.numbers import COLUMN_UNITS, money, names_unit
from db.importing.problems.table import (
    BLANK_COLUMN,
    BLANK_HEADER,
    DUPLICATE_HEADER,
    MAPPING,
    MISSING_COLUMN,
    NO_HEADER,
    REMEMBERED,
    UNIT_ASKED,
)
from db.importing.shape import Shaped
from db.importing.ways import fields_only, without_ways
from db.importing.words import NOTHING, Words, same

UNIT_SIGN = ":"
"""An answer may name a unit: in_place:亿元."""

Answers = Mapping[str, str]
"""Header → field, field:unit, or "" to leave the column out."""


@dataclass
class Mapped:
    """What the columns of a file are.

    `columns`: position → column, with the converter for its unit. `questions` must be answered
    before anything is imported; `used` are the remembered answers that settled one.
    """

    columns: dict[int, Column] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    questions: list[Issue] = field(default_factory=list)
    notes: list[Issue] = field(default_factory=list)
    used: dict[str, str] = field(default_factory=dict)


def fingerprint(header: tuple[str, ...]) -> str:
    """The same for headers that read the same: what answers are remembered by."""
    plain = "\n".join(plain_header(cell) for cell in header).rstrip("\n")
    return hashlib.sha256(plain.encode()).hexdigest()


def parse_answer(answer: str) -> tuple[str, str | None]:
    """(field, unit) of an answer."""
    name, _, unit = answer.partition(UNIT_SIGN)
    return name.strip(), unit.strip() or None


def is_answer(answer: str, columns: tuple[Column, ...]) -> bool:
    """Whether an answer names a column (or none), and a unit only where it holds money."""
    fields = without_ways(answer)
    if fields is None:
        return True
    name, unit = parse_answer(fields)
    known = {column.field: column for column in columns}
    if name not in known:
        return not fields
    return unit is None or (unit in COLUMN_UNITS and known[name].unit is not None)


def map_columns(
    shaped: Shaped, names: Names, chosen: Answers, remembered: Answers | None = None
) -> Mapped:
    """The columns that are known or answered for, and a question for each other one.

    Raises:
        Invalid: no header, a required column missing, one column twice, or one without a name.
    """
    mapping = _Mapping(shaped, names, _plain(chosen), _plain(remembered or {}))
    for index, header in enumerate(shaped.header):
        mapping.place(index, header)
    mapping.note_blank_columns()
    _check(mapping.found, names, shaped)
    return mapping.found


def _plain(answers: Answers) -> dict[str, str]:
    return {plain_header(header): answer for header, answer in fields_only(answers).items()}


@dataclass
class _Mapping:
    """Works through the header from left to right."""

    shaped: Shaped
    names: Names
    chosen: dict[str, str]
    remembered: dict[str, str]
    found: Mapped = field(default_factory=Mapped)
    blank: list[int] = field(default_factory=list)

    def place(self, index: int, header: str) -> None:
        """Map one column, or ask about it."""
        name = plain_header(header)
        if name in self.chosen:
            self._answered(index, self.chosen[name])
        elif not name:
            self._unnamed(index)
        elif (known := self.names.find(header)) is not None:
            self._known(index, header, known)
        elif name not in IGNORED:
            self._unknown(index, header)

    def note_blank_columns(self) -> None:
        """One note for all columns that hold nothing."""
        if self.blank:
            columns = same("、".join(_ranges(self.blank)))
            issue = Invalid(BLANK_COLUMN, columns=columns).issue(line_no=self.shaped.header_line)
            self.found.notes.append(issue)

    def _answered(self, index: int, answer: str) -> None:
        field_name, unit = parse_answer(answer)
        column = next((c for c in self.names.columns if c.field == field_name), None)
        if column:
            self._take(index, column, unit or column.unit)

    def _known(self, index: int, header: str, name: Name) -> None:
        column = name.column
        unit = name.unit or (self.shaped.unit if column.unit else None)
        if not column.unit or unit:
            self._take(index, column, unit)
        elif not name.vague and self._cells_name_units(index):
            self._take(index, column, column.unit)
        elif not self._recalled(index, header):
            if name.vague:
                self._ask(MAPPING, header, hint=_meant([column]))
            self._ask(UNIT_ASKED, header, field=column.field)

    def _unknown(self, index: int, header: str) -> None:
        if not self._has_values(index):
            self.blank.append(index + 1)
        elif not self._recalled(index, header):
            self._ask(MAPPING, header, hint=_meant(self._like(header)))

    def _unnamed(self, index: int) -> None:
        for line, cell in self._values(index):
            raise Invalid(BLANK_HEADER, number=index + 1, line=line, cell=cell)
        self.blank.append(index + 1)

    def _recalled(self, index: int, header: str) -> bool:
        answer = self.remembered.get(plain_header(header))
        if answer is None or not is_answer(answer, self.names.columns):
            return False
        self.found.used[header] = answer
        self._answered(index, answer)
        field_name, unit = parse_answer(answer)
        column = next((c for c in self.names.columns if c.field == field_name), None)
        choice = f"{header} = {column.zh if column else '不导入'}" + (f"（{unit}）" if unit else "")
        place = {"line_no": self.shaped.header_line, "column": header}
        self.found.notes.append(Invalid(REMEMBERED, choice=same(choice)).issue(**place))
        return True

    def _take(self, index: int, column: Column, unit: str | None) -> None:
        self.found.columns[index] = replace(column, convert=money(unit)) if unit else column
        if unit:
            self.found.units[index] = unit

    def _ask(self, problem: Problem, header: str, **details: object) -> None:
        place = {"line_no": self.shaped.header_line, "column": header}
        self.found.questions.append(Invalid(problem, **details).issue(**place))

    def _like(self, header: str) -> list[Column]:
        titles = {base(column.zh): column for column in self.names.columns}
        close = get_close_matches(base(header)[:40], titles, n=2, cutoff=0.6)
        return [titles[title] for title in close]

    def _values(self, index: int) -> Iterator[tuple[int, str]]:
        for record in self.shaped.records:
            if index < len(record.cells) and record.cells[index].strip():
                yield record.number, record.cells[index].strip()

    def _has_values(self, index: int) -> bool:
        return next(self._values(index), None) is not None

    def _cells_name_units(self, index: int) -> bool:
        """Whether no unit need be asked, as every amount brings its own."""
        values = [cell for _, cell in self._values(index)]
        return bool(values) and all(map(names_unit, values))


def _meant(columns: list[Column]) -> Words:
    if not columns:
        return NOTHING
    zh = "或".join(f"“{column.zh}”" for column in columns)
    en = " or ".join(column.field for column in columns)
    return Words(f"（是否为{zh}？）", f" (is it {en}?)")


def _ranges(numbers: list[int]) -> Iterator[str]:
    """1, 3–5: neighbours together."""
    start = previous = numbers[0]
    for number in [*numbers[1:], 0]:
        if number != previous + 1:
            yield str(start) if start == previous else f"{start}–{previous}"
            start = number
        previous = number


def _check(found: Mapped, names: Names, shaped: Shaped) -> None:
    place = {"line": shaped.header_line}
    required = [column.zh for column in names.columns if column.required]
    if not found.columns:
        raise Invalid(NO_HEADER, expected=same("、".join(required)), **place)
    first: dict[str, int] = {}
    for index, column in found.columns.items():
        if column.field in first:
            pair = {"first": shaped.header[first[column.field]], "second": shaped.header[index]}
            raise Invalid(DUPLICATE_HEADER, **pair, **place)
        first[column.field] = index
    missing = [c.zh for c in names.columns if c.required and c.field not in first]
    if missing and not found.questions:
        raise Invalid(MISSING_COLUMN, missing=same("、".join(missing)), **place)
