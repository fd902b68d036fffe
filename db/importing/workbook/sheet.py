"""A sheet that was read: its rows as they come from its reader, packed."""

from typing import Any

import orjson

from db.importing.lines import Columns, Line, Lines, joined
from db.importing.spool import Spool
from db.importing.workbook.book import Rows
from db.importing.workbook.marks import Marks

SEPARATOR = "\x7f"
"""Between the cells of a column: a sign that no cell of it has. It is one byte in JSON."""

Told = dict[str, Any]
"""A message of the reader, as JSON can hold it."""


def told(rows: Rows) -> Told:
    """Rows as they are told: the cells of a column are one text, which is quickly read again."""
    return {"lines": rows.lines, "columns": [joined(cells, SEPARATOR) for cells in rows.columns]}


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
        columns = Columns(message["columns"], len(message["lines"]), SEPARATOR)
        self.lines.append(Lines(message["lines"], columns))
        self._parts += 1
        self.width = max(self.width, len(columns))

    def _unpacked(self, data: bytes) -> Lines:
        numbers, texts = orjson.loads(data)
        blank = [None] * (self.width - len(texts))
        return Lines(numbers, Columns([*texts, *blank], len(numbers), SEPARATOR))


def _packed(part: Lines) -> bytes:
    assert isinstance(part.columns, Columns)  # noqa: S101 - `add` alone appends
    return orjson.dumps([part.numbers, part.columns.texts])
