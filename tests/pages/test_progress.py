"""Progress on a meeting's page: told to everybody, recorded by those in charge."""

import pytest

from db.accounts import administration
from db.editing import progress
from db.editing.progress import Report
from db.engine import locked
from db.terms import AccountRole, CommitmentStatus, Kind
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, meeting
from tests.pages.conftest import OpenPage
from tests.pages.screen import Screen, Session
from tests.pages.staff import Desk, labels
from tests.stores import build_paired

EVIDENCE = "https://www.example.cn/a?b=1"


@pytest.fixture
def desk(stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str) -> Desk:
    """A store with one meeting that agreed two items."""
    desk = Desk(stores.copy("paired", build_paired), open_page, monkeypatch, locale)
    held = meeting(code="H-1", commitments="1.建茶园\n2.种药材")
    batch(bring(desk.engine, Kind.MEETINGS, held))
    return desk


def say(desk: Desk, zh: str, en: str) -> str:
    return zh if desk.chinese else en


def open_meeting(desk: Desk) -> Session:
    return desk.open("meetings", meeting=str(states.one(desk.engine, "meeting")["id"]))


def told(screen: Screen) -> list[str]:
    """The entries of all items, as they are read."""
    return [entry.text for part in screen.main.all(name="x-progress") for entry in part.all("li")]


def save(desk: Desk, screen: Session, item: int = 1, **typed: str) -> None:
    """Fill in the form, and save."""
    identity = states.one(desk.engine, "meeting")["id"]
    prefix = "control_progress"
    chosen = states.one(desk.engine, "commitment", number=item)["id"]
    screen.at.selectbox(key=f"{prefix}_item_{identity}").set_value(chosen)
    screen.at.selectbox(key=f"{prefix}_status_{identity}").set_value("done")
    for field, text in typed.items():
        area = screen.at.text_area if field == "note" else screen.at.text_input
        area(key=f"{prefix}_{field}_{identity}").set_value(text)
    label = say(desk, "保存进展", "Save progress")
    (button,) = [button for button in screen.at.button if button.label == label]
    button.click()
    screen.run()


def test_what_is_recorded_shows_at_once_and_among_the_imports(desk: Desk) -> None:
    desk.sign_in(make(desk.engine, AccountRole.STAFF, "anna", provinces=["330000"]))
    screen = open_meeting(desk)
    save(desk, screen, 2, day="2023.3.5", note="<b>已</b>投产", evidence=EVIDENCE)
    assert say(desk, "进展已保存。", "The progress was saved.") in screen.notices
    when, status = say(desk, "2023年3月5日", "5 Mar 2023"), say(desk, "已完成", "Done")
    expected = " · ".join([when, status, "<b>已</b>投产", EVIDENCE, "anna"])
    assert told(screen) == [expected]
    assert screen.links()[EVIDENCE] == EVIDENCE
    rows = screen.rows("commitments")
    assert [row[4] == status for row in rows] == [False, True]
    edit = states.one(desk.engine, "import_batch", kind="edit")["id"]
    history = desk.open("imports", batch=str(edit)).rows("history")
    assert EVIDENCE in history[2][2]
    assert history[1][0] == say(desk, "议定事项 2", "Agreed item 2")
    desk.sign_in(None)
    assert told(open_meeting(desk)) == [expected]


def test_it_is_offered_to_those_in_charge_only(desk: Desk) -> None:
    save_it = say(desk, "保存进展", "Save progress")
    desk.sign_in(None)
    offered = {"nobody": save_it in labels(open_meeting(desk))}
    for name, role, pairings in (
        ("viewer", AccountRole.VIEWER, [1]),
        ("elsewhere", AccountRole.STAFF, [2]),
        ("staff", AccountRole.STAFF, [1]),
        ("admin", AccountRole.ADMIN, []),
    ):
        desk.sign_in(make(desk.engine, role, name, pairings=pairings))
        offered[name] = save_it in labels(open_meeting(desk))
    assert {name for name, given in offered.items() if given} == {"staff", "admin"}


def test_a_form_left_open_writes_nothing_for_whoever_lost_the_right(desk: Desk) -> None:
    anna = make(desk.engine, AccountRole.STAFF, "anna", provinces=["330000"])
    desk.sign_in(anna)
    screen = open_meeting(desk)
    with locked(desk.engine) as connection:
        administration.change(connection, OPERATOR, anna.id, role=AccountRole.VIEWER)
    save(desk, screen, day="2023-03-05")
    assert screen.warnings == [say(desk, "请先登录。", "Please sign in first.")]
    assert say(desk, "保存进展", "Save progress") not in labels(screen)
    assert states.table(desk.engine, "commitment_progress") == []


def test_a_stale_form_says_so_keeps_what_was_typed_and_then_saves(desk: Desk) -> None:
    desk.sign_in(make(desk.engine, AccountRole.ADMIN, "admin"))
    screen = open_meeting(desk)
    item = states.one(desk.engine, "commitment", number=2)["id"]
    other = Report(item, 1, CommitmentStatus.UNDER_WAY, "2023-01-01")
    progress.record(desk.engine, other, OPERATOR)
    save(desk, screen, day="2023-03-05")
    (warning,) = screen.warnings
    assert warning.startswith(say(desk, "未保存：这条记录", "Not saved: this record has changed"))
    assert len(told(screen)) == 1
    save(desk, screen)
    assert len(told(screen)) == 2


def test_what_cannot_be_taken_is_said_by_field(desk: Desk) -> None:
    desk.sign_in(make(desk.engine, AccountRole.ADMIN, "admin"))
    screen = open_meeting(desk)
    save(desk, screen, day="3月5日", evidence="www.example.cn")
    (warning,) = screen.warnings
    assert all(
        say(desk, *words) in warning
        for words in (("日期：", "Date: "), ("佐证材料：", "Evidence: "))
    )
    assert "www.example.cn" in warning
    assert told(screen) == []
