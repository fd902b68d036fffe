"""What of a batch can be taken back, and what is kept, with the reason.

The unit is the record with the rows that belong to it. It is reversed if it stands as the batch
left it, and kept (and named) if it was edited since, something newer points to it, what it pointed
to is gone, or another record is known by now by what it was known by. An edit that was itself taken
back is none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select

from db.importing.history import from_json, standing
from db.importing.identity import holder
from db.importing.kinds import LEDGERS
from db.importing.rows import ChildSpec, RecordSpec, Values, chunks
from db.models import ImportBatch, RowHistory, table_of
from db.terms import Action

MERGED = "merged"
"""What a batch did that made one record of two: its `choices` say so."""

SIDES = frozenset(["helper_adcode", "receiver_adcode"])

Reversible = tuple[RecordSpec, list[RowHistory], dict[int, Values]]
"""What of a table can be reversed, and its rows as they stand."""


@dataclass(frozen=True)
class Kept:
    """A record that undo left alone.

    reason: `edited` since, `pointed_to` by newer records, `reference_gone`: what it was linked to
    before the batch has been taken back; `key_taken`: another record is known by now by what this
    one was known by; `deleted` since; `together`: it was merged with one that is kept; or
    `missing`: it is gone, and the undo of it failed.
    """

    table: str
    row_id: int
    reason: str


@dataclass
class UndoReceipt:
    """What an undo did, or (`batch_id` 0) would do. `batch_id` is the undo's own batch.

    `reversed` counts records; `records` names them: (table, row id).
    """

    batch_id: int
    undone_id: int
    reversed: int = 0
    records: list[tuple[str, int]] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    failed: list[Kept] = field(default_factory=list)


def sorted_out(
    connection: Connection, batch: ImportBatch, receipt: UndoReceipt
) -> list[Reversible]:
    """What of each table the batch did and can be reversed, and the rows as they stand; the rest
    goes to the receipt. Of two records that were merged both are parted again, or neither.
    """
    back: set[tuple[str, int]] = set()
    found = [(spec, *_sort(connection, spec, receipt, back)) for spec in _specs()]
    if batch.choices.get("deed") == MERGED and (receipt.kept or receipt.failed):
        receipt.kept += [Kept(*record, "together") for record in receipt.records]
        receipt.records, receipt.reversed = [], 0
        return []
    return found


def _sort(
    connection: Connection, spec: RecordSpec, receipt: UndoReceipt, back: set[tuple[str, int]]
) -> tuple[list[RowHistory], dict[int, Values]]:
    """`back` are the rows that the undo will have brought back, by table; it is added to."""
    entries = entries_of(connection, spec.table, receipt.undone_id)
    if not entries:
        return [], {}
    identities = [entry.row_id for entry in entries]
    stored = stored_rows(connection, spec.table, identities)
    changes = standing(connection, spec.table, identities)
    pointed_to = _pointed_to(connection, spec, entries)
    dangling = _dangling(connection, spec.table, entries, back)
    taken = _taken(connection, spec, entries, stored)
    reversible: list[RowHistory] = []
    for entry in entries:
        row_id = entry.row_id
        if receipt.undone_id not in changes[row_id]:
            continue  # an earlier, partial undo has dealt with it
        if entry.action is Action.DELETE and row_id not in stored:
            if row_id in taken or row_id in dangling:
                reason = "key_taken" if row_id in taken else "reference_gone"
                receipt.kept.append(Kept(spec.table.name, row_id, reason))
            else:
                reversible.append(entry)
        elif row_id not in stored and changes[row_id][-1] != receipt.undone_id:
            receipt.kept.append(Kept(spec.table.name, row_id, "deleted"))
        elif row_id not in stored:
            receipt.failed.append(Kept(spec.table.name, row_id, "missing"))
        elif changes[row_id][-1] != receipt.undone_id:
            receipt.kept.append(Kept(spec.table.name, row_id, "edited"))
        elif row_id in pointed_to:
            receipt.kept.append(Kept(spec.table.name, row_id, "pointed_to"))
        elif row_id in dangling:
            receipt.kept.append(Kept(spec.table.name, row_id, "reference_gone"))
        elif row_id in taken:
            receipt.kept.append(Kept(spec.table.name, row_id, "key_taken"))
        else:
            reversible.append(entry)
    back |= _brought_back(connection, spec, reversible, receipt.undone_id)
    receipt.reversed += len(reversible)
    receipt.records += [(spec.table.name, entry.row_id) for entry in reversible]
    return reversible, stored


def _brought_back(
    connection: Connection, spec: RecordSpec, entries: list[RowHistory], batch_id: int
) -> set[tuple[str, int]]:
    """The records that are removed no more, and what belongs to them."""
    ids = {entry.row_id for entry in entries if entry.action is Action.DELETE}
    found = {(str(spec.table.name), row_id) for row_id in ids}
    for child in spec.children.values() if ids else ():
        found |= {
            (str(child.table.name), entry.row_id)
            for entry in entries_of(connection, child.table, batch_id)
            if entry.action is Action.DELETE and (entry.before or {})[child.parent] in ids
        }
    return found


def _specs() -> list[RecordSpec]:
    return list({ledger.spec.table.name: ledger.spec for ledger in LEDGERS.values()}.values())


def entries_of(connection: Connection, table: Table, batch_id: int) -> list[RowHistory]:
    """What a batch did to the rows of a table, in order."""
    history = table_of(RowHistory)
    rows = connection.execute(
        select(history)
        .where(history.c.batch_id == batch_id, history.c.table_name == table.name)
        .order_by(history.c.id)
    )
    return [RowHistory(**row._mapping) for row in rows]


def stored_rows(
    connection: Connection, table: Table, identities: Iterable[int]
) -> dict[int, Values]:
    """Rows of a table as they stand, by id."""
    found: dict[int, Values] = {}
    for chunk in chunks(identities):
        for row in connection.execute(select(table).where(table.c.id.in_(chunk))).mappings():
            found[row["id"]] = dict(row)
    return found


def _pointed_to(connection: Connection, spec: RecordSpec, entries: list[RowHistory]) -> set[int]:
    """Ids of records that the batch made, or gave to another couple, and others now point to; to a
    child of theirs as well.
    """
    made = [
        entry.row_id
        for entry in entries
        if entry.action is Action.INSERT or not SIDES.isdisjoint(entry.before or {})
    ]
    found: set[int] = set()
    for table, column in spec.linked_from:
        found |= _values_among(connection, table.c[column], made)
    if spec.effects:
        inserted = [entry.row_id for entry in entries if entry.action is Action.INSERT]
        found |= spec.effects.bound(connection, inserted)
    batch = entries[0].batch_id
    for child in spec.children.values():
        owner = {
            entry.row_id: (entry.after or {})[child.parent]
            for entry in entries_of(connection, child.table, batch)
            if entry.action is Action.INSERT
        }
        for table, column in child.linked_from:
            linked = _values_among(connection, table.c[column], owner)
            found |= {owner[child_id] for child_id in linked}
        found |= _moved_and_pointed_to(connection, child, batch)
    return found


def _moved_and_pointed_to(connection: Connection, child: ChildSpec, batch: int) -> set[int]:
    """Ids of records to whose child, moved there by the batch, something points that the batch has
    not touched: it was linked since.
    """
    moved = {
        entry.row_id: (entry.after or {})[child.parent]
        for entry in entries_of(connection, child.table, batch)
        if entry.action is Action.UPDATE
        and (entry.before or {})[child.parent] != (entry.after or {})[child.parent]
    }
    found: set[int] = set()
    for table, column in child.linked_from if moved else ():
        known = [entry.row_id for entry in entries_of(connection, table, batch)]
        links = select(table.c[column]).where(table.c[column].in_(moved), table.c.id.not_in(known))
        found |= {moved[child_id] for child_id in connection.scalars(links)}
    return found


def _dangling(
    connection: Connection, table: Table, entries: list[RowHistory], back: set[tuple[str, int]]
) -> set[int]:
    """Ids of records whose values before the batch point to rows that are no more, nor will be
    brought back.
    """
    found: set[int] = set()
    for key in table.foreign_keys:
        name = key.parent.name
        wanted = {e.row_id: e.before[name] for e in entries if e.before and e.before.get(name)}
        there = _values_among(connection, key.column, wanted.values())
        there |= {row_id for name, row_id in back if name == key.column.table.name}
        found |= {row_id for row_id, target in wanted.items() if target not in there}
    return found


def _taken(
    connection: Connection, spec: RecordSpec, entries: list[RowHistory], stored: dict[int, Values]
) -> set[int]:
    """Ids of records whose key before the batch is another record's now. No import changes keys; a
    merge does, where one takes over the other's code, and gives it back.
    """
    found: set[int] = set()
    given_back = {
        entry.row_id
        for entry in entries
        if entry.action is Action.UPDATE and not spec.known_by.isdisjoint(entry.before or {})
    }
    for entry in entries:
        gone = entry.action is Action.DELETE
        if (entry.row_id not in stored) is not gone or spec.known_by.isdisjoint(entry.before or {}):
            continue
        restored = stored.get(entry.row_id, {}) | from_json(spec.table, entry.before or {})
        by = holder(connection, spec, restored, other_than=entry.row_id)
        if by is not None and not (gone and by in given_back):
            found.add(entry.row_id)
    return found


def _values_among(
    connection: Connection, column: ColumnElement[Any], values: Iterable[Any]
) -> set[Any]:
    found: set[Any] = set()
    for chunk in chunks(values):
        found |= set(connection.scalars(select(column).distinct().where(column.in_(chunk))))
    return found
