"""Reading accounts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Select, exists, select

from db.accounts.account import Account, Scope
from db.models import Account as Person
from db.models import AccountScope, table_of

PERSON = table_of(Person)
SCOPE = table_of(AccountScope)


def find(connection: Connection, account_id: int) -> Account | None:
    """The account of an id, as it is now."""
    return _one(connection, PERSON.c.id == account_id)


def named(connection: Connection, name: str) -> Account | None:
    """The account of a name, given as it is stored."""
    return _one(connection, PERSON.c.name == name)


def known_as(connection: Connection, issuer: str, subject: str) -> Account | None:
    """The account of a person whom an OpenID Connect provider knows."""
    return _one(connection, (PERSON.c.issuer == issuer) & (PERSON.c.subject == subject))


def everybody(connection: Connection) -> list[Account]:
    """All accounts, by name."""
    rows = connection.execute(select(PERSON).order_by(PERSON.c.name)).all()
    known = scopes(connection, [row.id for row in rows])
    return [_account(row, known[row.id]) for row in rows]


def any_account(connection: Connection) -> bool:
    """Whether there is an account at all."""
    return bool(connection.scalar(select(exists(select(PERSON.c.id)))))


def with_scope(people: FromClause = PERSON) -> Select[Any]:
    """Accounts (of a join that holds them), a row for each part of what they may write, or one
    where there is none: what `account` is made of, once it is narrowed to one account.
    """
    return select(PERSON, SCOPE.c.pairing_id, SCOPE.c.province_adcode).select_from(
        people.outerjoin(SCOPE, SCOPE.c.account_id == PERSON.c.id)
    )


def account(rows: Sequence[Row[Any]]) -> Account | None:
    """The account of rows of `with_scope`; None where there are none."""
    if not rows:
        return None
    pairings = frozenset(row.pairing_id for row in rows if row.pairing_id is not None)
    provinces = frozenset(row.province_adcode for row in rows if row.province_adcode is not None)
    return _account(rows[0], Scope(pairings, provinces))


def _one(connection: Connection, where: ColumnElement[bool]) -> Account | None:
    return account(connection.execute(with_scope().where(where)).all())


def _account(row: Row[Any], scope: Scope) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        display_name=row.display_name,
        role=row.role,
        scope=scope,
        disabled=row.disabled_at is not None,
    )


def scopes(connection: Connection, accounts: Iterable[int]) -> dict[int, Scope]:
    """What each of these accounts may write."""
    pairings: dict[int, set[int]] = defaultdict(set)
    provinces: dict[int, set[str]] = defaultdict(set)
    wanted = list(accounts)
    for row in connection.execute(select(SCOPE).where(SCOPE.c.account_id.in_(wanted))):
        if row.pairing_id is not None:
            pairings[row.account_id].add(row.pairing_id)
        else:
            provinces[row.account_id].add(row.province_adcode)
    return {a: Scope(frozenset(pairings[a]), frozenset(provinces[a])) for a in wanted}
