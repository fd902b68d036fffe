"""A table of groups that follows from other tables: counting a part of it anew, and comparing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from db.importing import bulk
from db.queries.part import Part, within

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Kept:
    """`reckoned` gives the rows of a part of the table, made of what the table follows from."""

    table: Table
    reckoned: Callable[[Connection, Part], Iterable[Row]]

    def renew(self, connection: Connection, part: Part) -> None:
        """Count a part anew."""
        rows = list(self.reckoned(connection, part))
        connection.execute(delete(self.table).where(*within(self.table, part)))
        if rows:
            names = [column.name for column in self.table.c]
            columns = {name: [row[name] for row in rows] for name in names}
            bulk.insert(connection, self.table, columns)

    def faults(self, connection: Connection) -> Iterator[str]:
        """Groups that are kept otherwise than they are counted now, a line each."""
        kept = self._by_key(row._asdict() for row in connection.execute(select(self.table)))
        counted = self._by_key(self.reckoned(connection, {}))
        for key in sorted(kept.keys() | counted.keys()):
            was, now = kept.get(key), counted.get(key)
            if was != now:
                which = ", ".join(map(str, key))
                yield f"{self.table.name} ({which}): {_told(was, now)}"

    def _by_key(self, rows: Iterable[Row]) -> dict[tuple[str, ...], dict[str, Any]]:
        keys = [column.name for column in self.table.primary_key]
        return {tuple(str(row[key]) for key in keys): dict(row) for row in rows}


def _told(was: dict[str, Any] | None, now: dict[str, Any] | None) -> str:
    if was is None:
        return "the ledgers have it, and it is not kept"
    if now is None:
        return "it is kept, and the ledgers have it no more"
    return "; ".join(
        f"{name} is kept as {was[name]}, the ledgers have {now[name]}"
        for name in was
        if was[name] != now[name]
    )
