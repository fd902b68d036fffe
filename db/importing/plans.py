"""Stages 8 and 9 as the upload page takes them: a stored plan, and its one commit.

A plan is the file, the choices made, and the hash of all that its preview would write. It outlives
the page that made it, and the process: what that kept of the file (db.importing.kept) is a matter
of time alone. To commit it is to refuse if the store has moved so that something else would be
written than was shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Engine, Row, delete, func, insert, select, update

from db.accounts import Account, Action, Author, Forbidden, require
from db.accounts.rights import OWN
from db.engine import locked, reading, revision, utc_now
from db.importing.files import keep_file, kept_file
from db.importing.identity import Codes
from db.importing.issue import Invalid
from db.importing.pipeline import ONE_AT_A_TIME, preview, uncollected, write
from db.importing.preview import Preview
from db.importing.problems.files import CHANGED_SINCE, NO_PLAN, NOT_ACCEPTED
from db.importing.stages import Stage, Tell, unwatched
from db.importing.upload import Upload
from db.models import ImportBatch, ImportFile, ImportPlan, table_of
from db.terms import AccountRole, BatchStatus, Kind

PLAN = table_of(ImportPlan)
KEPT_FOR = timedelta(days=30)
"""So long a plan that was never committed can be taken up again."""


@dataclass(frozen=True)
class Plan:
    """A stored plan, for a list of those that can be taken up again. `batch`: it was committed."""

    id: str
    created_at: datetime
    author: str
    account_id: int | None
    kind: Kind
    file_name: str
    outcome: str
    counts: dict[str, int]
    choices: dict[str, Any]
    batch: int | None


@dataclass(frozen=True)
class Receipt:
    """What a commit wrote. `again`: it had been written before, and nothing was done this time."""

    batch: int
    kind: Kind
    file_name: str
    author: str
    at: datetime
    counts: dict[str, int]
    choices: dict[str, Any]
    status: BatchStatus
    again: bool = False


def store_plan(engine: Engine, upload: Upload) -> tuple[str, Preview]:
    """Store a plan of an upload; its id, and its preview.

    A plan that needs choices or has errors is stored as well: it can be taken up again
    (`resume.resume`), and stored anew when the choices are made.

    Raises:
        Forbidden: by somebody who may not import.
    """
    with reading(engine) as connection:
        require(connection, upload.by, Action.IMPORT, over=[])
        checked = preview(connection, upload)
        seen = revision(connection)
    plan_id = uuid4().hex
    plan = {
        "id": plan_id,
        "created_at": utc_now(),
        "author": upload.by.name,
        "account_id": upload.by.id,
        "kind": upload.kind,
        "file_name": upload.file_name[-255:],
        "sha256": upload.sha256,
        "choices": upload.choices(),
        "outcome": checked.outcome,
        "counts": checked.counts,
        "plan_sha256": checked.sha256(),
        "revision": seen,
    }
    with ONE_AT_A_TIME, locked(engine) as connection:
        require(connection, upload.by, Action.IMPORT, over=[])
        _forget_old(connection)
        keep_file(connection, upload.sha256, upload.data)
        connection.execute(insert(PLAN).values(plan))
    return plan_id, checked


def taken_up(connection: Connection, plan_id: str, by: Author) -> tuple[Upload, Row[Any]]:
    """The upload of a plan, and the plan's row of the same moment.

    Raises:
        Invalid: there is no such plan (any more).
        Forbidden: it is somebody else's.
    """
    row = _plan(connection, plan_id)
    return _upload(connection, row, by), row


def open_plans(
    connection: Connection, by: Author, *, limit: int = 40, offset: int = 0
) -> list[Plan]:
    """A page of the plans that were not committed, the newest first: one's own, for administrators
    all.

    Raises:
        Forbidden: by somebody who may not import.
    """
    by = require(connection, by, Action.IMPORT, over=[])
    newest = select(PLAN).where(*_open(by)).order_by(PLAN.c.created_at.desc(), PLAN.c.id)
    return [_listed(row) for row in connection.execute(newest.limit(limit).offset(offset))]


def open_count(connection: Connection, by: Author) -> int:
    """How many plans `open_plans` has in all its pages.

    Raises:
        Forbidden: by somebody who may not import.
    """
    by = require(connection, by, Action.IMPORT, over=[])
    return connection.scalar(select(func.count()).select_from(PLAN).where(*_open(by))) or 0


def _open(by: Author) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [PLAN.c.batch_id.is_(None)]
    if isinstance(by, Account) and by.role is not AccountRole.ADMIN:
        wanted.append(PLAN.c.account_id == by.id)
    return wanted


def drop_plan(engine: Engine, plan_id: str, by: Author) -> None:
    """Forget a plan that was not committed.

    Raises:
        Forbidden: it is somebody else's, or by somebody who may not import.
    """
    with locked(engine) as connection:
        row = _plan(connection, plan_id)
        _refuse_stranger(connection, row, by)
        connection.execute(delete(PLAN).where(PLAN.c.id == plan_id, PLAN.c.batch_id.is_(None)))


@uncollected()
def commit_plan(engine: Engine, plan_id: str, by: Author, tell: Tell = unwatched) -> Receipt:
    """Write a plan in one transaction, just as it was previewed, or nothing of it.

    The second time it returns the first receipt. No user interface is called from in here: `tell`
    only notes how far it is, for another thread to show.

    Raises:
        Invalid: no such plan; or the store has changed so that something else would be written
            (`conflict`: preview again); or the plan is not one that can be written.
        Forbidden: by somebody who may not import these records.
    """
    with reading(engine) as connection:
        row = _plan(connection, plan_id)
        _refuse_stranger(connection, row, by)
        if row.batch_id is not None:
            return receipt(connection, row.batch_id, again=True)
        upload = _upload(connection, row, by)
        checked = preview(connection, upload, tell)
    tell(Stage.WAIT, 0, len(checked.plans))
    with ONE_AT_A_TIME, locked(engine) as connection:
        row = _plan(connection, plan_id)
        if row.batch_id is not None:
            return receipt(connection, row.batch_id, again=True)
        tell(Stage.WRITE, 0, checked.counts["new"] + checked.counts["changed"])
        checked = preview(connection, upload, tell)  # as it was, unless the store has moved
        if checked.sha256() != row.plan_sha256:
            raise Invalid(CHANGED_SINCE)
        if not checked.writes:
            raise Invalid(NOT_ACCEPTED)
        batch = write(connection, upload, checked, tell)
        connection.execute(update(PLAN).where(PLAN.c.id == plan_id).values(batch_id=batch))
        return receipt(connection, batch)


def receipt(connection: Connection, batch: int, *, again: bool = False) -> Receipt:
    """The receipt of a batch; `again`: it was asked for a second time."""
    statement = select(table_of(ImportBatch)).where(ImportBatch.id == batch)
    row = connection.execute(statement).one()
    return Receipt(
        row.id,
        Kind(row.kind),
        row.file_name,
        row.author,
        row.created_at,
        row.counts,
        row.choices,
        row.status,
        again,
    )


def _plan(connection: Connection, plan_id: str) -> Row[Any]:
    row = connection.execute(select(PLAN).where(PLAN.c.id == plan_id)).one_or_none()
    if row is None:
        raise Invalid(NO_PLAN)
    return row


def _upload(connection: Connection, row: Row[Any], by: Author) -> Upload:
    _refuse_stranger(connection, row, by)
    data = kept_file(connection, row.sha256)
    if data is None:
        raise Invalid(NO_PLAN)
    made = row.choices
    return Upload(
        kind=Kind(row.kind),
        data=data,
        file_name=row.file_name,
        by=by,
        encoding=made.get("encoding"),
        sheets=tuple(made.get("sheets") or filter(None, [made.get("sheet")])),
        mapping=made.get("mapping", {}),
        only_good=made.get("only_good", False),
        codes=Codes(made["codes"]) if made.get("codes") else None,
        same={int(number): record for number, record in made.get("same", {}).items()},
        as_of=date.fromisoformat(made["as_of"]) if made.get("as_of") else None,
    )


def _refuse_stranger(connection: Connection, row: Row[Any], by: Author) -> None:
    """Somebody else's plan is theirs; administrators may take it up."""
    by = require(connection, by, Action.IMPORT, over=[])
    if isinstance(by, Account) and by.role is not AccountRole.ADMIN and row.account_id != by.id:
        raise Forbidden(OWN)


def _forget_old(connection: Connection) -> None:
    """Remove plans that nobody came back for, and the files that nothing is left of."""
    oldest = utc_now() - KEPT_FOR
    old = (PLAN.c.batch_id.is_(None)) & (PLAN.c.created_at < oldest)
    files: Sequence[str] = list(connection.scalars(select(PLAN.c.sha256).where(old)))
    if not files:
        return
    connection.execute(delete(PLAN).where(old))
    used = select(PLAN.c.sha256).union(
        select(ImportBatch.sha256).where(ImportBatch.sha256.is_not(None))
    )
    connection.execute(
        delete(ImportFile).where(ImportFile.sha256.in_(files), ImportFile.sha256.not_in(used))
    )


def _listed(row: Row[Any]) -> Plan:
    return Plan(
        row.id,
        row.created_at,
        row.author,
        row.account_id,
        Kind(row.kind),
        row.file_name,
        row.outcome,
        row.counts,
        row.choices,
        row.batch_id,
    )
