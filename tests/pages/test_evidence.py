"""Evidence on the pages of a project, of a meeting and of any record."""

import pytest

from db import evidence
from db.editing import progress
from db.editing.progress import Report
from db.engine import reading
from db.evidence import Upload, add_file
from db.terms import AccountRole, CommitmentStatus, Kind
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states
from tests.db.evidence import files
from tests.db.ledgers import batch, bring, meeting, project, result
from tests.pages.conftest import OpenPage
from tests.pages.screen import Session
from tests.pages.staff import Desk, labels
from tests.stores import build_paired


@pytest.fixture
def desk(stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str) -> Desk:
    """A store with one project, and somebody in charge of it."""
    desk = Desk(stores.copy("paired", build_paired), open_page, monkeypatch, locale)
    batch(bring(desk.engine, Kind.PROJECTS, project()))
    desk.sign_in(make(desk.engine, AccountRole.STAFF, "anna", provinces=["330000"]))
    return desk


def say(desk: Desk, zh: str, en: str) -> str:
    return zh if desk.chinese else en


def open_project(desk: Desk) -> Session:
    return desk.open("projects", project=str(states.one(desk.engine, "project")["id"]))


def press(screen: Session, label: str) -> None:
    (button,) = [button for button in screen.at.button if button.label == label]
    button.click()
    screen.run()


def attach(desk: Desk, screen: Session, name: str = "验收.pdf", data: bytes = files.PDF) -> None:
    screen.at.file_uploader[0].upload(name, data, "application/pdf")
    press(screen, say(desk, "添加佐证材料", "Add evidence"))


def test_a_file_that_is_added_is_listed_with_the_way_to_it(desk: Desk) -> None:
    screen = open_project(desk)
    assert say(desk, "还没有佐证材料。", "No evidence has been added yet.") in screen.notices
    attach(desk, screen)
    assert say(desk, "佐证材料已添加。", "The evidence was added.") in screen.notices
    (row,) = screen.rows("evidence")
    assert row[:3] == ["验收.pdf", "PDF", "1 KB"]
    assert row[4] == "anna"
    identity = states.one(desk.engine, "evidence")["id"]
    assert f"evidence/{identity}" in screen.links().values()
    desk.sign_in(None)
    seen = open_project(desk)
    assert seen.rows("evidence") == [row]
    assert say(desk, "添加佐证材料", "Add evidence") not in labels(seen)


def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(desk: Desk) -> None:
    screen = open_project(desk)
    (note,) = [area for area in screen.at.text_area if "evidence_note" in str(area.key)]
    note.set_value("第一期")
    attach(desk, screen, "页面.pdf", b"<html>")
    assert any("页面.pdf" in notice and "PDF" in notice for notice in screen.notices)
    (note,) = [area for area in screen.at.text_area if "evidence_note" in str(area.key)]
    assert note.value == "第一期"
    assert states.count(desk.engine, "evidence") == 0


def test_what_is_removed_keeps_its_trace(desk: Desk) -> None:
    screen = open_project(desk)
    attach(desk, screen)
    (reason,) = [text for text in screen.at.text_input if "evidence_reason" in str(text.key)]
    reason.set_value("<b>传错了</b>")
    press(screen, say(desk, "移除佐证材料", "Remove evidence"))
    (row,) = screen.rows("evidence")
    assert row[0].startswith("验收.pdf ")
    assert "<b>传错了</b>" in row[0]
    assert "anna" in row[0]
    assert not any(link.startswith("evidence/") for link in screen.links().values())


def test_progress_has_evidence_entry_by_entry(desk: Desk) -> None:
    batch(bring(desk.engine, Kind.MEETINGS, meeting(code="H-1", commitments="1.建茶园\n2.种药材")))
    held = states.one(desk.engine, "meeting")
    item = states.one(desk.engine, "commitment", number=2)["id"]
    done = Report(item, held["version"], CommitmentStatus.DONE, "2023-03-05")
    progress.record(desk.engine, done, OPERATOR)
    screen = desk.open("meetings", meeting=str(held["id"]))
    attach(desk, screen)
    entry = states.one(desk.engine, "commitment_progress")["id"]
    with reading(desk.engine) as connection:
        found = evidence.listed(connection, "commitment_progress", [entry])
    assert list(found["name"]) == ["验收.pdf"]
    assert screen.rows("evidence")[0][0] == "验收.pdf"


def test_a_result_has_evidence_on_its_own_page(desk: Desk) -> None:
    batch(bring(desk.engine, Kind.RESULTS, result()))
    row = states.one(desk.engine, "result")["id"]
    add_file(desk.engine, "result", row, Upload("证明.png", files.PNG), "", OPERATOR)
    desk.sign_in(None)
    screen = desk.open("ledgers", kind="results", record=str(row))
    assert screen.rows("evidence")[0][:2] == ["证明.png", "PNG"]
