"""What a workbook's cells do not say by their text, by record instead of by line of the sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from db.importing.csvtext import Line
from db.importing.workbook.marks import Marks, Odd, Remark


@dataclass(frozen=True)
class Merged:
    """A merged range: its first and last record, and its columns from 0. Its value stands in the
    first record's first cell.
    """

    first: int
    last: int
    left: int
    right: int


@dataclass
class Oddities:
    """Records count from 1, columns from 0; see `Marks`."""

    stored: dict[int, dict[int, str]] = field(default_factory=dict)
    remarks: list[tuple[Odd, int, Remark]] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    dated: dict[int, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any((self.stored, self.remarks, self.merged, self.hidden, self.dated))

    def add(self, other: "Oddities", after: int, columns: Sequence[int]) -> None:
        """Those of the records that follow `after` others; `columns` says where theirs went."""

        def moved(column: int) -> int:
            return columns[column] if column < len(columns) else column

        for column, held in other.stored.items():
            known = self.stored.setdefault(moved(column), {})
            known |= {after + number: text for number, text in held.items()}
        self.remarks += [(odd, moved(column), remark) for odd, column, remark in other.remarks]
        self.merged += [
            Merged(after + m.first, after + m.last, moved(m.left), moved(m.right))
            for m in other.merged
        ]
        self.hidden |= {after + number for number in other.hidden}
        self.dated |= {moved(column): line for column, line in other.dated.items()}


def of_records(marks: Marks, records: Sequence[Line]) -> Oddities:
    """The marks of those lines that are records."""
    if not (marks.stored or marks.merged or marks.hidden):
        numbers: dict[int, int] = {}
    else:
        numbers = {line.number: number for number, line in enumerate(records, start=1)}
    stored = {
        column: {numbers[line]: text for line, text in held.items() if line in numbers}
        for column, held in marks.stored.items()
    }
    return Oddities(
        {column: held for column, held in stored.items() if held},
        list(_remarks(marks, records)),
        list(_merged(marks, numbers)),
        {numbers[line] for line in marks.hidden if line in numbers},
        dict(marks.dated),
    )


def _remarks(marks: Marks, records: Sequence[Line]) -> Iterator[tuple[Odd, int, Remark]]:
    """Those of records: what one row of totals has alone is of no matter."""
    lines = {line.number for line in records} if marks.remarks else set()
    for (odd, column), remark in marks.remarks.items():
        if odd is Odd.UNCOMPUTED and remark.count == 1 and remark.line not in lines:
            continue
        yield odd, column, replace(remark)


def _merged(marks: Marks, numbers: dict[int, int]) -> Iterator[Merged]:
    for top, left, bottom, right in marks.merged:
        if top in numbers and bottom - top <= len(numbers):
            inside = [numbers[line] for line in range(top, bottom + 1) if line in numbers]
            if len(inside) > 1 or right > left:
                yield Merged(inside[0], inside[-1], left, right)
