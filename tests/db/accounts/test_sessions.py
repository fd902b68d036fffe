"""A session is a row: whatever ends it ends it at once."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, event

from db.accounts import Account, Scope, administration, sessions
from db.engine import locked, reading
from db.terms import AccountRole
from tests.accounts import OPERATOR, make, session
from tests.conftest import Stores
from tests.db.states import small, table


def whose(engine: Engine, token: str) -> str | None:
    with reading(engine) as connection:
        account = sessions.account_of(connection, token)
    return account.name if account else None


def person(engine: Engine, role: AccountRole = AccountRole.STAFF) -> Account:
    make(engine, AccountRole.ADMIN, "chief")
    return make(engine, role, "anna", pairings=[1])


def test_a_token_is_its_account_s(stores: Stores) -> None:
    engine = small(stores)
    token = session(engine, person(engine))
    assert whose(engine, token) == "anna"


def test_the_account_comes_with_its_scope(stores: Stores) -> None:
    engine = small(stores)
    anna = make(engine, AccountRole.STAFF, "anna", pairings=[1, 3], provinces=["510000"])
    token = session(engine, anna)
    with reading(engine) as connection:
        assert sessions.account_of(connection, token) == anna
    assert anna.scope == Scope(frozenset({1, 3}), frozenset({"510000"}))


def test_it_is_asked_in_one_statement(stores: Stores) -> None:
    engine = small(stores)
    anna = make(engine, AccountRole.STAFF, "anna", pairings=[1, 3], provinces=["510000"])
    token = session(engine, anna)
    sent: list[str] = []

    def note(*given: Any) -> None:
        sent.append(given[2])

    with reading(engine) as connection:
        event.listen(connection, "before_cursor_execute", note)
        sessions.account_of(connection, token)
    assert len(sent) == 1


def test_no_other_token_is_anybody_s(stores: Stores) -> None:
    engine = small(stores)
    token = session(engine, person(engine))
    for other in ("", "x", token[:-1], token + " ", token.upper(), "\x00", "\udcff", "密"):
        assert whose(engine, other) is None


def test_the_store_does_not_hold_the_token(stores: Stores) -> None:
    engine = small(stores)
    token = session(engine, person(engine))
    (row,) = table(engine, "sign_in")
    assert token not in repr(row)
    assert len(row["token_sha256"]) == 64


def test_tokens_are_long_and_never_the_same() -> None:
    tokens = {sessions.new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) >= 43 for token in tokens)  # 256 bits in base 64


def test_a_session_expires(stores: Stores) -> None:
    engine = small(stores)
    assert whose(engine, session(engine, person(engine), timedelta(seconds=-1))) is None


def test_signing_out_ends_one_session_only(stores: Stores) -> None:
    engine = small(stores)
    anna = person(engine)
    here, there = session(engine, anna), session(engine, anna)
    with locked(engine) as connection:
        sessions.end(connection, here)
    assert (whose(engine, here), whose(engine, there)) == (None, "anna")


def test_disabling_ends_all_and_enabling_revives_none(stores: Stores) -> None:
    engine = small(stores)
    anna = person(engine)
    token = session(engine, anna)
    with locked(engine) as connection:
        administration.disable(connection, OPERATOR, anna.id)
    assert whose(engine, token) is None
    with locked(engine) as connection:
        administration.enable(connection, OPERATOR, anna.id)
    assert whose(engine, token) is None


def test_a_new_role_or_scope_ends_sessions(stores: Stores) -> None:
    engine = small(stores)
    anna = person(engine)
    changes: list[dict[str, object]] = [
        {"role": AccountRole.VIEWER},
        {"role": AccountRole.STAFF, "scope": Scope(frozenset({2}))},
        {"scope": Scope(frozenset({3}))},
    ]
    for change in changes:
        token = session(engine, anna)
        with locked(engine) as connection:
            administration.change(connection, OPERATOR, anna.id, **change)  # type: ignore[arg-type]
        assert whose(engine, token) is None, change


def test_a_new_display_name_ends_none(stores: Stores) -> None:
    engine = small(stores)
    anna = person(engine)
    token = session(engine, anna)
    with locked(engine) as connection:
        administration.change(connection, OPERATOR, anna.id, display_name="安娜")
    assert whose(engine, token) == "anna"


def test_ending_all_sessions(stores: Stores) -> None:
    engine = small(stores)
    anna = person(engine)
    tokens = [session(engine, anna), session(engine, make(engine, AccountRole.VIEWER))]
    with locked(engine) as connection:
        assert administration.end_all_sessions(connection, OPERATOR) == 2
    assert [whose(engine, token) for token in tokens] == [None, None]
