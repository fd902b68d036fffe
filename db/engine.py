"""Connections, and the two ways to use one: reading and writing.

SQLite as measured in STACK: WAL, and writers that take the lock at BEGIN, lose no update.
PostgreSQL writers queue on one advisory lock, so that imports cannot deadlock. The writers of one
process queue on a lock of its own first: waiting for SQLite's is not fair, and a server that is
told to end can wait for the one that has it.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import orjson
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    make_url,
    select,
    text,
    update,
)
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError

from db.errors import StoreUnavailable
from db.models import StoreRevision

WRITE_LOCK = 0x5869_6573_686F_75  # "Xieshou" in ASCII
SIGN_IN_LOCK = WRITE_LOCK + 1
BUSY_MILLISECONDS = 30_000  # as long as PostgreSQL's writers wait: others may be migrating
TURN_SECONDS = 60
KILOBYTES, MANY_KILOBYTES = 2_000, 80_000
"""What SQLite keeps of a file in memory: its own default, and while many rows are written."""
POSTGRESQL_SETTINGS = {
    "statement_timeout": "60s",
    "lock_timeout": "30s",
    "idle_in_transaction_session_timeout": "60s",
}
POSTGRESQL_READING = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

_turn = Lock()


@lru_cache(maxsize=8)
def make_engine(url: str) -> Engine:
    """The engine for a database URL, one a process and URL. Connects to nothing yet.

    Raises:
        StoreUnavailable: it is no URL of SQLite or PostgreSQL.
    """
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
        if backend == "sqlite":
            return _sqlite(parsed)
        if backend in ("postgresql", "postgres"):
            return _postgresql(parsed)
    except ArgumentError as error:
        raise StoreUnavailable("DATABASE_URL is not a database URL") from error
    raise StoreUnavailable(f"DATABASE_URL must name SQLite or PostgreSQL, not {backend}")


def _postgresql(url: URL) -> Engine:
    options = " ".join(f"-c {name}={value}" for name, value in POSTGRESQL_SETTINGS.items())
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        json_serializer=_to_json,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5, "options": options},
    )


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        with suppress(OSError):  # then connecting fails, and says so
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, json_serializer=_to_json)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _to_json(value: Any) -> str:
    """Terms as their words, dates as ISO text."""
    return orjson.dumps(value).decode()


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    _keep_log(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _keep_log(connection: sqlite3.Connection) -> None:
    """Set WAL. For this SQLite does not wait while another process writes into a new file."""
    deadline = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("xieshou_writes", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A read-only transaction. All its statements see the store as it is at one moment.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    options = POSTGRESQL_READING if engine.dialect.name == "postgresql" else {}
    with (
        _reachable(),
        engine.connect().execution_options(**options) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def locked(engine: Engine, lock: int = WRITE_LOCK) -> Iterator[Connection]:
    """A write transaction that holds the store's one write lock from its first moment.

    What has nothing to do with ledgers may queue on a lock of its own: on PostgreSQL people can
    sign in during a long import. SQLite has but one.

    Raises:
        StoreUnavailable: the database does not answer, or the lock was not had in time.
    """
    with (
        _in_turn(),
        _reachable(),
        engine.connect().execution_options(xieshou_writes=True) as connection,
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": lock})
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A write transaction that raises the store's revision: all or nothing of it is kept."""
    with locked(engine) as connection:
        yield connection
        raise_revision(connection)


@contextmanager
def roomy(connection: Connection) -> Iterator[None]:
    """While many rows are written: SQLite keeps the pages of their indexes in memory, instead of
    writing them out and reading them again for every few rows.
    """
    _keep(connection, MANY_KILOBYTES)
    try:
        yield
    finally:
        _keep(connection, KILOBYTES)


def _keep(connection: Connection, kilobytes: int) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = -{kilobytes}")


def wait_for_write(seconds: float) -> bool:
    """Wait, at most so long, for the write that runs in this process; False if it still does."""
    finished = _turn.acquire(timeout=seconds)
    if finished:
        _turn.release()
    return finished


@contextmanager
def _in_turn() -> Iterator[None]:
    if not _turn.acquire(timeout=TURN_SECONDS):
        raise StoreUnavailable(f"another write of this process took over {TURN_SECONDS} s")
    try:
        yield
    finally:
        _turn.release()


def raise_revision(connection: Connection) -> None:
    """Tell all readers that what they have cached is out of date."""
    connection.execute(
        update(StoreRevision).values(revision=StoreRevision.revision + 1, changed_at=utc_now())
    )


def revision(connection: Connection) -> int:
    """The number that every write transaction raises: what was read at the same one still holds."""
    return connection.execute(select(StoreRevision.revision)).scalar_one()


def moment(connection: Connection) -> tuple[int, datetime]:
    """The revision and when it came: two stores of one address, one after the other, differ."""
    found = connection.execute(select(StoreRevision.revision, StoreRevision.changed_at)).one()
    return found.revision, found.changed_at


def utc_now() -> datetime:
    """The time as the store keeps it: UTC, without a zone, to the second."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        broken = isinstance(error, OperationalError) or type(error) is DatabaseError
        if broken or error.connection_invalidated or _failed_inside(error):
            raise StoreUnavailable(_first_line(error)) from error
        raise


def _failed_inside(error: DBAPIError) -> bool:
    """Whether PostgreSQL itself failed: a file beyond its limit, a damaged page."""
    return str(getattr(error.orig, "sqlstate", None)).startswith("XX")


def _first_line(error: DBAPIError) -> str:
    return next(iter(str(error.orig or "").strip().splitlines()), type(error).__name__)
