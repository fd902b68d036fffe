"""A record as its form shows it: each column of its ledger as the text that the importer reads."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from db.importing.export import texts
from db.importing.kinds import LEDGERS
from db.importing.rows import Values
from db.terms import Kind


@dataclass(frozen=True)
class Seen:
    """A record as somebody sees it in the form; `texts` has every column by its field's name."""

    kind: Kind
    id: int
    version: int
    texts: Mapping[str, str]


def look(connection: Connection, kind: Kind, record_id: int) -> Seen | None:
    """One record; None where there is none of that id."""
    found = stored(connection, kind, record_id)
    return None if found is None else shown(connection, kind, found)


def stored(connection: Connection, kind: Kind, record_id: int) -> Values | None:
    """A record's own columns."""
    table = LEDGERS[kind].spec.table
    found = connection.execute(select(table).where(table.c.id == record_id)).mappings()
    return next((dict(row) for row in found), None)


def shown(connection: Connection, kind: Kind, record: Values) -> Seen:
    """A record of these columns as its form shows it."""
    written = texts(connection, kind, record["id"])
    return Seen(kind, record["id"], record["version"], written)
