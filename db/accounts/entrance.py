"""Signing in: with a password, by word of an OpenID Connect provider, or by that of a proxy.

However somebody comes in, what they get is a session of the one table, and a row in the audit.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, Engine, select, update

from db.accounts import administration, attempts, audit, devices, passwords, people, sessions
from db.accounts.account import Account, Operator, Scope
from db.accounts.administration import Refused, normal_name
from db.accounts.attempts import Asker
from db.accounts.rights import SIGN_IN, Forbidden
from db.engine import SIGN_IN_LOCK, locked
from db.importing.words import Refusal, Words
from db.models import Account as Person
from db.models import table_of
from db.terms import AccountRole, Attempt, Event, Way

PERSON = table_of(Person)

WRONG = Words("登录名或密码不正确。", "The name or the password is not right.")
WRONG_PASSWORD = Words("原密码不正确。", "The old password is not right.")
WAIT = Words(
    "尝试次数过多。请在 {minutes} 分钟后再试，或请管理员为您生成一次性链接，可立即登录。",
    "Too many attempts. Please try again in {minutes} minutes; or ask an administrator for a "
    "one-time link, which lets you in at once.",
)
DISABLED = Words(
    "该账号已停用。请联系管理员。", "This account has been disabled. Please ask an administrator."
)
NO_ACCOUNT = Words(
    "您的身份已确认，但这里没有您的账号。请联系管理员。",
    "You are known, but have no account here. Please ask an administrator.",
)
NO_RIGHT = Words(
    "您的身份已确认，但未被授予使用本系统的权限。请联系管理员。",
    "You are known, but have not been given any right here. Please ask an administrator.",
)
NO_NAME = Words(
    "您的身份已确认，但无法为您生成登录名。请联系管理员。",
    "You are known, but no sign-in name could be made for you. Please ask an administrator.",
)


class NotLetIn(Refusal):
    """Somebody could not be let in. `words` is what they are told."""


@dataclass(frozen=True)
class Caller:
    """Who knocks: the address and the browser, and how long a session of theirs lasts; the tokens
    that the browser holds of a session that it has, and of its being known.
    """

    address: str
    agent: str
    lasts: timedelta
    session: str | None = None
    device: str | None = None


@dataclass(frozen=True)
class Entered:
    """Somebody is in: their account, and the tokens of their new session and, if they showed that
    they know the password, of the device.
    """

    account: Account
    token: str
    device: str | None = None


def with_password(engine: Engine, name: str, password: str, caller: Caller) -> Entered:
    """Sign in with name and password.

    Raises:
        NotLetIn: they are wrong, it was tried too often, or the account is disabled.
        Busy: too many sign in at once.
    """
    account, stored = _check(engine, normal_name(name), password, caller, WRONG)
    with locked(engine, SIGN_IN_LOCK) as connection:
        account = _as_it_is(connection, account, stored)
        if passwords.outdated(stored):
            _store_password(connection, account.id, passwords.hashed(password))
        return _let_in(connection, account, Way.PASSWORD, caller)


def change_password(
    engine: Engine, account: Account, old: str, new: str, caller: Caller
) -> Entered:
    """Set one's own password, ending all sessions; returns a new one.

    Raises:
        NotLetIn: the old one is wrong, or was tried too often.
        Refused: the new one will not do.
        Busy: too many sign in at once.
    """
    if weak := passwords.weakness(new, account.name, account.display_name):
        raise Refused(weak)
    account, stored = _check(engine, account.name, old, caller, WRONG_PASSWORD)
    made = passwords.hashed(new)
    with locked(engine, SIGN_IN_LOCK) as connection:
        account = _as_it_is(connection, account, stored)
        set_password(connection, account, account.id, made)
        return _let_in(connection, account, Way.PASSWORD, caller)


def set_password(
    connection: Connection, by: Account | Operator, account_id: int, made: str
) -> None:
    """Store a password's hash, end the account's sessions and forget its devices; the caller has
    made sure of `by`.
    """
    _store_password(connection, account_id, made)
    ended = sessions.end_of(connection, account_id)
    devices.forget(connection, account_id)
    audit.note(connection, Event.PASSWORD_SET, by, subject=account_id, sessions_ended=ended)


@dataclass(frozen=True)
class Known:
    """A person as an OpenID Connect provider knows them, and what that entitles them to."""

    issuer: str
    subject: str
    name: str
    display_name: str
    role: AccountRole | None
    scope: Scope


def by_word_of_provider(engine: Engine, known: Known, caller: Caller) -> Entered:
    """Sign in somebody for whom a provider vouches; at the first time they get an account. Role
    and scope follow the provider's word at every sign-in.

    Raises:
        NotLetIn: no right is theirs, or the account is disabled.
    """
    with locked(engine, SIGN_IN_LOCK) as connection:
        account = people.known_as(connection, known.issuer, known.subject)
        if known.role is None:
            if account:
                sessions.end_of(connection, account.id)
            refused = _refused(connection, account, known.name, caller)
        else:
            account = _of_provider(connection, account, known, known.role)
            if not account.disabled:
                return _let_in(connection, account, Way.OPENID, caller)
            refused = _refused(connection, account, known.name, caller)
    raise NotLetIn(NO_RIGHT if known.role is None else refused)


def by_word_of_proxy(engine: Engine, name: str, caller: Caller) -> Entered:
    """Sign in somebody whom a trusted proxy names.

    Raises:
        NotLetIn: no account of that name, or a disabled one.
    """
    with locked(engine, SIGN_IN_LOCK) as connection:
        account = people.named(connection, normal_name(name))
        if account and not account.disabled:
            return _let_in(connection, account, Way.PROXY, caller)
        refused = _refused(connection, account, name, caller)
    raise NotLetIn(refused)


def sign_out(engine: Engine, token: str, address: str) -> None:
    """End a session."""
    with locked(engine, SIGN_IN_LOCK) as connection:
        account = sessions.account_of(connection, token)
        sessions.end(connection, token)
        if account:
            audit.note(connection, Event.SIGNED_OUT, account, subject=account.id, address=address)


def end_own(engine: Engine, token: str, session_id: int | None, address: str) -> int:
    """End a session of whoever holds the session of this token, or (None) all their others; how
    many.

    Raises:
        Forbidden: the token is of no session.
    """
    with locked(engine, SIGN_IN_LOCK) as connection:
        account = sessions.account_of(connection, token)
        if account is None:
            raise Forbidden(SIGN_IN)
        if session_id is None:
            ended = sessions.end_of(connection, account.id, but=token)
        else:
            ended = sessions.end_one(connection, account.id, session_id)
        if ended:
            audit.note(
                connection,
                Event.SESSIONS_ENDED,
                account,
                subject=account.id,
                address=address,
                sessions_ended=ended,
            )
        return ended


def has_password(connection: Connection, account_id: int) -> bool:
    """Whether somebody signs in with a password at all."""
    return _stored(connection, account_id) is not None


def _check(
    engine: Engine, name: str, password: str, caller: Caller, wrong: Words
) -> tuple[Account, str]:
    """The account of a name and the hash that the password matches; failures are counted."""
    with locked(engine, SIGN_IN_LOCK) as connection:
        account = people.named(connection, name)
        who = attempts.asker(connection, account, name, caller.address, caller.device)
        waits = attempts.wait(connection, who)
        if waits:
            _note_refused(connection, account, who)
        else:
            attempt = attempts.begin(connection, who)
            stored = _stored(connection, account.id) if account else None
    if waits:
        raise NotLetIn(WAIT.format(minutes=1 + int(waits.total_seconds()) // 60))
    right = passwords.matches(stored, password)
    with locked(engine, SIGN_IN_LOCK) as connection:
        if right and account and stored:
            attempts.finish(connection, attempt, Attempt.SUCCEEDED)
            return account, stored
        attempts.finish(connection, attempt, Attempt.FAILED)
        subject = account.id if account else None
        audit.note(connection, Event.SIGN_IN_FAILED, None, subject=subject, address=caller.address)
    raise NotLetIn(wrong)


def _as_it_is(connection: Connection, account: Account, stored: str) -> Account:
    """The account afresh, if what was checked a moment ago still holds."""
    now = people.find(connection, account.id)
    if now is None or _stored(connection, account.id) != stored:
        raise NotLetIn(WRONG)
    if now.disabled:
        raise NotLetIn(DISABLED)
    return now


def _let_in(connection: Connection, account: Account, way: Way, caller: Caller) -> Entered:
    """A new session, in the place of the one that this browser had."""
    if caller.session is not None:
        sessions.end(connection, caller.session)
    device = None
    if way is Way.PASSWORD:
        device = devices.keep(connection, caller.device, account.id)
    token = sessions.begin(connection, account.id, way, caller.lasts, caller.address, caller.agent)
    audit.note(
        connection,
        Event.SIGNED_IN,
        account,
        subject=account.id,
        address=caller.address,
        way=way.value,
    )
    return Entered(account, token, device)


def _note_refused(connection: Connection, account: Account | None, who: Asker) -> None:
    if attempts.refuse(connection, who):
        audit.note(
            connection,
            Event.SIGN_IN_REFUSED,
            None,
            subject=account.id if account else None,
            address=who.address,
            standing=who.standing.value,
        )


def _refused(connection: Connection, account: Account | None, name: str, caller: Caller) -> Words:
    audit.note(
        connection,
        Event.SIGN_IN_FAILED,
        None,
        subject=account.id if account else None,
        address=caller.address,
        name=name[:60],
    )
    return DISABLED if account else NO_ACCOUNT


def _of_provider(
    connection: Connection, account: Account | None, known: Known, role: AccountRole
) -> Account:
    by = Operator("openid")
    if account:
        return administration.follow(connection, by, account, role, known.scope)
    host = known.issuer.partition("://")[2].partition("/")[0].replace(":", "-")
    names = (known.name, f"{known.name}@{host}"[-60:], f"{known.subject[:20]}@{host}"[-60:])
    for name in names:
        if not administration.is_name(name) or people.named(connection, normal_name(name)):
            continue
        return administration.add(
            connection,
            by,
            name=name,
            display_name=known.display_name,
            role=role,
            scope=known.scope,
            issuer=known.issuer,
            subject=known.subject,
        )
    raise NotLetIn(NO_NAME)


def _stored(connection: Connection, account_id: int) -> str | None:
    return connection.scalar(select(PERSON.c.password_hash).where(PERSON.c.id == account_id))


def _store_password(connection: Connection, account_id: int, made: str) -> None:
    connection.execute(update(PERSON).where(PERSON.c.id == account_id).values(password_hash=made))
