"""What evidence there is, and the file of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, select

from db.accounts import Account
from db.evidence import owners, storage
from db.evidence.storage import GONE, Gone
from db.importing import lineage
from db.importing.kinds import RECORDS
from db.models import Evidence, EvidenceFile, table_of
from db.queries.frames import frame
from db.terms import FileType

EVIDENCE, FILE = table_of(Evidence), table_of(EvidenceFile)


@dataclass(frozen=True)
class Held:
    """A file of evidence. `removed_at` is UTC; `data` empty where it was removed."""

    id: int
    name: str
    type: FileType
    sha256: str
    removed_at: datetime | None
    data: bytes


def listed(connection: Connection, table: str, row_ids: Sequence[int]) -> pd.DataFrame:
    """The evidence of rows of a table, and of those merged into them, the oldest first, that which
    was removed included: `id`,
    `row_id`, `sha256`, `address`, `name`, `note`, `author`, `at`, `removed_by`, `removed_at`,
    `reason`, and of files `size` (bytes) and `type`.
    """
    whole = lineage.merged_into(connection, table, *row_ids) if table in RECORDS else row_ids
    names = ("id", "row_id", "sha256", "address", "name", "note", "author", "at")
    columns = [EVIDENCE.c[name] for name in (*names, "removed_by", "removed_at", "reason")]
    statement = (
        select(*columns, FILE.c.size, FILE.c.type)
        .outerjoin(FILE, FILE.c.sha256 == EVIDENCE.c.sha256)
        .where(EVIDENCE.c.table_name == table, EVIDENCE.c.row_id.in_(whole))
        .order_by(EVIDENCE.c.id)
    )
    return frame(connection, statement)


def lost(connection: Connection) -> Iterator[str]:
    """The files that are on record and cannot be had: each by its names and its SHA-256."""
    for sha256 in storage.missing(connection):
        rows = select(EVIDENCE.c.id, EVIDENCE.c.name).where(EVIDENCE.c.sha256 == sha256)
        told = [f"no. {row.id} “{row.name}”" for row in connection.execute(rows)]
        yield f"{', '.join(told)} ({sha256})"


def held(connection: Connection, evidence: int, account: Account | None) -> Held | None:
    """The file of evidence, if somebody who may read pages may have it; None where there is none.

    Raises:
        Gone: it is lost or damaged.
    """
    row = connection.execute(
        select(EVIDENCE, FILE.c.type)
        .join(FILE, FILE.c.sha256 == EVIDENCE.c.sha256)
        .where(EVIDENCE.c.id == evidence)
    ).one_or_none()
    owner = None if row is None else owners.find(connection, row.table_name, row.row_id)
    if row is None or owner is None or not owner.open_to(account):
        return None
    data = b"" if row.removed_at is not None else storage.get(connection, row.sha256)
    if data is None:
        raise Gone(GONE.format(name=row.name))
    return Held(row.id, row.name, row.type, row.sha256, row.removed_at, data)
