"""Whose records a batch has changed: kept with it, so that who may see or undo it is a look-up."""

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Connection, exists, insert, or_, select, true

from db.accounts import Account, Author, Matter, matter_of
from db.accounts.account import province_of
from db.importing.kinds import LEDGERS
from db.importing.rows import RecordSpec, Values, chunks
from db.models import BatchScope, ImportBatch, RowHistory, table_of
from db.terms import AccountRole

BATCH = table_of(ImportBatch)
HISTORY = table_of(RowHistory)
SCOPE = table_of(BatchScope)


def keep(connection: Connection, batch_id: int, over: Iterable[Matter] | None = None) -> None:
    """Keep the matters of a batch; those that its history tells of where none are given."""
    found = _told(connection, batch_id) if over is None else over
    rows = [
        {
            "batch_id": batch_id,
            "helper_province": matter.helper,
            "receiver_province": matter.receiver,
            "pairing_id": matter.pairing_id,
            "is_pairing": matter.is_pairing,
        }
        for matter in dict.fromkeys(map(_of_provinces, found))
    ]
    if rows:
        connection.execute(insert(SCOPE), rows)


def matters(connection: Connection, batch_id: int) -> set[Matter]:
    """Those of a batch: provinces of both sides, the pairing, and whether it is that itself."""
    columns = (SCOPE.c[name] for name in Matter._fields[2:])
    sides = (SCOPE.c.helper_province, SCOPE.c.receiver_province)
    rows = connection.execute(select(*sides, *columns).where(SCOPE.c.batch_id == batch_id))
    return {Matter(*row) for row in rows}


def visible(by: Author) -> ColumnElement[bool]:
    """The batches that somebody may see, as a condition: all that they touched lies within the
    scope; their own always do; administrators and operators see all.
    """
    if not isinstance(by, Account) or by.role is AccountRole.ADMIN:
        return true()
    its_own = SCOPE.c.batch_id == BATCH.c.id
    covered = or_(
        SCOPE.c.pairing_id.in_(sorted(by.scope.pairings)),
        SCOPE.c.helper_province.in_(sorted(by.scope.provinces)),
        SCOPE.c.receiver_province.in_(sorted(by.scope.provinces)),
    )
    touched = exists(select(SCOPE.c.id).where(its_own))
    outside = exists(select(SCOPE.c.id).where(its_own, covered.is_not(true())))
    return or_(BATCH.c.account_id == by.id, touched & ~outside)


def _of_provinces(matter: Matter) -> Matter:
    helper, receiver = (side and province_of(side) for side in (matter.helper, matter.receiver))
    return matter._replace(helper=helper, receiver=receiver)


def _told(connection: Connection, batch_id: int) -> Iterator[Matter]:
    for ledger in LEDGERS.values():
        yield from _told_of(connection, ledger.spec, batch_id)


def _told_of(connection: Connection, spec: RecordSpec, batch_id: int) -> Iterator[Matter]:
    """History has the columns that changed: the others are as the record has them now."""
    entries = connection.execute(
        select(HISTORY.c.row_id, HISTORY.c.before, HISTORY.c.after).where(
            HISTORY.c.batch_id == batch_id, HISTORY.c.table_name == spec.table.name
        )
    ).all()
    now = _sides(connection, spec, {entry.row_id for entry in entries})
    for row_id, *both in entries:
        for values in both:
            known = now.get(row_id, {}) | (values or {})
            if values is not None and "helper_adcode" in known:
                yield matter_of(known)


def _sides(connection: Connection, spec: RecordSpec, ids: Iterable[int]) -> dict[int, Values]:
    names = ("id", "helper_adcode", "receiver_adcode", "pairing_id", "scheme", "reported_by")
    wanted = select(*(spec.table.c[name] for name in names if name in spec.table.c))
    return {
        row["id"]: dict(row)
        for chunk in chunks(ids)
        for row in connection.execute(wanted.where(spec.table.c.id.in_(chunk))).mappings()
    }
