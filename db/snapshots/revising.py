"""What may be changed of a snapshot: its name, its description, and that it was withdrawn.

Each change keeps what stood there before, and is noted in the audit.
"""

from sqlalchemy import Connection, insert, update

from db.accounts import Action, Author, audit, require
from db.engine import utc_now
from db.models import Snapshot as Row
from db.models import SnapshotChange, table_of
from db.snapshots import queries, refused
from db.snapshots.content import Snapshot
from db.snapshots.refused import Refused
from db.terms import Event, SnapshotPart

SNAPSHOT = table_of(Row)


def rename(connection: Connection, by: Author | None, public_id: str, name: str) -> Snapshot:
    """Call it something else; its pictures keep the title that they were taken with.

    Raises:
        Forbidden: neither its author nor an administrator.
        Refused: no such snapshot, withdrawn, or no fit name.
    """
    by, found = _owned(connection, by, public_id)
    name = name.strip()
    if not 1 <= len(name) <= refused.LONGEST_NAME or not name.isprintable():
        raise Refused(refused.NAME_BAD)
    if name == found.name:
        return found
    return _changed(connection, by, found, SnapshotPart.NAME, found.name, name, name=name)


def describe(connection: Connection, by: Author | None, public_id: str, text: str) -> Snapshot:
    """Say something about it.

    Raises:
        Forbidden: neither its author nor an administrator.
        Refused: no such snapshot, withdrawn, or too long.
    """
    by, found = _owned(connection, by, public_id)
    text = _text(text)
    if len(text) > refused.LONGEST_TEXT:
        raise Refused(refused.TEXT_LONG.format(found=len(text)))
    if text == found.description:
        return found
    part = SnapshotPart.DESCRIPTION
    return _changed(connection, by, found, part, found.description, text, description=text)


def withdraw(connection: Connection, by: Author | None, public_id: str, reason: str) -> Snapshot:
    """Mark it as not to be used any more, and say why; it is kept.

    Raises:
        Forbidden: neither its author nor an administrator.
        Refused: no such snapshot, already withdrawn, or no reason.
    """
    by, found = _owned(connection, by, public_id)
    reason = _text(reason)
    if not 1 <= len(reason) <= refused.LONGEST_TEXT:
        raise Refused(refused.REASON_MISSING)
    return _changed(
        connection,
        by,
        found,
        SnapshotPart.WITHDRAWN,
        "",
        reason,
        withdrawn_at=utc_now(),
        withdrawn_by=by.display_name,
        withdrawn_reason=reason,
    )


def _owned(connection: Connection, by: Author | None, public_id: str) -> tuple[Author, Snapshot]:
    """Who acts, and on what, if they may and it still can be changed."""
    found = queries.find(connection, public_id)
    if found is None:
        raise Refused(refused.UNKNOWN)
    by = require(connection, by, Action.WITHDRAW, owner=found.account_id)
    if found.withdrawn_at is not None:
        raise Refused(refused.ALREADY)
    return by, found


def _changed(
    connection: Connection,
    by: Author,
    found: Snapshot,
    part: SnapshotPart,
    before: str,
    after: str,
    **values: object,
) -> Snapshot:
    connection.execute(update(SNAPSHOT).where(SNAPSHOT.c.id == found.id).values(**values))
    connection.execute(
        insert(table_of(SnapshotChange)).values(
            snapshot_id=found.id,
            at=utc_now(),
            account_id=by.id,
            actor=by.display_name,
            part=part,
            before=before,
            after=after,
        )
    )
    audit.note(connection, Event.SNAPSHOT_CHANGED, by, snapshot=found.number, part=part.value)
    changed = queries.find(connection, found.public_id)
    assert changed is not None  # noqa: S101 - it was there in this very transaction
    return changed


def _text(text: str) -> str:
    """A text with its line breaks, without what no database holds."""
    return "".join(c for c in text.strip() if c == "\n" or c.isprintable())
