"""Databases that fail, and come back."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL, make_url, text

from db.engine import locked, make_engine


@contextmanager
def no_answer(url: str) -> Iterator[None]:
    """The database is out of reach; it is back, as it was, at the end.

    PostgreSQL shuts everyone out. A SQLite file has something else in its place; whoever has it
    open keeps it, so that must be done before its first reader.
    """
    where = make_url(url)
    assert where.database
    if where.get_backend_name() == "postgresql":
        with shut_out(where, where.database):
            yield
        return
    file, aside = Path(where.database), Path(where.database + ".aside")
    file.rename(aside)
    file.mkdir()
    try:
        yield
    finally:
        shutil.rmtree(file)
        aside.rename(file)


@contextmanager
def shut_out(where: URL, name: str) -> Iterator[None]:
    """Nobody can connect to a database of PostgreSQL, and who was connected is so no more."""
    server = where.set(drivername="postgresql", database="postgres")
    with psycopg.connect(
        server.render_as_string(hide_password=False), autocommit=True
    ) as connection:
        allow = SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
        connection.execute(allow.format(Identifier(name), SQL("false")))
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
            [name],
        )
        try:
            yield
        finally:
            connection.execute(allow.format(Identifier(name), SQL("true")))


@contextmanager
def table_gone(url: str, name: str) -> Iterator[None]:
    """A table of a SQLite database is missing, as in a damaged file; it is back at the end.

    The revision stays, so that what is cached remains in use.
    """

    def rename(before: str, after: str) -> None:
        with locked(make_engine(url)) as connection:
            connection.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))

    rename(name, f"{name}_aside")
    try:
        yield
    finally:
        rename(f"{name}_aside", name)


def set_version(url: str, version: str) -> str:
    """Write another version into the store; returns the one that was there."""
    with locked(make_engine(url), any_version=True) as connection:
        before = str(connection.scalar(text("SELECT version_num FROM alembic_version")))
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    return before
