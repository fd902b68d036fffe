"""Making and changing accounts, and the links that go with it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, update

from db.accounts import Account, Forbidden, Scope, administration, links, passwords
from db.accounts.administration import Refused
from db.accounts.links import LINK
from db.demo import remove_demo
from db.engine import locked
from db.terms import AccountRole
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db.states import SQLITE, checksum, small, table

PASSWORD = "seven villages of Anji, 2019"


def created(engine: Engine, **changes: Any) -> Account:
    usual = {"name": "anna", "display_name": "安娜", "role": AccountRole.VIEWER}
    with locked(engine) as connection:
        return administration.create(connection, OPERATOR, **usual | changes)


@SQLITE
@pytest.mark.parametrize("name", ["", "a", "a b", "a" * 61, "<b>", "a\nb", "a/b", "ａ ｂ"])
def test_a_name_that_is_none_is_refused(stores: Stores, name: str) -> None:
    with pytest.raises(Refused, match="sign-in name"):
        created(small(stores), name=name)


@SQLITE
def test_a_name_is_given_once_however_it_is_written(stores: Stores) -> None:
    engine = small(stores)
    assert created(engine, name=" ＡnnA ").name == "anna"
    with pytest.raises(Refused, match="of that name"):
        created(engine, name="ANNA")
    assert created(engine, name="王小明").name == "王小明"


@SQLITE
@pytest.mark.parametrize("shown", ["", "  ", "x" * 61, "a\x07b"])
def test_a_person_has_a_name(stores: Stores, shown: str) -> None:
    with pytest.raises(Refused):
        created(small(stores), display_name=shown)


@SQLITE
def test_staff_has_a_scope_and_nobody_else_has(stores: Stores) -> None:
    engine = small(stores)
    with pytest.raises(Refused, match="Choose at least one"):
        created(engine, role=AccountRole.STAFF)
    scope = Scope(frozenset({1}), frozenset({"330000"}))
    assert created(engine, role=AccountRole.STAFF, scope=scope).scope == scope
    assert created(engine, name="boss", role=AccountRole.ADMIN, scope=scope).scope == Scope()


def test_the_last_administrator_stays(stores: Stores) -> None:
    engine = small(stores)
    admin = make(engine, AccountRole.ADMIN)
    with locked(engine) as connection:
        with pytest.raises(Refused, match="last administrator"):
            administration.disable(connection, OPERATOR, admin.id)
        with pytest.raises(Refused, match="last administrator"):
            administration.change(connection, OPERATOR, admin.id, role=AccountRole.VIEWER)
    make(engine, AccountRole.ADMIN, "second")
    with locked(engine) as connection:
        assert administration.disable(connection, OPERATOR, admin.id).disabled


Deed = Callable[[Connection, Any, int], object]

DEEDS: dict[str, Deed] = {
    "create": lambda connection, by, _id: administration.create(
        connection, by, name="new", display_name="new", role=AccountRole.ADMIN
    ),
    "change": lambda connection, by, id_: administration.change(
        connection, by, id_, role=AccountRole.ADMIN
    ),
    "disable": administration.disable,
    "enable": administration.enable,
    "end_sessions": administration.end_sessions,
    "end_all_sessions": lambda connection, by, _id: administration.end_all_sessions(connection, by),
    "link": links.make,
    "create_admin": lambda connection, by, _id: links.create_admin(
        connection.engine, by, "new", "new", PASSWORD
    ),
    "remove_demo": lambda connection, by, _id: remove_demo(connection.engine, by),
}
OWN_TRANSACTION = ("create_admin", "remove_demo")


@SQLITE
@pytest.mark.parametrize("deed", DEEDS)
def test_only_administrators_administer(stores: Stores, deed: str) -> None:
    engine = small(stores)
    admin = make(engine, AccountRole.ADMIN)
    subject = make(engine, AccountRole.VIEWER, "subject")
    others: list[Any] = [
        None,
        make(engine, AccountRole.VIEWER),
        make(engine, AccountRole.STAFF, pairings=[1], provinces=["330000"]),
        Account(admin.id + 100, "forged", "forged", AccountRole.ADMIN),
    ]
    before = checksum(engine)
    for by in others:
        with pytest.raises(Forbidden):
            run(engine, deed, by, subject.id)
    assert checksum(engine) == before
    run(engine, deed, admin, subject.id)


def run(engine: Engine, deed: str, by: Any, account_id: int) -> None:
    if deed in OWN_TRANSACTION:
        with engine.connect() as connection:
            DEEDS[deed](connection, by, account_id)
    else:
        with locked(engine) as connection:
            DEEDS[deed](connection, by, account_id)


def test_every_deed_is_in_the_audit(stores: Stores) -> None:
    engine = small(stores)
    admin = make(engine, AccountRole.ADMIN)
    anna = make(engine, AccountRole.VIEWER, "anna")
    with locked(engine) as connection:
        administration.change(connection, admin, anna.id, display_name="安娜")
        administration.disable(connection, admin, anna.id)
        administration.enable(connection, admin, anna.id)
        links.make(connection, admin, anna.id)
        administration.end_sessions(connection, admin, anna.id)
    last = table(engine, "audit")[-5:]
    assert {(row["actor"], row["account_id"], row["subject_id"]) for row in last} == {
        ("admin", admin.id, anna.id)
    }
    assert [row["event"].value for row in last] == [
        "account_changed",
        "account_disabled",
        "account_enabled",
        "link_made",
        "sessions_ended",
    ]


def test_the_first_link_makes_an_administrator_once(stores: Stores) -> None:
    engine = small(stores)
    one, other = links.first(engine), links.first(engine)
    assert one is not None
    assert other is not None
    made = links.use_first(engine, one, "chief", "首席", PASSWORD).account
    assert made.role is AccountRole.ADMIN
    for token in (one, other):
        with pytest.raises(Refused, match="no longer works"):
            links.use_first(engine, token, "second", "second", PASSWORD)
    assert links.first(engine) is None


@SQLITE
def test_a_link_lasts_an_hour_and_the_last_one_counts(stores: Stores) -> None:
    engine = small(stores)
    anna = make(engine, AccountRole.VIEWER, "anna")
    with locked(engine) as connection:
        first, second = (links.make(connection, OPERATOR, anna.id) for _ in range(2))
    with pytest.raises(Refused):
        links.look(engine, first)
    assert links.look(engine, second).account == anna
    with locked(engine) as connection:
        connection.execute(update(LINK).values(expires_at=LINK.c.created_at))
    with pytest.raises(Refused):
        links.use(engine, second, PASSWORD)


@SQLITE
def test_a_refused_password_does_not_use_a_link_up(stores: Stores) -> None:
    engine = small(stores)
    anna = make(engine, AccountRole.VIEWER, "anna")
    with locked(engine) as connection:
        token = links.make(connection, OPERATOR, anna.id)
    with pytest.raises(Refused, match="10 to 128"):
        links.use(engine, token, "short")
    assert links.use(engine, token, PASSWORD).account == anna


@SQLITE
def test_the_store_does_not_hold_a_link(stores: Stores) -> None:
    engine = small(stores)
    token = links.first(engine)
    assert token is not None
    assert token not in repr(table(engine, "one_time_link"))


@pytest.mark.parametrize(
    "password",
    ["", "short", "password12", "qwertyuiop", "1234567890", "zhanganna1", "xieshou2019", "a" * 129],
)
def test_a_password_that_is_easy_to_guess_will_not_do(password: str) -> None:
    assert passwords.weakness(password, "zhanganna", "张安娜") is not None


@pytest.mark.parametrize(
    "password", [PASSWORD, "correct horse battery staple", "安吉余村竹海2019茶园"]
)
def test_a_few_words_will(password: str) -> None:
    assert passwords.weakness(password, "zhanganna") is None
