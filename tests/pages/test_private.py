"""Names of people who hold no public office, page by page, as each who may look."""

from collections.abc import Iterator

import pytest

from db.accounts import Account
from db.terms import AccountRole, Kind
from tests.accounts import make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, talent
from tests.pages.conftest import OpenPage
from tests.pages.screen import Session
from tests.pages.staff import Desk, downloads
from tests.pages.test_edit import say
from tests.stores import build_paired

NAME = "钱某某"
ELSEWHERE = {"helper": "浙江省杭州市", "receiver": "四川省广元市"}


@pytest.fixture
def desk(stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str) -> Desk:
    """A store with somebody who was sent, and one of another couple."""
    desk = Desk(stores.copy("paired", build_paired), open_page, monkeypatch, locale)
    batch(bring(desk.engine, Kind.TALENT, talent(name=NAME)))
    batch(bring(desk.engine, Kind.TALENT, talent(name="赵某某", **ELSEWHERE)))
    return desk


def people(desk: Desk) -> tuple[list[Account | None], list[Account]]:
    """Who is not in charge, and who is."""
    theirs = states.one(desk.engine, "talent", name=NAME)["pairing_id"]
    other = states.one(desk.engine, "talent", name="赵某某")["pairing_id"]
    strangers = [
        None,
        make(desk.engine, AccountRole.VIEWER, "vera"),
        make(desk.engine, AccountRole.AUDITOR, "otto"),
        make(desk.engine, AccountRole.STAFF, "sven", pairings=[other]),
    ]
    charged = [
        make(desk.engine, AccountRole.STAFF, "anna", pairings=[theirs]),
        make(desk.engine, AccountRole.ADMIN, "ada"),
    ]
    return strangers, charged


def walk(desk: Desk) -> Iterator[Session]:
    """Every page on which the record, what was done to it, or its import could stand."""
    row = states.one(desk.engine, "talent", name=NAME)
    identity = str(row["id"])
    yield desk.open("ledgers", kind="talent")
    yield desk.open("ledgers", kind="talent", q=NAME)
    yield desk.open("ledgers", kind="talent", record=identity)
    for way in ("edit", "remove", "merge"):
        yield desk.open("ledgers", kind="talent", record=identity, **{way: "1"})
    yield desk.open("pairings", pairing=str(row["pairing_id"]))
    yield desk.open("imports")
    yield desk.open("imports", batch=str(row["batch_id"]))


def fields(screen: Session) -> list[str]:
    return [str(field.value) for field in (*screen.at.text_input, *screen.at.text_area)]


def test_nobody_else_ever_reads_one(desk: Desk) -> None:
    strangers, _ = people(desk)
    for person in strangers:
        desk.sign_in(person)
        for screen in walk(desk):
            shown = screen.main.text.replace(screen.address.get("q", "–"), "")
            typed = [text for text in fields(screen) if text != screen.address.get("q")]
            assert NAME not in shown
            assert NAME not in typed
            assert "钱" not in screen.title


def test_those_in_charge_read_it_at_the_record(desk: Desk) -> None:
    strangers, charged = people(desk)
    identity = str(states.one(desk.engine, "talent", name=NAME)["id"])
    label = say(desk, "姓名", "Name")
    for person in charged:
        desk.sign_in(person)
        screen = desk.open("ledgers", kind="talent", record=identity)
        assert screen.facts[0][label] == NAME
        assert NAME not in desk.open("ledgers", kind="talent").main.text
        assert NAME in fields(desk.open("ledgers", kind="talent", record=identity, edit="1"))
    desk.sign_in(strangers[0])
    screen = desk.open("ledgers", kind="talent", record=identity)
    assert screen.facts[0][label].startswith("—")
    assert screen.title == "副局长"


def test_a_file_with_names_is_offered_to_staff_alone(desk: Desk) -> None:
    strangers, charged = people(desk)
    for person in strangers[:3]:
        desk.sign_in(person)
        assert len(downloads(desk.open("ledgers", kind="talent"))) == 2
    for person in charged:
        desk.sign_in(person)
        assert len(downloads(desk.open("ledgers", kind="talent"))) == 3
