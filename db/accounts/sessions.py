"""Sessions: rows that every request asks for, so that what ends one ends it at once, everywhere.

The browser holds a token of 256 random bits; the store its SHA-256.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    DateTime,
    String,
    bindparam,
    insert,
    select,
    update,
)

from db.accounts.account import Account
from db.accounts.people import account, with_scope
from db.engine import utc_now
from db.models import Account as Person
from db.models import SignIn, table_of
from db.settings import idle
from db.terms import Way

SESSION = table_of(SignIn)
PERSON = table_of(Person)

TOKEN_BYTES = 32


def new_token() -> str:
    """256 random bits, as text that a cookie or an address can carry."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    """What the store keeps of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def proof(secret: str) -> str:
    """What a form carries to prove that it was made for the holder of a token."""
    return hmac.digest(secret.encode("utf-8", "surrogateescape"), b"form", "sha256").hex()


def proves(given: str, secret: str | None) -> bool:
    """Whether it was."""
    return secret is not None and hmac.compare_digest(
        given.encode("utf-8", "surrogateescape"), proof(secret).encode()
    )


def begin(
    connection: Connection,
    account_id: int,
    way: Way,
    lasts: timedelta,
    address: str = "",
    agent: str = "",
) -> str:
    """A new session; returns its token, which is nowhere else."""
    token, now = new_token(), utc_now()
    connection.execute(
        insert(SESSION).values(
            account_id=account_id,
            token_sha256=digest(token),
            way=way,
            created_at=now,
            seen_at=now,
            expires_at=now + lasts,
            address=address[:45],
            agent=agent[:255],
        )
    )
    connection.execute(update(PERSON).where(PERSON.c.id == account_id).values(last_sign_in_at=now))
    return token


def account_of(connection: Connection, token: str) -> Account | None:
    """Whose session a token is; None where it is over, or never was."""
    now = utc_now()
    asked = {"digest": digest(token), "now": now, "since": now - idle()}
    return account(connection.execute(_HOLDER, asked).all())


def seen(connection: Connection, tokens: Iterable[str]) -> None:
    """Something was done just now in the sessions of these tokens."""
    which = SESSION.c.token_sha256.in_([digest(token) for token in tokens])
    connection.execute(update(SESSION).where(which, alive()).values(seen_at=utc_now()))


@dataclass(frozen=True)
class Open:
    """A session that is open, for its owner to know it again; times are UTC."""

    id: int
    way: Way
    created_at: datetime
    seen_at: datetime
    address: str
    agent: str
    this: bool


def open_of(connection: Connection, account_id: int, token: str) -> list[Open]:
    """The open sessions of an account, the newest first; `this` is that of the token."""
    rows = connection.execute(
        select(SESSION)
        .where(SESSION.c.account_id == account_id, alive())
        .order_by(SESSION.c.id.desc())
    )
    mine = digest(token)
    return [
        Open(
            row.id,
            row.way,
            row.created_at,
            row.seen_at,
            row.address,
            row.agent,
            hmac.compare_digest(row.token_sha256, mine),
        )
        for row in rows
    ]


def end_one(connection: Connection, account_id: int, session_id: int) -> int:
    """End a session, if it is one of this account's: 1, else 0."""
    return _revoke(connection, (SESSION.c.id == session_id) & (SESSION.c.account_id == account_id))


def end(connection: Connection, token: str) -> None:
    """End one session."""
    _revoke(connection, SESSION.c.token_sha256 == digest(token))


def end_of(connection: Connection, account_id: int, but: str | None = None) -> int:
    """End all sessions of an account, except for that of the token `but`; how many."""
    which = SESSION.c.account_id == account_id
    if but is not None:
        which &= SESSION.c.token_sha256 != digest(but)
    return _revoke(connection, which)


def end_all(connection: Connection) -> int:
    """End everybody's sessions; how many."""
    return _revoke(connection, SESSION.c.id.is_not(None))


def alive() -> ColumnElement[bool]:
    """Of rows of sign_in: those that are not over."""
    now = utc_now()
    return _alive(now, now - idle())


def _alive(
    now: datetime | BindParameter[datetime], since: datetime | BindParameter[datetime]
) -> ColumnElement[bool]:
    return (
        SESSION.c.revoked_at.is_(None) & (SESSION.c.expires_at > now) & (SESSION.c.seen_at > since)
    )


_HOLDER = with_scope(SESSION.join(PERSON, PERSON.c.id == SESSION.c.account_id)).where(
    SESSION.c.token_sha256 == bindparam("digest", type_=String),
    _alive(bindparam("now", type_=DateTime), bindparam("since", type_=DateTime)),
    PERSON.c.disabled_at.is_(None),
)
"""Whose session it is. It is asked for at every message of every page, twice: made once, it takes a
third of the time.
"""


def _revoke(connection: Connection, which: ColumnElement[bool]) -> int:
    ended = connection.execute(update(SESSION).where(which, alive()).values(revoked_at=utc_now()))
    return ended.rowcount
