"""From a file's records to rows of values, a part at a time: as a block where nothing need be said.

Most columns of a ledger are copied as they are. What a record has besides (its pairing, the code of
its place, the meeting it goes back to) follows from a few others, which repeat: `Ledger.assemble`
works it out once for all rows that have the same text in those.
"""

from collections.abc import Sequence
from typing import Any

from db.importing.block import Block
from db.importing.cells import MEMORY, Conversion, Given
from db.importing.csvtext import Line
from db.importing.directory import Directory
from db.importing.kinds import Ledger
from db.importing.lines import Lines
from db.importing.mapping import Mapped
from db.importing.rows import ParsedRow
from db.importing.wide import Splitter


class Assembly:
    """The rows of one file, from the first to the last."""

    def __init__(
        self, ledger: Ledger, mapped: Mapped, header: tuple[str, ...], directory: Directory
    ) -> None:
        self._ledger, self._directory = ledger, directory
        self._conversion = Conversion(mapped.columns, header, directory)
        self._splitter = Splitter(mapped.columns, ledger.fields)
        known = ledger.fields.keys()
        self._parts = any(c.of and c.field not in known for c in mapped.columns.values())
        self._order: tuple[str, ...] = ()
        self._names: tuple[str, ...] = ()
        self._known: dict[tuple[str, ...], tuple[Any, ...] | None] = {}

    def rows(self, records: Sequence[Line]) -> Block | list[ParsedRow]:
        """The next records."""
        quick = self._ledger.copied and not (self._splitter or self._parts)
        given = self._conversion.columns(records) if quick else None
        columns = self._columns(given) if given else None
        if columns is None:
            rows = self._conversion.rows(records)
            every = self._splitter.records(rows) if self._splitter else rows
            return [self._ledger.assemble(cells, self._directory) for cells in every]
        numbers = self._conversion.passed(records)
        lines = records.numbers if isinstance(records, Lines) else [r.number for r in records]
        return Block(numbers, lines, columns)

    def _columns(self, given: Given) -> dict[str, Sequence[Any]] | None:
        """The columns of the records, in the order in which a row has them; None where one of them
        is to be looked at by itself.
        """
        copied = self._ledger.copied
        found: dict[str, Sequence[Any]] = {
            name: values if copied[name] is None else [value or copied[name] for value in values]
            for name, (_, values) in given.items()
            if name in copied
        }
        others = [name for name in given if name not in copied]
        texts = list(zip(*(given[name][0] for name in others), strict=True))
        values = zip(*(given[name][1] for name in others), strict=True)
        if len(self._known) > MEMORY:
            self._known.clear()
        for text, fields in zip(texts, values, strict=True):
            if text not in self._known:
                self._known[text] = self._worked_out(dict(zip(others, fields, strict=True)))
        rows = [self._known[text] for text in texts]
        if None in rows:
            return None
        found |= zip(self._names, zip(*filter(None, rows), strict=True), strict=True)
        if not self._order:
            self._order = self._order_of(given)
        return {name: found[name] for name in self._order}

    def _worked_out(self, fields: dict[str, Any]) -> tuple[Any, ...] | None:
        """The values that follow from these fields; None where a row has more than values."""
        row = self._ledger.assemble(self._conversion.cells(fields), self._directory)
        if row.issues or row.defaults or row.children or row.new_children or row.some:
            return None
        names = tuple(row.values)
        self._names = self._names or names
        return tuple(row.values.values()) if names == self._names else None

    def _order_of(self, given: Given) -> tuple[str, ...]:
        fields = {name: values[0] for name, (_, values) in given.items()}
        return tuple(self._ledger.assemble(self._conversion.cells(fields), self._directory).values)
