"""Rows that a later ledger has as they stand: it confirms them, and they are as of its day.

A ledger repeats most of what the one before it had. Those rows are not written: they get its day in
one statement for each run of ids, without a version or an entry of their history, for nothing of
what they say has changed. What day they had is kept for each run, so that an undo gives it back.
Those of a closed period keep their day, as all that is of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, or_, select, update

from db.accounts import Matter, matter_of
from db.closings.rules import in_force, time_of
from db.importing.block import Block
from db.importing.packed import in_parts
from db.importing.rows import Fate, RecordSpec, RowPlan
from db.models import Confirmation, ImportBatch, table_of
from db.models.base import Base

CONFIRMATION = table_of(Confirmation)


def confirm(
    connection: Connection,
    spec: RecordSpec,
    plans: Sequence[RowPlan],
    batch_id: int,
    day: date | None,
) -> set[Matter]:
    """Give the rows that stay as they are the day of their ledger, where theirs is before it; whose
    those are.
    """
    matters: set[Matter] = set()
    if day is None or not spec.dated:
        return matters
    closed, column = in_force(connection), time_of(spec.table)
    before: dict[date | None, list[int]] = defaultdict(list)
    for part in in_parts(plans, Fate.UNCHANGED):
        assert not isinstance(part, Block)  # noqa: S101 - a block is of new rows
        for plan in part:
            base = plan.base or {}
            was = base.get("as_of")
            if column is not None and any(period.holds(column, base) for period in closed):
                continue
            if plan.target_id is not None and (was is None or was < day):
                before[was].append(plan.target_id)
                matters.add(matter_of(base))
    runs: list[dict[str, object]] = [
        {"was": was, "first_id": first, "last_id": last}
        for was, identities in before.items()
        for first, last in _runs(identities)
    ]
    if not runs:
        return matters
    own = {"batch_id": batch_id, "table_name": spec.table.name}
    connection.execute(insert(CONFIRMATION), [run | own for run in runs])
    _set(connection, spec.table, [run | {"now": day} for run in runs])
    return matters


def take_back(connection: Connection, batch_id: int) -> None:
    """Give the rows that a batch confirmed, and nothing has dated since, the day that they had."""
    day = connection.scalar(select(ImportBatch.as_of).where(ImportBatch.id == batch_id))
    runs = connection.execute(
        select(CONFIRMATION).where(CONFIRMATION.c.batch_id == batch_id)
    ).mappings()
    by_table = defaultdict(list)
    for run in runs:
        ids = {name: run[name] for name in ("first_id", "last_id")}
        by_table[run["table_name"]].append(ids | {"was": day, "now": run["was"]})
    for name, found in by_table.items():
        _set(connection, Base.metadata.tables[name], found)


def touched(
    connection: Connection, batch_id: int, table: Table, names: Sequence[str]
) -> set[tuple[Any, ...]]:
    """Values of some columns, of the rows of a table that a batch confirmed, or that it gave back
    the day that they had.
    """
    undone = select(ImportBatch.undoes_id).where(ImportBatch.id == batch_id).scalar_subquery()
    run = CONFIRMATION.c
    rows = connection.execute(
        select(*(table.c[name] for name in names))
        .join_from(CONFIRMATION, table, table.c.id.between(run.first_id, run.last_id))
        .where(run.table_name == table.name, or_(run.batch_id == batch_id, run.batch_id == undone))
        .distinct()
    )
    return set(map(tuple, rows))


def _set(connection: Connection, table: Table, runs: list[dict[str, object]]) -> None:
    """Rows of a run of ids that are as of one day are as of another now."""
    statement = (
        update(table)
        .where(
            table.c.id.between(bindparam("first_id"), bindparam("last_id")),
            table.c.as_of.is_not_distinct_from(bindparam("was", type_=table.c.as_of.type)),
        )
        .values(as_of=bindparam("now"))
    )
    connection.execute(statement, runs)


def _runs(identities: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and last of ids that follow one another."""
    first = last = None
    for identity in sorted(identities):
        if first is None or last is None:
            first = last = identity
        elif identity == last + 1:
            last = identity
        else:
            yield first, last
            first = last = identity
    if first is not None and last is not None:
        yield first, last
