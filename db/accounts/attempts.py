"""Back-off: who keeps guessing waits longer and longer, by account and by address.

Attempts are rows, so that all processes count together. One is written before its password is
looked at: of guesses sent at once each sees the others.
"""

import hashlib
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from db.engine import utc_now
from db.models import SignInAttempt, table_of
from db.terms import Attempt

ATTEMPT = table_of(SignInAttempt)

OF_NAME = (5, timedelta(hours=24))
OF_ADDRESS = (50, timedelta(hours=1))
"""How many failures are free, and for how long they count. An office shares one address."""

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=15)
KEPT = timedelta(days=90)


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


def wait(connection: Connection, name: str, address: str) -> timedelta:
    """How long the next attempt for this name from this address has to wait; 0 for not at all."""
    by_name = (ATTEMPT.c.name == name) & (ATTEMPT.c.id > _last_success(connection, name))
    by_address = ATTEMPT.c.address == whence(address)
    until = max(_until(connection, by_name, OF_NAME), _until(connection, by_address, OF_ADDRESS))
    return max(until - utc_now(), timedelta(0))


def begin(connection: Connection, name: str, address: str) -> int:
    """Count an attempt, as failed until `finish` says otherwise; returns its id."""
    now = utc_now()
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.at < now - KEPT))
    values = {"at": now, "name": name, "address": whence(address), "outcome": Attempt.PENDING}
    made: int
    made = connection.execute(insert(ATTEMPT).values(values).returning(ATTEMPT.c.id)).scalar_one()
    return made


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
            ATTEMPT.c.outcome != Attempt.SUCCEEDED,
        )
    ).one()
    if failures < free:
        return datetime.min
    doublings = min(failures - free, 16)
    waits: timedelta = min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)
    found: datetime = last
    return found + waits


def _last_success(connection: Connection, name: str) -> int:
    found: int | None = connection.scalar(
        select(func.max(ATTEMPT.c.id)).where(
            ATTEMPT.c.name == name, ATTEMPT.c.outcome == Attempt.SUCCEEDED
        )
    )
    return found or 0
