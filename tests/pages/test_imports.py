"""The imports page: every batch in one's charge, its rows, its file, and its undo."""

from datetime import datetime

import pytest
from sqlalchemy import insert

from db.accounts import Account
from db.engine import locked
from db.models import ImportBatch
from db.terms import AccountRole, Kind
from tests.accounts import make
from tests.conftest import Stores
from tests.db.ledgers import batch, bring, meeting
from tests.pages.conftest import OpenPage
from tests.pages.staff import Desk, downloads, labels, verdict
from tests.stores import build_paired


@pytest.fixture
def desk(stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str) -> Desk:
    return Desk(stores.copy("paired", build_paired), open_page, monkeypatch, locale)


@pytest.fixture
def anna(desk: Desk) -> Account:
    """Staff in charge of Zhejiang, signed in."""
    anna = make(desk.engine, AccountRole.STAFF, "anna", provinces=["330000"])
    desk.sign_in(anna)
    return anna


def titles(desk: Desk) -> list[str]:
    with desk.engine.connect() as connection:
        found = connection.exec_driver_sql("select title from meeting order by title")
        return list(found.scalars())


def test_the_list_says_who_what_and_from_which_file(desk: Desk, anna: Account) -> None:
    bring(desk.engine, Kind.MEETINGS, meeting(), by=anna, file_name="六月.csv")
    (row,) = desk.open("imports").rows("imports")
    assert row[2:6] == (
        ["会议", "六月.csv", "anna", "新增 1 条"]
        if desk.chinese
        else ["Meetings", "六月.csv", "anna", "1 new"]
    )


def test_one_import_shows_its_rows_before_and_after_and_gives_its_file(
    desk: Desk, anna: Account
) -> None:
    bring(desk.engine, Kind.MEETINGS, meeting(place="成都"), by=anna)
    second = batch(bring(desk.engine, Kind.MEETINGS, meeting(place="杭州"), by=anna))
    screen = desk.open("imports", batch=str(second))
    (row,) = screen.rows("history")
    assert row[0] == "浙川茶叶座谈会"
    assert row[2].endswith("成都 → 杭州")
    assert len(downloads(screen)) == 1


def test_undo_says_first_what_it_would_do(desk: Desk, anna: Account) -> None:
    number = batch(bring(desk.engine, Kind.MEETINGS, meeting(), meeting(title="另会"), by=anna))
    screen = desk.open("imports", batch=str(number))
    desk.press(screen, "undo?")
    assert "2" in verdict(screen)
    assert len(titles(desk)) == 2
    desk.press(screen, "undo")
    assert titles(desk) == []
    assert len(screen.notices) == 1
    assert desk.words["undo?"] not in labels(screen)


def test_undo_names_what_it_would_keep(desk: Desk, anna: Account) -> None:
    first = batch(bring(desk.engine, Kind.MEETINGS, meeting(), meeting(title="另会"), by=anna))
    bring(desk.engine, Kind.MEETINGS, meeting(place="杭州"), by=anna)
    screen = desk.open("imports", batch=str(first))
    desk.press(screen, "undo?")
    (kept,) = screen.main.one(name="x-records").all("li")
    assert kept.text.startswith("浙川茶叶座谈会")
    assert ("此后又有修改" if desk.chinese else "changed since") in kept.text
    desk.press(screen, "undo")
    assert titles(desk) == ["浙川茶叶座谈会"]


def test_staff_see_their_own_scope_and_administrators_all(desk: Desk, anna: Account) -> None:
    number = batch(bring(desk.engine, Kind.MEETINGS, meeting(), by=anna))
    desk.sign_in(make(desk.engine, AccountRole.STAFF, "bert", provinces=["350000"]))
    assert not desk.open("imports").main.all("table")
    foreign = desk.open("imports", batch=str(number))
    assert len(foreign.warnings) == 1
    assert downloads(foreign) == []
    assert desk.words["undo?"] not in labels(foreign)
    desk.sign_in(make(desk.engine, AccountRole.ADMIN))
    assert len(desk.open("imports").rows("imports")) == 1


def test_a_long_list_is_counted_searched_and_paged(desk: Desk) -> None:
    chief = make(desk.engine, AccountRole.ADMIN, "chief")
    desk.sign_in(chief)
    with locked(desk.engine) as connection:
        connection.execute(insert(ImportBatch), [imported(number) for number in range(1, 101)])
    screen = desk.open("imports")
    (counted,) = screen.remarks
    assert "100" in counted.split()
    assert [row[0] for row in screen.rows("imports")] == [str(n) for n in range(100, 60, -1)]
    assert desk.open("imports", page="3").rows("imports")[-1][0] == "1"
    found = desk.open("imports", q="第7", kind="projects")
    assert [row[3] for row in found.rows("imports")] == ["第7次.csv"]
    (kinds,) = [box for box in screen.at.selectbox if box.key == "control_kind"]
    names = ["会议 · 90", "项目 · 10"] if desk.chinese else ["Meetings · 90", "Projects · 10"]
    assert kinds.options == names
    nothing = desk.open("imports", q="第7", kind="projects", page="9")
    assert len(nothing.rows("imports")) == 1
    assert not desk.open("imports", q="没有").main.all("table")
    assert not desk.open("imports", q="第77", kind="projects").main.all("table")


def imported(number: int) -> dict[str, object]:
    return {
        "id": number,
        "kind": "projects" if 1 <= number <= 10 else "meetings",
        "file_name": f"第{number}次.csv",
        "author": "chief",
        "created_at": datetime(2026, 1, 1),
        "status": "committed",
        "counts": {"new": number},
        "choices": {},
    }


def test_an_unknown_import_says_so(desk: Desk, anna: Account) -> None:
    assert len(desk.open("imports", batch="999").warnings) == 1


def test_others_are_told_that_it_is_not_theirs(desk: Desk) -> None:
    desk.sign_in(make(desk.engine, AccountRole.VIEWER))
    assert desk.open("imports", batch="1").warnings == [desk.words["no right"]]
