"""The imports as the imports page lists them: who, when, which file, what it did, and its rows.

Staff see what lies in their scope, administrators all: see `visible`.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select

from db.accounts import Account, Action, Author, Matter, audit, require
from db.engine import locked
from db.importing.files import kept_file
from db.importing.history import inserted
from db.importing.kinds import LEDGERS
from db.importing.rows import Values
from db.importing.undo import EDIT, UNDOABLE, matters
from db.models import CommitmentProgress, ImportBatch, RowHistory, table_of
from db.terms import AccountRole, BatchStatus, Event

BATCH = table_of(ImportBatch)
HISTORY = table_of(RowHistory)


RECORDS = frozenset(ledger.spec.table.name for ledger in LEDGERS.values())
PROGRESS = table_of(CommitmentProgress).name


class Deed(StrEnum):
    """What was done by hand, to one record."""

    ADDED = "added"
    CORRECTED = "corrected"
    PROGRESS = "progress"


@dataclass(frozen=True)
class Change:
    """One row that a batch changed: its values before (None: it was new) and after (None: gone)."""

    table: str
    row_id: int
    action: str
    version: int
    before: Values | None
    after: Values | None


@dataclass(frozen=True)
class Batch:
    """One import, edit, undo or load. `undoes` is the batch that an undo took back, `undone_by` the
    undo (the newest) that took this one back. `has_file`: the uploaded bytes were kept. `changes`
    are those of an edit, or of an undo of one: it is of one record.
    """

    id: int
    kind: str
    file_name: str
    author: str
    at: datetime
    status: BatchStatus
    demo: bool
    counts: dict[str, int]
    choices: dict[str, Any]
    undoes: int | None
    undone_by: int | None
    has_file: bool
    changes: Sequence[Change] = ()

    @property
    def deed(self) -> Deed | None:
        """What an edit did; None for all that is none."""
        if self.kind != EDIT:
            return None
        if any(change.table == PROGRESS for change in self.changes):
            return Deed.PROGRESS
        added = self.record is not None and self.record.action == "insert"
        return Deed.ADDED if added else Deed.CORRECTED

    @property
    def record(self) -> Change | None:
        """What an edit, or the undo of one, did to its record itself."""
        return next((change for change in self.changes if change.table in RECORDS), None)

    @property
    def undoable(self) -> bool:
        """Whether it is an import or an edit that has something left to take back."""
        return self.kind in UNDOABLE and self.status is not BatchStatus.UNDONE


def batches(
    connection: Connection, by: Author, *, offset: int = 0, limit: int = 50
) -> tuple[list[Batch], int]:
    """A page of the imports that somebody may see, the newest first, and how many there are.

    Raises:
        Forbidden: by somebody who may see none.
    """
    by = require(connection, by, Action.UPLOADS, over=[])
    statement = select(BATCH).order_by(BATCH.c.id.desc())
    if _sees_all(by):
        total = connection.scalar(select(func.count()).select_from(BATCH)) or 0
        rows = connection.execute(statement.offset(offset).limit(limit)).all()
        return _listed(connection, rows), total
    seen = [row for row in connection.execute(statement) if visible(connection, by, row.id)]
    return _listed(connection, seen[offset : offset + limit]), len(seen)


def batch(connection: Connection, by: Author, batch_id: int) -> Batch | None:
    """One import; None where there is none.

    Raises:
        Forbidden: it lies outside somebody's scope.
    """
    row = connection.execute(select(BATCH).where(BATCH.c.id == batch_id)).one_or_none()
    if row is None:
        return None
    _require_sight(connection, by, batch_id)
    return _listed(connection, [row])[0]


def changes(
    connection: Connection, by: Author, batch_id: int, *, offset: int = 0, limit: int = 50
) -> tuple[list[Change], int]:
    """A page of the rows that a batch changed, in the order of its work, and how many there are.

    Raises:
        Forbidden: it lies outside somebody's scope.
    """
    _require_sight(connection, by, batch_id)
    where = HISTORY.c.batch_id == batch_id
    total = connection.scalar(select(func.count()).select_from(HISTORY).where(where)) or 0
    rows = connection.execute(
        select(HISTORY).where(where).order_by(HISTORY.c.id).offset(offset).limit(limit)
    ).all()
    values = inserted(connection, rows)
    return [replace(_change(row), after=values.get(row.id, row.after)) for row in rows], total


def original_file(engine: Engine, by: Author, batch_id: int) -> tuple[str, bytes] | None:
    """(name, bytes) of the file that a batch was made from, noted in the audit; None if not kept.

    Raises:
        Forbidden: it lies outside somebody's scope.
    """
    with locked(engine) as connection:
        row = connection.execute(select(BATCH).where(BATCH.c.id == batch_id)).one_or_none()
        if row is None or row.sha256 is None:
            return None
        _require_sight(connection, by, batch_id)
        data = kept_file(connection, row.sha256)
        if data is None:
            return None
        audit.note(connection, Event.DOWNLOADED, by, batch=batch_id)
        return row.file_name, data


def visible(connection: Connection, by: Author, batch_id: int) -> bool:
    """Whether all that a batch touched lies in somebody's scope; their own uploads always do."""
    if _sees_all(by):
        return True
    assert isinstance(by, Account)  # noqa: S101 - an operator sees all
    owner = connection.scalar(select(BATCH.c.account_id).where(BATCH.c.id == batch_id))
    touched = matters(connection, batch_id)
    return owner == by.id or (bool(touched) and all(by.scope.holds(m) for m in touched))


def _sees_all(by: Author) -> bool:
    return not isinstance(by, Account) or by.role is AccountRole.ADMIN


def _require_sight(connection: Connection, by: Author, batch_id: int) -> None:
    by = require(connection, by, Action.UPLOADS, over=[])
    if not visible(connection, by, batch_id):
        touched: set[Matter] = matters(connection, batch_id) or {Matter(None, None)}
        require(connection, by, Action.UPLOADS, over=touched)


def _listed(connection: Connection, rows: Sequence[Row[Any]]) -> list[Batch]:
    wanted = [row.id for row in rows]
    undone = select(BATCH.c.undoes_id, BATCH.c.id).where(BATCH.c.undoes_id.in_(wanted))
    found = connection.execute(undone.order_by(BATCH.c.id))
    undone_by = {row.undoes_id: row.id for row in found}
    by_hand = _by_hand(connection, [row.id for row in rows if not row.file_name])
    return [
        Batch(
            row.id,
            row.kind,
            row.file_name,
            row.author,
            row.created_at,
            row.status,
            row.demo,
            row.counts,
            row.choices,
            row.undoes_id,
            undone_by.get(row.id),
            row.sha256 is not None and row.kind in LEDGERS,
            by_hand.get(row.id, ()),
        )
        for row in rows
    ]


def _by_hand(connection: Connection, wanted: Sequence[int]) -> dict[int, list[Change]]:
    """Batch → its changes, of those that came from no file."""
    found: dict[int, list[Change]] = defaultdict(list)
    rows = select(HISTORY).where(HISTORY.c.batch_id.in_(wanted)).order_by(HISTORY.c.id)
    for row in connection.execute(rows):
        found[row.batch_id].append(_change(row))
    return found


def _change(row: Row[Any]) -> Change:
    return Change(row.table_name, row.row_id, row.action.value, row.version, row.before, row.after)
