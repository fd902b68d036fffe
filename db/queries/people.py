"""What administrators see: accounts, their sessions, attempts to sign in, the audit."""

import pandas as pd
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from db.accounts import sessions as signed_in
from db.accounts.account import Scope
from db.importing.words import NOTHING, Words
from db.models import Account, Area, Audit, Pairing, SignIn, SignInAttempt
from db.queries.frames import frame
from db.terms import Level


def accounts(connection: Connection) -> pd.DataFrame:
    """All accounts by name: `id`, `name`, `display_name`, `role`, `disabled_at`, `created_at`,
    `last_sign_in_at` (UTC), `password` (whether there is one), `issuer`, and `sessions`, how many
    are open.
    """
    open_ones = (
        select(func.count())
        .where(SignIn.account_id == Account.id, signed_in.alive())
        .scalar_subquery()
    )
    return frame(
        connection,
        select(
            Account.id,
            Account.name,
            Account.display_name,
            Account.role,
            Account.disabled_at,
            Account.created_at,
            Account.last_sign_in_at,
            Account.password_hash.is_not(None).label("password"),
            Account.issuer,
            open_ones.label("sessions"),
        ).order_by(Account.name),
    )


def sessions(connection: Connection, limit: int = 200) -> pd.DataFrame:
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
            SignIn.way,
            SignIn.created_at,
            SignIn.seen_at,
            SignIn.expires_at,
            SignIn.address,
            SignIn.agent,
        )
        .join(Account, Account.id == SignIn.account_id)
        .where(signed_in.alive())
        .order_by(SignIn.id.desc())
        .limit(limit),
    )


def attempts(connection: Connection, limit: int = 200) -> pd.DataFrame:
    """Attempts to sign in with a password, the newest first: `at` (UTC), `name` (empty where no
    account has it), `address`, `standing`, `outcome`, `tries` (how many refused ones a row is).
    """
    return frame(
        connection,
        select(
            SignInAttempt.at,
            Account.name,
            SignInAttempt.address,
            SignInAttempt.standing,
            SignInAttempt.outcome,
            SignInAttempt.tries,
        )
        .outerjoin(Account, Account.name == SignInAttempt.name)
        .order_by(SignInAttempt.id.desc())
        .limit(limit),
    )


def audited(connection: Connection, limit: int = 40, offset: int = 0) -> pd.DataFrame:
    """The audit, the newest first: `at` (UTC), `event`, `actor`, `subject` (a sign-in name),
    `address`, `details`.
    """
    return frame(
        connection,
        select(
            Audit.at,
            Audit.event,
            Audit.actor,
            Account.name.label("subject"),
            Audit.address,
            Audit.details,
        )
        .outerjoin(Account, Account.id == Audit.subject_id)
        .order_by(Audit.id.desc())
        .limit(limit)
        .offset(offset),
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
            Pairing.id,
            Pairing.code,
            Pairing.scheme,
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
    paired = couples(connection)
    parts = [
        Words(
            f"{row['helper_zh']} → {row['receiver_zh']}（{_years(row)}）",
            f"{row['helper_en'] or row['helper_zh']} → {row['receiver_en'] or row['receiver_zh']} "
            f"({_years(row)})",
        )
        for _index, row in paired[paired["id"].isin(scope.pairings)].iterrows()
    ]
    provinces = select(Area.name_zh, Area.name_en).where(
        Area.adcode.in_(scope.provinces), Area.level == Level.PROVINCE
    )
    parts += [Words(zh, en or zh) for zh, en in connection.execute(provinces.order_by(Area.adcode))]
    joined = NOTHING
    for number, part in enumerate(parts):
        joined += (Words("；", "; ") if number else NOTHING) + part
    return joined


def _years(row: pd.Series) -> str:
    first, last = row["year_from"], row["year_to"]
    said = "" if pd.isna(first) else str(int(first))
    return f"{said}–" + ("" if pd.isna(last) else str(int(last)))
