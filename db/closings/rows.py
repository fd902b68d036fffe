"""Rows of a file that lie in a closed period, told before anything is written."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Table

from db.closings.rules import Closed, time_of
from db.importing.block import Block
from db.importing.issue import Invalid
from db.importing.problems.closings import CLOSED_PERIOD
from db.importing.rows import Fate, RecordSpec, RowPlan

WRITTEN = frozenset([Fate.NEW, Fate.CHANGED])


def refuse_closed(
    closed: list[Closed], spec: RecordSpec, part: Block | list[RowPlan]
) -> Block | list[RowPlan]:
    """The part, with an error for every row that would write into a closed period, or out of it."""
    column = time_of(spec.table)
    if not closed or column is None:
        return part
    if isinstance(part, Block):
        couples = set(zip(part.columns[column], part.columns["pairing_id"], strict=True))
        of = [{column: time, "pairing_id": pairing} for time, pairing in couples]
        if lies_in(closed, spec.table, *of) is None:
            return part
        part = part.plans(spec)
    return [_checked(closed, spec.table, plan) if plan.fate in WRITTEN else plan for plan in part]


def lies_in(closed: list[Closed], table: Table, *records: Mapping[str, Any]) -> Closed | None:
    """The closed period in which one of these rows of a table lies; None where none does."""
    column = time_of(table)
    if column is None:
        return None
    return next((c for c in closed for record in records if c.holds(column, record)), None)


def before_and_after(plan: RowPlan) -> list[Mapping[str, Any]]:
    """A planned row as it is to be, and as it was if it was there."""
    return [(plan.base or {}) | plan.values, *([plan.base] if plan.base else [])]


def _checked(closed: list[Closed], table: Table, plan: RowPlan) -> RowPlan:
    held = lies_in(closed, table, *before_and_after(plan))
    if held is None:
        return plan
    place = {"record_no": plan.record_no, "line_no": plan.line_no}
    issue = Invalid(CLOSED_PERIOD, period=held.name).issue(**place)
    return replace(plan, fate=Fate.ERROR, issues=[*plan.issues, issue])
