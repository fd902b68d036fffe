"""Widening and narrowing a vocabulary in the CHECK of a column."""

import re
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

SQLITE_SQL = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table")
SQLITE_KEEP = sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :table")


def allow(table: str, column: str, vocabulary: str, values: Sequence[str]) -> None:
    """Let a column of a vocabulary hold just these values.

    SQLite cannot alter a CHECK, and a table that others point to cannot be built anew within a
    transaction. Nothing of what is stored depends on a CHECK, so its text is replaced in the
    schema, as https://sqlite.org/lang_altertable.html#otheralter describes.
    """
    name = f"ck_{table}_{vocabulary}"
    if op.get_bind().dialect.name == "sqlite":
        _rewrite(table, name, f"{column} IN ({', '.join(map(_quoted, values))})")
        return
    op.drop_constraint(op.f(name), table, type_="check")
    op.create_check_constraint(op.f(name), table, sa.column(column).in_(list(values)))


def _rewrite(table: str, name: str, condition: str) -> None:
    connection = op.get_bind()
    sql = connection.scalar(SQLITE_SQL, {"table": table})
    check = re.compile(rf"(CONSTRAINT {name} CHECK )\([^()]*\([^()]*\)\)")
    written, found = check.subn(lambda match: f"{match[1]}({condition})", str(sql))
    if found != 1:
        raise RuntimeError(f"{table} has no CHECK {name}")
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.execute(SQLITE_KEEP, {"sql": written, "table": table})
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
