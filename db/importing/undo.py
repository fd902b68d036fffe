"""Stage 10: taking a batch back, as a batch of its own.

The unit is the record with the rows that belong to it. It is reversed if it stands as the batch
left it, and kept (and named) if it was edited since, something newer points to it, or what it
pointed to is gone. An edit that was itself taken back is none.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, delete, insert, select, update

from db.engine import utc_now, writing
from db.importing.commit import close_batch, history_entry, open_batch, write_history
from db.importing.history import from_json, standing
from db.importing.kinds import LEDGERS
from db.importing.rows import RecordSpec, Values, chunks
from db.models import ImportBatch, Meeting, Project, RowHistory, Visit, table_of
from db.terms import Action, BatchStatus

UNDO = "undo"

POINTERS: dict[str, tuple[tuple[Table, str], ...]] = {
    Meeting.__tablename__: ((table_of(Project), "meeting_id"), (table_of(Visit), "meeting_id")),
}
"""Columns that forbid deleting a record they point to."""


class CannotUndo(Exception):
    """There is no such batch, or it is not one that can be taken back."""


@dataclass(frozen=True)
class Kept:
    """A record that undo left alone.

    reason: `edited` since, `pointed_to` by newer records, or `reference_gone`: what it was linked
    to before the batch has been taken back.
    """

    table: str
    row_id: int
    reason: str


@dataclass
class UndoReceipt:
    """What an undo did. `batch_id` is the undo's own batch."""

    batch_id: int
    undone_id: int
    reversed: int = 0
    kept: list[Kept] = field(default_factory=list)


def undo(engine: Engine, batch_id: int, author: str) -> UndoReceipt:
    """Take a batch back in one transaction.

    Raises:
        CannotUndo: unknown, an undo itself, a load of reference facts, or undone before.
    """
    with writing(engine) as connection:
        batch = _undoable(connection, batch_id)
        own = open_batch(
            connection,
            kind=UNDO,
            file_name=batch.file_name,
            author=author,
            at=utc_now(),
            demo=batch.demo,
            undoes=batch_id,
        )
        receipt = UndoReceipt(own, batch_id)
        for spec in {ledger.spec.table.name: ledger.spec for ledger in LEDGERS.values()}.values():
            _undo_table(connection, spec, receipt)
        counts = {"reversed": receipt.reversed, "kept": len(receipt.kept)}
        close_batch(connection, own, counts)
        status = BatchStatus.PARTLY_UNDONE if receipt.kept else BatchStatus.UNDONE
        connection.execute(
            update(ImportBatch).where(ImportBatch.id == batch_id).values(status=status)
        )
        return receipt


def _undoable(connection: Connection, batch_id: int) -> ImportBatch:
    found = connection.execute(
        select(table_of(ImportBatch)).where(ImportBatch.id == batch_id)
    ).one_or_none()
    if found is None:
        raise CannotUndo(f"there is no batch {batch_id}")
    batch = ImportBatch(**found._mapping)
    if batch.kind not in LEDGERS:
        raise CannotUndo(f"batch {batch_id} is not an import of a ledger")
    if batch.status is BatchStatus.UNDONE:
        raise CannotUndo(f"batch {batch_id} was undone before")
    return batch


def _undo_table(connection: Connection, spec: RecordSpec, receipt: UndoReceipt) -> None:
    entries = _entries(connection, spec.table, receipt.undone_id)
    if not entries:
        return
    identities = [entry.row_id for entry in entries]
    stored = _rows(connection, spec.table, identities)
    changes = standing(connection, spec.table, identities)
    pointed_to = _pointed_to(connection, spec, entries)
    dangling = _dangling(connection, spec.table, entries)
    reversible: list[RowHistory] = []
    for entry in entries:
        row_id = entry.row_id
        if receipt.undone_id not in changes[row_id]:
            continue  # an earlier, partial undo has dealt with it
        if changes[row_id][-1] != receipt.undone_id:
            receipt.kept.append(Kept(spec.table.name, row_id, "edited"))
        elif row_id in pointed_to:
            receipt.kept.append(Kept(spec.table.name, row_id, "pointed_to"))
        elif row_id in dangling:
            receipt.kept.append(Kept(spec.table.name, row_id, "reference_gone"))
        else:
            reversible.append(entry)
    _reverse(connection, spec, reversible, stored, receipt)
    receipt.reversed += len(reversible)


def _reverse(
    connection: Connection,
    spec: RecordSpec,
    entries: list[RowHistory],
    stored: dict[int, Values],
    receipt: UndoReceipt,
) -> None:
    owners = {entry.row_id: stored[entry.row_id]["version"] + 1 for entry in entries}
    written: list[Values] = []
    for child in spec.children.values():
        written += _reverse_children(connection, child.table, child.parent, owners, receipt)
    inserted = [entry.row_id for entry in entries if entry.action is Action.INSERT]
    for chunk in chunks(inserted):
        connection.execute(delete(spec.table).where(spec.table.c.id.in_(chunk)))
    for row_id in inserted:
        version = owners[row_id]
        written.append(
            history_entry(spec.table, row_id, Action.DELETE, version, before=stored[row_id])
        )
    for entry in entries:
        if entry.action is Action.UPDATE:
            before = from_json(spec.table, entry.before or {})
            after = {name: stored[entry.row_id][name] for name in before}
            version = owners[entry.row_id]
            connection.execute(
                update(spec.table)
                .where(spec.table.c.id == entry.row_id)
                .values(before | {"version": version})
            )
            written.append(
                history_entry(spec.table, entry.row_id, Action.UPDATE, version, after, before)
            )
    write_history(connection, receipt.batch_id, written)


def _reverse_children(
    connection: Connection, table: Table, parent: str, owners: dict[int, int], receipt: UndoReceipt
) -> list[Values]:
    """Undo the children of the records being reversed: insertions first, deletions last."""
    by_action: dict[Action, list[RowHistory]] = defaultdict(list)
    for entry in _entries(connection, table, receipt.undone_id):
        if (entry.after or entry.before or {})[parent] in owners:
            by_action[entry.action].append(entry)
    stored = _rows(connection, table, [e.row_id for es in by_action.values() for e in es])
    written: list[Values] = []

    def note(
        entry: RowHistory, action: Action, before: Values | None, after: Values | None
    ) -> None:
        owner = (entry.after or entry.before or {})[parent]
        written.append(history_entry(table, entry.row_id, action, owners[owner], before, after))

    for chunk in chunks(by_action[Action.INSERT]):
        connection.execute(delete(table).where(table.c.id.in_([entry.row_id for entry in chunk])))
    for entry in by_action[Action.INSERT]:
        note(entry, Action.DELETE, stored[entry.row_id], None)
    for entry in by_action[Action.UPDATE]:
        before = from_json(table, entry.before or {})
        after = {name: stored[entry.row_id][name] for name in before}
        connection.execute(update(table).where(table.c.id == entry.row_id).values(before))
        note(entry, Action.UPDATE, after, before)
    for entry in by_action[Action.DELETE]:
        before = from_json(table, entry.before or {})
        connection.execute(insert(table).values(before))
        note(entry, Action.INSERT, None, before)
    return written


def _entries(connection: Connection, table: Table, batch_id: int) -> list[RowHistory]:
    history = table_of(RowHistory)
    rows = connection.execute(
        select(history)
        .where(history.c.batch_id == batch_id, history.c.table_name == table.name)
        .order_by(history.c.id)
    )
    return [RowHistory(**row._mapping) for row in rows]


def _rows(connection: Connection, table: Table, identities: Iterable[int]) -> dict[int, Values]:
    found: dict[int, Values] = {}
    for chunk in chunks(identities):
        for row in connection.execute(select(table).where(table.c.id.in_(chunk))).mappings():
            found[row["id"]] = dict(row)
    return found


def _pointed_to(connection: Connection, spec: RecordSpec, entries: list[RowHistory]) -> set[int]:
    """Ids of records that the batch made and others now point to, to a child of theirs as well."""
    made = [entry.row_id for entry in entries if entry.action is Action.INSERT]
    found: set[int] = set()
    for table, column in POINTERS.get(spec.table.name, ()):
        found |= _values_among(connection, table.c[column], made)
    batch = entries[0].batch_id
    for child in spec.children.values():
        owner = {
            entry.row_id: (entry.after or {})[child.parent]
            for entry in _entries(connection, child.table, batch)
            if entry.action is Action.INSERT
        }
        for table, column in child.linked_from:
            linked = _values_among(connection, table.c[column], owner)
            found |= {owner[child_id] for child_id in linked}
    return found


def _dangling(connection: Connection, table: Table, entries: list[RowHistory]) -> set[int]:
    """Ids of records whose values before the batch point to rows that are no more."""
    found: set[int] = set()
    for key in table.foreign_keys:
        name = key.parent.name
        wanted = {e.row_id: e.before[name] for e in entries if e.before and e.before.get(name)}
        there = _values_among(connection, key.column, wanted.values())
        found |= {row_id for row_id, target in wanted.items() if target not in there}
    return found


def _values_among(
    connection: Connection, column: ColumnElement[Any], values: Iterable[Any]
) -> set[Any]:
    found: set[Any] = set()
    for chunk in chunks(values):
        found |= set(connection.scalars(select(column).distinct().where(column.in_(chunk))))
    return found
