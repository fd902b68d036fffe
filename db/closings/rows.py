"""Rows of a file that nobody may write now, told before anything is written: those of a closed
period, and results of a report that was submitted or approved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Table

from db.closings.guard import OF_REPORT, RESULT, handed_in
from db.closings.rules import TIMES, Closed, in_force, time_of
from db.importing.block import Block
from db.importing.issue import Invalid
from db.importing.problems.closings import CLOSED_PERIOD, HANDED_IN
from db.importing.rows import Fate, RecordSpec, RowPlan

WRITTEN = frozenset([Fate.NEW, Fate.CHANGED])

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Shut:
    """What nobody may write of a table: periods, and (OF_REPORT of each) reports."""

    table: Table
    closed: list[Closed]
    handed_in: frozenset[tuple[Any, ...]]

    def why(self, *records: Record) -> Invalid | None:
        """Why one of these records may not be written."""
        if (held := lies_in(self.closed, self.table, *records)) is not None:
            return Invalid(CLOSED_PERIOD, period=held.name)
        reports = (tuple(map(record.get, OF_REPORT)) for record in records)
        if self.handed_in and not self.handed_in.isdisjoint(reports):
            return Invalid(HANDED_IN)
        return None


def shut(connection: Connection, table: Table) -> Shut:
    """What of a ledger's table nobody may write now."""
    reports = handed_in(connection) if table is RESULT else frozenset()
    return Shut(table, in_force(connection), reports)


def refuse_shut(what: Shut, spec: RecordSpec, part: Block | list[RowPlan]) -> Block | list[RowPlan]:
    """The part, with an error for every row that would write what nobody may write now."""
    if not what.closed and not what.handed_in:
        return part
    if isinstance(part, Block):
        names = [name for name in (*TIMES, *OF_REPORT) if name in part.columns]
        alike = set(zip(*(part.columns[name] for name in names), strict=True))
        if what.why(*(dict(zip(names, values, strict=True)) for values in alike)) is None:
            return part
        part = part.plans(spec)
    return [_checked(what, plan) if plan.fate in WRITTEN else plan for plan in part]


def lies_in(closed: list[Closed], table: Table, *records: Record) -> Closed | None:
    """The closed period in which one of these rows of a table lies; None where none does."""
    column = time_of(table)
    if column is None:
        return None
    return next((c for c in closed for record in records if c.holds(column, record)), None)


def before_and_after(plan: RowPlan) -> list[Record]:
    """A planned row as it is to be, and as it was if it was there."""
    return [(plan.base or {}) | plan.values, *([plan.base] if plan.base else [])]


def _checked(what: Shut, plan: RowPlan) -> RowPlan:
    why = what.why(*before_and_after(plan))
    if why is None:
        return plan
    issue = why.issue(record_no=plan.record_no, line_no=plan.line_no)
    return replace(plan, fate=Fate.ERROR, issues=[*plan.issues, issue])
