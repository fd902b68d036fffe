"""Many rows into a table at once: each column through its type, then the driver's own call.

SQLAlchemy prepares the parameters of a statement row by row, which takes as long as writing them;
and a statement for each row takes twice as long as one for many: SQLite makes the lists of a
table's CHECKs (stage IN …) anew each time, and PostgreSQL has one answer less to give.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, cast

from sqlalchemy import JSON, Connection, Dialect, Table, column
from sqlalchemy import table as named
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.types import TypeEngine

ROWS = 50
"""So many a statement: more is no quicker, and a statement may have 32,766 parameters."""


def insert(connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows, given as their columns; those not given have the store's own defaults."""
    names = tuple(columns)
    bound = [
        _bound(table.c[name].type, values, connection.dialect) for name, values in columns.items()
    ]
    flat = list(chain.from_iterable(zip(*bound, strict=True)))
    whole = len(flat) // (ROWS * len(names)) * ROWS * len(names)
    for size, parameters in ((ROWS, flat[:whole]), (1, flat[whole:])):
        step = size * len(names)
        each = [tuple(parameters[at : at + step]) for at in range(0, len(parameters), step)]
        if each:
            connection.exec_driver_sql(_insertion(connection.dialect, table, names, size), each)


@lru_cache(maxsize=64)
def _insertion(dialect: Dialect, table: Table, names: tuple[str, ...], rows: int) -> str:
    """INSERT INTO table (names) VALUES (…), as many of these as rows."""
    target = named(table.name, *(column(name, table.c[name].type) for name in names))
    made = cast(type[DefaultDialect], type(dialect))
    positional = made(paramstyle="qmark" if dialect.positional else "format")
    begin, values, one = str(target.insert().compile(dialect=positional)).partition(" VALUES ")
    return begin + values + ", ".join([one] * rows)


def _bound(kind: TypeEngine[Any], values: Sequence[Any], dialect: Dialect) -> Sequence[Any]:
    """The values as the driver takes them. A column of a ledger has few different ones."""
    process = kind.dialect_impl(dialect).bind_processor(dialect)
    if process is None:
        return values
    if isinstance(kind, JSON):
        return [process(value) for value in values]
    known = {value: process(value) for value in set(values)}
    return [known[value] for value in values]
