"""Reading the audit and taking it along: what auditors and administrators may."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Engine, Row, Select, delete, select

from db import clock
from db.accounts import attempts, audit, chain, sessions
from db.accounts.account import Author
from db.accounts.rights import Action, require
from db.engine import locked, reading, utc_now
from db.importing.safe import csv_bytes
from db.models import Account
from db.settings import audit_kept
from db.terms import Event

AUDIT = chain.AUDIT

HEADER = (
    "id",
    "at_utc",
    "event",
    "account_id",
    "actor",
    "subject_id",
    "subject",
    "address",
    "details",
    "previous",
    "hash",
)


def hand_out(engine: Engine, by: Author, since: date | None = None) -> bytes:
    """The audit as CSV, the oldest row first, from a day of the office on. It notes who took it.

    Raises:
        Forbidden: not by an auditor or administrator.
    """
    with locked(engine) as connection:
        by = require(connection, by, Action.AUDIT)
        told = since.isoformat() if since else ""
        audit.note(connection, Event.AUDIT_EXPORTED, by, since=told)
    with reading(engine) as connection:  # a million rows take a while: nobody waits for them
        rows = connection.execute(_chosen(since), execution_options={"yield_per": 1000})
        return csv_bytes(_lines(rows))


def prune(engine: Engine, by: Author) -> int:
    """Delete what is older than XIESHOU_AUDIT_DAYS of the audit, of attempts to sign in and of
    sessions; how many rows of the audit. The audit says so itself.

    Raises:
        Forbidden: not by an administrator.
    """
    keep = audit_kept()
    oldest = utc_now() - keep
    with locked(engine) as connection:
        by = require(connection, by, Action.ADMINISTER)
        connection.execute(delete(attempts.ATTEMPT).where(attempts.ATTEMPT.c.at < oldest))
        over = sessions.SESSION.c.expires_at < oldest
        connection.execute(delete(sessions.SESSION).where(over))
        gone = chain.prune(connection, keep)
        if gone is None:
            return 0
        audit.note(connection, Event.AUDIT_PRUNED, by, **gone)
        return int(gone["rows"])


def _chosen(since: date | None) -> Select[Any]:
    chosen = (
        select(AUDIT, Account.name.label("subject"))
        .outerjoin(Account, Account.id == AUDIT.c.subject_id)
        .order_by(AUDIT.c.id)
    )
    return chosen if since is None else chosen.where(AUDIT.c.at >= clock.begins(since))


def _lines(rows: Iterator[Row[Any]]) -> Iterator[list[str]]:
    yield list(HEADER)
    for row in rows:
        told = row._mapping
        plain = {name: "" if told.get(name) is None else str(told[name]) for name in HEADER[3:]}
        plain["details"] = json.dumps(row.details, ensure_ascii=False, sort_keys=True)
        yield [str(row.id), f"{row.at.isoformat()}Z", row.event.value, *plain.values()]
