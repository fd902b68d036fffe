"""Restoring a backup: into an empty store, in one transaction, and compared before it is kept."""

from collections.abc import Iterable
from pathlib import Path

import psycopg
from sqlalchemy import Connection, Engine, Table, delete, exists, select, text
from sqlalchemy.exc import DBAPIError, OperationalError

from db.backup import seal
from db.backup.archive import Archive, opened, summed
from db.backup.counters import set_last_id
from db.backup.manifest import CannotRestore, Manifest
from db.backup.rows import lines, load
from db.backup.shape import NOT_KEPT, Shape, shape, tables
from db.engine import locked
from db.errors import StoreUnavailable
from db.evidence import storage
from db.migrate import HEAD, move, version
from db.versions import BASE, versions

UNCOUNTED = NOT_KEPT | {"store_revision", "audit_head"}
"""Tables that may have rows in a store that holds nothing."""


def restore(engine: Engine, path: Path, *, unsealed: bool = False) -> Manifest:
    """Put a backup, which may be of an older version, into the store, and upgrade it.

    Everything or nothing: every table is read back and compared with the backup first. The backup
    must bear the seal of the settings' key, or `unsealed` say that this does not matter.

    Raises:
        CannotRestore: the file is no backup, damaged, of a newer program, or without the right
            seal, or the store holds something.
        StoreError: the store cannot be used.
    """
    with opened(path) as archive:
        _refuse_newer(archive.manifest)
        if not unsealed:
            archive.check_seal(_key())
        archive.verify()
        with locked(engine, any_version=True) as connection:
            _unhurried(connection)
            _refuse_full(connection)
            move(connection, BASE)
            move(connection, archive.manifest.migration)
            _fill(connection, archive)
            move(connection, HEAD)
            _put_files(connection, archive)
        return archive.manifest


def _key() -> bytes | None:
    try:
        return seal.key()
    except seal.BadKey as error:
        raise CannotRestore(str(error)) from error


def _refuse_newer(manifest: Manifest) -> None:
    if manifest.migration not in versions():
        raise CannotRestore(
            f"the backup is of version {manifest.migration}, which this program does not know: "
            "it was made by a newer Xieshou; restore it with that version"
        )


def _unhurried(connection: Connection) -> None:
    """Loading a large table is one long statement, and rows may come before what they point to."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
    else:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))


def _refuse_full(connection: Connection) -> None:
    version(connection)
    full = [
        each.name
        for each in tables(connection)
        if each.name not in UNCOUNTED and connection.scalar(select(exists(select(each))))
    ]
    if full:
        raise CannotRestore(
            f"the store holds something already (in {len(full)} tables, {full[0]} first): "
            "restore into a new, empty database"
        )


def _fill(connection: Connection, archive: Archive) -> None:
    there = tables(connection)
    _check_shapes(archive.manifest, there)
    for each in reversed(there):
        connection.execute(delete(each))  # what migrations put there
    for content in archive.manifest.tables:
        _load(connection, content.shape, archive.lines(content))
        set_last_id(connection, content.shape, content.last_id)
    for content in archive.manifest.tables:
        if summed(lines(connection, content.shape)) != (content.rows, content.sha256):
            raise CannotRestore(f"{content.shape.name} did not read back as it was backed up")


def _put_files(connection: Connection, archive: Archive) -> None:
    """The files of evidence into this store's folder, or the database: as its settings say."""
    wanted = set(storage.in_folder(connection))
    for sha256, data in archive.files():
        if sha256 in wanted:
            try:
                storage.keep(connection, sha256, data)
            except OSError as error:
                why = error.strerror or error
                raise CannotRestore(f"a file of evidence cannot be written: {why}") from error


def _check_shapes(manifest: Manifest, there: list[Table]) -> None:
    kept = {each.name: shape(each) for each in there if each.name not in NOT_KEPT}
    given = {content.shape.name: content.shape for content in manifest.tables}
    if kept != given:
        odd = sorted(name for name in kept.keys() | given if kept.get(name) != given.get(name))
        raise CannotRestore(f"the backup does not fit its own version: {', '.join(odd)}")


def _load(connection: Connection, into: Shape, given: Iterable[bytes]) -> None:
    try:
        load(connection, into, given)
    except (OperationalError, psycopg.OperationalError) as error:
        raise StoreUnavailable(str(error).splitlines()[0]) from error
    except (DBAPIError, psycopg.Error, ValueError, TypeError) as error:
        raise CannotRestore(f"{into.name}: {str(error).splitlines()[0]}") from error
