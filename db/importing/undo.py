"""Stage 10: taking a batch back, as a batch of its own.

The unit is the record with the rows that belong to it. It is reversed if it stands as the batch
left it, and kept (and named) if it was edited since, something newer points to it, what it pointed
to is gone, or another record is known by now by what it was known by. An edit that was itself taken
back is none.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, delete, insert, select, update

from db.accounts import Action as Act
from db.accounts import Author, audit, require
from db.engine import utc_now, writing
from db.importing.commit import close_batch, couples_of, open_batch, update_rows
from db.importing.confirming import take_back
from db.importing.entries import Entry, as_written, history_entry, write_history
from db.importing.history import from_json, standing
from db.importing.identity import holder
from db.importing.kinds import LEDGERS
from db.importing.rows import ChildSpec, RecordSpec, Values, chunks
from db.importing.scopes import matters
from db.importing.words import Refusal, Words
from db.models import ImportBatch, RowHistory, table_of
from db.terms import Action, BatchStatus, Event

UNDO = "undo"
EDIT = "edit"
"""Kinds of batches that are no import: an undo, and what was changed or added on a page."""

MERGED = "merged"
"""What a batch did that made one record of two: its `choices` say so."""

UNDOABLE = frozenset([*LEDGERS, EDIT])

SIDES = frozenset(["helper_adcode", "receiver_adcode"])

Reversible = tuple[RecordSpec, list[RowHistory], dict[int, Values]]
"""What of a table can be reversed, and its rows as they stand."""


class CannotUndo(Refusal):
    """There is no such batch, or it is not one that can be taken back. `words` says which."""


NO_BATCH = Words("没有批次 {batch}", "there is no batch {batch}")
NO_IMPORT = Words(
    "批次 {batch} 不是台账导入，也不是页面修改",
    "batch {batch} is not an import of a ledger, nor an edit",
)
UNDONE_BEFORE = Words("批次 {batch} 此前已撤销", "batch {batch} was undone before")


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


def undo(engine: Engine, batch_id: int, by: Author) -> UndoReceipt:
    """Take a batch back in one transaction.

    Raises:
        CannotUndo: unknown, an undo itself, a load of reference facts, or undone before.
        Forbidden: by somebody who is not in charge of all its records.
    """
    with writing(engine) as connection:
        batch = _undoable(connection, batch_id)
        over = matters(connection, batch_id)
        by = require(connection, by, Act.UNDO, over=over)
        own = open_batch(
            connection,
            kind=UNDO,
            file_name=batch.file_name,
            by=by,
            at=utc_now(),
            demo=batch.demo,
            undoes=batch_id,
        )
        receipt = UndoReceipt(own, batch_id)
        for spec, reversible, stored in _sorted(connection, batch, receipt):
            _reverse(connection, spec, reversible, stored, receipt)
        take_back(connection, batch_id)
        left = len(receipt.kept)
        close_batch(
            connection,
            own,
            {"reversed": receipt.reversed, "kept": left, "failed": len(receipt.failed)},
            over,
        )
        status = BatchStatus.PARTLY_UNDONE if left else BatchStatus.UNDONE
        connection.execute(
            update(ImportBatch).where(ImportBatch.id == batch_id).values(status=status)
        )
        audit.note(connection, Event.UNDONE, by, batch=batch_id, undo=own)
        return receipt


def undo_preview(connection: Connection, batch_id: int) -> UndoReceipt:
    """What taking a batch back would reverse, and what it would keep. Writes nothing.

    Raises:
        CannotUndo: as `undo` does.
    """
    batch = _undoable(connection, batch_id)
    receipt = UndoReceipt(0, batch_id)
    _sorted(connection, batch, receipt)
    return receipt


def _specs() -> list[RecordSpec]:
    return list({ledger.spec.table.name: ledger.spec for ledger in LEDGERS.values()}.values())


def _undoable(connection: Connection, batch_id: int) -> ImportBatch:
    found = connection.execute(
        select(table_of(ImportBatch)).where(ImportBatch.id == batch_id)
    ).one_or_none()
    if found is None:
        raise CannotUndo(NO_BATCH.format(batch=batch_id))
    batch = ImportBatch(**found._mapping)
    if batch.kind not in UNDOABLE:
        raise CannotUndo(NO_IMPORT.format(batch=batch_id))
    if batch.status is BatchStatus.UNDONE:
        raise CannotUndo(UNDONE_BEFORE.format(batch=batch_id))
    return batch


def _sorted(connection: Connection, batch: ImportBatch, receipt: UndoReceipt) -> list[Reversible]:
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
    entries = _entries(connection, spec.table, receipt.undone_id)
    if not entries:
        return [], {}
    identities = [entry.row_id for entry in entries]
    stored = _rows(connection, spec.table, identities)
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


def _reverse(
    connection: Connection,
    spec: RecordSpec,
    entries: list[RowHistory],
    stored: dict[int, Values],
    receipt: UndoReceipt,
) -> None:
    owners = {entry.row_id: _version(entry, stored) for entry in entries}
    changed = [entry for entry in entries if entry.action is Action.UPDATE]
    brings_back = any(entry.action is Action.DELETE for entry in entries)
    # What a record took over from one that it was merged with has to be free for that one.
    written = _set_back(connection, spec, changed, stored, owners) if brings_back else []
    written += _restore(connection, spec, entries, owners)
    for child in spec.children.values():
        written += _reverse_children(connection, child.table, child.parent, owners, receipt)
    for child in reversed(list(spec.children.values())):
        written += _restore_children(connection, child.table, child.parent, owners, receipt)
    inserted = [entry.row_id for entry in entries if entry.action is Action.INSERT]
    if spec.effects:
        spec.effects.settle(connection, couples_of(stored.values()), inserted)
    for chunk in chunks(inserted):
        connection.execute(delete(spec.table).where(spec.table.c.id.in_(chunk)))
    for row_id in inserted:
        version = owners[row_id]
        written.append(
            history_entry(
                spec.table, row_id, Action.DELETE, version, as_written(spec.table, stored[row_id])
            )
        )
    if not brings_back:
        written += _set_back(connection, spec, changed, stored, owners)
    if spec.effects:
        was = [entry.before or {} for entry in entries]
        spec.effects.settle(connection, couples_of([*stored.values(), *was]), ())
    write_history(connection, receipt.batch_id, written)


def _set_back(
    connection: Connection,
    spec: RecordSpec,
    changed: list[RowHistory],
    stored: dict[int, Values],
    owners: dict[int, int],
) -> list[Entry]:
    """Give the records that the batch changed the values that they had."""
    restored: list[Values] = []
    written: list[Entry] = []
    for entry in changed:
        before = from_json(spec.table, entry.before or {})
        after = {name: stored[entry.row_id][name] for name in before}
        version = owners[entry.row_id]
        restored.append(before | {"id": entry.row_id, "version": version})
        written.append(
            history_entry(spec.table, entry.row_id, Action.UPDATE, version, after, before)
        )
    update_rows(connection, spec.table, restored)
    return written


def _version(entry: RowHistory, stored: dict[int, Values]) -> int:
    """The version that a record reaches when a change of it is taken back."""
    if entry.action is Action.DELETE:
        return entry.version + 1
    return int(stored[entry.row_id]["version"]) + 1


def _restore(
    connection: Connection, spec: RecordSpec, entries: list[RowHistory], owners: dict[int, int]
) -> list[Entry]:
    """Bring back the records that the batch removed, under their numbers of then."""
    table = spec.table
    again = [
        from_json(table, entry.before or {}) | {"version": owners[entry.row_id]}
        for entry in entries
        if entry.action is Action.DELETE
    ]
    if again:
        connection.execute(insert(table), again)
    return [
        history_entry(table, row["id"], Action.INSERT, row["version"], after=row) for row in again
    ]


def _restore_children(
    connection: Connection, table: Table, parent: str, owners: dict[int, int], receipt: UndoReceipt
) -> list[Entry]:
    """Bring back the children that the batch removed from the records being reversed."""
    again = [
        from_json(table, entry.before or {})
        for entry in _entries(connection, table, receipt.undone_id)
        if entry.action is Action.DELETE and (entry.before or {})[parent] in owners
    ]
    if again:
        connection.execute(insert(table), again)
    return [
        history_entry(table, row["id"], Action.INSERT, owners[row[parent]], after=row)
        for row in again
    ]


def _brought_back(
    connection: Connection, spec: RecordSpec, entries: list[RowHistory], batch_id: int
) -> set[tuple[str, int]]:
    """The records that are removed no more, and what belongs to them."""
    ids = {entry.row_id for entry in entries if entry.action is Action.DELETE}
    found = {(str(spec.table.name), row_id) for row_id in ids}
    for child in spec.children.values() if ids else ():
        found |= {
            (str(child.table.name), entry.row_id)
            for entry in _entries(connection, child.table, batch_id)
            if entry.action is Action.DELETE and (entry.before or {})[child.parent] in ids
        }
    return found


def _reverse_children(
    connection: Connection, table: Table, parent: str, owners: dict[int, int], receipt: UndoReceipt
) -> list[Entry]:
    """Undo what was added to the records being reversed, and changed of what belongs to them."""
    by_action: dict[Action, list[RowHistory]] = defaultdict(list)
    for entry in _entries(connection, table, receipt.undone_id):
        if (entry.after or entry.before or {})[parent] in owners:
            by_action[entry.action].append(entry)
    stored = _rows(connection, table, [e.row_id for es in by_action.values() for e in es])
    written: list[Entry] = []

    def note(
        entry: RowHistory, action: Action, before: Values | None, after: Values | None
    ) -> None:
        owner = (entry.after or entry.before or {})[parent]
        written.append(history_entry(table, entry.row_id, action, owners[owner], before, after))

    for chunk in chunks(by_action[Action.INSERT]):
        connection.execute(delete(table).where(table.c.id.in_([entry.row_id for entry in chunk])))
    for entry in by_action[Action.INSERT]:
        note(entry, Action.DELETE, stored[entry.row_id], None)
    restored: list[Values] = []
    for entry in by_action[Action.UPDATE]:
        before = from_json(table, entry.before or {})
        after = {name: stored[entry.row_id][name] for name in before}
        restored.append(before | {"id": entry.row_id})
        note(entry, Action.UPDATE, after, before)
    update_rows(connection, table, restored)
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
            for entry in _entries(connection, child.table, batch)
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
        for entry in _entries(connection, child.table, batch)
        if entry.action is Action.UPDATE
        and (entry.before or {})[child.parent] != (entry.after or {})[child.parent]
    }
    found: set[int] = set()
    for table, column in child.linked_from if moved else ():
        known = [entry.row_id for entry in _entries(connection, table, batch)]
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
