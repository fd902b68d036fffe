"""Stage 4: which column of the file is which field of the ledger, and in what unit.

What is sure is taken; what the rest of the header settles is taken with a note; what is ambiguous
is asked, with the likeliest answer named. An answer given before for the same header is taken
again, and said to be.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from db.importing.cells import Column
from db.importing.dates import day, single_day
from db.importing.issue import Invalid, Issue, Problem
from db.importing.names import Name, Names, base, is_row_number, plain_header
from db.importing.numbers import COLUMN_UNITS, money, names_unit
from db.importing.problems.table import (
    BLANK_COLUMN,
    BLANK_HEADER,
    DUPLICATE_HEADER,
    LEFT_OUT,
    MAPPING,
    MISSING_COLUMN,
    NO_HEADER,
    NOT_KEPT,
    REMEMBERED,
    SAME_FIELD,
    SETTLED,
    UNIT_ASKED,
)
from db.importing.shape import Shaped
from db.importing.titleyear import in_year
from db.importing.ways import fields_only, without_ways
from db.importing.words import NOTHING, Words, same

UNIT_SIGN = ":"
"""An answer may name a unit: in_place:亿元."""

OTHERS = "*"
"""An answer under this header is for every column that is not known: they can be left out."""

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
    mapping.settle()
    _check(mapping.found, names, shaped)
    return mapping.found


def _plain(answers: Answers) -> dict[str, str]:
    return {
        header if header == OTHERS else plain_header(header): answer
        for header, answer in fields_only(answers).items()
    }


@dataclass
class _Mapping:
    """Works through the header from left to right, then through what that has left open."""

    shaped: Shaped
    names: Names
    chosen: dict[str, str]
    remembered: dict[str, str]
    found: Mapped = field(default_factory=Mapped)
    sure: dict[str, list[tuple[int, Name]]] = field(default_factory=lambda: defaultdict(list))
    vague: list[tuple[int, Name]] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    unitless: list[tuple[int, Column]] = field(default_factory=list)

    def place(self, index: int, header: str) -> None:
        """Say what one column is, or keep it for `settle`."""
        name = plain_header(header)
        if name in self.chosen:
            self._answered(index, self.chosen[name])
        elif not name:
            self._unnamed(index)
        elif (known := self.names.find(header)) is not None:
            if known.vague:
                self.vague.append((index, known))
            else:
                self.sure[known.column.field].append((index, known))
        elif is_row_number(header):
            return
        elif not self._has_values(index):
            self.blank.append(index + 1)
        elif self.names.sets_aside(header) and name not in self.remembered:
            self.aside.append(header)
        else:
            self.unknown.append(index)

    def settle(self) -> None:
        """Map the columns that are sure, then those that these settle; ask about the others."""
        for claims in self.sure.values():
            self._claimed(claims)
        for index, name in self.vague:
            self._narrowed(index, name)
        for index in self.unknown:
            self._unknown(index)
        for index, column in self.unitless:
            self._ask_unit(index, column)
        headers = list(self.shaped.header)
        self.found.questions.sort(key=lambda question: headers.index(question.column or ""))
        self._tell(NOT_KEPT, "、".join(self.aside))
        self._tell(LEFT_OUT, "、".join(self.left_out))
        self._tell(BLANK_COLUMN, "、".join(_ranges(self.blank)))

    def _claimed(self, claims: list[tuple[int, Name]]) -> None:
        """Of several columns that mean the same, the one that bears the very name is it."""
        column, header = claims[0][1].column, self.shaped.header
        very = [index for index, _ in claims if _is_very_name(header[index], column)]
        alike = len({plain_header(header[index]) for index, _ in claims}) < len(claims)
        if alike or len(very) > 1:  # they cannot be told apart, which is refused
            self.found.columns |= dict.fromkeys((index for index, _ in claims), column)
            return
        owners = very or [index for index, _ in claims]
        if len(owners) > 1:
            given = [index for index in owners if self._has_values(index)]
            owners = given if len(given) == 1 else owners
        owner = owners[0] if len(owners) == 1 and self._at(column) is None else None
        for index, name in claims:
            if index == owner:
                self._known(index, name)
        for index, _ in claims:
            if index != owner and self._has_values(index) and not self._recalled(index):
                self._again(index, column, [i for i, _ in claims if i != index])

    def _again(self, index: int, column: Column, others: list[int]) -> None:
        """Ask about a column that means what another one means."""
        taken = self._at(column)
        other = self.shaped.header[others[0] if taken is None else taken]
        first = taken is None and index < min(others)
        meant = Words(f"“{column.zh}”", column.field.replace("_", " "))
        unit = self.names.unit_in(self.shaped.header[index]) or self.shaped.unit
        details: dict[str, object] = {"fields": (column.field,), "unit_named": unit}
        details["preferred"] = column.field if first else ""
        self._ask(SAME_FIELD, index, other=other, meant=meant, **details)

    def _narrowed(self, index: int, name: Name) -> None:
        """Take a vague name for the one thing that is needed, or that is left of several, and that
        nothing else can be; for the one column of money where it has a unit; else ask.
        """
        left = [column for column in name.columns if self._at(column) is None]
        amounts = [column for column in self.names.columns if column.unit]
        if name.unit and len(amounts) == 1 and left == amounts:
            self._take(index, left[0], name.unit)
            return
        needed = [column for column in left if column.required] or _only(left, name)
        if len(needed) == 1 and not self._rivals(needed[0], index):
            self._known(index, Name((needed[0],), name.unit))
            meant = Words(f"“{needed[0].zh}”", needed[0].field.replace("_", " "))
            self.found.notes.append(Invalid(SETTLED, meant=meant).issue(**self._place(index)))
        elif self._has_values(index) and not self._recalled(index):
            self._ask_which(index, left or list(name.columns), name.unit)

    def _rivals(self, column: Column, index: int) -> bool:
        """Whether another column that is not understood may be that one."""
        vague = [i for i, name in self.vague if i != index and column in name.columns]
        return bool(self.unknown or vague)

    def _unknown(self, index: int) -> None:
        header = self.shaped.header[index]
        if self._recalled(index):
            return
        if self.chosen.get(OTHERS, self.remembered.get(OTHERS)) == "":
            self.left_out.append(header)
        else:
            self._ask_which(index, self._like(header), self.names.unit_in(header))

    def _unnamed(self, index: int) -> None:
        for line, cell in self._values(index):
            raise Invalid(BLANK_HEADER, number=index + 1, line=line, cell=cell)
        self.blank.append(index + 1)

    def _known(self, index: int, name: Name) -> None:
        column = name.column
        unit = (name.unit or self.shaped.unit) if column.unit else None
        if not column.unit or unit:
            self._take(index, column, unit)
        elif self._cells_name_units(index):
            self._take(index, column, column.unit)
        elif not self._recalled(index):
            self.unitless.append((index, column))

    def _answered(self, index: int, answer: str) -> None:
        """Take an answer; a unit that it does not name is the one that the file names."""
        field_name, unit = parse_answer(answer)
        column = next((c for c in self.names.columns if c.field == field_name), None)
        if column:
            own = self.names.unit_in(self.shaped.header[index]) or self.shaped.unit
            self._take(index, column, (unit or own or column.unit) if column.unit else None)
        elif field_name:  # a measure that the store does not know
            self.unknown.append(index)

    def _recalled(self, index: int) -> bool:
        header = self.shaped.header[index]
        answer = self.remembered.get(plain_header(header))
        if answer is None or not is_answer(answer, self.names.columns):
            return False
        self.found.used[header] = answer
        self._answered(index, answer)
        field_name, unit = parse_answer(answer)
        column = next((c for c in self.names.columns if c.field == field_name), None)
        choice = f"{header} = {column.zh if column else '不导入'}" + (f"（{unit}）" if unit else "")
        note = Invalid(REMEMBERED, choice=same(choice)).issue(**self._place(index))
        self.found.notes.append(note)
        return True

    def _take(self, index: int, column: Column, unit: str | None) -> None:
        year = self.shaped.year
        if unit:
            column = replace(column, convert=money(unit))
        elif year and column.convert and column.convert in (day, single_day):
            column = replace(column, convert=in_year(year, column.convert))
        self.found.columns[index] = column
        if unit:
            self.found.units[index] = unit

    def _at(self, column: Column) -> int | None:
        """The position of the column that is taken for this field."""
        taken = self.found.columns.items()
        return next((index for index, other in taken if other.field == column.field), None)

    def _ask_which(self, index: int, columns: list[Column], unit: str | None) -> None:
        fields = tuple(column.field for column in columns)
        preferred = fields[0] if len(fields) == 1 else None
        named = unit or self.shaped.unit
        details = {"fields": fields, "preferred": preferred, "unit_named": named}
        answer = same(preferred) if preferred else Words("字段", "FIELD")
        self._ask(MAPPING, index, hint=_meant(columns), answer=answer, **details)
        if columns and columns[0].unit and not named:
            self.unitless.append((index, columns[0]))

    def _ask_unit(self, index: int, column: Column) -> None:
        """Ask in what unit an amount is; if several others have one unit, it may be that."""
        units = list(self.found.units.values())
        usual = units[0] if len(units) > 1 and len(set(units)) == 1 else None
        hint = Words(f"（是否为{usual}？）", f" (is it “{usual}”?)") if usual else NOTHING
        details = {"field": column.field, "fields": (column.field,), "unit": usual}
        self._ask(UNIT_ASKED, index, hint=hint, **details)

    def _ask(self, problem: Problem, index: int, **details: object) -> None:
        invalid = Invalid(problem, header=self.shaped.header[index], **details)
        self.found.questions.append(invalid.issue(**self._place(index)))

    def _tell(self, problem: Problem, columns: str) -> None:
        """One note for all the columns that it is about."""
        if columns:
            issue = Invalid(problem, columns=same(columns)).issue(line_no=self.shaped.header_line)
            self.found.notes.append(issue)

    def _place(self, index: int) -> dict[str, Any]:
        return {"line_no": self.shaped.header_line, "column": self.shaped.header[index]}

    def _like(self, header: str) -> list[Column]:
        titles = {base(column.zh): column for column in self.names.columns}
        close = get_close_matches(base(header)[:40], titles, n=2, cutoff=0.6)
        return self.names.like(header) or [titles[title] for title in close]

    def _values(self, index: int) -> Iterator[tuple[int, str]]:
        for record in self.shaped.records:
            if index < len(record.cells) and record.cells[index].strip():
                yield record.number, record.cells[index].strip()

    def _has_values(self, index: int) -> bool:
        return index not in self._blank

    @cached_property
    def _blank(self) -> set[int]:
        """Columns without values: the records are gone through once for all of them."""
        blank = set(range(len(self.shaped.header)))
        for record in self.shaped.records:
            cells = record.cells
            blank -= {index for index in blank if index < len(cells) and cells[index].strip()}
            if not blank:
                break
        return blank

    def _cells_name_units(self, index: int) -> bool:
        """Whether no unit need be asked, as every amount brings its own."""
        cells = (cell for _, cell in self._values(index))
        first = next(cells, None)
        return first is not None and names_unit(first) and all(map(names_unit, cells))


def _only(left: list[Column], name: Name) -> list[Column]:
    """The one column that is left to a name that might also mean one of the sides: 县 is a
    project's place where both sides have columns of their own. 会议议题 is the content of a
    meeting where another column is its title: a text, of which nothing is summed.
    """
    taken = [column for column in name.columns if column not in left]
    alone = len(left) == 1 and bool(taken)
    return left if alone and (left[0].long or all(column.is_side for column in taken)) else []


def _is_very_name(header: str, column: Column) -> bool:
    """Whether a header is the template's name of a column, with or without its unit."""
    names = {plain_header(text) for text in (column.zh, base(column.zh), column.field)}
    return bool({plain_header(header), plain_header(base(header))} & names)


def _meant(columns: list[Column]) -> Words:
    if not columns:
        return NOTHING
    zh = "或".join(f"“{column.zh}”" for column in columns)
    en = " or ".join(column.field.replace("_", " ") for column in columns)
    return Words(f"（是否为{zh}？）", f" (is it {en}?)")


def _ranges(numbers: list[int]) -> Iterator[str]:
    """1, 3–5: neighbours together."""
    if not numbers:
        return
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
