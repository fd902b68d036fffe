"""Known devices: browsers in which somebody signed in before. Their attempts are judged apart from
those of strangers, so that nobody who guesses from elsewhere can keep the owner out.

A browser holds one token of 256 random bits, which proves no more than that. It is replaced at
every sign-in: one that somebody planted there, or took from there, is then worth nothing.
"""

from datetime import timedelta

from sqlalchemy import Connection, delete, exists, insert, select, update

from db.accounts.sessions import digest, new_token
from db.engine import utc_now
from db.models import KnownDevice, table_of

DEVICE = table_of(KnownDevice)

LASTS = timedelta(days=180)
MOST = 20
"""Devices of an account; the one that was not used for longest gives way."""


def find(connection: Connection, token: str | None, account_id: int) -> int | None:
    """The id of a browser's device, if the account is known there."""
    if token is None:
        return None
    found: int | None = connection.scalar(
        select(DEVICE.c.id).where(
            DEVICE.c.token_sha256 == digest(token),
            DEVICE.c.account_id == account_id,
            DEVICE.c.used_at > utc_now() - LASTS,
        )
    )
    return found


def is_known(connection: Connection, token: str) -> bool:
    """Whether anybody at all is known in a browser."""
    alive = (DEVICE.c.token_sha256 == digest(token)) & (DEVICE.c.used_at > utc_now() - LASTS)
    return bool(connection.scalar(select(exists().where(alive))))


def keep(connection: Connection, token: str | None, account_id: int) -> str:
    """Know this browser for the account; the token that it gets in the place of its old one."""
    new = new_token()
    if token is not None:
        connection.execute(
            update(DEVICE)
            .where(DEVICE.c.token_sha256 == digest(token))
            .values(token_sha256=digest(new))
        )
    values = {"token_sha256": digest(new), "account_id": account_id, "used_at": utc_now()}
    used = connection.execute(
        update(DEVICE)
        .where(DEVICE.c.token_sha256 == digest(new), DEVICE.c.account_id == account_id)
        .values(used_at=utc_now())
    )
    if not used.rowcount:
        connection.execute(insert(DEVICE).values(values))
    _forget_old(connection, account_id)
    return new


def forget(connection: Connection, account_id: int) -> None:
    """Know no browser for an account any more: its password is a new one."""
    connection.execute(delete(DEVICE).where(DEVICE.c.account_id == account_id))


def _forget_old(connection: Connection, account_id: int) -> None:
    recent = (
        select(DEVICE.c.id)
        .where(DEVICE.c.account_id == account_id, DEVICE.c.used_at > utc_now() - LASTS)
        .order_by(DEVICE.c.used_at.desc(), DEVICE.c.id.desc())
        .limit(MOST)
    )
    connection.execute(
        delete(DEVICE).where(DEVICE.c.account_id == account_id, DEVICE.c.id.not_in(recent))
    )
