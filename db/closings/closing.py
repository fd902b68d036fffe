"""Closing a month or a year, and reopening it: by administrators, one transaction each."""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select, update

from db import clock
from db.accounts import Action, Author, audit, require
from db.closings.checksum import alike, checksum
from db.closings.rules import Closed, in_force, read, time_of
from db.engine import locked, raise_revision, utc_now
from db.importing.words import Refusal, Words
from db.models import Base, Closing, Pairing, table_of
from db.periods import Period
from db.terms import Event, PeriodKind

CLOSING = table_of(Closing)

TOO_EARLY = Words("期间尚未结束，不能关账。", "The period is not over yet, and cannot be closed.")
MONTH_OR_YEAR = Words("只能按月或按年关账。", "Only a month or a year can be closed.")
CLOSED_ALREADY = Words("该期间已经关账。", "The period is closed already.")
UNKNOWN_COUPLE = Words("库中没有这组结对。", "There is no such pairing.")
OPEN_ALREADY = Words("该期间没有关账。", "The period is not closed.")
NO_REASON = Words("请写明重新打开的原因。", "Say why it is reopened.")
LONGEST = 2_000
TOO_LONG = Words("原因不超过 2,000 字。", "A reason has at most 2,000 characters.")


class NotClosed(Refusal):
    """A period cannot be closed or reopened. `words` says why."""


@dataclass(frozen=True)
class Kept:
    """A closing as it stands; times are UTC. `reopened_by` nobody: it is closed now."""

    closed: Closed
    author: str
    at: datetime
    checksum: str
    reopened_by: str | None
    reopened_at: datetime | None
    reason: str

    def is_of(self, pairing_id: int | None, years: tuple[int, int] | None) -> bool:
        """Whether it is of a pairing, or of all, and in some years; None leaves either open."""
        first, last = years or (self.closed.starts_on.year, self.closed.starts_on.year)
        theirs = pairing_id is None or self.closed.is_of(pairing_id)
        return theirs and first <= self.closed.starts_on.year <= last


def close(engine: Engine, period: Period, pairing_id: int | None, by: Author | None) -> int:
    """Close a period of one couple, or (None) of all; the closing's id.

    Raises:
        Forbidden: by somebody who is no administrator.
        NotClosed: it is no month or year, not over, closed already, or of an unknown pairing.
    """
    with locked(engine) as connection:
        author = require(connection, by, Action.ADMINISTER)
        _refuse(connection, period, pairing_id)
        values = {
            "starts_on": period.starts_on,
            "ends_on": period.ends_on,
            "pairing_id": pairing_id,
            "author": author.name,
            "account_id": author.id,
            "at": utc_now(),
            "checksum": "",
        }
        closing = connection.execute(insert(CLOSING).values(values).returning(CLOSING.c.id))
        identity: int = closing.scalar_one()
        mine = CLOSING.c.id == identity
        figures = checksum(connection, read(connection, mine)[identity])
        connection.execute(update(CLOSING).where(mine).values(checksum=figures))
        audit.note(connection, Event.PERIOD_CLOSED, author, period=period.key, pairing=pairing_id)
        raise_revision(connection)
        return identity


def reopen(engine: Engine, closing: int, reason: str, by: Author | None) -> None:
    """Let what lies in a closed period be written again.

    Raises:
        Forbidden: by somebody who is no administrator.
        NotClosed: it is not closed, or there is no reason.
    """
    with locked(engine) as connection:
        author = require(connection, by, Action.ADMINISTER)
        reason = reason.strip()
        if not reason:
            raise NotClosed(NO_REASON)
        if len(reason) > LONGEST:
            raise NotClosed(TOO_LONG)
        found = next((c for c in in_force(connection) if c.id == closing), None)
        if found is None:
            raise NotClosed(OPEN_ALREADY)
        values = {
            "reopened_by": author.name,
            "reopened_account_id": author.id,
            "reopened_at": utc_now(),
            "reason": reason,
        }
        connection.execute(update(CLOSING).where(CLOSING.c.id == closing).values(values))
        audit.note(
            connection,
            Event.PERIOD_REOPENED,
            author,
            period=found.name,
            pairing=found.pairing_id,
            reason=reason,
        )
        raise_revision(connection)


def closings(connection: Connection) -> list[Kept]:
    """Every closing there was, the newest first."""
    told = [CLOSING.c[part.name] for part in fields(Kept) if part.name != "closed"]
    rows = connection.execute(select(CLOSING.c.id, *told).order_by(CLOSING.c.id.desc()))
    known = read(connection)
    return [Kept(known[identity], *kept) for identity, *kept in rows]


def reopened(connection: Connection) -> list[Kept]:
    """Periods that were closed and are open now: of each the last reopening."""
    now = {(c.starts_on, c.ends_on, c.pairings) for c in in_force(connection)}
    found: dict[tuple[object, ...], Kept] = {}
    for kept in closings(connection):
        key = (kept.closed.starts_on, kept.closed.ends_on, kept.closed.pairings)
        if kept.reopened_by is not None and key not in now:
            found.setdefault(key, kept)
    return list(found.values())


def reopened_of(connection: Connection, pairing_id: int, years: tuple[int, int]) -> list[Kept]:
    """Those of them that are of a couple, or of all, in some years."""
    return [kept for kept in reopened(connection) if kept.is_of(pairing_id, years)]


def reopened_about(connection: Connection, table: str, identity: int) -> list[Kept]:
    """Those of them in which a record of a ledger's table lies."""
    records, found = Base.metadata.tables[table], reopened(connection)
    column = time_of(records)
    if not found or column is None:
        return []
    row = connection.execute(select(records).where(records.c.id == identity)).mappings().first()
    return [kept for kept in found if row and kept.closed.holds(column, dict(row))]


def changed(connection: Connection) -> list[Kept]:
    """Closed periods whose figures are no longer as they were at closing."""
    return [
        kept
        for kept in closings(connection)
        if kept.reopened_by is None and not alike(connection, kept.closed, kept.checksum)
    ]


def _refuse(connection: Connection, period: Period, pairing_id: int | None) -> None:
    if period.kind not in (PeriodKind.MONTH, PeriodKind.YEAR):
        raise NotClosed(MONTH_OR_YEAR)
    if period.ends_on >= clock.today():
        raise NotClosed(TOO_EARLY)
    if pairing_id is not None:
        known = select(Pairing.id).where(Pairing.id == pairing_id)
        if connection.scalar(known) is None:
            raise NotClosed(UNKNOWN_COUPLE)
    for closed in in_force(connection):
        span = closed.starts_on, closed.ends_on
        of = closed.pairings or {None}
        if span == (period.starts_on, period.ends_on) and pairing_id in of:
            raise NotClosed(CLOSED_ALREADY)
