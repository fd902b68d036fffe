"""A file that would set the store back: an older edition of a ledger, uploaded after a newer one.

A row goes back where all that it changes was what the store held before another import changed it,
or where what it changes was kept to a later day than the file. Where every changed row goes back it
is asked what is meant; where only some do they are told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select

from db.importing.block import Block
from db.importing.history import from_json
from db.importing.issue import Invalid, Issue
from db.importing.names import plain_header
from db.importing.packed import Plans
from db.importing.problems.records import OLDER_FILE, OLDER_KEPT, OLDER_ROWS
from db.importing.rows import Fate, RecordSpec, RowPlan, Values, chunks
from db.importing.words import Words
from db.models import ImportBatch, RowHistory
from db.terms import Action, Kind

OLDER = "旧文件"
"""Stands for a column where it is asked whether the store goes back."""
OLDER_NAMES = (OLDER, "older")
BACK, KEEP = "back", "keep"
ANSWERS = {
    BACK: Words("按这份文件改回去", "Take this file: set them back"),
    KEEP: Words("保留库中较新的，只加新的", "Keep the newer values, and add only what is new"),
}
LOOKED_AT = 2_000
"""So many changed rows are looked at before it is asked."""


def is_older(header: str) -> bool:
    """Whether an answer under this header says what an older file is to do."""
    return plain_header(header) in OLDER_NAMES


@dataclass(frozen=True)
class Newer:
    """What a row would set back: the batch that made it so, if known, and one value of both."""

    batch: int | None
    column: str
    old: Any
    new: Any


@dataclass
class Older:
    """Compares a file's rows with what earlier imports of its kind did. `kept_to` is the day that
    the file was kept to, where it is known; `left` counts the rows that were left as they are.
    """

    connection: Connection
    kind: Kind
    spec: RecordSpec
    given: Mapping[str, str]
    kept_to: date | None = None
    left: int = 0

    @property
    def answer(self) -> str | None:
        """What was said of it, if it was."""
        said = next((text for header, text in self.given.items() if is_older(header)), None)
        return said if said in ANSWERS else None

    def kept(self, part: Block | list[RowPlan]) -> Block | list[RowPlan]:
        """The plans of a part; those that go back leave the record as it is, if that was chosen."""
        if self.answer != KEEP or isinstance(part, Block):
            return part
        back = self.going_back(part)
        self.left += len(back)
        return [_left_alone(plan) if plan.record_no in back else plan for plan in part]

    def said(self, plans: Plans, noun: Words) -> list[Issue]:
        """A question where all that changes goes back, or a note where some of it does."""
        if self.left:
            return [Invalid(OLDER_KEPT, count=self.left, noun=noun).issue()]
        if self.answer == KEEP or Fate.CHANGED not in plans.fates:
            return []
        changed = list(islice(plans.of(Fate.CHANGED), LOOKED_AT))
        back = self.going_back(changed)
        if not back:
            return []
        number, newer = next(iter(back.items()))
        details: dict[str, Any] = {"count": len(back), "noun": noun, "row": number}
        details |= {"old": _text(newer.old), "new": _text(newer.new)}
        details["batch"] = Words(f"（第 {newer.batch} 号导入）", f" (import no. {newer.batch})")
        if newer.batch is None:
            details["batch"] = Words("", "")
        if self.answer is None and len(back) == len(changed):
            asked = Invalid(OLDER_FILE, **details, options=ANSWERS)
            return [asked.issue(column=OLDER)]
        return [Invalid(OLDER_ROWS, **details).issue()]

    def going_back(self, plans: Iterable[RowPlan]) -> dict[int, Newer]:
        """Record number → what it would set back, of the changed rows that do."""
        changed = [plan for plan in plans if plan.fate is Fate.CHANGED]
        before = self._before([plan.target_id for plan in changed if plan.target_id])
        found: dict[int, Newer] = {}
        for plan in changed:
            diff = [change for change in plan.diff if change[0] in self.spec.table.c]
            if not diff:
                continue
            column, old, new = diff[0]
            later = (plan.base or {}).get("as_of")
            held = before.get(plan.target_id or 0, {})
            if self.kept_to and later and later > self.kept_to:
                found[plan.record_no] = Newer(None, column, old, new)
            elif all(name in held and held[name][1] == value for name, _, value in diff):
                found[plan.record_no] = Newer(held[column][0], column, old, new)
        return found

    def _before(self, identities: Iterable[int]) -> dict[int, dict[str, tuple[int, Any]]]:
        """Record → column → the batch that changed it last, and what it held before: where that
        batch was an import of this kind.
        """
        found: defaultdict[int, dict[str, tuple[int, Any]]] = defaultdict(dict)
        table = self.spec.table
        for chunk in chunks(identities):
            changes = (
                select(RowHistory.row_id, RowHistory.batch_id, RowHistory.before, ImportBatch.kind)
                .join(ImportBatch, ImportBatch.id == RowHistory.batch_id)
                .where(
                    RowHistory.table_name == table.name,
                    RowHistory.row_id.in_(chunk),
                    RowHistory.action == Action.UPDATE,
                )
                .order_by(RowHistory.id)
            )
            for row_id, batch, before, kind in self.connection.execute(changes):
                held: Values = from_json(table, before or {})
                for name, value in held.items():
                    if kind == self.kind:
                        found[row_id][name] = (batch, value)
                    else:
                        found[row_id].pop(name, None)  # what is by hand is nobody's older edition
        return found


def _left_alone(plan: RowPlan) -> RowPlan:
    return replace(plan, fate=Fate.UNCHANGED, values={}, children=(), diff=())


def _text(value: Any) -> str:
    return "—" if value is None or value == "" else f"{value}"[:40]
