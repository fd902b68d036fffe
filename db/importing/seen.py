"""Stage 4, second half: what a workbook shows and what it holds, its merged cells, its hidden rows.

Where that changes a figure it is asked, once a column; an answer for the same header is taken
again, and said to be. What only needs telling is told once a column.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from db.importing.cells import Column
from db.importing.converted import bare
from db.importing.csvtext import Line
from db.importing.dates import Day, year
from db.importing.issue import Invalid, Problem
from db.importing.kinds.measured import measure
from db.importing.mapping import Mapped
from db.importing.names import plain_header
from db.importing.numbers import decimal, money, whole
from db.importing.oddities import Merged, Oddities
from db.importing.problems import workbook as problems
from db.importing.shape import Shaped
from db.importing.ways import (
    EACH,
    FIRST,
    HIDDEN,
    HIDDEN_NAMES,
    KEEP,
    LEAVE,
    SHOWN,
    SIGN,
    STORED,
    way_of,
)
from db.importing.words import Words, same
from db.importing.workbook.marks import Odd

Answers = Mapping[str, str]
LINES_TOLD = 10
FAILED = object()
CHOICES = {
    SHOWN: Words("以显示的为准", "what is shown"),
    STORED: Words("以存的为准", "what is held"),
    FIRST: Words("只记在第一条", "the first record alone"),
    EACH: Words("每条都记", "each of them"),
}
NOTES = {
    Odd.ROUNDED: problems.ROUNDED_SHOWN,
    Odd.LONG: problems.LONG_IN_TEXT,
    Odd.PICTURE: problems.PICTURE,
    Odd.UNCOMPUTED: problems.UNCOMPUTED,
    Odd.MIDNIGHT: problems.MIDNIGHT,
    Odd.UTC: problems.UTC_HOUR,
}


def settle(shaped: Shaped, mapped: Mapped, given: Answers, remembered: Answers) -> Shaped:
    """The table with its cells as they are to be taken; questions and notes go to `mapped`."""
    if not shaped.odd:
        return shaped
    plain = {plain_header(header): answer for header, answer in given.items()}
    known = {plain_header(header): answer for header, answer in remembered.items()}
    held = replace(shaped, records=tuple(shaped.records))  # looked at here and there
    settling = _Settling(held, shaped.odd, mapped, plain, known)
    settling.merged()
    settling.shown()
    settling.years()
    settling.remarks()
    return replace(shaped, records=settling.records(), odd=None)


def without_hidden(shaped: Shaped, given: Answers) -> Shaped:
    """The table with its hidden rows left out, where that was chosen: numbered as the plans are."""
    answers = {plain_header(header): answer for header, answer in given.items()}
    if not shaped.odd or _hidden_way(answers) != LEAVE:
        return shaped
    hidden = shaped.odd.hidden
    kept = (row for number, row in enumerate(shaped.records, start=1) if number not in hidden)
    return replace(shaped, records=tuple(kept), odd=None)


def _hidden_way(answers: Answers) -> str | None:
    answer = next(filter(None, map(answers.get, HIDDEN_NAMES)), None)
    return way_of(answer, (KEEP, LEAVE))


@dataclass
class _Settling:
    """Goes through what is odd. `changed`: record → column → the text that is taken."""

    shaped: Shaped
    odd: Oddities
    mapped: Mapped
    given: Answers
    remembered: Answers
    changed: dict[int, dict[int, str]] = field(default_factory=dict)

    def merged(self) -> None:
        """Fill merged cells; ask about merged amounts."""
        filled = 0
        amounts: dict[int, list[Merged]] = {}
        for merged in self.odd.merged:
            value = self._cell(merged.first, merged.left)
            left = self.mapped.columns.get(merged.left)
            for index in range(merged.left, merged.right + 1) if value.strip() else ():
                column = self.mapped.columns.get(index)
                if column is not None and is_amount(column):
                    if left is None or not is_amount(left):
                        continue  # 青川县 across two columns is no amount
                    amounts.setdefault(index, []).append(merged)
                elif column is not None:
                    filled += self._fill(merged, index, value)
        if filled:
            self.mapped.notes.append(Invalid(problems.MERGED_FILLED, count=filled).issue())
        for index, ranges in amounts.items():
            self._merged_amounts(index, ranges)

    def _fill(self, merged: Merged, index: int, value: str) -> int:
        blank = [
            number
            for number in range(merged.first, merged.last + 1)
            if not self._cell(number, index).strip()
        ]
        for number in blank:
            self.changed.setdefault(number, {})[index] = value
        return len(blank)

    def _merged_amounts(self, index: int, ranges: list[Merged]) -> None:
        first = self.shaped.records[ranges[0].first - 1]
        told = {"line": first.number, "value": first.cells[ranges[0].left], "count": len(ranges)}
        way = self._asked(index, (FIRST, EACH), problems.MERGED_CELL, told)
        if way:
            self._note(problems.MERGED_CHOSEN, index, choice=CHOICES[way])
        if way == EACH:
            for merged in ranges:
                self._fill(merged, index, self._cell(merged.first, merged.left))

    def shown(self) -> None:
        """Take what is shown, what is held, or what was chosen of the two."""
        for index, held in self.odd.stored.items():
            column = self.mapped.columns.get(index)
            if column is not None and column.convert is not None:
                self._column_shown(index, column, held)

    def _column_shown(self, index: int, column: Column, held: dict[int, str]) -> None:
        judge = _Judge(column, self._names_unit(index))
        differing: list[int] = []
        whole_dates: list[int] = []
        for number, stored in held.items():
            verdict = judge.of(self._cell(number, index), stored)
            if verdict == STORED:
                whole_dates.append(number)
            elif verdict is None:
                differing.append(number)
        if whole_dates:
            self._note(problems.NOT_SHOWN_WHOLE, index, **self._told(whole_dates, index, held))
        for number in whole_dates:
            self.changed.setdefault(number, {})[index] = held[number]
        if differing:
            told = self._told(differing, index, held)
            way = self._asked(index, (SHOWN, STORED), problems.NUMBER_FORMAT, told)
            if way:
                self._note(problems.NUMBER_FORMAT_CHOSEN, index, choice=CHOICES[way])
            for number in differing if way == STORED else ():
                self.changed.setdefault(number, {})[index] = held[number]

    def _names_unit(self, index: int) -> bool:
        return bool(self.shaped.unit) or "元" in self.shaped.header[index]

    def _told(self, numbers: list[int], index: int, held: dict[int, str]) -> dict[str, Any]:
        first = numbers[0]
        line = self.shaped.records[first - 1].number
        shown = self._cell(first, index)
        return {"line": line, "shown": shown, "stored": held[first], "count": len(numbers)}

    def years(self) -> None:
        """A year held as the first day of it is that year; a code that is a date is told."""
        for index, line in self.odd.dated.items():
            column = self.mapped.columns.get(index)
            if column is not None and column.convert is year:
                for number, record in enumerate(self.shaped.records, start=1):
                    text = record.cells[index] if index < len(record.cells) else ""
                    if text.endswith("-01-01"):
                        self.changed.setdefault(number, {})[index] = text[:4]
            elif column is not None and column.field == "code":
                self._note(problems.DATE_AS_TEXT, index, line=line)

    def remarks(self) -> None:
        """What is told once a column."""
        for odd, index, remark in self.odd.remarks:
            column = self.mapped.columns.get(index)
            wanted = column is not None and _concerns(odd, column)
            if wanted or odd is Odd.PICTURE:
                told = {
                    "line": remark.line,
                    "count": remark.count,
                    "shown": remark.raw,
                    "formula": remark.raw,
                    "stored": remark.text,
                    "day": remark.text,
                }
                self._note(NOTES[odd], index, **told)

    def records(self) -> tuple[Line, ...]:
        """The records as they are taken; hidden ones are asked about."""
        rows = list(map(self._taken, enumerate(self.shaped.records, start=1)))
        if not self.odd.hidden:
            return tuple(rows)
        hidden = [rows[number - 1].number for number in sorted(self.odd.hidden)]
        lines = "、".join(map(str, hidden[:LINES_TOLD])) + ("…" if hidden[LINES_TOLD:] else "")
        told = {"count": len(hidden), "lines": same(lines)}
        way = _hidden_way(self.given)
        if way is None:
            ways = {"ways": (LEAVE, KEEP)}
            asked = Invalid(problems.HIDDEN_ROW, **told, **ways).issue(column=HIDDEN)
            self.mapped.questions.append(asked)
        else:
            problem = problems.HIDDEN_KEPT if way == KEEP else problems.HIDDEN_LEFT_OUT
            self.mapped.notes.append(Invalid(problem, count=len(hidden)).issue())
        if way != LEAVE:
            return tuple(rows)
        return tuple(row for n, row in enumerate(rows, start=1) if n not in self.odd.hidden)

    def _taken(self, numbered: tuple[int, Line]) -> Line:
        number, line = numbered
        texts = self.changed.get(number)
        if not texts:
            return line
        cells = [*line.cells, *[""] * (max(texts) + 1 - len(line.cells))]
        for index, text in texts.items():
            cells[index] = text
        return Line(line.number, tuple(cells))

    def _cell(self, number: int, index: int) -> str:
        texts = self.changed.get(number, {})
        cells = self.shaped.records[number - 1].cells
        return texts.get(index, cells[index] if index < len(cells) else "")

    def _asked(
        self, index: int, choices: tuple[str, ...], problem: Problem, told: dict[str, Any]
    ) -> str | None:
        """The way that was chosen, now or for the same header before; else it is asked."""
        header = self.shaped.header[index]
        way = way_of(self.given.get(plain_header(header)), choices)
        if way is None:
            way = way_of(self.remembered.get(plain_header(header)), choices)
            if way is not None:
                before = self.mapped.used.get(header)
                self.mapped.used[header] = SIGN.join(filter(None, (before, way)))
        if way is None:
            asked = Invalid(problem, **told, ways=choices).issue(**self._place(index))
            self.mapped.questions.append(asked)
        return way

    def _note(self, problem: Problem, index: int, **told: Any) -> None:
        self.mapped.notes.append(Invalid(problem, **told).issue(**self._place(index)))

    def _place(self, index: int) -> dict[str, Any]:
        known = index < len(self.shaped.header)
        header = self.shaped.header[index] if known else ""
        return {"line_no": self.shaped.header_line, "column": header or f"第 {index + 1} 列"}


@dataclass
class _Judge:
    """Whether what is shown and what is held are the same to a column: SHOWN where it is, or where
    a text is all that counts; STORED where a date is not shown whole; None where they differ.
    """

    column: Column
    names_unit: bool
    known: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def of(self, shown: str, stored: str) -> str | None:
        pair = (shown, stored)
        if pair not in self.known:
            self.known[pair] = self._judged(shown, stored)
        return self.known[pair]

    def _judged(self, shown: str, stored: str) -> str | None:
        convert = self.column.convert
        if convert is None:
            return SHOWN
        seen, held = _read(convert, shown), _read(convert, stored)
        if seen is FAILED and isinstance(held, Day):
            return STORED
        if seen == held or not isinstance(held, int | Decimal) or isinstance(held, bool):
            return SHOWN
        if self.column.unit and not self.names_unit and seen == _read(money("元"), stored):
            return SHOWN
        return None


def is_amount(column: Column) -> bool:
    """Whether a column counts or measures: such figures cannot be given to several records."""
    return bool(column.unit or column.into) or column.convert in (whole, decimal, measure)


def _concerns(odd: Odd, column: Column) -> bool:
    if odd is Odd.ROUNDED:
        return is_amount(column)
    if odd is Odd.LONG:
        return column.field != "code" and not is_amount(column)
    return True


def _read(convert: Callable[[str], Any], raw: str) -> Any:
    try:
        return bare(convert, raw.strip()) if raw.strip() else None
    except Invalid:
        return FAILED
