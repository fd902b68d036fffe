"""Adding evidence and removing it: by those in charge of the record, one transaction each."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from db import clock
from db.accounts import Action, Author, audit, require
from db.engine import locked, raise_revision, utc_now
from db.evidence import owners, refused, storage
from db.evidence.refused import CannotKeep
from db.evidence.signature import type_of
from db.importing.limits import MEGABYTE, limits
from db.models import Evidence, EvidenceFile, table_of
from db.terms import Event, FileType

EVIDENCE, FILE = table_of(Evidence), table_of(EvidenceFile)

NAME_LIMIT, NOTE_LIMIT, ADDRESS_LIMIT = 120, 2_000, 500
ENDINGS = {FileType.JPEG: ("jpg", "jpeg")}
NAMELESS = "佐证材料"
ADDRESS = re.compile(r"https?://[^\s<>\"'/]+(/[^\s<>\"']*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name, as somebody's machine calls it, and its bytes."""

    name: str
    data: bytes


def add_file(
    engine: Engine, table: str, row_id: int, upload: Upload, note: str, by: Author | None
) -> int:
    """Keep a file as evidence of a row; the evidence's id.

    Raises:
        Forbidden: by somebody who is not in charge of the record.
        CannotKeep: the record is gone, closed or handed in; or the file cannot be taken.
    """
    with locked(engine) as connection:
        author = _in_charge(connection, table, row_id, by)
        _refuse_size(upload)
        found = type_of(upload.data, upload.name)
        sha256 = hashlib.sha256(upload.data).hexdigest()
        _refuse_twice(connection, table, row_id, EVIDENCE.c.sha256 == sha256)
        _keep(connection, sha256, found, upload.data)
        values = {"sha256": sha256, "name": named(upload.name, found)}
        return _added(connection, table, row_id, values, note, author)


def add_address(
    engine: Engine, table: str, row_id: int, address: str, note: str, by: Author | None
) -> int:
    """Note an address as evidence of a row; the evidence's id.

    Raises:
        Forbidden: by somebody who is not in charge of the record.
        CannotKeep: the record is gone, closed or handed in; or it is no address.
    """
    with locked(engine) as connection:
        author = _in_charge(connection, table, row_id, by)
        address = _address(address.strip())
        _refuse_twice(connection, table, row_id, EVIDENCE.c.address == address)
        return _added(connection, table, row_id, {"address": address}, note, author)


def remove(engine: Engine, evidence: int, reason: str, by: Author | None) -> None:
    """Hand it out no more. Its row stays, and says who removed it, when and why.

    Raises:
        Forbidden: by somebody who is not in charge of the record.
        CannotKeep: it is unknown or removed, its record closed or handed in, or no reason given.
    """
    reason = _text(reason)
    with locked(engine) as connection:
        row = connection.execute(select(EVIDENCE).where(EVIDENCE.c.id == evidence)).one_or_none()
        if row is None:
            require(connection, by, Action.EDIT, over=[])
            raise CannotKeep(refused.UNKNOWN)
        author = _in_charge(connection, row.table_name, row.row_id, by)
        if row.removed_at is not None:
            raise CannotKeep(refused.REMOVED)
        if not reason:
            raise CannotKeep(refused.NO_REASON)
        values = {
            "removed_by": author.name,
            "removed_account_id": author.id,
            "removed_at": utc_now(),
            "reason": reason,
        }
        connection.execute(update(EVIDENCE).where(EVIDENCE.c.id == evidence).values(values))
        audit.note(connection, Event.EVIDENCE_REMOVED, author, evidence=evidence, reason=reason)
        raise_revision(connection)


def named(name: str, found: FileType) -> str:
    """What a file is called here: no path, nothing that does not print, the ending of its type."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(c for c in last if c.isprintable()).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    endings = ENDINGS.get(found, (found.value,))
    if not dot or ending.lower() not in endings:
        stem, ending = plain, found.value
    return f"{stem[:NAME_LIMIT] or NAMELESS}.{ending}"


def _in_charge(connection: Connection, table: str, row_id: int, by: Author | None) -> Author:
    owner = owners.find(connection, table, row_id)
    author = require(connection, by, Action.EDIT, over=[owner.matter] if owner else [])
    if owner is None:
        raise CannotKeep(refused.NO_RECORD)
    owners.refuse_closed(connection, owner)
    return author


def _refuse_size(upload: Upload) -> None:
    if not upload.data:
        raise CannotKeep(refused.EMPTY.format(name=upload.name))
    most = limits()
    if len(upload.data) > most.bytes:
        found = f"{len(upload.data) / MEGABYTE:.1f}"
        raise CannotKeep(
            refused.TOO_LARGE.format(name=upload.name, found=found, most=most.megabytes)
        )


def _refuse_twice(connection: Connection, table: str, row_id: int, same: Any) -> None:
    row = connection.execute(
        select(EVIDENCE)
        .where(EVIDENCE.c.table_name == table, EVIDENCE.c.row_id == row_id)
        .where(EVIDENCE.c.removed_at.is_(None), same)
    ).first()
    if row is not None:
        told = {"name": row.name or row.address, "author": row.author, "day": clock.day(row.at)}
        raise CannotKeep(refused.ALREADY.format(**told))


def _keep(connection: Connection, sha256: str, found: FileType, data: bytes) -> None:
    """The file, unless it is kept already; one that was lost is whole again."""
    known = connection.scalar(select(FILE.c.sha256).where(FILE.c.sha256 == sha256))
    if known is not None and storage.get(connection, sha256) is not None:
        return
    if known is None:
        values = {"sha256": sha256, "size": len(data), "type": found, "content": None}
        connection.execute(insert(FILE).values(values))
    try:
        storage.keep(connection, sha256, data)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise CannotKeep(refused.DISK.format(why=why)) from error


def _added(
    connection: Connection,
    table: str,
    row_id: int,
    values: dict[str, Any],
    note: str,
    author: Author,
) -> int:
    of = {"table_name": table, "row_id": row_id, "note": _text(note)}
    by = {"author": author.name, "account_id": author.id, "at": utc_now()}
    statement = insert(EVIDENCE).values(of | by | values).returning(EVIDENCE.c.id)
    identity: int = connection.execute(statement).scalar_one()
    audit.note(connection, Event.EVIDENCE_ADDED, author, evidence=identity, table=table, row=row_id)
    raise_revision(connection)
    return identity


def _address(given: str) -> str:
    """An address in the web, its scheme in small letters."""
    fits = len(given) <= ADDRESS_LIMIT and given.isprintable()
    if not fits or not ADDRESS.fullmatch(given):
        raise CannotKeep(refused.NO_ADDRESS.format(most=ADDRESS_LIMIT))
    scheme, rest = given.split(":", 1)
    return f"{scheme.lower()}:{rest}"


def _text(text: str) -> str:
    """A text with its line breaks, without what no database holds.

    Raises:
        CannotKeep: it is too long.
    """
    text = "".join(c for c in text.strip() if c == "\n" or c.isprintable())
    if len(text) > NOTE_LIMIT:
        raise CannotKeep(refused.NOTE_LONG.format(most=NOTE_LIMIT))
    return text
