"""One record removed, two made one; each taken back again, on both databases."""

from typing import Any

import pytest
from sqlalchemy import Engine

from db.accounts import Forbidden
from db.editing import (
    Correction,
    Merge,
    correct,
    foresee_merge,
    foresee_removal,
    look,
    merge_records,
    remove,
)
from db.editing.progress import Report, record
from db.engine import reading
from db.importing.issue import Invalid
from db.importing.reversible import Kept
from db.importing.undo import undo, undo_preview
from db.terms import AccountRole, CommitmentStatus, Kind
from tests.accounts import make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import STAFF, batch, bring, meeting, project, visit

MEETINGS, PROJECTS, VISITS, *_ = Kind
TOLD = ("version",)


@pytest.fixture
def engine(stores: Stores) -> Engine:
    """Two meetings that are one, with items, people, projects, a visit and progress."""
    engine = states.paired(stores)
    first = meeting(
        code="M-1", title="浙川对接会", place="", attendees="甲；乙", commitments="建茶园\n修路"
    )
    second = meeting(
        code="M-2",
        title="浙川产业对接会",
        place="杭州市",
        attendees="乙；丙",
        commitments="修 路\n种药材",
    )
    batch(bring(engine, MEETINGS, first, second))
    rows = [
        project(code=f"P-{n}", title=title, meeting="M-2", commitment_no=str(n))
        for n, title in ((1, "路"), (2, "药材"))
    ]
    batch(bring(engine, PROJECTS, *rows))
    batch(bring(engine, VISITS, visit(meeting="M-2", sites="安吉")))
    return engine


def known(engine: Engine, table: str, **where: Any) -> int:
    return int(states.one(engine, table, **where)["id"])


def report(engine: Engine, text: str) -> None:
    item = states.one(engine, "commitment", text=text)
    held = states.one(engine, "meeting", id=item["meeting_id"])
    record(
        engine,
        Report(item["id"], held["version"], CommitmentStatus.DONE, "2022-07-01"),
        STAFF,
    )


def restored(engine: Engine) -> states.Rows:
    return states.records(engine, without=TOLD)


def test_a_meeting_goes_with_its_parts_and_leaves_what_was_linked(engine: Engine) -> None:
    report(engine, "种药材")
    before = restored(engine)
    gone = known(engine, "meeting", code="M-2")
    with reading(engine) as connection:
        seen = foresee_removal(connection, MEETINGS, gone)
    assert seen is not None
    assert seen.parts == {"progress": 1, "attendees": 2, "commitments": 2}
    assert [table for table, _ in seen.links] == ["project", "project", "visit"]
    taken = remove(engine, MEETINGS, gone, STAFF)
    assert [row["code"] for row in states.table(engine, "meeting")] == ["M-1"]
    assert states.count(engine, "commitment") == 2
    assert states.count(engine, "commitment_progress") == 0
    links = [(row["meeting_id"], row["commitment_id"]) for row in states.table(engine, "project")]
    assert links == [(None, None)] * 2
    with reading(engine) as connection:
        assert undo_preview(connection, taken).reversed == 4
    assert undo(engine, taken, STAFF).reversed == 4
    assert restored(engine) == before


def test_a_removed_record_can_be_imported_again_and_is_then_not_brought_back(
    engine: Engine,
) -> None:
    taken = remove(engine, PROJECTS, known(engine, "project", code="P-1"), STAFF)
    batch(bring(engine, PROJECTS, project(code="P-1", title="路")))
    (kept,) = undo(engine, taken, STAFF).kept
    assert kept.reason == "key_taken"
    assert states.count(engine, "project") == 2


def test_an_import_whose_record_was_removed_can_be_undone_once_it_is_back(engine: Engine) -> None:
    brought = batch(bring(engine, PROJECTS, project(code="P-9", title="茶厂")))
    one = known(engine, "project", code="P-9")
    taken = remove(engine, PROJECTS, one, STAFF)
    assert undo(engine, brought, STAFF).kept == [Kept("project", one, "deleted")]
    undo(engine, taken, STAFF)
    assert undo(engine, brought, STAFF).kept == []
    assert states.count(engine, "project") == 2


def test_two_meetings_become_one_and_are_parted_again(engine: Engine) -> None:
    report(engine, "种药材")
    before = restored(engine)
    kept, gone = (known(engine, "meeting", code=code) for code in ("M-1", "M-2"))
    done = merge_records(engine, Merge(MEETINGS, kept, gone), STAFF)
    (held,) = states.table(engine, "meeting")
    assert (held["id"], held["code"], held["place"]) == (kept, "M-1", "杭州市")
    items = {row["text"]: row["number"] for row in states.table(engine, "commitment")}
    assert items == {"建茶园": 1, "修路": 2, "种药材": 3}
    people = sorted((row["position"], row["name"]) for row in states.table(engine, "attendee"))
    assert people == [(1, "甲"), (2, "乙"), (3, "丙")]
    linked = {row["code"]: row["commitment_id"] for row in states.table(engine, "project")}
    numbers = {row["id"]: row["text"] for row in states.table(engine, "commitment")}
    assert {code: numbers[item] for code, item in linked.items()} == {
        "P-1": "修路",
        "P-2": "种药材",
    }
    assert states.one(engine, "visit")["meeting_id"] == kept
    assert states.one(engine, "commitment_progress")["meeting_id"] == kept
    with reading(engine) as connection:
        assert undo_preview(connection, done).kept == []
    assert undo(engine, done, STAFF).kept == []
    assert restored(engine) == before


def test_a_merge_says_first_what_it_takes_and_what_differs(engine: Engine) -> None:
    kept, gone = (known(engine, "meeting", code=code) for code in ("M-1", "M-2"))
    before = states.checksum(engine)
    with reading(engine) as connection:
        seen = foresee_merge(connection, Merge(MEETINGS, kept, gone))
    assert states.checksum(engine) == before
    assert seen.taken["place"] == "杭州市"
    assert seen.differing["title"] == ("浙川对接会", "浙川产业对接会")
    assert (seen.moved["commitments"], seen.moved["attendees"]) == (1, 1)
    assert len(seen.links) == 3


def test_a_merge_is_not_taken_back_once_the_kept_one_was_corrected(engine: Engine) -> None:
    kept, gone = (known(engine, "meeting", code=code) for code in ("M-1", "M-2"))
    done = merge_records(engine, Merge(MEETINGS, kept, gone), STAFF)
    with reading(engine) as connection:
        seen = look(connection, MEETINGS, kept)
    assert seen is not None
    correct(engine, Correction(MEETINGS, kept, seen.version, {"place": "宁波"}), STAFF)
    reasons = {(one.table, one.row_id): one.reason for one in undo(engine, done, STAFF).kept}
    assert (reasons["meeting", kept], reasons["meeting", gone]) == ("edited", "together")
    assert states.count(engine, "meeting") == 1


def test_a_merge_is_not_taken_back_once_a_project_carries_out_an_item_that_moved(
    engine: Engine,
) -> None:
    kept, gone = (known(engine, "meeting", code=code) for code in ("M-1", "M-2"))
    done = merge_records(engine, Merge(MEETINGS, kept, gone), STAFF)
    batch(bring(engine, PROJECTS, project(code="N", title="新", meeting="M-1", commitment_no="3")))
    assert "pointed_to" in {one.reason for one in undo(engine, done, STAFF).kept}
    assert states.count(engine, "meeting") == 1


def test_two_projects_become_one(engine: Engine) -> None:
    batch(bring(engine, PROJECTS, project(code="A", title="茶厂", jobs="3", place="")))
    batch(bring(engine, PROJECTS, project(code="B", title="茶厂", jobs="5", start="2022-05")))
    before = restored(engine)
    kept, gone = (known(engine, "project", code=code) for code in "AB")
    done = merge_records(engine, Merge(PROJECTS, kept, gone), STAFF)
    held = states.one(engine, "project", id=kept)
    assert (held["code"], held["jobs"], str(held["start_date"])) == ("A", 3, "2022-05-01")
    assert held["start_precision"] == "month"
    undo(engine, done, STAFF)
    assert restored(engine) == before


def test_neither_is_for_who_is_not_in_charge(engine: Engine) -> None:
    kept, gone = (known(engine, "meeting", code=code) for code in ("M-1", "M-2"))
    people = [None, make(engine, AccountRole.VIEWER, "viewer")]
    people.append(make(engine, AccountRole.STAFF, "stranger", pairings=[3]))
    before = states.checksum(engine)
    for by in people:
        with pytest.raises(Forbidden):
            remove(engine, MEETINGS, gone, by)
        with pytest.raises(Forbidden):
            merge_records(engine, Merge(MEETINGS, kept, gone), by)
    assert states.checksum(engine) == before
    remove(engine, MEETINGS, gone, make(engine, AccountRole.STAFF, "in-charge", pairings=[1]))


def test_what_has_changed_since_it_was_seen_stays(engine: Engine) -> None:
    kept, gone = (known(engine, "meeting", code=code) for code in ("M-1", "M-2"))
    with pytest.raises(Invalid):
        remove(engine, MEETINGS, gone, STAFF, version=7)
    with pytest.raises(Invalid):
        merge_records(engine, Merge(MEETINGS, kept, gone, (7, 1)), STAFF)
    with pytest.raises(Invalid):
        merge_records(engine, Merge(MEETINGS, kept, kept), STAFF)
    with pytest.raises(Invalid):
        remove(engine, MEETINGS, 999, STAFF)
    assert states.count(engine, "meeting") == 2


def test_a_meeting_of_another_couple_with_links_is_not_merged(engine: Engine) -> None:
    batch(bring(engine, MEETINGS, meeting(code="C", helper="杭州市", receiver="广元市")))
    kept, gone = (known(engine, "meeting", code=code) for code in ("C", "M-2"))
    with pytest.raises(Invalid):
        merge_records(engine, Merge(MEETINGS, kept, gone), STAFF)
    unlinked = known(engine, "meeting", code="M-1")
    merge_records(engine, Merge(MEETINGS, kept, unlinked), STAFF)


def test_a_demo_record_is_not_merged_with_a_real_one(engine: Engine) -> None:
    batch(bring(engine, PROJECTS, project(code="D", title="演示"), demo=True))
    kept, gone = (known(engine, "project", code=code) for code in ("P-1", "D"))
    with pytest.raises(Invalid):
        merge_records(engine, Merge(PROJECTS, kept, gone), STAFF)
