"""Links that work once: to make the first administrator, or to set an account's password."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, Engine, insert, select, update

from db.accounts import administration, audit, devices, passwords, people
from db.accounts.account import Account, Author, Operator
from db.accounts.administration import UNKNOWN, Refused
from db.accounts.entrance import set_password
from db.accounts.rights import Action, require
from db.accounts.sessions import digest, new_token
from db.engine import locked, reading, utc_now
from db.importing.words import Words
from db.models import OneTimeLink, table_of
from db.terms import AccountRole, Event

LINK = table_of(OneTimeLink)
LASTS = timedelta(hours=1)

GONE = Words(
    "此链接已失效：每个链接只能使用一次，且一小时内有效。请重新获取。",
    "This link no longer works: each works once, and within the hour. Please get a new one.",
)


@dataclass(frozen=True)
class Link:
    """A link that still works, and whose it is: nobody's makes the first administrator."""

    id: int
    account: Account | None


@dataclass(frozen=True)
class Used:
    """What a link led to: an account with a new password, and the token with which this browser is
    known for it. Whoever guesses at the name does not keep them out.
    """

    account: Account
    device: str


def make(connection: Connection, by: Author, account_id: int) -> str:
    """A link with which somebody sets their password; earlier ones of theirs stop working.

    Raises:
        Forbidden: not by an administrator.
        Refused: no such account.
    """
    by = require(connection, by, Action.ADMINISTER)
    if people.find(connection, account_id) is None:
        raise Refused(UNKNOWN)
    connection.execute(
        update(LINK)
        .where(LINK.c.account_id == account_id, LINK.c.used_at.is_(None))
        .values(used_at=utc_now())
    )
    audit.note(connection, Event.LINK_MADE, by, subject=account_id)
    return _made(connection, account_id)


def first(engine: Engine) -> str | None:
    """A link that makes the first administrator, where there is no account at all."""
    with locked(engine) as connection:
        return None if people.any_account(connection) else _made(connection, None)


def look(engine: Engine, token: str) -> Link:
    """The link of a token.

    Raises:
        Refused: it was used, has expired, or never was.
    """
    with reading(engine) as connection:
        return _find(connection, token)


def use(engine: Engine, token: str, password: str, device: str | None = None) -> Used:
    """Set the password of the link's account, in a browser that may be a known `device`.

    Raises:
        Refused: the link no longer works, or the password will not do.
        Busy: too many passwords are being set at once.
    """
    owner = look(engine, token).account
    if owner is None:
        raise Refused(GONE)
    made = _hash(password, owner.name, owner.display_name)
    with locked(engine) as connection:
        link = _find(connection, token)
        _spend(connection, link)
        set_password(connection, owner, owner.id, made)
        return Used(owner, devices.keep(connection, device, owner.id))


def use_first(
    engine: Engine,
    token: str,
    name: str,
    display_name: str,
    password: str,
    device: str | None = None,
) -> Used:
    """Make the first administrator.

    Raises:
        Refused: the link no longer works, or name or password will not do.
        Busy: too many passwords are being set at once.
    """
    if look(engine, token).account is not None:
        raise Refused(GONE)
    made = _hash(password, name, display_name)
    with locked(engine) as connection:
        link = _find(connection, token)
        _spend(connection, link)
        account = _administrator(connection, Operator("console"), name, display_name, made)
        return Used(account, devices.keep(connection, device, account.id))


def create_admin(
    engine: Engine, by: Author, name: str, display_name: str, password: str
) -> Account:
    """Make an administrator from the command line.

    Raises:
        Forbidden: not by an administrator.
        Refused: name or password will not do.
        Busy: too many passwords are being set at once.
    """
    made = _hash(password, name, display_name)
    with locked(engine) as connection:
        by = require(connection, by, Action.ADMINISTER)
        return _administrator(connection, by, name, display_name, made)


def _administrator(
    connection: Connection, by: Author, name: str, display_name: str, made: str
) -> Account:
    account = administration.add(
        connection, by, name=name, display_name=display_name, role=AccountRole.ADMIN
    )
    set_password(connection, by, account.id, made)
    return account


def _hash(password: str, *known: str) -> str:
    if weak := passwords.weakness(password, *known):
        raise Refused(weak)
    return passwords.hashed(password)


def _made(connection: Connection, account_id: int | None) -> str:
    token, now = new_token(), utc_now()
    connection.execute(
        insert(LINK).values(
            token_sha256=digest(token),
            account_id=account_id,
            created_at=now,
            expires_at=now + LASTS,
        )
    )
    return token


def _find(connection: Connection, token: str) -> Link:
    row = connection.execute(
        select(LINK.c.id, LINK.c.account_id).where(
            LINK.c.token_sha256 == digest(token),
            LINK.c.used_at.is_(None),
            LINK.c.expires_at > utc_now(),
        )
    ).one_or_none()
    if row is None:
        raise Refused(GONE)
    account = None if row.account_id is None else people.find(connection, row.account_id)
    disabled = account is not None and account.disabled
    if disabled or (account is None and people.any_account(connection)):
        raise Refused(GONE)
    return Link(row.id, account)


def _spend(connection: Connection, link: Link) -> None:
    spent = connection.execute(
        update(LINK).where(LINK.c.id == link.id, LINK.c.used_at.is_(None)).values(used_at=utc_now())
    )
    if spent.rowcount != 1:
        raise Refused(GONE)
