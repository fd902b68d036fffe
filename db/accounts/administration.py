"""Making and changing accounts. What narrows somebody's rights ends their sessions with it."""

import unicodedata
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from db.accounts import audit, people, sessions
from db.accounts.account import Account, Author, Scope
from db.accounts.rights import Action, require
from db.engine import utc_now
from db.importing.words import Refusal, Words
from db.models import Account as Person
from db.models import AccountScope, table_of
from db.terms import AccountRole, Event

PERSON = table_of(Person)
LONGEST = 60

NAME_TAKEN = Words("已有同名账号：{name}。", "There is an account of that name: {name}.")
NAME_BAD = Words(
    "登录名须为 2 至 60 个字母、汉字、数字或 . _ - @ 字符，不含空格。",
    "A sign-in name has 2 to 60 letters, digits or . _ - @, and no space.",
)
DISPLAY_BAD = Words(
    "姓名须为 1 至 60 个字。", "The person's name must have between 1 and 60 characters."
)
SCOPE_MISSING = Words(
    "请为工作人员选择至少一个结对关系或省份。",
    "Choose at least one pairing or province for a member of staff.",
)
LAST_ADMIN = Words(
    "这是最后一个可用的管理员账号，不能停用或改为其他角色。请先设置另一位管理员。",
    "This is the last administrator who can sign in, and must stay one. Make another one first.",
)
UNKNOWN = Words("没有这个账号。", "There is no such account.")


class Refused(Refusal):
    """An account cannot be made or changed so. `words` says what to do instead."""


def normal_name(name: str) -> str:
    """A sign-in name as it is stored and compared: one form of each character, lower case."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def create(
    connection: Connection,
    by: Author,
    *,
    name: str,
    display_name: str,
    role: AccountRole,
    scope: Scope | None = None,
) -> Account:
    """A new account, without a password yet.

    Raises:
        Forbidden: not by an administrator.
        Refused: the name is taken or none, or staff has no scope.
    """
    by = require(connection, by, Action.ADMINISTER)
    return add(connection, by, name=name, display_name=display_name, role=role, scope=scope)


def add(
    connection: Connection,
    by: Author,
    *,
    name: str,
    display_name: str,
    role: AccountRole,
    scope: Scope | None = None,
    issuer: str | None = None,
    subject: str | None = None,
) -> Account:
    """A new account, whose caller has made sure that it may be.

    Raises:
        Refused: the name is taken or none, or staff has no scope.
    """
    name, display_name = _named(name), _shown(display_name)
    if people.named(connection, name):
        raise Refused(NAME_TAKEN.format(name=name))
    scope = _scoped(role, scope or Scope())
    values = {
        "name": name,
        "display_name": display_name,
        "role": role,
        "issuer": issuer,
        "subject": subject,
        "created_at": utc_now(),
    }
    made = connection.execute(insert(PERSON).values(values).returning(PERSON.c.id)).scalar_one()
    _write_scope(connection, made, scope)
    details: dict[str, Any] = {"name": name, "role": role.value, **_told(scope)}
    audit.note(connection, Event.ACCOUNT_CREATED, by, subject=made, **details)
    return _known(connection, made)


def change(
    connection: Connection,
    by: Author,
    account_id: int,
    *,
    display_name: str | None = None,
    role: AccountRole | None = None,
    scope: Scope | None = None,
) -> Account:
    """Change what is given. A new role or scope ends the account's sessions.

    Raises:
        Forbidden: not by an administrator.
        Refused: no such account, the last administrator, or staff without a scope.
    """
    by = require(connection, by, Action.ADMINISTER)
    before = _known(connection, account_id)
    role = role or before.role
    if role is not AccountRole.ADMIN:
        _keep_an_admin(connection, before)
    return _change(connection, by, before, display_name, role, scope)


def follow(
    connection: Connection, by: Author, account: Account, role: AccountRole, scope: Scope
) -> Account:
    """Bring an account to what the provider that vouches for it says, at a sign-in. It may leave
    no administrator: the operator can make one.

    Raises:
        Refused: staff without a scope.
    """
    return _change(connection, by, account, None, role, scope)


def disable(connection: Connection, by: Author, account_id: int) -> Account:
    """Shut an account out, at once.

    Raises:
        Forbidden: not by an administrator.
        Refused: no such account, or the last administrator.
    """
    by = require(connection, by, Action.ADMINISTER)
    _keep_an_admin(connection, _known(connection, account_id))
    connection.execute(
        update(PERSON)
        .where(PERSON.c.id == account_id, PERSON.c.disabled_at.is_(None))
        .values(disabled_at=utc_now())
    )
    ended = sessions.end_of(connection, account_id)
    audit.note(connection, Event.ACCOUNT_DISABLED, by, subject=account_id, sessions_ended=ended)
    return _known(connection, account_id)


def enable(connection: Connection, by: Author, account_id: int) -> Account:
    """Let a disabled account in again.

    Raises:
        Forbidden: not by an administrator.
        Refused: no such account.
    """
    by = require(connection, by, Action.ADMINISTER)
    _known(connection, account_id)
    connection.execute(update(PERSON).where(PERSON.c.id == account_id).values(disabled_at=None))
    audit.note(connection, Event.ACCOUNT_ENABLED, by, subject=account_id)
    return _known(connection, account_id)


def end_sessions(connection: Connection, by: Author, account_id: int) -> int:
    """End all sessions of one account; how many.

    Raises:
        Forbidden: not by an administrator.
        Refused: no such account.
    """
    by = require(connection, by, Action.ADMINISTER)
    _known(connection, account_id)
    ended = sessions.end_of(connection, account_id)
    audit.note(connection, Event.SESSIONS_ENDED, by, subject=account_id, sessions_ended=ended)
    return ended


def end_all_sessions(connection: Connection, by: Author) -> int:
    """End everybody's sessions, the administrator's own as well; how many.

    Raises:
        Forbidden: not by an administrator.
    """
    by = require(connection, by, Action.ADMINISTER)
    ended = sessions.end_all(connection)
    audit.note(connection, Event.SESSIONS_ENDED, by, sessions_ended=ended)
    return ended


def _change(
    connection: Connection,
    by: Author,
    before: Account,
    display_name: str | None,
    role: AccountRole,
    scope: Scope | None,
) -> Account:
    scope = _scoped(role, before.scope if scope is None else scope)
    shown = before.display_name if display_name is None else _shown(display_name)
    if (shown, role, scope) == (before.display_name, before.role, before.scope):
        return before
    connection.execute(
        update(PERSON).where(PERSON.c.id == before.id).values(display_name=shown, role=role)
    )
    _write_scope(connection, before.id, scope)
    details: dict[str, Any] = {"name": shown, "role": role.value, **_told(scope)}
    if (role, scope) != (before.role, before.scope):
        details["sessions_ended"] = sessions.end_of(connection, before.id)
    audit.note(connection, Event.ACCOUNT_CHANGED, by, subject=before.id, **details)
    return _known(connection, before.id)


def _known(connection: Connection, account_id: int) -> Account:
    account = people.find(connection, account_id)
    if account is None:
        raise Refused(UNKNOWN)
    return account


def _keep_an_admin(connection: Connection, leaving: Account) -> None:
    """Refuse to leave the store without an administrator who can sign in."""
    if leaving.role is not AccountRole.ADMIN or leaving.disabled:
        return
    others = select(PERSON.c.id).where(
        PERSON.c.role == AccountRole.ADMIN,
        PERSON.c.disabled_at.is_(None),
        PERSON.c.id != leaving.id,
    )
    if connection.scalar(others.limit(1)) is None:
        raise Refused(LAST_ADMIN)


def is_name(name: str) -> bool:
    """Whether it can be somebody's sign-in name."""
    name = normal_name(name)
    return 2 <= len(name) <= LONGEST and all(c.isalnum() or c in "._-@" for c in name)


def _named(name: str) -> str:
    if not is_name(name):
        raise Refused(NAME_BAD)
    return normal_name(name)


def _shown(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST or not name.isprintable():
        raise Refused(DISPLAY_BAD)
    return name


def _scoped(role: AccountRole, scope: Scope) -> Scope:
    """A scope is for staff: administrators need none, viewers have no use for one."""
    if role is not AccountRole.STAFF:
        return Scope()
    if scope == Scope():
        raise Refused(SCOPE_MISSING)
    return scope


def _told(scope: Scope) -> dict[str, Any]:
    return {"pairings": sorted(scope.pairings), "provinces": sorted(scope.provinces)}


def _write_scope(connection: Connection, account_id: int, scope: Scope) -> None:
    table = table_of(AccountScope)
    connection.execute(delete(table).where(table.c.account_id == account_id))
    rows: list[dict[str, Any]]
    rows = [{"pairing_id": pairing, "province_adcode": None} for pairing in scope.pairings]
    rows += [{"pairing_id": None, "province_adcode": code} for code in scope.provinces]
    if rows:
        connection.execute(insert(table), [row | {"account_id": account_id} for row in rows])
