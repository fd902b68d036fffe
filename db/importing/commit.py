"""Stage 9: a compared plan into the store, with its history, inside the caller's transaction."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, update

from db.importing.history import to_json
from db.importing.issue import Invalid
from db.importing.problems import CHANGED_SINCE
from db.importing.rows import ChildPlan, Fate, RecordSpec, RowPlan, Values
from db.models import ImportBatch, RowHistory, table_of
from db.terms import Action, BatchStatus

HISTORY = table_of(RowHistory)


def open_batch(
    connection: Connection,
    *,
    kind: str,
    file_name: str,
    author: str,
    at: datetime,
    sha256: str | None = None,
    demo: bool = False,
    undoes: int | None = None,
    choices: dict[str, Any] | None = None,
) -> int:
    """A new batch; returns its id."""
    values = {
        "kind": kind,
        "file_name": file_name,
        "author": author,
        "created_at": at,
        "sha256": sha256,
        "demo": demo,
        "undoes_id": undoes,
        "status": BatchStatus.COMMITTED,
        "counts": {},
        "choices": choices or {},
    }
    result = connection.execute(insert(ImportBatch).values(values).returning(ImportBatch.id))
    return result.scalar_one()


def close_batch(connection: Connection, batch_id: int, counts: dict[str, int]) -> None:
    """Note what the batch did."""
    connection.execute(
        update(ImportBatch).where(ImportBatch.id == batch_id).values(counts=dict(counts))
    )


def write_plans(
    connection: Connection,
    spec: RecordSpec,
    plans: Sequence[RowPlan],
    batch_id: int,
    demo: bool = False,
) -> Counter[str]:
    """Write new and changed rows with their children and history; counts by fate.

    Raises:
        Invalid: a row is no longer at the version that was compared.
    """
    new = [plan for plan in plans if plan.fate is Fate.NEW]
    owners = list(zip(_insert(connection, spec, new, batch_id, demo), new, strict=True))
    for plan in plans:
        if plan.fate is Fate.CHANGED:
            owners.append((_update(connection, spec, plan, batch_id), plan))
    for name in spec.children:
        _write_children(connection, spec, name, owners, batch_id)
    return Counter(plan.fate.value for plan in plans)


def _insert(
    connection: Connection, spec: RecordSpec, plans: list[RowPlan], batch_id: int, demo: bool
) -> list[int]:
    shared = {"batch_id": batch_id, "demo": demo, "version": 1}
    rows = [plan.values | shared for plan in plans]
    identities = insert_rows(connection, spec.table, rows)
    entries = [
        history_entry(spec.table, identity, Action.INSERT, 1, after=plan.values)
        for identity, plan in zip(identities, plans, strict=True)
    ]
    write_history(connection, batch_id, entries)
    return identities


def _update(connection: Connection, spec: RecordSpec, plan: RowPlan, batch_id: int) -> int:
    base = plan.base or {}
    version = base["version"] + 1
    table = spec.table
    changed = connection.execute(
        update(table)
        .where(table.c.id == base["id"], table.c.version == base["version"])
        .values(plan.values | {"version": version})
    )
    if changed.rowcount != 1:
        raise Invalid(CHANGED_SINCE)
    before = {name: base[name] for name in plan.values}
    entry = history_entry(table, base["id"], Action.UPDATE, version, before, plan.values)
    write_history(connection, batch_id, [entry])
    return int(base["id"])


def _write_children(
    connection: Connection,
    spec: RecordSpec,
    name: str,
    owners: list[tuple[int, RowPlan]],
    batch_id: int,
) -> None:
    child = spec.children[name]
    inserts: list[Values] = []
    versions: list[int] = []
    entries: list[Values] = []
    for owner, plan in owners:
        version = plan.base["version"] + 1 if plan.base else 1
        for item in (item for item in plan.children if item.name == name):
            if item.target_id is None:
                inserts.append({child.parent: owner} | (item.values or {}))
                versions.append(version)
            else:
                entries.append(_change_child(connection, child.table, child.parent, item, version))
    identities = insert_rows(connection, child.table, inserts)
    for identity, values, version in zip(identities, inserts, versions, strict=True):
        entries.append(history_entry(child.table, identity, Action.INSERT, version, after=values))
    write_history(connection, batch_id, entries)


def _change_child(
    connection: Connection, table: Table, parent: str, item: ChildPlan, version: int
) -> Values:
    base = item.base or {}
    target = table.c.id == item.target_id
    if item.values is None:
        connection.execute(delete(table).where(target))
        return history_entry(table, base["id"], Action.DELETE, version, before=base)
    connection.execute(update(table).where(target).values(item.values))
    owner = {parent: base[parent]}
    before = owner | {name: base[name] for name in item.values}
    return history_entry(table, base["id"], Action.UPDATE, version, before, owner | item.values)


def insert_rows(connection: Connection, table: Table, rows: list[Values]) -> list[int]:
    """Insert rows that all have the same columns; their ids in the same order."""
    if not rows:
        return []
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.scalars(statement, rows))


def history_entry(
    table: Table,
    row_id: int,
    action: Action,
    version: int,
    before: Values | None = None,
    after: Values | None = None,
) -> Values:
    """One row of history, yet to be given its batch."""
    return {
        "table_name": table.name,
        "row_id": row_id,
        "action": action,
        "version": version,
        "before": None if before is None else to_json(before),
        "after": None if after is None else to_json(after),
    }


def write_history(connection: Connection, batch_id: int, entries: Iterable[Values]) -> None:
    """Append entries to the history of a batch."""
    rows = [entry | {"batch_id": batch_id} for entry in entries]
    if rows:
        connection.execute(insert(HISTORY), rows)
