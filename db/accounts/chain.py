"""The chain of the audit: every row holds the SHA-256 of itself and of the hash of the row before.

Who changes a row, takes one out or puts one in breaks the chain, which `verify` sees; the triggers
of the store refuse it in the first place. What is kept outside (syslog, an exported file, a
sealed backup) tells of somebody who writes the whole chain anew.

Rows older than the law and the setting ask for may go, from the start of the chain: the row that
says so names the hash that the rest begins after.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from db.engine import utc_now
from db.models import Audit, AuditHead, table_of
from db.terms import Event

AUDIT = table_of(Audit)
HEAD = table_of(AuditHead)

START = "0" * 64
"""What the first row of all comes after."""

KEPT = ("at", "event", "account_id", "actor", "subject_id", "address", "details")
"""The columns that a hash is made of, besides that of the row before."""

MARGIN = timedelta(days=1)
"""The clocks of two machines never differ by as much."""


def digest(previous: str, row: Mapping[str, Any]) -> str:
    """The hash of a row: SHA-256 of its columns as JSON, the keys in order and without blanks."""
    told = {name: row[name] for name in KEPT} | {"previous": previous}
    told |= {"at": row["at"].isoformat(), "event": str(row["event"])}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def append(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Add rows at the end of the chain. Until the transaction ends nobody else can."""
    head = connection.execute(select(HEAD.c.audit_id, HEAD.c.hash).with_for_update()).one()
    last, previous = head.audit_id, head.hash
    for row in rows:
        row |= {"previous": previous, "hash": digest(previous, row)}
        added = insert(AUDIT).values(row).returning(AUDIT.c.id)
        last, previous = connection.execute(added).scalar_one(), row["hash"]
    connection.execute(update(HEAD).values(audit_id=last, hash=previous))


def prune(connection: Connection, keep: timedelta) -> dict[str, Any] | None:
    """Delete the rows from before that time. What is to be noted of it, in the same transaction;
    None where there are none.
    """
    cutoff = utc_now() - keep - MARGIN
    first = connection.scalar(select(func.min(AUDIT.c.id)).where(AUDIT.c.at >= cutoff))
    old = AUDIT.c.id.is_not(None) if first is None else AUDIT.c.id < first
    last = connection.execute(
        select(AUDIT.c.id, AUDIT.c.hash).where(old).order_by(AUDIT.c.id.desc()).limit(1)
    ).one_or_none()
    if last is None:
        return None
    gone = connection.execute(delete(AUDIT).where(old)).rowcount
    return {"rows": gone, "through": last.id, "sha256": last.hash}


def verify(connection: Connection) -> Iterator[str]:
    """What is wrong with the chain, in the order of its rows; nothing where it is whole."""
    head = connection.execute(select(HEAD.c.audit_id, HEAD.c.hash)).one_or_none()
    if head is None:
        yield "the audit has no head: a row of audit_head was deleted"
        return
    previous, last = _begins_after(connection), 0
    rows = select(AUDIT).order_by(AUDIT.c.id)
    for row in connection.execute(rows, execution_options={"yield_per": 1000}).mappings():
        if row["previous"] != previous:
            yield f"audit: between rows {last} and {row['id']} one was taken out or put in"
        if row["hash"] != digest(row["previous"], dict(row)):
            yield f"audit: row {row['id']} was changed"
        previous, last = row["hash"], row["id"]
    if (last, previous) != (head.audit_id, head.hash):
        yield f"audit: it ends with row {last}, but row {head.audit_id} was the last to be written"


def _begins_after(connection: Connection) -> str:
    """The hash of the row before the first that is there."""
    details = connection.scalar(
        select(AUDIT.c.details)
        .where(AUDIT.c.event == Event.AUDIT_PRUNED)
        .order_by(AUDIT.c.id.desc())
        .limit(1)
    )
    return START if details is None else str(details["sha256"])
