"""Many rows into a table at once: each column through its type, then the driver's own call.

SQLAlchemy prepares the parameters of a statement row by row, which takes as long as writing them.
PostgreSQL is sent the rows as COPY, which takes two thirds of what statements take. On SQLite a
statement for each row takes twice as long as one for many, and of what is left a third goes into
the table's CHECKs (stage IN …): all rows at once are checked in a fifth of that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain, count
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    Dialect,
    Table,
    and_,
    column,
    func,
    inspect,
    literal_column,
    not_,
    select,
    update,
)
from sqlalchemy import table as named
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

Names = tuple[str, ...]

MANY = 20_000
"""Of fewer rows the indexes are never built anew."""
MANY_CHECKED = 2_000
"""Fewer rows are checked one by one."""
ROWS = 50
"""So many a statement: more is no quicker, and a statement may have 32,766 parameters."""


def insert(connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows, given as their columns; those not given have the store's own defaults."""
    names = tuple(columns)
    bound = [
        _bound(table.c[name].type, values, connection.dialect) for name, values in columns.items()
    ]
    if connection.dialect.name == "postgresql":
        _copy(connection, table, names, zip(*bound, strict=True))
    else:
        _insert(connection, table, dict(zip(names, bound, strict=True)))


@contextmanager
def indexed_after(connection: Connection, table: Table, rows: int) -> Iterator[None]:
    """While so many rows are inserted: indexes that would more than double are built after it,
    which takes a quarter of what each row's place in them takes. On SQLite alone, where others read
    on meanwhile; what is unique stays checked row by row.
    """
    found: list[tuple[str, str]] = []
    if connection.dialect.name == "sqlite" and rows >= max(MANY, _last_id(connection, table)):
        statement = (
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? "
            "AND sql NOT LIKE 'CREATE UNIQUE%'"
        )
        found = [tuple(row) for row in connection.exec_driver_sql(statement, (table.name,))]
    quoted = connection.dialect.identifier_preparer.quote
    for name, _ in found:
        connection.exec_driver_sql(f"DROP INDEX {quoted(name)}")
    yield
    for _, sql in found:
        connection.exec_driver_sql(sql)


@contextmanager
def checked_after(connection: Connection, tables: Iterable[Table], rows: int) -> Iterator[None]:
    """While so many rows are inserted: SQLite looks whether they keep the CHECKs of these tables
    after it, at once.

    Raises:
        IntegrityError: one does not, as if it had been looked at when it was inserted.
    """
    checks: dict[Table, list[str] | None] = {}
    if connection.dialect.name == "sqlite" and rows >= MANY_CHECKED:
        checks = {table: _checks(connection, table) for table in tables}
    if None in checks.values():
        checks = {}
    last = {table: _last_id(connection, table) for table, found in checks.items() if found}
    if last:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        if last:
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
    for table, before in last.items():
        kept = and_(*(literal_column(f"({check})") for check in checks[table] or ()))
        again = update(table).values({each.name: each for each in table.c})
        connection.execute(again.where(table.c.id > before, not_(kept)))


def _checks(connection: Connection, table: Table) -> list[str] | None:
    """What the store itself says a table's CHECKs are; None where it is not all understood."""
    found = [each["sqltext"] for each in inspect(connection).get_check_constraints(table.name)]
    sql = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?"
    whole: str = connection.exec_driver_sql(sql, (table.name,)).scalar_one()
    return found if whole.upper().count("CHECK (") == len(found) else None


def _last_id(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.max(table.c.id))) or 0


def _copy(
    connection: Connection, table: Table, names: Names, rows: Iterable[tuple[Any, ...]]
) -> None:
    quoted = connection.dialect.identifier_preparer
    into = f"{quoted.format_table(table)} ({', '.join(map(quoted.quote, names))})"
    statement = f"COPY {into} FROM STDIN"
    base: type[Exception] = connection.dialect.loaded_dbapi.Error
    cursor: Any = connection.connection.cursor()
    try:
        with cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except base as error:  # as SQLAlchemy raises those of its own statements
        raise DBAPIError.instance(
            statement, None, error, base, dialect=connection.dialect
        ) from error


def _insert(connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    """Several rows a statement. A value that all rows have is given to each statement once."""
    shared = {name: values[0] for name, values in columns.items() if _is_one(values)}
    own = [values for name, values in columns.items() if name not in shared]
    of = len(next(iter(columns.values()), ()))
    flat = list(chain.from_iterable(zip(*own, strict=True)))
    whole = of // ROWS * ROWS
    for size, rows in ((ROWS, range(0, whole, ROWS)), (1, range(whole, of))):
        statement = _insertion(connection.dialect, table, tuple(columns), tuple(shared), size)
        first, width = tuple(shared.values()), len(own)
        each = [first + tuple(flat[at * width : (at + size) * width]) for at in rows]
        if each:
            connection.exec_driver_sql(statement, each)


def _is_one(values: Sequence[Any]) -> bool:
    """Whether all values are the same one."""
    return len(values) > 0 and values[0] == values[-1] and values.count(values[0]) == len(values)


@lru_cache(maxsize=64)
def _insertion(dialect: Dialect, table: Table, names: Names, shared: Names, rows: int) -> str:
    """INSERT INTO table (names) VALUES (…), as many of these as rows; the parameters are those that
    all share and then each row's own.
    """
    target = named(table.name, *(column(name, table.c[name].type) for name in names))
    begin = str(target.insert().compile(dialect=dialect)).partition(" VALUES ")[0]
    known = {name: f"?{place}" for place, name in enumerate(shared, 1)}
    places = count(len(shared) + 1)
    each = (", ".join(known.get(n) or f"?{next(places)}" for n in names) for _ in range(rows))
    return f"{begin} VALUES ({'), ('.join(each)})"


def _bound(kind: TypeEngine[Any], values: Sequence[Any], dialect: Dialect) -> Sequence[Any]:
    """The values as the driver takes them. A column of a ledger has few different ones."""
    process = kind.dialect_impl(dialect).bind_processor(dialect)
    if process is None:
        return values
    if isinstance(kind, JSON):
        return [process(value) for value in values]
    known = {value: process(value) for value in set(values)}
    return [known[value] for value in values]
