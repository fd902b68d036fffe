"""Whether the store is whole: what `python -m db check` looks at."""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, Engine

from db import closings, kept
from db.accounts import chain
from db.engine import reading
from db.evidence import storage


def faults(engine: Engine) -> Iterator[str]:
    """What is wrong with the store, a line each; nothing where it is whole.

    Raises:
        StoreError: the store cannot be used.
    """
    with reading(engine) as connection:
        for check in CHECKS:
            yield from check(connection)


def _file(connection: Connection) -> Iterator[str]:
    """SQLite's own look at its file, and at rows that point to none; PostgreSQL lets none do so."""
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if said != "ok":
            yield f"the file: {said}"
    for table, row, points_to, _key in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{table}: row {row} points to a row of {points_to} that is not there"


def _closed(connection: Connection) -> Iterator[str]:
    """Closed periods whose figures are no longer those of their closing."""
    for one in closings.changed(connection):
        yield f"{one.closed.name}: figures have changed since {one.author} closed it"


def _evidence(connection: Connection) -> Iterator[str]:
    """Files of evidence that are lost or damaged, and what lies among them and is none."""
    for sha256 in storage.missing(connection):
        yield f"evidence: the file {sha256} is lost or damaged"
    for path in storage.strays(connection):
        yield f"evidence: {path} is a file that no record names"


CHECKS: tuple[Callable[[Connection], Iterator[str]], ...] = (
    _file,
    chain.verify,
    _closed,
    _evidence,
    kept.faults,
)
