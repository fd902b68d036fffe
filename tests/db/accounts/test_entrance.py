"""Signing in with a password: slow for whoever guesses, the same for whoever does not exist."""

import statistics
import time
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, update

from db.accounts import (
    Account,
    Scope,
    administration,
    attempts,
    entrance,
    links,
    people,
    sessions,
)
from db.accounts.attempts import ATTEMPT, LONGEST_WAIT, OF_ADDRESS, OF_NAME, Asker, whence
from db.accounts.entrance import Caller, Entered, Known, NotLetIn
from db.engine import locked, reading
from db.terms import AccountRole
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import processes
from tests.db.states import SQLITE, small, table

PASSWORD = "seven villages of Anji, 2019"
WRONG = "wrong"
ISSUER = "https://id.example:8443/realm"


def caller(address: str = "10.0.0.1") -> Caller:
    return Caller(address, "a browser", timedelta(hours=8))


def with_password(engine: Engine, name: str = "anna") -> Account:
    account = make(engine, AccountRole.VIEWER, name)
    with locked(engine) as connection:
        token = links.make(connection, OPERATOR, account.id)
    links.use(engine, token, PASSWORD)
    return account


def enter(engine: Engine, name: str = "anna", password: str = PASSWORD, **where: str) -> Entered:
    return entrance.with_password(engine, name, password, caller(**where))


def refusal(engine: Engine, name: str = "anna", password: str = WRONG, **where: str) -> str:
    with pytest.raises(NotLetIn) as refused:
        enter(engine, name, password, **where)
    return refused.value.words.en


def later(engine: Engine, **time_: int) -> None:
    """Let that much time go by for all attempts so far."""
    with locked(engine) as connection:
        for row in table_rows(engine):
            connection.execute(
                update(ATTEMPT)
                .where(ATTEMPT.c.id == row["id"])
                .values(at=row["at"] - timedelta(**time_))
            )


def table_rows(engine: Engine) -> list[dict[str, datetime]]:
    return table(engine, "sign_in_attempt")


def test_the_right_password_gives_a_session(stores: Stores) -> None:
    engine = small(stores)
    anna = with_password(engine)
    entered = enter(engine)
    assert entered.account == anna
    with reading(engine) as connection:
        assert sessions.account_of(connection, entered.token) == anna
    (row,) = table(engine, "account")
    assert row["last_sign_in_at"] is not None
    assert row["password_hash"].startswith("$argon2id$")
    assert PASSWORD not in repr(table(engine, "audit"))


def test_failures_make_the_next_attempt_wait(stores: Stores) -> None:
    engine = small(stores)
    with_password(engine)
    told = [refusal(engine) for _ in range(OF_NAME[0] + 1)]
    assert [text.startswith("Too many") for text in told] == [False] * OF_NAME[0] + [True]
    assert refusal(engine, password=PASSWORD).startswith("Too many")
    later(engine, seconds=11)
    assert enter(engine).account.name == "anna"


@SQLITE
def test_each_further_failure_doubles_the_wait_up_to_a_quarter_of_an_hour(stores: Stores) -> None:
    engine = small(stores)
    with_password(engine)
    for _ in range(OF_NAME[0]):
        refusal(engine)
    for seconds in (10, 20, 40):
        later(engine, seconds=seconds - 3)
        assert refusal(engine).startswith("Too many")
        later(engine, seconds=4)
        assert not refusal(engine).startswith("Too many")
    for _ in range(8):
        later(engine, seconds=int(LONGEST_WAIT.total_seconds()) + 1)
        assert not refusal(engine).startswith("Too many")
    later(engine, seconds=int(LONGEST_WAIT.total_seconds()) + 1)
    assert enter(engine).account.name == "anna"


@SQLITE
def test_a_success_makes_up_for_failures(stores: Stores) -> None:
    engine = small(stores)
    with_password(engine)
    for _ in range(OF_NAME[0] - 1):
        refusal(engine)
    enter(engine)
    assert not refusal(engine).startswith("Too many")


@SQLITE
def test_an_address_that_tries_many_names_waits_and_others_do_not(stores: Stores) -> None:
    engine = small(stores)
    with_password(engine)
    with locked(engine) as connection:
        for number in range(OF_ADDRESS[0] - 1):
            attempts.begin(connection, Asker(f"name{number}", "10.6.6.6"))
    assert not refusal(engine, "another", address="10.6.6.6").startswith("Too many")
    assert refusal(engine, "another", address="10.6.6.6").startswith("Too many")
    assert refusal(engine, password=PASSWORD, address="10.6.6.6").startswith("Too many")
    assert enter(engine, address="10.7.7.7").account.name == "anna"


@SQLITE
def test_a_name_that_nobody_has_waits_as_well_and_is_not_kept(stores: Stores) -> None:
    engine = small(stores)
    typed = "my-secret-password"
    told = [refusal(engine, typed) for _ in range(OF_NAME[0] + 1)]
    assert [text.startswith("Too many") for text in told] == [False] * OF_NAME[0] + [True]
    assert typed not in repr(table_rows(engine)) + repr(table(engine, "audit"))


def test_guesses_from_several_processes_are_counted_together(stores: Stores) -> None:
    engine = small(stores)
    with_password(engine)
    url = engine.url.render_as_string(hide_password=False)
    assert processes.at_once(4, processes.guess, url, 3) == []
    counted = [row for row in table_rows(engine) if row["outcome"] != "refused"]
    assert len(counted) == OF_NAME[0]


@SQLITE
def test_an_unknown_name_takes_as_long_as_a_known_one(stores: Stores) -> None:
    engine = small(stores)
    with_password(engine)
    refusal(engine, "warm-up")
    spent: dict[str, list[float]] = {"anna": [], "nobody-here": []}
    for _ in range(4):
        for name, times in spent.items():
            start = time.process_time()
            refusal(engine, name)
            times.append(time.process_time() - start)
    known, unknown = (statistics.median(times) for times in spent.values())
    assert 0.4 < unknown / known < 2.5  # without a hash it would be a twentieth


@SQLITE
def test_a_disabled_account_is_told_so_only_with_its_password(stores: Stores) -> None:
    engine = small(stores)
    anna = with_password(engine)
    with locked(engine) as connection:
        administration.disable(connection, OPERATOR, anna.id)
    assert "disabled" in refusal(engine, password=PASSWORD)
    assert "disabled" not in refusal(engine)


def known(**changes: object) -> Known:
    usual: dict[str, object] = {
        "issuer": ISSUER,
        "subject": "s-1",
        "name": "zhang",
        "display_name": "张三",
        "role": AccountRole.STAFF,
        "scope": Scope(frozenset({1})),
    }
    return Known(**usual | changes)  # type: ignore[arg-type]


def test_a_provider_s_word_makes_an_account_once(stores: Stores) -> None:
    engine = small(stores)
    first = entrance.by_word_of_provider(engine, known(), caller())
    again = entrance.by_word_of_provider(engine, known(name="renamed"), caller())
    assert (first.account.name, first.account.role) == ("zhang", AccountRole.STAFF)
    assert again.account == first.account
    with pytest.raises(NotLetIn):  # it has no password
        enter(engine, "zhang", "")


def test_role_and_scope_follow_the_provider_and_end_older_sessions(stores: Stores) -> None:
    engine = small(stores)
    old = entrance.by_word_of_provider(engine, known(), caller())
    new = entrance.by_word_of_provider(engine, known(role=AccountRole.VIEWER), caller())
    assert new.account.role is AccountRole.VIEWER
    with reading(engine) as connection:
        assert sessions.account_of(connection, old.token) is None


def test_whom_the_provider_gives_no_right_any_more_is_out(stores: Stores) -> None:
    engine = small(stores)
    old = entrance.by_word_of_provider(engine, known(), caller())
    with pytest.raises(NotLetIn):
        entrance.by_word_of_provider(engine, known(role=None), caller())
    with reading(engine) as connection:
        assert sessions.account_of(connection, old.token) is None


@SQLITE
def test_a_provider_s_name_does_not_take_over_an_account_of_ours(stores: Stores) -> None:
    engine = small(stores)
    anna = with_password(engine)
    entered = entrance.by_word_of_provider(engine, known(name="Anna"), caller())
    assert entered.account.id != anna.id
    assert entered.account.name == "anna@id.example-8443"


@SQLITE
def test_a_disabled_account_is_out_whoever_vouches_for_it(stores: Stores) -> None:
    engine = small(stores)
    make(engine, AccountRole.ADMIN)
    zhang = entrance.by_word_of_provider(engine, known(), caller()).account
    with locked(engine) as connection:
        administration.disable(connection, OPERATOR, zhang.id)
    with pytest.raises(NotLetIn):
        entrance.by_word_of_provider(engine, known(), caller())
    with pytest.raises(NotLetIn):
        entrance.by_word_of_proxy(engine, "zhang", caller())


@SQLITE
def test_a_proxy_s_word_needs_an_account(stores: Stores) -> None:
    engine = small(stores)
    anna = with_password(engine)
    assert entrance.by_word_of_proxy(engine, " ANNA", caller()).account == anna
    with pytest.raises(NotLetIn):
        entrance.by_word_of_proxy(engine, "nobody-here", caller())
    with reading(engine) as connection:
        assert [account.name for account in people.everybody(connection)] == ["anna"]


@SQLITE
def test_the_addresses_of_one_network_count_as_one(stores: Stores) -> None:
    engine = small(stores)
    free, _window = OF_ADDRESS
    for number in range(free):
        with locked(engine) as connection:
            who = Asker(f"?{number}", whence(f"2001:db8:1:2::{number:x}"))
            attempts.begin(connection, who)
    with reading(engine) as connection:
        near, far = "2001:db8:1:2:ffff::1", "2001:db8:1:3::1"
        assert attempts.wait(connection, Asker("anna", whence(near))) > timedelta(0)
        assert attempts.wait(connection, Asker("anna", whence(far))) == timedelta(0)


def test_an_address_is_counted_however_it_is_written() -> None:
    written = ["10.0.0.1", "::ffff:10.0.0.1", "2001:DB8::1", "not one", "1" * 60]
    counted = ["10.0.0.1", "10.0.0.1", "2001:db8::/64", "not one", "1" * 45]
    assert [attempts.whence(address) for address in written] == counted
