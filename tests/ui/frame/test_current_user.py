"""Who is signed in, as a page sees it."""

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from db.accounts import administration
from db.engine import locked
from db.terms import AccountRole
from tests.accounts import OPERATOR, make, session, sign_in
from tests.conftest import Stores
from tests.db.states import SQLITE, small


def page() -> None:
    import streamlit as st

    from ui.frame import current_user

    account = current_user.account()
    st.text(f"{account.name} {account.role}" if account else "nobody")


def shown(monkeypatch: pytest.MonkeyPatch, engine: Engine, token: str | None) -> str:
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    sign_in(monkeypatch, token)
    return str(AppTest.from_function(page).run(timeout=30).text[0].value)


@SQLITE
def test_a_page_knows_who_is_signed_in(monkeypatch: pytest.MonkeyPatch, stores: Stores) -> None:
    engine = small(stores)
    token = session(engine, make(engine, AccountRole.STAFF, "anna", pairings=[1]))
    assert shown(monkeypatch, engine, token) == "anna staff"


@SQLITE
@pytest.mark.parametrize("token", [None, "", "forged"])
def test_without_a_session_it_is_nobody(
    monkeypatch: pytest.MonkeyPatch, stores: Stores, token: str | None
) -> None:
    assert shown(monkeypatch, small(stores), token) == "nobody"


@SQLITE
def test_who_was_disabled_is_nobody(monkeypatch: pytest.MonkeyPatch, stores: Stores) -> None:
    engine = small(stores)
    viewer = make(engine, AccountRole.VIEWER)
    token = session(engine, viewer)
    with locked(engine) as connection:
        administration.disable(connection, OPERATOR, viewer.id)
    assert shown(monkeypatch, engine, token) == "nobody"
