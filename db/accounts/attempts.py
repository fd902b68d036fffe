"""Back-off: who keeps guessing waits longer and longer, by account and by address.

Attempts are rows, so that all processes count together. One is written before its password is
looked at: of guesses sent at once each sees the others.

At one name strangers wait for each other, all of them; a known device waits for its own failures
only, and a known address for those made from there. docs/sign-in.md has the numbers.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import ColumnElement, Connection, delete, exists, func, insert, select, update

from db.accounts import devices
from db.accounts.account import Account
from db.engine import utc_now
from db.models import SignInAttempt, table_of
from db.settings import audit_kept
from db.terms import Attempt, Standing

ATTEMPT = table_of(SignInAttempt)

OF_NAME = (5, timedelta(hours=24))
OF_ADDRESS = (50, timedelta(hours=1))
"""How many failures are free, and for how long they count. An office shares one address."""

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=15)
ADDRESS_KNOWN = timedelta(days=30)
"""How long an address speaks for somebody after they signed in from there."""

TOGETHER = timedelta(minutes=10)
"""Refused tries within as long are one row: they are not to fill the store."""

COUNTED = (Attempt.PENDING, Attempt.FAILED)


@dataclass(frozen=True)
class Asker:
    """Who tries: at which name (as `name` is kept), from where, and what speaks for them."""

    name: str
    address: str
    standing: Standing = Standing.STRANGER
    device_id: int | None = None


def of_nobody(name: str) -> str:
    """What is kept of a name that no account has: people type passwords there by mistake."""
    return "?" + hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def whence(address: str) -> str:
    """Whom an address is counted as: of IPv6, where one connection has 2^64 of them, the network
    that is the connection's.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address[:45]
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((int(found), 64), strict=False))


def asker(
    connection: Connection, account: Account | None, name: str, address: str, device: str | None
) -> Asker:
    """Who tries to sign in to an account, or to a name that nobody has; `device` is the token that
    their browser holds.
    """
    address = whence(address)
    if account is None:
        return Asker(of_nobody(name), address)
    known = devices.find(connection, device, account.id)
    if known is not None:
        return Asker(account.name, address, Standing.DEVICE, known)
    if _known_address(connection, account.name, address):
        return Asker(account.name, address, Standing.ADDRESS)
    return Asker(account.name, address)


def wait(connection: Connection, who: Asker) -> timedelta:
    """How long their next attempt has to wait; 0 for not at all. A known device does not wait for
    what others try from its address.
    """
    until = _until(connection, _like(connection, who), OF_NAME)
    if who.standing is not Standing.DEVICE:
        by_address = ATTEMPT.c.address == who.address
        until = max(until, _until(connection, by_address, OF_ADDRESS))
    return max(until - utc_now(), timedelta(0))


def begin(connection: Connection, who: Asker) -> int:
    """Count an attempt, as failed until `finish` says otherwise; returns its id."""
    return _keep(connection, who, Attempt.PENDING)


def refuse(connection: Connection, who: Asker) -> bool:
    """Keep that an attempt was refused; whether it is the first of several that are kept as one."""
    one_more = connection.execute(
        update(ATTEMPT)
        .where(
            ATTEMPT.c.name == who.name,
            ATTEMPT.c.address == who.address,
            ATTEMPT.c.standing == who.standing,
            ATTEMPT.c.outcome == Attempt.REFUSED,
            ATTEMPT.c.at > utc_now() - TOGETHER,
        )
        .values(tries=ATTEMPT.c.tries + 1)
    )
    if one_more.rowcount:
        return False
    _keep(connection, who, Attempt.REFUSED)
    return True


def finish(connection: Connection, attempt_id: int, outcome: Attempt) -> None:
    """Say how an attempt ended."""
    connection.execute(update(ATTEMPT).where(ATTEMPT.c.id == attempt_id).values(outcome=outcome))


def _until(
    connection: Connection, which: ColumnElement[bool], limits: tuple[int, timedelta]
) -> datetime:
    free, window = limits
    failures, last = connection.execute(
        select(func.count(), func.max(ATTEMPT.c.at)).where(
            which,
            ATTEMPT.c.at > utc_now() - window,
            ATTEMPT.c.outcome.in_(COUNTED),
        )
    ).one()
    if failures < free:
        return datetime.min
    doublings = min(failures - free, 16)
    waits: timedelta = min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)
    found: datetime = last
    return found + waits


def _like(connection: Connection, who: Asker) -> ColumnElement[bool]:
    """The attempts that somebody has to wait for. A success makes up for the failures before it,
    but not for a stranger's: whoever guesses could else begin anew with every sign-in of the owner.
    """
    same = (ATTEMPT.c.name == who.name) & (ATTEMPT.c.standing == who.standing)
    if who.standing is Standing.STRANGER:
        return same
    if who.standing is Standing.DEVICE:
        same &= ATTEMPT.c.device_id == who.device_id
    else:
        same &= ATTEMPT.c.address == who.address
    last = select(func.max(ATTEMPT.c.id)).where(same, ATTEMPT.c.outcome == Attempt.SUCCEEDED)
    return same & (ATTEMPT.c.id > (connection.scalar(last) or 0))


def _known_address(connection: Connection, name: str, address: str) -> bool:
    recent = select(ATTEMPT.c.id).where(
        ATTEMPT.c.name == name,
        ATTEMPT.c.address == address,
        ATTEMPT.c.outcome == Attempt.SUCCEEDED,
        ATTEMPT.c.at > utc_now() - ADDRESS_KNOWN,
    )
    return bool(address) and bool(connection.scalar(select(exists(recent))))


def _keep(connection: Connection, who: Asker, outcome: Attempt) -> int:
    now = utc_now()
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.at < now - audit_kept()))
    values = {
        "at": now,
        "name": who.name,
        "address": who.address,
        "outcome": outcome,
        "standing": who.standing,
        "device_id": who.device_id,
        "tries": 1,
    }
    made: int
    made = connection.execute(insert(ATTEMPT).values(values).returning(ATTEMPT.c.id)).scalar_one()
    return made
