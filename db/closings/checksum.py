"""A checksum of what lies in a period: the same as long as no figure of it has changed."""

import hashlib
from typing import Any

import orjson
from sqlalchemy import Connection, Table, select

from db.closings.rules import Closed, timed_tables
from db.folding import keys_of
from db.importing.kinds import RECORDS

AT_ONCE = 2_000

ASIDE = frozenset(["batch_id", "version", "demo", "meeting_id", "commitment_id"])
"""Columns that say where a row came from and to what it was linked, not what it says."""


def checksum(connection: Connection, closed: Closed) -> str:
    """SHA-256 of all records in a period, table by table in the order of their ids: each as a line
    of JSON, its columns by name. Texts that only follow from others are left out.
    """
    digest = hashlib.sha256()
    for name, table in sorted(timed_tables().items()):
        rows = select(*_columns(table)).where(closed.condition(table)).order_by(table.c.id)
        found = connection.execute(rows, execution_options={"yield_per": AT_ONCE})
        for number, part in enumerate(found.mappings().partitions()):
            if not number:  # a ledger that is kept only later changes nothing of what is closed
                digest.update(f"{name}\n".encode())
            digest.update(b"\n".join(map(_line, part)) + b"\n")
    return digest.hexdigest()


def _columns(table: Table) -> list[Any]:
    aside = ASIDE | {key for key, _ in keys_of(table)}
    if table.name in RECORDS and RECORDS[table.name].spec.dated:
        aside |= {"as_of"}  # it moves with the progress of a meeting's items
    return [column for column in table.c if column.name not in aside]


def _line(row: Any) -> bytes:
    return orjson.dumps(dict(row), default=str, option=orjson.OPT_SORT_KEYS)
