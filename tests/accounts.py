"""Accounts that a test needs, and their sessions.

anna = make(engine, AccountRole.STAFF, pairings=[1])
import_file(engine, upload(by=anna))
token = session(engine, anna)   # for the cookie db.settings.session_cookie()
"""

from collections.abc import Collection
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from streamlit.runtime.context import ContextProxy

from db.accounts import Account, Operator, Scope, administration, sessions
from db.engine import locked
from db.settings import session_cookie
from db.terms import AccountRole, Way

OPERATOR = Operator("operator")


def make(
    engine: Engine,
    role: AccountRole,
    name: str | None = None,
    *,
    pairings: Collection[int] = (),
    provinces: Collection[str] = (),
) -> Account:
    """A new account of a role; its name is the role's where none is given."""
    scope = Scope(frozenset(pairings), frozenset(provinces))
    name = name or role.value
    with locked(engine) as connection:
        return administration.create(
            connection, OPERATOR, name=name, display_name=name, role=role, scope=scope
        )


def session(engine: Engine, account: Account, lasts: timedelta = timedelta(hours=8)) -> str:
    """The token of a new session."""
    with locked(engine) as connection:
        return sessions.begin(connection, account.id, Way.PASSWORD, lasts, "127.0.0.1", "a test")


def sign_in(monkeypatch: pytest.MonkeyPatch, token: str | None) -> None:
    """Let pages that run in this process (AppTest) find the token in the browser's cookie."""
    cookies = {session_cookie(): token} if token else {}
    monkeypatch.setattr(ContextProxy, "cookies", cookies)
