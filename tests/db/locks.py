"""Waiting until another process writes to a store."""

import sqlite3
import time
from contextlib import closing

from sqlalchemy import Engine, text

from db.engine import reading

WAIT_SECONDS = 60
WAITED_FOR = text(
    "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database "
    "WHERE locktype = 'advisory' AND datname = current_database())"
)


def wait_for_writer(engine: Engine) -> None:
    """Return when somebody holds the store's write lock."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not is_written(engine):
        assert time.monotonic() < deadline, f"nobody wrote within {WAIT_SECONDS} s"
        time.sleep(0.01)


def is_written(engine: Engine) -> bool:
    if engine.dialect.name == "postgresql":
        with reading(engine) as connection:
            return bool(connection.scalar(WAITED_FOR))
    with closing(sqlite3.connect(engine.url.database or "", timeout=0)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        return False
