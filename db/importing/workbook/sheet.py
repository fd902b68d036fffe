"""A sheet that was read: its rows as they come from its reader, packed."""

from collections.abc import Sequence
from typing import Any, overload

import orjson

from db.importing.lines import Line, Lines
from db.importing.spool import Spool
from db.importing.workbook.book import Rows
from db.importing.workbook.marks import Marks

SEPARATOR = "\x7f"
"""Between the cells of a column: a sign that no cell of it has. It is one byte in JSON."""

Told = dict[str, Any]
"""A message of the reader, as JSON can hold it."""


def told(rows: Rows) -> Told:
    """Rows as they are told: the cells of a column are one text, which is quickly read again."""
    return {"lines": rows.lines, "columns": [*map(_joined, rows.columns)]}


class Sheet:
    """Its `lines` are as wide as the widest."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.marks = Marks()
        self.width = self._parts = 0
        self.lines: Spool[Lines, Line] = Spool(_packed, self._unpacked, lambda part: part)

    @property
    def begins(self) -> bool:
        """Whether no more than the first rows have come."""
        return self._parts == 1

    def add(self, message: Told) -> None:
        """The next rows, as `told`."""
        columns = _Columns(message["columns"], len(message["lines"]))
        self.lines.append(Lines(message["lines"], columns))
        self._parts += 1
        self.width = max(self.width, len(columns))

    def _unpacked(self, data: bytes) -> Lines:
        numbers, texts = orjson.loads(data)
        blank = [None] * (self.width - len(texts))
        return Lines(numbers, _Columns([*texts, *blank], len(numbers)))


class _Columns(Sequence[Sequence[str]]):
    """Columns as they were told, split when they are asked for; what is None is blank."""

    def __init__(self, texts: Sequence[str | Sequence[str] | None], rows: int) -> None:
        self.texts, self._rows = texts, rows
        self._known: dict[int, Sequence[str]] = {}

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, index: int) -> Sequence[str]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[str]]: ...
    def __getitem__(self, index: int | slice) -> Sequence[str] | Sequence[Sequence[str]]:
        if isinstance(index, slice):
            return _Columns(self.texts[index], self._rows)
        if index not in self._known:
            text = self.texts[index]
            self._known[index] = ("",) * self._rows if text is None else _parted(text)
        return self._known[index]


def _packed(part: Lines) -> bytes:
    assert isinstance(part.columns, _Columns)  # noqa: S101 - `add` alone appends
    return orjson.dumps([part.numbers, part.columns.texts])


def _joined(cells: Sequence[str]) -> str | Sequence[str]:
    whole = SEPARATOR.join(cells)
    return whole if whole.count(SEPARATOR) == len(cells) - 1 else cells


def _parted(column: str | Sequence[str]) -> Sequence[str]:
    return column.split(SEPARATOR) if isinstance(column, str) else column
