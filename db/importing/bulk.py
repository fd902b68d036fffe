"""Many rows into a table at once: each column through its type, then the driver's own call.

SQLAlchemy prepares the parameters of a statement row by row, which takes as long as writing them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Connection, Dialect, Table, column
from sqlalchemy import table as named
from sqlalchemy.types import TypeEngine

AT_ONCE = 20_000
"""So many rows go to the database in one call: more would only take memory."""


def insert(connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows, given as their columns; those not given have the store's own defaults."""
    target = named(table.name, *(column(name, table.c[name].type) for name in columns))
    compiled = target.insert().compile(dialect=connection.dialect)
    count = max(map(len, columns.values()), default=0)
    for start in range(0, count, AT_ONCE):
        part = [
            _bound(table.c[name].type, values[start : start + AT_ONCE], connection.dialect)
            for name, values in columns.items()
        ]
        rows = list(zip(*part, strict=True))
        if compiled.positional:
            connection.exec_driver_sql(str(compiled), rows)
        else:
            named_rows = [dict(zip(columns, row, strict=True)) for row in rows]
            connection.exec_driver_sql(str(compiled), named_rows)


def _bound(kind: TypeEngine[Any], values: Sequence[Any], dialect: Dialect) -> Sequence[Any]:
    """The values as the driver takes them. A column of a ledger has few different ones."""
    process = kind.dialect_impl(dialect).bind_processor(dialect)
    if process is None:
        return values
    if isinstance(kind, JSON):
        return [process(value) for value in values]
    known = {value: process(value) for value in set(values)}
    return [known[value] for value in values]
