"""The imports as the imports page lists them: who, when, which file, what it did, and its rows.

Staff see what lies in their scope, administrators all: see db.importing.scopes.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, func, or_, select

from db.accounts import Action, Author, Matter, audit, require
from db.engine import locked
from db.importing.files import kept_file
from db.importing.kinds import LEDGERS, RECORDS
from db.importing.rows import Values
from db.importing.scopes import matters, visible
from db.importing.undo import EDIT, UNDOABLE
from db.models import CommitmentProgress, ImportBatch, RowHistory, table_of
from db.terms import BatchStatus, Event

BATCH = table_of(ImportBatch)
HISTORY = table_of(RowHistory)


NUMBER = re.compile(r"[1-9][0-9]{0,9}")

PROGRESS = table_of(CommitmentProgress).name


class Deed(StrEnum):
    """What was done by hand, to one record."""

    ADDED = "added"
    CORRECTED = "corrected"
    PROGRESS = "progress"
    DELETED = "deleted"
    MERGED = "merged"


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
    are those of an edit, or of an undo of one: it is of one record. `as_of` is the day to which the
    ledger was kept.
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
    as_of: date | None = None

    @property
    def deed(self) -> Deed | None:
        """What an edit did; None for all that is none."""
        if self.kind != EDIT:
            return None
        if "deed" in self.choices:
            return Deed(self.choices["deed"])
        if any(change.table == PROGRESS for change in self.changes):
            return Deed.PROGRESS
        record = next((change for change in self.changes if change.table in RECORDS), None)
        added = record is not None and record.action == "insert"
        return Deed.ADDED if added else Deed.CORRECTED

    @property
    def record(self) -> Change | None:
        """What an edit, or the undo of one, did to its record itself."""
        records = [change for change in self.changes if change.table in RECORDS]
        removed = (change for change in records if change.action == "delete")
        first: Change | None = next(removed, None) if self.deed is Deed.DELETED else None
        return first or next(iter(records), None)

    @property
    def undoable(self) -> bool:
        """Whether it is an import or an edit that has something left to take back."""
        return self.kind in UNDOABLE and self.status is not BatchStatus.UNDONE


@dataclass(frozen=True)
class Search:
    """What to look for; what is empty leaves its dimension open. `text` is looked for in names of
    files and authors, and may be a batch's number; `kind` is a ledger's, or an edit, undo or load.
    """

    text: str = ""
    kind: str | None = None


def batches(
    connection: Connection,
    by: Author,
    search: Search = Search(),
    *,
    offset: int = 0,
    limit: int = 50,
) -> list[Batch]:
    """A page of the imports that somebody may see, the newest first.

    Raises:
        Forbidden: by somebody who may see none.
    """
    by = require(connection, by, Action.UPLOADS, over=[])
    wanted = _conditions(by, search)
    if search.kind is not None:
        wanted.append(BATCH.c.kind == search.kind)
    page = select(BATCH).where(*wanted).order_by(BATCH.c.id.desc()).offset(offset).limit(limit)
    return _listed(connection, connection.execute(page).all())


def counts(connection: Connection, by: Author, search: Search = Search()) -> dict[str, int]:
    """Kind → how many such imports somebody may see, whatever the kind that is looked for.

    Raises:
        Forbidden: by somebody who may see none.
    """
    by = require(connection, by, Action.UPLOADS, over=[])
    grouped = select(BATCH.c.kind, func.count()).where(*_conditions(by, search))
    rows = connection.execute(grouped.group_by(BATCH.c.kind).order_by(BATCH.c.kind))
    return {kind: int(count) for kind, count in rows}


def _conditions(by: Author, search: Search) -> list[ColumnElement[bool]]:
    wanted = [visible(by)]
    if text := search.text.strip():
        columns = (BATCH.c.file_name, BATCH.c.author)
        found = [column.icontains(text, autoescape=True) for column in columns]
        if NUMBER.fullmatch(text) and int(text) < 2**31:
            found.append(BATCH.c.id == int(text))
        wanted.append(or_(*found))
    return wanted


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
) -> list[Change]:
    """A page of the rows that a batch changed, in the order of its work.

    Raises:
        Forbidden: it lies outside somebody's scope.
    """
    _require_sight(connection, by, batch_id)
    ids = select(HISTORY.c.id).where(HISTORY.c.batch_id == batch_id).order_by(HISTORY.c.id)
    page = ids.offset(offset).limit(limit).subquery()
    rows = connection.execute(
        select(HISTORY).join(page, page.c.id == HISTORY.c.id).order_by(HISTORY.c.id)
    )
    return [change_of(row) for row in rows]


def changed(connection: Connection, by: Author, batch_id: int) -> int:
    """How many rows a batch changed.

    Raises:
        Forbidden: it lies outside somebody's scope.
    """
    _require_sight(connection, by, batch_id)
    counted = select(func.count()).select_from(HISTORY).where(HISTORY.c.batch_id == batch_id)
    return connection.scalar(counted) or 0


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


def _require_sight(connection: Connection, by: Author, batch_id: int) -> None:
    by = require(connection, by, Action.UPLOADS, over=[])
    if connection.scalar(select(BATCH.c.id).where(BATCH.c.id == batch_id, visible(by))) is None:
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
            row.as_of,
        )
        for row in rows
    ]


def _by_hand(connection: Connection, wanted: Sequence[int]) -> dict[int, list[Change]]:
    """Batch → its changes, of those that came from no file."""
    found: dict[int, list[Change]] = defaultdict(list)
    if not wanted:
        return found
    rows = select(HISTORY).where(HISTORY.c.batch_id.in_(wanted)).order_by(HISTORY.c.id)
    for row in connection.execute(rows):
        found[row.batch_id].append(change_of(row))
    return found


def change_of(row: Row[Any]) -> Change:
    """A row of the history as what it says."""
    return Change(row.table_name, row.row_id, row.action.value, row.version, row.before, row.after)
