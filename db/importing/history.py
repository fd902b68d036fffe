"""What batches did to rows: their values of then, and which changes still stand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Connection, Date, Enum, Row, Table, select

from db.importing.rows import Values, chunks
from db.models import ImportBatch, RowHistory, table_of
from db.models.base import Base
from db.terms import Action

HISTORY = table_of(RowHistory)
MATTER = ("helper_adcode", "receiver_adcode", "pairing_id")
"""Whose a record is: all that history says of one of the many rows that an import inserted."""
OF_THE_STORE = ("id", "version", "batch_id", "demo")


def from_json(table: Table, stored: dict[str, Any]) -> Values:
    """A row's values before or after a change, by the types of the table's columns."""
    return {name: _typed(table, name, value) for name, value in stored.items()}


def inserted(connection: Connection, entries: Sequence[Row[Any]]) -> dict[int, Values]:
    """Entry id → what a row was inserted with, for the entries that say no more than whose it is.

    The rest the row itself says, or the entry of its deletion: what has been changed since is taken
    back. Empty columns, and those that say nothing of the record, are left out.
    """
    brief = [e for e in entries if e.action is Action.INSERT and set(e.after or ()) == set(MATTER)]
    found: dict[int, Values] = {}
    for name in {entry.table_name for entry in brief}:
        of_table = [entry for entry in brief if entry.table_name == name]
        now, later = _since(connection, Base.metadata.tables[name], {e.row_id for e in of_table})
        for entry in of_table:
            values = dict(now.get(entry.row_id, {}))
            for change in later[entry.row_id]:
                if change.id > entry.id:
                    values |= change.before or {}
            values |= entry.after
            kept = {n: v for n, v in values.items() if v is not None and n not in OF_THE_STORE}
            found[entry.id] = orjson.loads(orjson.dumps(kept))
    return found


def _since(
    connection: Connection, table: Table, identities: Iterable[int]
) -> tuple[dict[int, Values], dict[int, list[Row[Any]]]]:
    """Rows as they are now by id, and what was ever done to each, the last first."""
    now: dict[int, Values] = {}
    changes: dict[int, list[Row[Any]]] = defaultdict(list)
    for chunk in chunks(identities):
        rows = select(table).where(table.c.id.in_(chunk))
        now |= {row["id"]: dict(row) for row in connection.execute(rows).mappings()}
        entries = HISTORY.c.table_name == table.name, HISTORY.c.row_id.in_(chunk)
        for entry in connection.execute(
            select(HISTORY).where(*entries).order_by(HISTORY.c.id.desc())
        ):
            changes[entry.row_id].append(entry)
    return now, changes


def standing(
    connection: Connection, table: Table, identities: Iterable[int]
) -> dict[int, list[int]]:
    """Row id → the batches that changed it, oldest first, without those taken back since."""
    found: dict[int, list[int]] = defaultdict(list)
    for chunk in chunks(identities):
        changes = (
            select(RowHistory.row_id, RowHistory.batch_id, ImportBatch.undoes_id)
            .join(ImportBatch, ImportBatch.id == RowHistory.batch_id)
            .where(RowHistory.table_name == table.name, RowHistory.row_id.in_(chunk))
            .order_by(RowHistory.id)
        )
        for row_id, batch, undone in connection.execute(changes):
            if undone is None:
                found[row_id].append(batch)
            else:
                found[row_id].remove(undone)
    return found


def _typed(table: Table, name: str, value: Any) -> Any:
    kind = table.c[name].type
    if value is None:
        return None
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    return value
