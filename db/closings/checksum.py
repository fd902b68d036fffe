"""A checksum of what lies in a period: the same as long as no figure of it has changed."""

import hashlib
from typing import Any

import orjson
from sqlalchemy import Connection, Select, Table, select

from db.closings.guard import LATER, parts
from db.closings.rules import Closed, timed_tables
from db.folding import keys_of
from db.importing.kinds import RECORDS

AT_ONCE = 2_000

ASIDE = frozenset(["batch_id", "version", "demo", "meeting_id", "commitment_id"])
"""Columns that say where a row came from and to what it was linked, not what it says."""

WHOLE = "2:"
"""With this a checksum begins that is of the parts of records too (a meeting's items, a project's
measures), and not of the pairing that they became. Those kept before are neither.
"""


def checksum(connection: Connection, closed: Closed, *, whole: bool = True) -> str:
    """SHA-256 of all records in a period, table by table in the order of their ids, each with its
    parts: each row as a line of JSON, its columns by name. Texts that only follow from others are
    left out. Whole it is cut to the column's 64 characters.
    """
    digest = hashlib.sha256()
    for _name, table in sorted(timed_tables().items()):
        inside = closed.condition(table)
        rows = select(*_columns(table, ASIDE | {"pairing_id"} if whole else ASIDE))
        _add(connection, digest, table, rows.where(inside))
        for child in parts(table).values() if whole else ():
            part = child.table
            of = part.join(table, part.c[child.parent] == table.c.id)
            rows = select(*_columns(part, LATER)).select_from(of)
            _add(connection, digest, part, rows.where(inside))
    found = digest.hexdigest()
    return f"{WHOLE}{found}"[:64] if whole else found


def alike(connection: Connection, closed: Closed, kept: str) -> bool:
    """Whether a period is as it was when a checksum of it was kept."""
    return checksum(connection, closed, whole=kept.startswith(WHOLE)) == kept


def _add(connection: Connection, digest: Any, table: Table, rows: Select[Any]) -> None:
    ordered = rows.order_by(table.c.id)
    found = connection.execute(ordered, execution_options={"yield_per": AT_ONCE})
    for number, some in enumerate(found.mappings().partitions()):
        if not number:  # a ledger that is kept only later changes nothing of what is closed
            digest.update(f"{table.name}\n".encode())
        digest.update(b"\n".join(map(_line, some)) + b"\n")


def _columns(table: Table, aside: frozenset[str]) -> list[Any]:
    aside |= {key for key, _ in keys_of(table)}
    if table.name in RECORDS and RECORDS[table.name].spec.dated:
        aside |= {"as_of"}  # it moves with the progress of a meeting's items
    return [column for column in table.c if column.name not in aside]


def _line(row: Any) -> bytes:
    return orjson.dumps(dict(row), default=str, option=orjson.OPT_SORT_KEYS)
