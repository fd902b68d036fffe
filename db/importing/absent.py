"""What a newer file of a ledger has no more: told, and left as it is.

A file is a newer one of the same ledger where an earlier import had the same header row and brought
records of the same couples and years, of which this file still has at least half: a template is
every office's, and another office's file is no newer one of this office's.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, extract, select

from db.importing.identity import SIDES
from db.importing.issue import Invalid, Issue
from db.importing.packed import Plans
from db.importing.problems.records import NOT_IN_FILE
from db.importing.rows import Fate, RecordSpec, RowPlan, chunks
from db.importing.words import Words, same
from db.models import ImportBatch
from db.terms import BatchStatus, Kind

NAMED = 3
"""So many are named in the note; the rest is in the list."""


@dataclass(frozen=True)
class Absent:
    """A record of an earlier file of the ledger that this one does not have."""

    id: int
    code: str
    title: str
    when: str


def absent(
    connection: Connection, kind: Kind, spec: RecordSpec, plans: Plans, header: str
) -> list[Absent]:
    """The records that an earlier file of this ledger had and this one has not, by their number.
    None where a row has errors: it may be one of them.
    """
    if not {"year", "date_start"} & set(spec.table.c.keys()):
        return []  # of pairings: a ledger of theirs is of no year
    batches = _earlier(connection, kind, header)
    timeless = "year" not in spec.table.c and "date_start" not in spec.table.c
    if timeless or not batches or Fate.ERROR in plans.fates:
        return []
    here = {plan.target_id for plan in plans}
    brought: dict[int, list[Absent]] = defaultdict(list)
    had: dict[int, int] = defaultdict(int)
    for record, batch in _of_windows(connection, spec, plans, batches):
        had[batch] += 1
        if record.id not in here:
            brought[batch].append(record)
    found = [r for batch, gone in brought.items() if 2 * len(gone) <= had[batch] for r in gone]
    return sorted(found, key=lambda record: record.id)


def note_of_absent(found: Sequence[Absent], noun: Words) -> Issue:
    """How many, and the first of them by name."""
    named = "、".join(f"{one.code} {one.title}".strip() or one.when for one in found[:NAMED])
    return Invalid(NOT_IN_FILE, count=len(found), noun=noun, names=same(named)).issue()


def _earlier(connection: Connection, kind: Kind, header: str) -> list[int]:
    standing = (BatchStatus.COMMITTED, BatchStatus.PARTLY_UNDONE)
    return list(
        connection.scalars(
            select(ImportBatch.id).where(
                ImportBatch.header_sha256 == header,
                ImportBatch.kind == kind,
                ImportBatch.status.in_(standing),
            )
        )
    )


def _of_windows(
    connection: Connection, spec: RecordSpec, plans: Sequence[RowPlan], batches: list[int]
) -> Sequence[tuple[Absent, int]]:
    """The records that those batches brought of the couples and years that the file covers, each
    with its batch.
    """
    covered: dict[tuple[Any, ...], set[int]] = defaultdict(set)
    for plan in plans:
        values = {**(plan.base or {}), **plan.values}
        couple = tuple(values.get(side) for side in SIDES)
        covered[couple].add(values.get("year") or values["date_start"].year)
    columns = spec.table.c
    year: ColumnElement[Any] = (
        columns.year if "year" in columns else extract("year", columns.date_start)
    )
    names = [n for n in ("code", "title", "head", "metric_key") if n in columns]
    shown = [columns[name] for name in names]
    found: list[tuple[Absent, int]] = []
    for couple, years in covered.items():
        theirs = select(columns.id, columns.batch_id, year.label("when"), *shown).where(
            *(columns[side] == adcode for side, adcode in zip(SIDES, couple, strict=True)),
            year.in_(years),
        )
        for chunk in chunks(batches):
            for row in connection.execute(theirs.where(columns.batch_id.in_(chunk))).mappings():
                title = next((row[n] for n in names if n != "code" and row[n]), "")
                one = Absent(row["id"], row.get("code") or "", title, str(row["when"]))
                found.append((one, row["batch_id"]))
    return found
