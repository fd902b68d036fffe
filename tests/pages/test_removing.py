"""Removing a record and merging two on the page: said first and then done, by those in charge."""

import pytest

from db.editing import Correction, Merge, correct, merge_records
from db.importing.undo import undo
from db.terms import AccountRole, Kind
from tests.accounts import make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import STAFF, batch, bring, ledger, meeting, project, target
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


def clauses(desk: Desk) -> list[int]:
    rows = [target(metric="fund", year=year, target=year[-1]) for year in ("2022", "2023")]
    batch(bring(desk.engine, Kind.AGREEMENTS, *rows))
    return [row["id"] for row in states.table(desk.engine, "agreement_target")]


def test_an_agreement_target_is_removed_on_its_couple_s_page_and_brought_back(desk: Desk) -> None:
    first, second = clauses(desk)
    screen = desk.open("pairings", pairing="1", remove=str(first))
    press(screen, say(desk, "确认删除", "Remove it now"))
    assert [row["id"] for row in states.table(desk.engine, "agreement_target")] == [second]
    assert screen.address["pairing"] == "1"
    assert "remove" not in screen.address
    (batch_id,) = [link for link in screen.links().values() if link.startswith("imports?batch=")]
    undo(desk.engine, int(batch_id.partition("=")[2].partition("&")[0]), STAFF)
    assert states.count(desk.engine, "agreement_target") == 2


def test_two_agreement_targets_of_a_couple_are_merged_on_its_page(desk: Desk) -> None:
    first, second = clauses(desk)
    screen = desk.open("pairings", pairing="1", merge=str(first))
    (choice,) = [radio for radio in screen.at.radio if "merge_with" in str(radio.key)]
    assert [option.partition(" · ")[0] for option in choice.options] == ["2023"]
    choice.set_value(second)
    screen.run()
    press(screen, say(desk, "确认合并", "Merge them now"))
    (held,) = states.table(desk.engine, "agreement_target")
    assert (held["id"], held["year"]) == (first, 2022)


def test_an_agreement_target_is_not_removed_by_who_is_not_in_charge(desk: Desk) -> None:
    first, _second = clauses(desk)
    desk.sign_in(make(desk.engine, AccountRole.STAFF, "boris", pairings=[3]))
    screen = desk.open("pairings", pairing="1", remove=str(first))
    labels = {button.label for button in screen.at.button}
    wanted = {say(desk, "删除这条记录……", "Remove it …"), say(desk, "确认删除", "Remove it now")}
    assert not labels & wanted


def test_after_a_merger_the_kept_record_tells_what_was_done_to_both(desk: Desk) -> None:
    kept, gone = known(desk, "M-1"), known(desk, "M-2")
    correct(desk.engine, Correction(Kind.MEETINGS, gone, 1, {"place": "宁波市"}), STAFF)
    merged = merge_records(desk.engine, Merge(Kind.MEETINGS, kept, gone), STAFF)
    rows = page(desk, "M-1").rows("deeds")
    of_gone = say(desk, f"记录 {gone}（已并入本条）：", f"record {gone}, now part of this one:")
    assert [row[2].startswith(of_gone) for row in rows] == [False, True, True, True, False]
    undo(desk.engine, merged, STAFF)
    assert len(page(desk, "M-1").rows("deeds")) == 3


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


def test_a_receipt_says_which_rows_are_still_to_be_settled(desk: Desk) -> None:
    batch(bring(desk.engine, Kind.PROJECTS, project(code="Q-1", title="白茶加工厂", in_place="3")))
    held = states.one(desk.engine, "project", code="Q-1")["id"]
    screen = desk.bring(ledger(project(code="Q-2", title="白茶加工厂项目", in_place="3")))
    desk.press(screen, "import")
    still = say(desk, "尚待确认：是同一条，还是两条？", "Still to be settled: the same, or two?")
    assert "1" in screen.sections[still]
    assert screen.links()["白茶加工厂"].startswith(f"projects?project={held}")


def test_it_is_asked_on_the_page_whether_codes_restart(desk: Desk) -> None:
    batch(bring(desk.engine, Kind.PROJECTS, project(code="001", title="青川白茶")))
    screen = desk.bring(ledger(project(code="001", year="2023", title="叙永药材")))
    (choice,) = [radio for radio in screen.at.radio if "codes" in str(radio.key)]
    choice.set_value("restart")
    desk.press(screen, "answer")
    desk.press(screen, "import")
    years = [row["year"] for row in states.table(desk.engine, "project") if row["code"] == "001"]
    assert years == [2022, 2023]
