"""Stage 10: taking a batch back, as a batch of its own. `reversible` says what of it can be."""

from collections import defaultdict

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update

from db.accounts import Action as Act
from db.accounts import Author, audit, require
from db.engine import utc_now, writing
from db.importing.commit import close_batch, couples_of, open_batch, update_rows
from db.importing.confirming import take_back
from db.importing.entries import Entry, as_written, history_entry, write_history
from db.importing.history import from_json
from db.importing.kinds import LEDGERS
from db.importing.reversible import UndoReceipt, entries_of, sorted_out, stored_rows
from db.importing.rows import RecordSpec, Values, chunks
from db.importing.scopes import matters
from db.importing.words import Refusal, Words
from db.models import ImportBatch, RowHistory, table_of
from db.terms import Action, BatchStatus, Event

UNDO = "undo"
EDIT = "edit"
"""Kinds of batches that are no import: an undo, and what was changed or added on a page."""

UNDOABLE = frozenset([*LEDGERS, EDIT])


class CannotUndo(Refusal):
    """There is no such batch, or it is not one that can be taken back. `words` says which."""


NO_BATCH = Words("没有批次 {batch}", "there is no batch {batch}")
NO_IMPORT = Words(
    "批次 {batch} 不是台账导入，也不是页面修改",
    "batch {batch} is not an import of a ledger, nor an edit",
)
UNDONE_BEFORE = Words("批次 {batch} 此前已撤销", "batch {batch} was undone before")


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
        for spec, reversible, stored in sorted_out(connection, batch, receipt):
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
    sorted_out(connection, batch, receipt)
    return receipt


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
        for entry in entries_of(connection, table, receipt.undone_id)
        if entry.action is Action.DELETE and (entry.before or {})[parent] in owners
    ]
    if again:
        connection.execute(insert(table), again)
    return [
        history_entry(table, row["id"], Action.INSERT, owners[row[parent]], after=row)
        for row in again
    ]


def _reverse_children(
    connection: Connection, table: Table, parent: str, owners: dict[int, int], receipt: UndoReceipt
) -> list[Entry]:
    """Undo what was added to the records being reversed, and changed of what belongs to them."""
    by_action: dict[Action, list[RowHistory]] = defaultdict(list)
    for entry in entries_of(connection, table, receipt.undone_id):
        if (entry.after or entry.before or {})[parent] in owners:
            by_action[entry.action].append(entry)
    stored = stored_rows(connection, table, [e.row_id for es in by_action.values() for e in es])
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
