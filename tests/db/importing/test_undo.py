"""Taking a batch back: exactly, and nothing that came after."""

import pytest
from sqlalchemy import Engine

from db.accounts import Operator
from db.importing.reversible import Kept
from db.importing.undo import CannotUndo, undo
from db.terms import BatchStatus, Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import STAFF, batch, bring, meeting, project, target, visit

HELD = meeting(code="H-1", place="杭州", attendees="甲；乙", commitments="1.建茶园\n2.种药材")
CHANGED = HELD | {"place": "", "attendees": "丙；乙；丁", "commitments": "1.建新茶园"}


def records(engine: Engine) -> states.Rows:
    """All but versions, which rise with an undo as well."""
    return states.records(engine, without=["version"])


def identity(engine: Engine, code: str = "H-1") -> int:
    return int(states.one(engine, "meeting", code=code)["id"])


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (Kind.MEETINGS, [HELD, HELD | {"title": "又一次", "code": "H-2"}]),
        (Kind.PROJECTS, [project(code="A"), project(code="B")]),
        (Kind.VISITS, [visit(sites="余村；宋城")]),
        (Kind.AGREEMENTS, [target()]),
    ],
)
def test_what_was_new_is_gone(stores: Stores, kind: Kind, rows: list[dict[str, str]]) -> None:
    engine = states.paired(stores)
    before = states.records(engine)
    made = batch(bring(engine, kind, *rows))
    receipt = undo(engine, made, STAFF)
    assert (receipt.undone_id, receipt.reversed, receipt.kept) == (made, len(rows), [])
    assert states.records(engine) == before


def test_what_was_changed_is_as_before(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, HELD)
    before = records(engine)
    made = batch(bring(engine, Kind.MEETINGS, CHANGED))
    assert records(engine) != before
    assert undo(engine, made, STAFF).reversed == 1
    assert records(engine) == before


def test_an_undo_is_a_batch_of_its_own(stores: Stores) -> None:
    engine = states.paired(stores)
    made = batch(bring(engine, Kind.MEETINGS, HELD))
    receipt = undo(engine, made, Operator("boss"))
    own = states.one(engine, "import_batch", id=receipt.batch_id)
    assert own.items() >= {
        "kind": "undo",
        "undoes_id": made,
        "author": "boss",
        "counts": {"reversed": 1, "kept": 0, "failed": 0},
    }.items()  # fmt: skip
    assert states.one(engine, "import_batch", id=made)["status"] == BatchStatus.UNDONE
    entries = [h for h in states.table(engine, "row_history") if h["batch_id"] == own["id"]]
    assert sorted(h["table_name"] for h in entries if h["action"] == "delete") == [
        *["attendee"] * 2,
        *["commitment"] * 2,
        "meeting",
    ]


def test_what_was_edited_since_is_kept_and_named(stores: Stores) -> None:
    engine = states.paired(stores)
    first = bring(engine, Kind.MEETINGS, HELD, HELD | {"title": "又一次", "code": "H-2"})
    bring(engine, Kind.MEETINGS, CHANGED)
    edited = states.one(engine, "meeting", code="H-1")
    receipt = undo(engine, batch(first), STAFF)
    assert receipt.kept == [Kept("meeting", edited["id"], "edited")]
    assert receipt.reversed == 1
    assert states.one(engine, "meeting", code="H-1") == edited
    assert not any(row["code"] == "H-2" for row in states.table(engine, "meeting"))
    status = states.one(engine, "import_batch", id=batch(first))["status"]
    assert status == BatchStatus.PARTLY_UNDONE


def test_an_edit_taken_back_is_none(stores: Stores) -> None:
    engine = states.paired(stores)
    before = states.records(engine)
    first = batch(bring(engine, Kind.MEETINGS, HELD))
    edit = batch(bring(engine, Kind.MEETINGS, CHANGED))
    undo(engine, edit, STAFF)
    assert undo(engine, first, STAFF).kept == []
    assert states.records(engine) == before


def test_what_was_kept_can_be_taken_back_later(stores: Stores) -> None:
    engine = states.paired(stores)
    before = states.records(engine)
    first = batch(bring(engine, Kind.MEETINGS, HELD, HELD | {"title": "又一次", "code": "H-2"}))
    edit = batch(bring(engine, Kind.MEETINGS, CHANGED))
    undo(engine, first, STAFF)
    undo(engine, edit, STAFF)
    receipt = undo(engine, first, STAFF)
    assert (receipt.reversed, receipt.kept) == (1, [])
    assert states.records(engine) == before


def test_what_is_pointed_to_is_kept(stores: Stores) -> None:
    engine = states.paired(stores)
    held = batch(bring(engine, Kind.MEETINGS, HELD))
    linked = batch(bring(engine, Kind.PROJECTS, project(meeting="H-1")))
    receipt = undo(engine, held, STAFF)
    assert receipt.kept == [Kept("meeting", identity(engine), "pointed_to")]
    undo(engine, linked, STAFF)
    assert undo(engine, held, STAFF).kept == []


def test_a_visit_keeps_its_meeting_too(stores: Stores) -> None:
    engine = states.paired(stores)
    held = batch(bring(engine, Kind.MEETINGS, HELD))
    bring(engine, Kind.VISITS, visit(meeting="H-1"))
    assert [kept.reason for kept in undo(engine, held, STAFF).kept] == ["pointed_to"]


def test_an_item_that_a_change_added_is_kept_when_pointed_to(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, HELD)
    added = HELD | {"commitments": "1.建茶园\n2.种药材\n3.修路"}
    change = batch(bring(engine, Kind.MEETINGS, added))
    bring(engine, Kind.PROJECTS, project(meeting="H-1", commitment_no="3"))
    before = states.records(engine)
    receipt = undo(engine, change, STAFF)
    assert receipt.kept == [Kept("meeting", identity(engine), "pointed_to")]
    assert states.records(engine) == before


def test_a_link_to_what_has_gone_is_not_restored(stores: Stores) -> None:
    engine = states.paired(stores)
    held = batch(bring(engine, Kind.MEETINGS, HELD))
    bring(engine, Kind.PROJECTS, project(meeting="H-1", commitment_no="1"))
    unlinked = batch(bring(engine, Kind.PROJECTS, project(meeting="", commitment_no="")))
    assert undo(engine, held, STAFF).kept == []
    before = states.records(engine)
    receipt = undo(engine, unlinked, STAFF)
    number = states.one(engine, "project", code="Z-1")["id"]
    assert receipt.kept == [Kept("project", number, "reference_gone")]
    assert states.records(engine) == before


def test_of_two_changes_the_newer_is_taken_back_first(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, HELD)
    before = records(engine)
    older = batch(bring(engine, Kind.MEETINGS, HELD | {"place": "宁波"}))
    newer = batch(bring(engine, Kind.MEETINGS, HELD | {"place": "温州"}))
    assert [kept.reason for kept in undo(engine, older, STAFF).kept] == ["edited"]
    undo(engine, newer, STAFF)
    assert states.one(engine, "meeting", code="H-1")["place"] == "宁波"
    undo(engine, older, STAFF)
    assert records(engine) == before


def test_what_was_undone_can_be_imported_again(stores: Stores) -> None:
    engine = states.paired(stores)
    undo(engine, batch(bring(engine, Kind.MEETINGS, HELD)), STAFF)
    again = bring(engine, Kind.MEETINGS, HELD)
    assert (again.counts["new"], again.earlier) == (1, None)


def test_what_cannot_be_undone(stores: Stores) -> None:
    engine = states.paired(stores)
    made = batch(bring(engine, Kind.MEETINGS, HELD))
    receipt = undo(engine, made, STAFF)
    before = states.checksum(engine)
    with pytest.raises(CannotUndo, match="undone before"):
        undo(engine, made, STAFF)
    with pytest.raises(CannotUndo, match="not an import"):
        undo(engine, receipt.batch_id, STAFF)
    with pytest.raises(CannotUndo, match="no batch 999"):
        undo(engine, 999, STAFF)
    assert states.checksum(engine) == before
