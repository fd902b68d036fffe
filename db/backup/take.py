"""Taking a backup: the whole store as it is at one moment, while others go on writing."""

import logging
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

from sqlalchemy import Connection, Engine, Table

from db.backup import seal
from db.backup.archive import create, opened, write_file, write_manifest, write_table
from db.backup.counters import last_id
from db.backup.manifest import CannotRestore, Content, Manifest
from db.backup.rows import lines
from db.backup.shape import NOT_KEPT, shape, tables
from db.engine import reading, revision
from db.errors import NotDone, StoreNotReady
from db.evidence import storage
from db.migrate import version
from db.new_file import new_file

log = logging.getLogger("xieshou")


class CannotBackUp(NotDone):
    """The file cannot be written, or is there already."""


def take(engine: Engine, path: Path) -> Manifest:
    """Write a backup of the store, whatever version of it this program knows, and read it again.

    Raises:
        CannotBackUp: the file is there already, cannot be written, or did not read back; or the
            key that it is to be sealed with cannot be used.
        StoreError: the store cannot be read, is empty, or is of a newer program.
    """
    try:
        key = seal.key()
        with new_file(path) as part:
            with create(part) as archive:
                manifest = _write(engine, archive, key)
            with opened(part) as written:
                written.verify()
                if key is not None:
                    written.check_seal(key)
    except seal.BadKey as error:
        raise CannotBackUp(str(error)) from error
    except FileExistsError as error:
        raise CannotBackUp(f"{path} is there already: choose another name") from error
    except OSError as error:
        raise CannotBackUp(f"{path} cannot be written: {error.strerror or error}") from error
    except CannotRestore as error:
        raise CannotBackUp(f"{path}: what was written did not read back: {error}") from error
    return manifest


def _write(engine: Engine, archive: ZipFile, key: bytes | None) -> Manifest:
    with reading(engine, any_version=True) as connection:
        migration = version(connection)
        if migration is None:
            raise StoreNotReady("the store is empty: there is nothing to back up")
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        kept = [each for each in tables(connection) if each.name not in NOT_KEPT]
        manifest = Manifest(
            migration,
            revision(connection),
            made_at,
            engine.dialect.name,
            tuple(_write_table(connection, archive, each) for each in kept),
        )
        if any(each.name == storage.FILE.name for each in kept):
            for sha256 in storage.in_folder(connection):
                if (data := storage.get(connection, sha256)) is None:
                    log.error("the file %s of evidence is lost: the backup is without it", sha256)
                else:
                    write_file(archive, sha256, data)
    write_manifest(archive, manifest, key)
    return manifest


def _write_table(connection: Connection, archive: ZipFile, stored: Table) -> Content:
    found = shape(stored)
    rows, sha256 = write_table(archive, found.name, lines(connection, found))
    return Content(found, last_id(connection, found), rows, sha256)
