"""Stage 9: a compared plan into the store, with its history, inside the caller's transaction."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, text, update

from db import kept
from db.accounts import Author, Matter
from db.closings.guard import refuse_touched
from db.engine import roomy
from db.folding import all_folded, keys_of, with_keys
from db.importing import bulk, history, scopes
from db.importing.block import Block
from db.importing.entries import (
    HISTORY,
    Entry,
    history_entry,
    take_down,
    write_history,
    write_insertions,
)
from db.importing.issue import Invalid
from db.importing.packed import Plans, in_parts
from db.importing.problems.files import CHANGED_SINCE
from db.importing.rows import ChildPlan, ChildSpec, Fate, RecordSpec, RowPlan, Values, chunks
from db.importing.stages import Stage, Tell, unwatched
from db.models import ImportBatch
from db.terms import Action, BatchStatus

FACT: Values = {"demo": False, "source": "", "note": ""}
"""What a demo record of one figure becomes when a real one is given."""

Owners = list[tuple[int, RowPlan]]
"""The ids of records, each with the plan that was carried out on it."""


def open_batch(
    connection: Connection,
    *,
    kind: str,
    file_name: str,
    by: Author,
    at: datetime,
    sha256: str | None = None,
    header: str | None = None,
    demo: bool = False,
    undoes: int | None = None,
    choices: dict[str, Any] | None = None,
    as_of: date | None = None,
) -> int:
    """A new batch; returns its id."""
    values = {
        "kind": kind,
        "file_name": file_name[-255:],
        "author": by.name,
        "account_id": by.id,
        "created_at": at,
        "sha256": sha256,
        "header_sha256": header,
        "demo": demo,
        "undoes_id": undoes,
        "status": BatchStatus.COMMITTED,
        "counts": {},
        "choices": choices or {},
        "as_of": as_of,
    }
    result = connection.execute(insert(ImportBatch).values(values).returning(ImportBatch.id))
    return result.scalar_one()


def close_batch(
    connection: Connection,
    batch_id: int,
    counts: dict[str, int],
    over: Iterable[Matter] | None = None,
) -> None:
    """Note what the batch did, and over which matters: those of its history, if none are given; and
    count anew what it touched.

    Raises:
        Invalid: it touches a period that is closed, or a report that was handed in.
    """
    tables = history.tables(connection, batch_id)
    refuse_touched(connection, batch_id, tables)
    kept.follow(connection, batch_id, tables)
    connection.execute(
        update(ImportBatch).where(ImportBatch.id == batch_id).values(counts=dict(counts))
    )
    scopes.keep(connection, batch_id, over)


def write_plans(
    connection: Connection,
    spec: RecordSpec,
    plans: Sequence[RowPlan],
    batch_id: int,
    demo: bool = False,
    tell: Tell = unwatched,
    as_of: date | None = None,
) -> Counter[str]:
    """Write new and changed rows with their children and history; counts by fate. `as_of` is the
    day to which what they are from was kept.

    Raises:
        Invalid: a row is no longer at the version that was compared.
    """
    fates = plans.fates if isinstance(plans, Plans) else [plan.fate for plan in plans]
    counts = Counter(fates)
    dated: Values = {"as_of": as_of} if spec.dated else {}
    done, of = 0, counts[Fate.NEW] + counts[Fate.CHANGED]
    effective = [p for p in plans if p.fate in (Fate.NEW, Fate.CHANGED)] if spec.effects else []
    if spec.effects:
        spec.effects.prepare(connection, effective)
    tables = (spec.table, *(child.table for child in spec.children.values()), HISTORY)
    with roomy(connection):
        with (
            bulk.indexed_after(connection, spec.table, counts[Fate.NEW]),
            bulk.checked_after(connection, tables, counts[Fate.NEW]),
        ):
            for part in in_parts(plans, Fate.NEW):
                _insert(connection, spec, part, batch_id, dated | {"demo": demo})
                tell(Stage.WRITE, done := done + len(part), of)
        for part in in_parts(plans, Fate.CHANGED):
            assert not isinstance(part, Block)  # noqa: S101 - a block is of new rows
            fact = FACT if spec.figure and not demo else {}
            owners = _update(connection, spec, part, batch_id, dated, fact)
            _write_children(connection, spec, owners, batch_id)
            tell(Stage.WRITE, done := done + len(part), of)
    if spec.effects:
        both = [values for plan in effective for values in (plan.base or {}, plan.values)]
        spec.effects.settle(connection, couples_of(both), ())
    return Counter({fate.value: count for fate, count in counts.items()})


def couples_of(rows: Iterable[Values]) -> set[tuple[str, str]]:
    """The couples that rows name with both sides."""
    sides = ("helper_adcode", "receiver_adcode")
    return {(row[sides[0]], row[sides[1]]) for row in rows if all(map(row.get, sides))}


def _insert(
    connection: Connection,
    spec: RecordSpec,
    part: Block | list[RowPlan],
    batch_id: int,
    more: Values,
) -> None:
    shared = {"batch_id": batch_id, "version": 1} | more
    if isinstance(part, Block):
        identities = _reserve(connection, spec.table, len(part))
        _insert_columns(connection, spec.table, identities, part.columns, shared)
        take_down(connection, batch_id, spec.table, identities, tuple(part.columns))
        return
    rows = [plan.values for plan in part]
    identities = insert_rows(connection, spec.table, rows, **shared)
    write_insertions(connection, batch_id, spec.table, identities, rows)
    _write_children(connection, spec, list(zip(identities, part, strict=True)), batch_id)


def _update(
    connection: Connection,
    spec: RecordSpec,
    plans: list[RowPlan],
    batch_id: int,
    more: Values,
    fact: Values,
) -> Owners:
    """`more` every row is given; one that was a demo record gets `fact` where it says nothing."""
    bases = [plan.base or {} for plan in plans]
    written = [
        {n: v for n, v in fact.items() if base.get("demo") and base[n] != v}
        | plan.values
        | {n: v for n, v in more.items() if base[n] != v}
        for plan, base in zip(plans, bases, strict=True)
    ]
    _refuse_stale(connection, spec.table, {base["id"]: base["version"] for base in bases})
    changes = [
        values | {"id": base["id"], "version": base["version"] + 1}
        for values, base in zip(written, bases, strict=True)
    ]
    update_rows(connection, spec.table, changes)
    entries = (
        history_entry(
            spec.table,
            base["id"],
            Action.UPDATE,
            base["version"] + 1,
            {name: base[name] for name in values},
            values,
        )
        for values, base in zip(written, bases, strict=True)
    )
    write_history(connection, batch_id, entries)
    return [(base["id"], plan) for plan, base in zip(plans, bases, strict=True)]


def _refuse_stale(connection: Connection, table: Table, versions: dict[int, int]) -> None:
    """Refuse if a row is gone, or at another version than the one compared."""
    found: dict[int, int] = {}
    for chunk in chunks(versions):
        rows = select(table.c.id, table.c.version).where(table.c.id.in_(chunk))
        found |= {row.id: row.version for row in connection.execute(rows)}
    if found != versions:
        raise Invalid(CHANGED_SINCE)


def _write_children(
    connection: Connection, spec: RecordSpec, owners: Owners, batch_id: int
) -> None:
    for name, child in spec.children.items():
        _write_kind(connection, name, child, owners, batch_id)


def _write_kind(
    connection: Connection, name: str, child: ChildSpec, owners: Owners, batch_id: int
) -> None:
    inserts: list[Values] = []
    updates: list[Values] = []
    deletes: list[int] = []
    entries: list[Entry] = []
    versions: list[int] = []
    for owner, plan in owners:
        version = plan.base["version"] + 1 if plan.base else 1
        for item in (item for item in plan.children if item.name == name):
            if item.target_id is None:
                inserts.append({child.parent: owner} | (item.values or {}))
                versions.append(version)
                continue
            if item.values is None:
                deletes.append(item.target_id)
            else:
                updates.append(item.values | {"id": item.target_id})
            entries.append(_child_entry(child.table, child.parent, item, version))
    for chunk in chunks(deletes):
        connection.execute(delete(child.table).where(child.table.c.id.in_(chunk)))
    update_rows(connection, child.table, updates)
    identities = insert_rows(connection, child.table, inserts)
    for identity, values, version in zip(identities, inserts, versions, strict=True):
        entries.append(history_entry(child.table, identity, Action.INSERT, version, after=values))
    write_history(connection, batch_id, entries)


def _child_entry(table: Table, parent: str, item: ChildPlan, version: int) -> Entry:
    base = item.base or {}
    if item.values is None:
        return history_entry(table, base["id"], Action.DELETE, version, before=base)
    owner = {name: base[name] for name in (parent, "measure_key") if name in base}
    before = owner | {name: base[name] for name in item.values}
    return history_entry(table, base["id"], Action.UPDATE, version, before, owner | item.values)


def insert_rows(
    connection: Connection, table: Table, rows: list[Values], **shared: Any
) -> list[int]:
    """Insert rows, all with the same `shared` columns besides; their ids in the same order. What a
    row lacks has the store's own default.
    """
    if not rows:
        return []
    identities = _reserve(connection, table, len(rows))
    alike: dict[tuple[str, ...], list[tuple[int, Values]]] = defaultdict(list)
    for identity, row in zip(identities, rows, strict=True):
        alike[tuple(row)].append((identity, row))
    for names, group in alike.items():
        values = zip(*(row.values() for _, row in group), strict=True)
        columns = dict(zip(names, values, strict=True))
        _insert_columns(connection, table, [identity for identity, _ in group], columns, shared)
    return identities


def _insert_columns(
    connection: Connection,
    table: Table,
    identities: list[int],
    columns: Mapping[str, Sequence[Any]],
    shared: Mapping[str, Any],
) -> None:
    """Rows as columns, with the folded copy of each text among them that has one."""
    more: dict[str, Sequence[Any]] = {n: [v] * len(identities) for n, v in shared.items()}
    more |= {key: all_folded(columns[of]) for key, of in keys_of(table) if of in columns}
    bulk.insert(connection, table, {"id": identities, **columns, **more})


def _reserve(connection: Connection, table: Table, count: int) -> list[int]:
    """Ids that no other row had or will have. The caller holds the store's write lock.

    Asking the database for each id after the fact costs more than all the rest of an import.
    """
    if connection.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, "id")
        block = func.setval(sequence, func.nextval(sequence) + count - 1)
        last = connection.execute(select(block)).scalar_one()
    else:
        found = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
        last = (connection.execute(found, {"table": table.name}).scalar() or 0) + count
    return list(range(last - count + 1, last + 1))


def update_rows(connection: Connection, table: Table, rows: list[Values]) -> None:
    """Set the columns that each row has besides its id."""
    alike: dict[tuple[str, ...], list[Values]] = defaultdict(list)
    for row in (with_keys(table, row) for row in rows):
        names = tuple(sorted(row.keys() - {"id"}))
        alike[names].append({f"new_{name}": row[name] for name in names} | {"row_id": row["id"]})
    for names, group in alike.items():
        if not names:
            continue
        statement = (
            update(table)
            .where(table.c.id == bindparam("row_id"))
            .values({name: bindparam(f"new_{name}") for name in names})
        )
        connection.execute(statement, group)
