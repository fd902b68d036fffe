"""Removing a record and merging two on the page: said first and then done, by those in charge."""

import pytest

from db.terms import AccountRole, Kind
from tests.accounts import make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, ledger, meeting, project
from tests.pages.conftest import OpenPage
from tests.pages.screen import Session
from tests.pages.staff import Desk
from tests.stores import build_paired


@pytest.fixture
def desk(stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str) -> Desk:
    """Two meetings that are one, with a project, and staff in charge of them."""
    desk = Desk(stores.copy("paired", build_paired), open_page, monkeypatch, locale)
    first = meeting(code="M-1", title="茶叶座谈会", place="", commitments="建茶园")
    second = meeting(code="M-2", title="茶叶对接会", place="杭州市", commitments="修路")
    batch(bring(desk.engine, Kind.MEETINGS, first, second))
    batch(bring(desk.engine, Kind.PROJECTS, project(meeting="M-2", commitment_no="1")))
    desk.sign_in(make(desk.engine, AccountRole.STAFF, "anna", pairings=[1]))
    return desk


def say(desk: Desk, zh: str, en: str) -> str:
    return zh if desk.chinese else en


def press(screen: Session, label: str) -> None:
    (button,) = [button for button in screen.at.button if button.label == label]
    button.click()
    screen.run()


def known(desk: Desk, code: str) -> int:
    return int(states.one(desk.engine, "meeting", code=code)["id"])


def page(desk: Desk, code: str) -> Session:
    return desk.open("meetings", meeting=str(known(desk, code)))


def test_a_record_is_removed_once_it_was_said_what_goes(desk: Desk) -> None:
    screen = page(desk, "M-2")
    press(screen, say(desk, "删除这条记录……", "Remove it …"))
    assert states.count(desk.engine, "meeting") == 2
    press(screen, say(desk, "暂不处理", "Do nothing"))
    press(screen, say(desk, "删除这条记录……", "Remove it …"))
    press(screen, say(desk, "确认删除", "Remove it now"))
    assert [row["code"] for row in states.table(desk.engine, "meeting")] == ["M-1"]
    assert states.one(desk.engine, "project")["meeting_id"] is None


def test_two_records_are_merged_once_it_was_said_how(desk: Desk) -> None:
    screen = page(desk, "M-1")
    press(screen, say(desk, "与另一条合并……", "Merge with another …"))
    (box,) = [box for box in screen.at.text_input if box.key == "control_merge_search"]
    box.set_value("对接会")
    screen.run()
    (choice,) = [radio for radio in screen.at.radio if "merge_with" in str(radio.key)]
    choice.set_value(known(desk, "M-2"))
    screen.run()
    press(screen, say(desk, "确认合并", "Merge them now"))
    (held,) = states.table(desk.engine, "meeting")
    assert (held["code"], held["place"]) == ("M-1", "杭州市")
    assert states.one(desk.engine, "project")["meeting_id"] == held["id"]


def test_neither_is_offered_to_who_is_not_in_charge(desk: Desk) -> None:
    desk.sign_in(make(desk.engine, AccountRole.STAFF, "boris", pairings=[3]))
    for parameter in ("remove", "merge"):
        screen = desk.open("meetings", meeting=str(known(desk, "M-1")), **{parameter: "1"})
        labels = {button.label for button in screen.at.button}
        offered = {
            say(desk, "删除这条记录……", "Remove it …"),
            say(desk, "确认删除", "Remove it now"),
            say(desk, "与另一条合并……", "Merge with another …"),
        }
        assert not labels & offered


def test_a_row_like_a_record_is_taken_as_the_same(desk: Desk) -> None:
    batch(bring(desk.engine, Kind.PROJECTS, project(code="Q-1", title="白茶加工厂", in_place="3")))
    held = states.one(desk.engine, "project", code="Q-1")["id"]
    row = project(code="Q-2", title="白茶加工厂", in_place="3", stage="已投产")
    screen = desk.bring(ledger(row))
    (choice,) = [radio for radio in screen.at.radio if "similar" in str(radio.key)]
    choice.set_value("one")
    desk.press(screen, "answer")
    desk.press(screen, "import")
    assert states.one(desk.engine, "project", id=held)["code"] == "Q-2"


def test_it_is_asked_on_the_page_whether_codes_restart(desk: Desk) -> None:
    batch(bring(desk.engine, Kind.PROJECTS, project(code="001", title="青川白茶")))
    screen = desk.bring(ledger(project(code="001", year="2023", title="叙永药材")))
    (choice,) = [radio for radio in screen.at.radio if "codes" in str(radio.key)]
    choice.set_value("restart")
    desk.press(screen, "answer")
    desk.press(screen, "import")
    years = [row["year"] for row in states.table(desk.engine, "project") if row["code"] == "001"]
    assert years == [2022, 2023]
