"""Refusing a batch that touches what is closed, or a report that was handed in."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, or_, select

from db.closings.rules import OF_TWO, SAME, Closed, in_force, time_of, timed_tables
from db.importing import history
from db.importing.history import HISTORY
from db.importing.issue import Invalid
from db.importing.kinds import RECORDS
from db.importing.problems.closings import CLOSED_PERIOD, HANDED_IN
from db.importing.rows import ChildSpec
from db.models import Pairing, Report, Result, table_of
from db.terms import Action, ReportState

RESULT, REPORT = table_of(Result), table_of(Report)
OF_REPORT = ("pairing_id", "year", "period_kind", "period_number", "reported_by")

LATER = frozenset(["status", "as_of"])
"""What may change after a record's time: how far an agreed item has come, and as of when that is
known. The progress that says so is a part of its meeting that names its own batch.
"""

Values = Mapping[str, Any]


def refuse_touched(connection: Connection, batch: int, touched: Collection[str]) -> None:
    """Refuse what a batch has written in the tables that it touched, if any of it, before or after,
    lies in a closed period, or is a result of a report that was submitted or approved.

    Raises:
        Invalid: CLOSED_PERIOD; HANDED_IN.
    """
    closed = in_force(connection)
    for table in timed_tables().values() if closed else ():
        if {table.name, *parts(table)}.isdisjoint(touched):
            continue
        column = time_of(table)
        assert column is not None  # noqa: S101 - the table is a timed one
        for record in _touched(connection, batch, table, column, closed):
            held = next((period for period in closed if period.holds(column, record)), None)
            if held is not None:
                raise Invalid(CLOSED_PERIOD, period=held.name)
    written = RESULT.name in touched
    reports = history.touched(connection, batch, RESULT, OF_REPORT) if written else set()
    if reports and not reports.isdisjoint(handed_in(connection, {row[1] for row in reports})):
        raise Invalid(HANDED_IN)


def handed_in(
    connection: Connection, years: Collection[int] | None = None
) -> frozenset[tuple[Any, ...]]:
    """OF_REPORT of every report (of some years) that is no draft: it is to be sent back first. Its
    results may have become another pairing's of the same two: it is told for each of these.
    """
    columns = (REPORT.c[name] for name in OF_REPORT[1:])
    wanted = select(SAME.id, *columns).join_from(REPORT, Pairing).join(SAME, OF_TWO)
    wanted = wanted.where(REPORT.c.state != ReportState.DRAFT)
    if years is not None:
        wanted = wanted.where(REPORT.c.year.in_(years))
    return frozenset(map(tuple, connection.execute(wanted)))


def _touched(
    connection: Connection, batch: int, table: Table, column: str, closed: list[Closed]
) -> Iterator[Values]:
    """What may lie in a closed period: one record that now does, and those that went or moved."""
    held = or_(*(period.condition(table) for period in closed))
    later = LATER if table.name not in RECORDS or RECORDS[table.name].spec.dated else frozenset()
    now = history.entries(batch, table, table, HISTORY.c.action, HISTORY.c.after).where(held)
    for row in connection.execute(now).mappings():
        if row["action"] is Action.INSERT or not {*(row["after"] or ())} <= later:
            yield {column.name: row[column.name] for column in table.c}
            break
    for child in parts(table).values():
        if owners := _owners(connection, batch, child):
            rows = select(table).where(table.c.id.in_(owners), held).limit(1)
            yield from map(dict, connection.execute(rows).mappings())
    yield from history.before(connection, batch, table, (column, "pairing_id"))


def _owners(connection: Connection, batch: int, child: ChildSpec) -> set[int]:
    """The records of whose parts the batch changed more than what may change later."""
    entries = connection.execute(
        select(HISTORY.c.before, HISTORY.c.after).where(*history.of(batch, child.table))
    )
    return {
        (after or before)[child.parent]
        for before, after in entries
        if before is None
        or after is None
        or not {name for name in after if before.get(name) != after[name]} <= LATER
    }


def parts(table: Table) -> dict[str, ChildSpec]:
    """Table → what of a record's parts belongs to its time: progress names its own batch."""
    children = RECORDS[table.name].spec.children.values() if table.name in RECORDS else ()
    return {c.table.name: c for c in children if "batch_id" not in c.table.c}
