"""Refusing a batch that touches what is closed, or a report that was handed in."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Select, Table, or_, select

from db.closings.rules import Closed, in_force, time_of, timed_tables
from db.importing.history import from_json
from db.importing.issue import Invalid
from db.importing.kinds import RECORDS
from db.importing.problems.closings import CLOSED_PERIOD, HANDED_IN
from db.importing.rows import ChildSpec
from db.models import Report, Result, RowHistory, table_of
from db.terms import Action, ReportState

HISTORY = table_of(RowHistory)
RESULT, REPORT = table_of(Result), table_of(Report)
OF_REPORT = ("pairing_id", "year", "period_kind", "period_number", "reported_by")

LATER = frozenset(["status", "as_of"])
"""What may change after a record's time: how far an agreed item has come, and as of when that is
known. The progress that says so is a part of its meeting that names its own batch.
"""

Values = Mapping[str, Any]


def refuse_touched(connection: Connection, batch: int) -> None:
    """Refuse what a batch has written if any of it, before or after, lies in a closed period, or is
    a result of a report that was submitted or approved.

    Raises:
        Invalid: CLOSED_PERIOD; HANDED_IN.
    """
    closed, touched = in_force(connection), _tables(connection, batch)
    for table in timed_tables().values() if closed else ():
        if touched.isdisjoint([table.name, *_parts(table)]):
            continue
        column = time_of(table)
        assert column is not None  # noqa: S101 - the table is a timed one
        for record in _touched(connection, batch, table, closed):
            held = next((period for period in closed if period.holds(column, record)), None)
            if held is not None:
                raise Invalid(CLOSED_PERIOD, period=held.name)
    reports = set(_reports(connection, batch)) if RESULT.name in touched else set()
    if reports and not reports.isdisjoint(handed_in(connection, {row[1] for row in reports})):
        raise Invalid(HANDED_IN)


def handed_in(
    connection: Connection, years: Collection[int] | None = None
) -> frozenset[tuple[Any, ...]]:
    """OF_REPORT of every report (of some years) that is no draft: it is to be sent back first."""
    columns = (REPORT.c[name] for name in OF_REPORT)
    wanted = select(*columns).where(REPORT.c.state != ReportState.DRAFT)
    if years is not None:
        wanted = wanted.where(REPORT.c.year.in_(years))
    return frozenset(map(tuple, connection.execute(wanted)))


def _tables(connection: Connection, batch: int) -> set[str]:
    """The tables of which a batch has written rows: looked up once for all that is asked of it."""
    names = select(HISTORY.c.table_name).where(HISTORY.c.batch_id == batch).distinct()
    return set(connection.scalars(names))


def _touched(
    connection: Connection, batch: int, table: Table, closed: list[Closed]
) -> Iterator[Values]:
    """What may lie in a closed period: one record that now does, and those that went or moved."""
    held = or_(*(period.condition(table) for period in closed))
    later = LATER if table.name not in RECORDS or RECORDS[table.name].spec.dated else frozenset()
    now = _entries(batch, table, table, HISTORY.c.action, HISTORY.c.after).where(held)
    for row in connection.execute(now).mappings():
        if row["action"] is Action.INSERT or not {*(row["after"] or ())} <= later:
            yield {column.name: row[column.name] for column in table.c}
            break
    for child in _parts(table).values():
        if owners := _owners(connection, batch, child):
            rows = select(table).where(table.c.id.in_(owners), held).limit(1)
            yield from map(dict, connection.execute(rows).mappings())
    yield from _before(connection, batch, table)


def _before(connection: Connection, batch: int, table: Table) -> Iterator[Values]:
    """Records as they were that were removed, or given another time or couple."""
    column, before = time_of(table), HISTORY.c.before
    given = [before[name].as_string().is_not(None) for name in (column, "pairing_id")]
    moved = or_(HISTORY.c.action == Action.DELETE, *given)
    entries = connection.execute(
        select(HISTORY.c.row_id, before).where(*_of(batch, table), moved)
    ).all()
    rows = connection.execute(_entries(batch, table, table).where(moved)).mappings()
    now = {row["id"]: dict(row) for row in rows} if entries else {}
    for row_id, stored in entries:
        was = {name: value for name, value in (stored or {}).items() if name in table.c}
        yield {**dict.fromkeys(table.c.keys()), **now.get(row_id, {}), **from_json(table, was)}


def _owners(connection: Connection, batch: int, child: ChildSpec) -> set[int]:
    """The records of whose parts the batch changed more than what may change later."""
    entries = connection.execute(
        select(HISTORY.c.before, HISTORY.c.after).where(*_of(batch, child.table))
    )
    return {
        (after or before)[child.parent]
        for before, after in entries
        if before is None
        or after is None
        or not {name for name in after if before.get(name) != after[name]} <= LATER
    }


def _parts(table: Table) -> dict[str, ChildSpec]:
    """Table → what of a record's parts belongs to its time: progress names its own batch."""
    children = RECORDS[table.name].spec.children.values() if table.name in RECORDS else ()
    return {c.table.name: c for c in children if "batch_id" not in c.table.c}


def _reports(connection: Connection, batch: int) -> Iterator[tuple[Any, ...]]:
    """OF_REPORT of the results that a batch has written, and of those that it removed."""
    columns = [RESULT.c[name] for name in OF_REPORT]
    yield from map(tuple, connection.execute(_entries(batch, RESULT, *columns).distinct()))
    removed = select(HISTORY.c.before).where(*_of(batch, RESULT), HISTORY.c.before.is_not(None))
    for stored in connection.scalars(removed.where(HISTORY.c.action == Action.DELETE)):
        was = from_json(RESULT, {name: stored[name] for name in OF_REPORT})
        yield tuple(was.values())


def _of(batch: int, table: Table) -> tuple[Any, Any]:
    return HISTORY.c.batch_id == batch, HISTORY.c.table_name == table.name


def _entries(batch: int, table: Table, *columns: Any) -> Select[Any]:
    """Rows of a table that a batch has touched, as they are now."""
    return (
        select(*columns)
        .join_from(HISTORY, table, HISTORY.c.row_id == table.c.id)
        .where(*_of(batch, table))
    )
