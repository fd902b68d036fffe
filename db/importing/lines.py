"""The rows of a file as they stand, before anything is known of them: one by one, and packed by
columns where they are of one width. A column of two thousand cells is one text then, joined and
split in a third of the time that the cells take.
"""

import marshal
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import NamedTuple, overload

from db.importing import spool
from db.importing.spool import Spool, parts

APART = "\0"
"""What stands between the cells of a packed column; where one has it, their rows are packed."""


class Line(NamedTuple):
    """A row of a file as it stands: the physical line it starts on, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Lines(Sequence[Line]):
    """Rows of one width, as their columns."""

    numbers: Sequence[int]
    columns: Sequence[Sequence[str]]

    def parts(self) -> Iterator["Lines"]:
        """The same in parts as large as are packed."""
        step = spool.PART
        return (self[start : start + step] for start in range(0, len(self), step))

    def without(self, positions: Collection[int]) -> "Lines":
        """Those at other positions than these."""
        left = [at for at in range(len(self)) if at not in positions]
        columns = [[column[at] for at in left] for column in self.columns]
        return Lines([self.numbers[at] for at in left], columns)

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Line]:
        return map(Line, self.numbers, zip(*self.columns, strict=True))

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> "Lines": ...
    def __getitem__(self, index: int | slice) -> "Line | Lines":
        if isinstance(index, slice):
            return Lines(self.numbers[index], [column[index] for column in self.columns])
        return Line(self.numbers[index], tuple(column[index] for column in self.columns))


def in_columns(lines: Sequence[Line]) -> Lines | None:
    """The rows as columns; None where they are of several widths, or none."""
    if isinstance(lines, Lines):
        return lines
    widths = {len(line.cells) for line in lines}
    if len(widths) != 1 or 0 in widths:
        return None
    columns = list(zip(*(line.cells for line in lines), strict=True))
    return Lines([line.number for line in lines], columns)


def kept(lines: Iterable[Line]) -> Spool[Sequence[Line], Line]:
    """The rows, packed: they are gone through several times."""
    return packed(parts(lines))


def packed(some: Iterable[Sequence[Line]]) -> Spool[Sequence[Line], Line]:
    """Rows that come in parts, packed."""
    found: Spool[Sequence[Line], Line] = Spool(_packed, _unpacked, lambda part: part)
    for part in some:
        found.append(part)
    return found


def parts_of(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The rows part by part, as they are packed if they are."""
    return lines.parts() if isinstance(lines, Spool) else parts(lines)


def _packed(lines: Sequence[Line]) -> bytes:
    found = in_columns(lines)
    if found is not None:
        columns = [APART.join(column) for column in found.columns]
        if all(text.count(APART) == len(found) - 1 for text in columns):
            return marshal.dumps((list(found.numbers), columns))
    return marshal.dumps(([], [tuple(line) for line in lines]))


def _unpacked(data: bytes) -> Sequence[Line]:
    numbers, held = marshal.loads(data)  # noqa: S302 - packed by this process
    if not numbers:
        return list(starmap(Line, held))
    return Lines(numbers, Columns(held, len(numbers)))


class Columns(Sequence[Sequence[str]]):
    """Columns of `rows` cells, each a text that is split at a sign when it is asked for (of most
    passes few are), or its cells as they are, or None where it is blank.
    """

    def __init__(
        self, texts: Sequence[str | Sequence[str] | None], rows: int, apart: str = APART
    ) -> None:
        self.texts, self._rows, self._apart = texts, rows, apart
        self._known: dict[int, Sequence[str]] = {}

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, index: int) -> Sequence[str]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[str]]: ...
    def __getitem__(self, index: int | slice) -> Sequence[str] | Sequence[Sequence[str]]:
        if isinstance(index, slice):
            return Columns(self.texts[index], self._rows, self._apart)
        if index not in self._known:
            self._known[index] = self._cells(self.texts[index])
        return self._known[index]

    def _cells(self, text: str | Sequence[str] | None) -> Sequence[str]:
        if text is None:
            return ("",) * self._rows
        return text.split(self._apart) if isinstance(text, str) else text


def joined(cells: Sequence[str], apart: str) -> str | Sequence[str]:
    """A column as one text; its cells as they are where one of them has the sign."""
    whole = apart.join(cells)
    return whole if whole.count(apart) == len(cells) - 1 else cells
