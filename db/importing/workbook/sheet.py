"""A sheet that was read: its rows as they come from its reader, packed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from db.importing.csvtext import Line
from db.importing.spool import Spool
from db.importing.workbook.book import Rows
from db.importing.workbook.marks import Marks

SEPARATOR = "\x7f"
"""Between the cells of a column: a sign that no cell of it has. It is one byte in JSON."""

Told = dict[str, Any]
"""A message of the reader, as JSON can hold it."""


@dataclass(frozen=True)
class _Part:
    lines: Sequence[int]
    columns: Sequence[str | Sequence[str]]

    def __len__(self) -> int:
        return len(self.lines)


def told(rows: Rows) -> Told:
    """Rows as they are told: the cells of a column are one text, which is quickly read again."""
    return {"lines": rows.lines, "columns": [*map(_joined, rows.columns)]}


class Sheet:
    """Its `lines` are as wide as the widest."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.marks = Marks()
        self.width = self._parts = 0
        self.lines: Spool[_Part, Line] = Spool(_packed, _unpacked, self._rows)

    @property
    def begins(self) -> bool:
        """Whether no more than the first rows have come."""
        return self._parts == 1

    def add(self, message: Told) -> None:
        """The next rows, as `told`."""
        self.lines.append(_Part(message["lines"], message["columns"]))
        self._parts += 1
        self.width = max(self.width, len(message["columns"]))

    def _rows(self, part: _Part) -> list[Line]:
        missing = self.width - len(part.columns)
        blank = [("",) * len(part.lines)] * missing
        cells = zip(*map(_parted, part.columns), *blank, strict=True)
        return [*map(Line._make, zip(part.lines, cells, strict=True))]


def _packed(part: _Part) -> bytes:
    return orjson.dumps([part.lines, part.columns])


def _unpacked(packed: bytes) -> _Part:
    return _Part(*orjson.loads(packed))


def _joined(cells: Sequence[str]) -> str | Sequence[str]:
    whole = SEPARATOR.join(cells)
    return whole if whole.count(SEPARATOR) == len(cells) - 1 else cells


def _parted(column: str | Iterable[str]) -> Iterable[str]:
    return column.split(SEPARATOR) if isinstance(column, str) else column
