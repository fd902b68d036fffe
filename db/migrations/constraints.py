"""Constraints of a table that others point to.

SQLite can neither alter one nor build such a table anew within a transaction. Nothing of what is
stored depends on a constraint's text, so that is replaced in the schema, as
https://sqlite.org/lang_altertable.html#otheralter describes.
"""

import re
from collections.abc import Callable, Sequence

import sqlalchemy as sa
from alembic import op

SQLITE_SQL = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table")
SQLITE_KEEP = sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :table")


def allow(table: str, column: str, vocabulary: str, values: Sequence[str]) -> None:
    """Let a column of a vocabulary hold just these values."""
    name = f"ck_{table}_{vocabulary}"
    if op.get_bind().dialect.name == "sqlite":
        condition = f"{column} IN ({', '.join(map(_quoted, values))})"
        check = re.compile(rf"(CONSTRAINT {name} CHECK )\([^()]*\([^()]*\)\)")
        _rewrite(table, name, lambda sql: check.subn(lambda m: f"{m[1]}({condition})", sql))
        return
    op.drop_constraint(op.f(name), table, type_="check")
    op.create_check_constraint(op.f(name), table, sa.column(column).in_(list(values)))


def replace(table: str, old: tuple[str, str], new: tuple[str, str]) -> None:
    """Another constraint in place of one, each as its name and its text."""
    if op.get_bind().dialect.name == "sqlite":
        here, there = (f"CONSTRAINT {name} {text}" for name, text in (old, new))
        _rewrite(table, old[0], lambda sql: (sql.replace(here, there), sql.count(here)))
        return
    op.execute(sa.text(f"ALTER TABLE {table} DROP CONSTRAINT {old[0]}"))
    op.execute(sa.text(f"ALTER TABLE {table} ADD CONSTRAINT {new[0]} {new[1]}"))


def optional(table: str, column: str, kind: str, *, undo: bool = False) -> None:
    """Let a column of a type be empty, or (`undo`) no longer."""
    if op.get_bind().dialect.name == "sqlite":
        loose, strict = f"{column} {kind}, ", f"{column} {kind} NOT NULL, "
        here, there = (loose, strict) if undo else (strict, loose)
        _rewrite(table, column, lambda sql: (sql.replace(here, there), sql.count(here)))
        return
    op.alter_column(table, column, nullable=not undo)


def _rewrite(table: str, name: str, change: Callable[[str], tuple[str, int]]) -> None:
    """`change` gives the table's text with another constraint, and how often it had the old one."""
    connection = op.get_bind()
    written, found = change(str(connection.scalar(SQLITE_SQL, {"table": table})))
    if found != 1:
        raise RuntimeError(f"{table} has no such {name}")
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.execute(SQLITE_KEEP, {"sql": written, "table": table})
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
