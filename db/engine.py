"""Connections, and the two ways to use one: reading and writing.

SQLite as measured in STACK: WAL, and writers that take the lock at BEGIN, lose no update.
PostgreSQL writers queue on one advisory lock, so that imports cannot deadlock. The writers of one
process queue on a lock of its own first: waiting for SQLite's is not fair, and a server that is
told to end can wait for the one that has it.

Every transaction first asks for the store's version, so that a program takes nothing from a store
that a newer one has migrated meanwhile, and gives it nothing. That tells as well whether a pooled
connection still stands: it is asked in place of a ping.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
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
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import NullPool

from db.errors import StoreBusy, StoreNotReady, StoreUnavailable
from db.models import StoreRevision
from db.settings import ROOT
from db.versions import refuse_newer

WRITE_LOCK = 0x5869_6573_686F_75  # "Xieshou" in ASCII
SIGN_IN_LOCK = WRITE_LOCK + 1
BUSY_MILLISECONDS = 30_000  # as long as PostgreSQL's writers wait: others may be migrating
TURN_SECONDS = 60
POOL_SECONDS = 10
"""How long a connection of the pool is waited for: a page that waits longer had better say so."""
KILOBYTES, MANY_KILOBYTES = 2_000, 40_000
"""What SQLite keeps of a file in memory: its own default, and while many rows are written."""
POSTGRESQL_SETTINGS = {
    "statement_timeout": "60s",
    "lock_timeout": "30s",
    "idle_in_transaction_session_timeout": "60s",
}
POSTGRESQL_READING = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
NO_CHARACTER = "\ufffd"
VERSION = "SELECT version_num FROM alembic_version"

LAST = "xieshou_last"
LastDeed = Callable[[Connection, list[Any]], Callable[[], None] | None]

_turns = {WRITE_LOCK: Lock(), SIGN_IN_LOCK: Lock()}
"""Of the writers of this process, by what they queue on in the store."""


@lru_cache(maxsize=8)
def make_engine(url: str, *, pooled: bool = True) -> Engine:
    """The engine for a database URL, one a process and URL. Connects to nothing yet.

    `pooled`: False for one that connects anew each time, whatever others have in use.

    Raises:
        StoreUnavailable: it is no URL of SQLite or PostgreSQL.
    """
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
        if backend == "sqlite":
            return _sqlite(parsed, _pool(parsed, pooled))
        if backend in ("postgresql", "postgres"):
            return _postgresql(parsed, _pool(parsed, pooled))
    except ArgumentError as error:
        raise StoreUnavailable("DATABASE_URL is not a database URL") from error
    raise StoreUnavailable(f"DATABASE_URL must name SQLite or PostgreSQL, not {backend}")


def _pool(url: URL, pooled: bool) -> dict[str, Any]:
    if not pooled:
        return {"poolclass": NullPool}
    return {} if url.database in (None, "", ":memory:") else {"pool_timeout": POOL_SECONDS}


def _postgresql(url: URL, pool: dict[str, Any]) -> Engine:
    options = " ".join(f"-c {name}={value}" for name, value in POSTGRESQL_SETTINGS.items())
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        json_serializer=_to_json,
        connect_args={"connect_timeout": 5, "options": options},
        **pool,
    )
    event.listen(engine, "before_cursor_execute", _without_nul, retval=True)
    return engine


def _without_nul(
    _connection: Connection, _cursor: Any, statement: str, given: Any, _context: Any, _many: bool
) -> tuple[str, Any]:
    """PostgreSQL refuses a text with a NUL in it, which an address may hold. Here it holds the sign
    for what is no character, so that such a text is found nowhere, as on SQLite.
    """
    if isinstance(given, dict) and any(isinstance(v, str) and "\0" in v for v in given.values()):
        given = {
            name: value.replace("\0", NO_CHARACTER) if isinstance(value, str) else value
            for name, value in given.items()
        }
    return statement, given


def _sqlite(url: URL, pool: dict[str, Any]) -> Engine:
    if url.database and url.database != ":memory:" and not url.query.get("uri"):
        with suppress(OSError):  # then connecting fails, and says so
            _keep_to_ourselves(Path(url.database))
    engine = create_engine(url, json_serializer=_to_json, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _keep_to_ourselves(file: Path) -> None:
    """A file for nobody else to read, in a folder that is ours; SQLite gives the files beside it
    the same rights. What is there already in a folder of its own (var/) is closed to others too.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):  # to open one that is there and close it would end its locks
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    for each in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        if each.exists() and each.stat().st_uid == os.geteuid():
            each.chmod(0o600)
    if file.parent == ROOT / "var":
        file.parent.chmod(0o700)


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


def leave(engine: Engine) -> None:
    """Close what this process has of a store, and leave SQLite's file whole without the log beside
    it, though others have the store open: who copies the file alone has all of it. Where nobody
    else has, there is no log any more. Whoever reads meanwhile is not waited for.
    """
    used = engine.dialect.name == "sqlite" and engine.pool.checkedin()  # type: ignore[attr-defined]
    engine.dispose()
    if not used:
        return
    file = engine.url.database or ""
    with suppress(sqlite3.Error), closing(sqlite3.connect(file, timeout=0)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("xieshou_writes", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine, *, any_version: bool = False) -> Iterator[Connection]:
    """A read-only transaction. All its statements see the store as it is at one moment.

    `any_version`: of a store that has yet to be migrated as well.

    Raises:
        StoreUnavailable: the database does not answer (StoreBusy: too many ask it at once).
        StoreTooNew: a newer program migrated it.
        StoreNotReady: it has no tables yet.
    """
    options = POSTGRESQL_READING if engine.dialect.name == "postgresql" else {}
    with _reachable(), _begun(engine, options, None, any_version) as connection:
        yield connection


@contextmanager
def locked(
    engine: Engine, lock: int = WRITE_LOCK, *, any_version: bool = False
) -> Iterator[Connection]:
    """A write transaction that holds the store's one write lock from its first moment.

    What has nothing to do with ledgers may queue on a lock of its own: on PostgreSQL people can
    sign in during a long import. SQLite has but one. `any_version`: to migrate.

    Raises:
        StoreUnavailable: the database does not answer, or the lock was not had in time.
        StoreTooNew: a newer program migrated it, be it while the lock was waited for.
        StoreNotReady: it has no tables yet.
    """
    postgresql = engine.dialect.name == "postgresql"
    last: dict[LastDeed, list[Any]] = {}
    options: dict[str, Any] = {"xieshou_writes": True, LAST: last}
    with (
        _in_turn(lock if postgresql else WRITE_LOCK),
        _reachable(),
        _begun(engine, options, lock if postgresql else None, any_version) as made,
    ):
        yield made
        afterwards = [deed(made, items) for deed, items in last.items()]
    for tell in afterwards:
        if tell is not None:
            tell()


def at_the_end(connection: Connection, deed: LastDeed, item: Any) -> None:
    """Do something as the last of a write transaction, once, with all items given until then: what
    takes a row that everybody wants then keeps it for a moment only. What the deed returns is done
    when the transaction is kept.
    """
    connection.get_execution_options()[LAST].setdefault(deed, []).append(item)


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
    """Wait, at most so long, for the writes that run in this process; False if one still does."""
    deadline = time.monotonic() + seconds
    for turn in _turns.values():
        if not turn.acquire(timeout=max(0, deadline - time.monotonic())):
            return False
        turn.release()
    return True


@contextmanager
def _in_turn(lock: int) -> Iterator[None]:
    turn = _turns[lock]
    if not turn.acquire(timeout=TURN_SECONDS):
        raise StoreUnavailable(f"another write of this process took over {TURN_SECONDS} s")
    try:
        yield
    finally:
        turn.release()


@contextmanager
def _begun(
    engine: Engine, options: dict[str, Any], lock: int | None, any_version: bool
) -> Iterator[Connection]:
    """A transaction that has its lock, in a store of a version that this program knows."""
    try:
        connection = _begin(engine, options, lock, any_version)
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        # It had been closed while it lay in the pool, which makes all of them anew now.
        connection = _begin(engine, options, lock, any_version)
    transaction = connection.get_transaction()
    assert transaction  # noqa: S101 - it was just begun
    try:
        with connection, transaction:
            yield connection
    except ProgrammingError:
        # PostgreSQL lets a transaction see what tables have become since it began.
        if not any_version:
            _begin(engine, {}, None, any_version).close()
        raise


def _begin(
    engine: Engine, options: dict[str, Any], lock: int | None, any_version: bool
) -> Connection:
    connection = engine.connect()
    try:
        connection = connection.execution_options(**options)
        connection.begin()
        if lock is not None:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": lock})
        if any_version:
            connection.exec_driver_sql("SELECT 1")
        else:
            refuse_newer(_version(connection))
    except BaseException:
        connection.close()
        raise
    return connection


def _version(connection: Connection) -> str:
    """The version of the store, as this transaction sees it."""
    try:
        found: str | None = connection.exec_driver_sql(VERSION).scalar()
    except (OperationalError, ProgrammingError) as error:
        if not _no_such_table(error):
            raise
        found = None
    if found is None:
        raise StoreNotReady("the store has no tables yet: run `python -m db migrate`")
    return found


def _no_such_table(error: DBAPIError) -> bool:
    undefined_table = getattr(error.orig, "sqlstate", None) == "42P01"
    return undefined_table or str(error.orig).startswith("no such table")


def raise_revision(connection: Connection) -> None:
    """Tell all readers that what they have cached is out of date."""
    connection.execute(
        update(StoreRevision).values(revision=StoreRevision.revision + 1, changed_at=utc_now())
    )


def revision(connection: Connection) -> int:
    """The number that every write transaction raises: what was read at the same one still holds."""
    return connection.execute(select(StoreRevision.revision)).scalar_one()


def moment(connection: Connection) -> tuple[int, datetime]:
    """The revision and when it came, to the second."""
    found = connection.execute(select(StoreRevision.revision, StoreRevision.changed_at)).one()
    return found.revision, found.changed_at


def utc_now() -> datetime:
    """The time as the store keeps it: UTC, without a zone, to the second."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except PoolTimeout as error:
        raise StoreBusy(f"all connections were in use for over {POOL_SECONDS} s") from error
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
