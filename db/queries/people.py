"""What administrators see: accounts, their sessions, attempts to sign in, the audit."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd
from sqlalchemy import ColumnElement, Connection, func, or_, select
from sqlalchemy.orm import aliased

from db.accounts import sessions as signed_in
from db.accounts.account import Scope
from db.importing.words import NOTHING, Words
from db.models import Account, Area, Audit, Pairing, SignIn, SignInAttempt
from db.queries.frames import frame, of
from db.terms import AccountRole, Level


@dataclass(frozen=True)
class Search:
    """Which accounts; what is empty leaves its dimension open. `text` is for both names."""

    text: str = ""
    role: AccountRole | None = None


def accounts(
    connection: Connection,
    search: Search = Search(),
    *,
    limit: int = 40,
    offset: int = 0,
) -> pd.DataFrame:
    """A page of the accounts by name: `id`, `name`, `display_name`, `role`, `disabled_at`,
    `created_at`, `last_sign_in_at` (UTC), `password` (whether there is one), `issuer`, and
    `sessions`, how many are open.
    """
    open_ones = (
        select(func.count())
        .where(SignIn.account_id == Account.id, signed_in.alive())
        .scalar_subquery()
    )
    return frame(
        connection,
        select(
            *of(Account, "id name display_name role disabled_at created_at last_sign_in_at"),
            Account.password_hash.is_not(None).label("password"),
            Account.issuer,
            open_ones.label("sessions"),
        )
        .where(*_conditions(search))
        .order_by(Account.name)
        .limit(limit)
        .offset(offset),
    )


def roles(connection: Connection, search: Search = Search()) -> dict[AccountRole, int]:
    """Role → how many accounts have it, whatever the role that is looked for."""
    counted = select(Account.role, func.count()).where(*_conditions(replace(search, role=None)))
    return {role: int(count) for role, count in connection.execute(counted.group_by(Account.role))}


def _conditions(search: Search) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if text := search.text.strip():
        columns = (Account.name, Account.display_name)
        wanted.append(or_(*(column.icontains(text, autoescape=True) for column in columns)))
    if search.role is not None:
        wanted.append(Account.role == search.role)
    return wanted


def sessions(connection: Connection, limit: int = 200, offset: int = 0) -> pd.DataFrame:
    """Open sessions, the newest first: `id`, `account_id`, `name`, `display_name`, `way`,
    `created_at`, `seen_at`, `expires_at` (UTC), `address`, `agent`.
    """
    return frame(
        connection,
        select(
            SignIn.id,
            SignIn.account_id,
            Account.name,
            Account.display_name,
            *of(SignIn, "way created_at seen_at expires_at address agent"),
        )
        .join(Account, Account.id == SignIn.account_id)
        .where(signed_in.alive())
        .order_by(SignIn.id.desc())
        .limit(limit)
        .offset(offset),
    )


def sessions_count(connection: Connection) -> int:
    """How many sessions are open."""
    open_ones = select(func.count()).select_from(SignIn).where(signed_in.alive())
    return connection.execute(open_ones).scalar_one()


def attempts(connection: Connection, limit: int = 200) -> pd.DataFrame:
    """Attempts to sign in with a password, the newest first: `at` (UTC), `name` (empty where no
    account has it), `address`, `standing`, `outcome`, `tries` (how many refused ones a row is).
    """
    return frame(
        connection,
        select(
            SignInAttempt.at,
            Account.name,
            *of(SignInAttempt, "address standing outcome tries"),
        )
        .outerjoin(Account, Account.name == SignInAttempt.name)
        .order_by(SignInAttempt.id.desc())
        .limit(limit),
    )


def audited(connection: Connection, limit: int = 40, offset: int = 0) -> pd.DataFrame:
    """The audit, the newest first: `at` (UTC), `event`, `actor`, `subject` (a sign-in name),
    `address`, `details`.
    """
    page = select(Audit.id).order_by(Audit.id.desc()).limit(limit).offset(offset).subquery()
    return frame(
        connection,
        select(
            *of(Audit, "at event actor"),
            Account.name.label("subject"),
            Audit.address,
            Audit.details,
        )
        .join(page, page.c.id == Audit.id)  # a page far back is found in the index alone
        .outerjoin(Account, Account.id == Audit.subject_id)
        .order_by(Audit.id.desc()),
    )


def audited_count(connection: Connection) -> int:
    """How many rows the audit has."""
    return connection.execute(select(func.count()).select_from(Audit)).scalar_one()


def couples(connection: Connection) -> pd.DataFrame:
    """All pairings, the newest schemes first: `id`, `code`, `scheme`, `helper_zh`, `helper_en`,
    `receiver_zh`, `receiver_en`, `year_from`, `year_to`.
    """
    helper, receiver = aliased(Area), aliased(Area)
    return frame(
        connection,
        select(
            *of(Pairing, "id code scheme"),
            helper.name_zh.label("helper_zh"),
            helper.name_en.label("helper_en"),
            receiver.name_zh.label("receiver_zh"),
            receiver.name_en.label("receiver_en"),
            Pairing.year_from,
            Pairing.year_to,
        )
        .join(helper, helper.adcode == Pairing.helper_adcode)
        .join(receiver, receiver.adcode == Pairing.receiver_adcode)
        .order_by(Pairing.year_to.is_not(None), Pairing.year_from.desc(), Pairing.code),
    )


def charge(connection: Connection, scope: Scope) -> Words:
    """What a member of staff is in charge of, in words."""
    return charges(connection, {0: scope})[0]


def charges(connection: Connection, scopes: Mapping[int, Scope]) -> dict[int, Words]:
    """Account → what they are in charge of, in words."""
    paired = couples(connection)
    codes = frozenset[str]().union(*(scope.provinces for scope in scopes.values()))
    rows = connection.execute(
        select(Area.adcode, Area.name_zh, Area.name_en)
        .where(Area.adcode.in_(codes), Area.level == Level.PROVINCE)
        .order_by(Area.adcode)
    )
    provinces = {adcode: Words(zh, en or zh) for adcode, zh, en in rows}
    return {account: _charge(scope, paired, provinces) for account, scope in scopes.items()}


def _charge(scope: Scope, paired: pd.DataFrame, provinces: Mapping[str, Words]) -> Words:
    parts = [
        Words(
            f"{row['helper_zh']} → {row['receiver_zh']}（{_years(row)}）",
            f"{row['helper_en'] or row['helper_zh']} → {row['receiver_en'] or row['receiver_zh']} "
            f"({_years(row)})",
        )
        for _index, row in paired[paired["id"].isin(scope.pairings)].iterrows()
    ]
    parts += [name for adcode, name in provinces.items() if adcode in scope.provinces]
    joined = NOTHING
    for number, part in enumerate(parts):
        joined += (Words("；", "; ") if number else NOTHING) + part
    return joined


def _years(row: pd.Series) -> str:
    first, last = row["year_from"], row["year_to"]
    said = "" if pd.isna(first) else str(int(first))
    return f"{said}–" + ("" if pd.isna(last) else str(int(last)))
