"""The rows of a table as lines of JSON, and back."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, cast

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, insert

from db.backup.shape import Shape

CHUNK = 5_000
CHUNK_OF_FILES = 4
"""Rows that may hold a file each."""

Row = list[Any]


def _plain(value: Any) -> str:
    """A value that JSON does not know."""
    if isinstance(value, date):  # datetime is one as well
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    raise TypeError(f"a backup cannot hold {value!r}")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)


def lines(connection: Connection, shape: Shape) -> Iterator[bytes]:
    """Every row of the table, by primary key, each a line."""
    statement = shape.select(connection.dialect.name)
    found = connection.execute(statement, execution_options={"yield_per": _chunk(shape)})
    for row in found:
        yield _ENCODER.encode(tuple(row)).encode() + b"\n"


def _chunk(shape: Shape) -> int:
    return CHUNK_OF_FILES if "bytes" in shape.columns.values() else CHUNK


def load(connection: Connection, shape: Shape, given: Iterable[bytes]) -> None:
    """Write lines into the table. Rows that point to one another within it may come in any order.

    Raises:
        psycopg.Error, DBAPIError: the rows do not fit the table.
    """
    if connection.dialect.name == "postgresql":
        _copy(connection, shape, given)
        return
    rows = _decoded(given, shape, _SQLITE)
    while chunk := list(islice(rows, _chunk(shape))):
        values = [dict(zip(shape.columns, row, strict=True)) for row in chunk]
        connection.execute(insert(shape.table), values)


def _copy(connection: Connection, shape: Shape, given: Iterable[bytes]) -> None:
    """One quick statement, at whose end PostgreSQL looks at foreign keys."""
    driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    columns = SQL(", ").join(map(Identifier, shape.columns))
    statement = SQL("COPY {} ({}) FROM STDIN").format(Identifier(shape.name), columns)
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in _decoded(given, shape, _POSTGRESQL):
            copy.write_row(row)


_POSTGRESQL: dict[str, Callable[[Any], Any]] = {"bytes": b64decode}
"""PostgreSQL reads dates itself."""

_SQLITE: dict[str, Callable[[Any], Any]] = {
    **_POSTGRESQL,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


def _decoded(
    given: Iterable[bytes], shape: Shape, converters: dict[str, Callable[[Any], Any]]
) -> Iterator[Row]:
    special = [
        (position, converters[kind])
        for position, kind in enumerate(shape.columns.values())
        if kind in converters
    ]
    for line in given:
        row: Row = json.loads(line)
        for position, convert in special:
            if row[position] is not None:
                row[position] = convert(row[position])
        yield row
