"""Progress on an agreed item: what is written, by whom, over what, and taking it back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from db import clock, demo
from db.accounts import Account, Author, Forbidden
from db.editing import progress
from db.editing.problems import GONE, STALE
from db.editing.progress import Report, Unfit
from db.importing.batches import batches
from db.importing.issue import Invalid
from db.importing.reversible import Kept
from db.importing.undo import undo
from db.terms import AccountRole, CommitmentStatus, Kind
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import STAFF, batch, bring, codes, meeting
from tests.db.states import SQLITE

HELD = meeting(code="H-1", commitments="1.建茶园\n2.种药材")
DONE = Report(0, 1, CommitmentStatus.DONE, "2023年3月", "已经投产", "HTTPS://a.cn/b?c=(1)")


@pytest.fixture
def held(stores: Stores) -> Engine:
    """A store with one meeting that agreed two items."""
    engine = states.paired(stores)
    batch(bring(engine, Kind.MEETINGS, HELD))
    return engine


def item(engine: Engine, number: int = 1) -> dict[str, Any]:
    return states.one(engine, "commitment", number=number)


def write(engine: Engine, by: Author | None = OPERATOR, number: int = 1, **typed: Any) -> int:
    """Record progress on an item, over the meeting as it stands."""
    seen = states.one(engine, "meeting", code="H-1")["version"]
    report = replace(DONE, **({"version": seen} | typed), commitment_id=item(engine, number)["id"])
    return progress.record(engine, report, by)


def test_progress_is_an_entry_and_the_item_s_status(held: Engine) -> None:
    made = write(held)
    entry = states.one(held, "commitment_progress")
    assert entry == {
        "id": entry["id"],
        "meeting_id": states.one(held, "meeting")["id"],
        "commitment_id": item(held)["id"],
        "batch_id": made,
        "number": 1,
        "status": "done",
        "day": date(2023, 3, 1),
        "day_precision": "month",
        "note": "已经投产",
        "evidence": "https://a.cn/b?c=(1)",
    }
    assert (item(held)["status"], item(held, 2)["status"]) == ("done", "agreed")


def test_the_last_day_decides_the_status_not_the_last_entry(held: Engine) -> None:
    write(held)
    write(held, status=CommitmentStatus.UNDER_WAY, day="2022-09-01")
    assert item(held)["status"] == "done"
    numbers = [entry["number"] for entry in states.table(held, "commitment_progress")]
    assert numbers == [1, 2]


def test_an_edit_is_a_batch_an_audit_entry_and_history(held: Engine) -> None:
    anna = make(held, AccountRole.STAFF, "anna", pairings=[1])
    made = write(held, anna)
    with held.connect() as connection:
        listed = batches(connection, anna)
    assert (listed[0].id, listed[0].kind, listed[0].author) == (made, "edit", "anna")
    assert listed[0].undoable
    audited = states.one(held, "audit", account_id=anna.id, event="edited")
    assert audited["details"] == {"batch": made}
    written = [h for h in states.table(held, "row_history") if h["batch_id"] == made]
    assert [h["table_name"] for h in written] == ["meeting", "commitment", "commitment_progress"]


def test_undo_takes_it_back_exactly(held: Engine) -> None:
    before = states.records(held, without=["version"])
    receipt = undo(held, write(held), STAFF)
    assert (receipt.reversed, receipt.kept) == (1, [])
    assert states.records(held, without=["version"]) == before


def test_the_import_of_a_meeting_with_progress_is_not_taken_back(held: Engine) -> None:
    """Not before the progress is."""
    imported, edit = states.one(held, "import_batch")["id"], write(held)
    identity = states.one(held, "meeting")["id"]
    assert undo(held, imported, STAFF).kept == [Kept("meeting", identity, "edited")]
    undo(held, edit, STAFF)
    assert undo(held, imported, STAFF).kept == []
    assert states.count(held, "commitment") == 0


def test_a_ledger_cannot_drop_an_item_with_progress(held: Engine) -> None:
    write(held, number=2)
    assert codes(bring(held, Kind.MEETINGS, HELD | {"commitments": "1.建茶园"})) == ["conflict"]


def test_only_those_in_charge_may_write(held: Engine) -> None:
    """Nothing is written by others, and what they typed is not even looked at."""
    refused: dict[str, Account | None] = {
        "nobody": None,
        "viewer": make(held, AccountRole.VIEWER, "viewer", provinces=["330000"]),
        "elsewhere": make(held, AccountRole.STAFF, "elsewhere", pairings=[2]),
    }
    before = states.checksum(held)
    for by in refused.values():
        with pytest.raises(Forbidden):
            write(held, by, day="nonsense", version=99)
        with pytest.raises(Forbidden):
            write(held, by)
    assert states.checksum(held) == before
    write(held, make(held, AccountRole.STAFF, "incharge", pairings=[1]))
    write(held, make(held, AccountRole.ADMIN, "admin"))
    assert states.count(held, "commitment_progress") == 2


def test_progress_over_a_meeting_that_has_changed_since_is_refused(held: Engine) -> None:
    seen = states.one(held, "meeting")["version"]
    bring(held, Kind.MEETINGS, HELD | {"place": "杭州"})
    before = states.checksum(held)
    with pytest.raises(Invalid) as refusal:
        write(held, version=seen)
    assert refusal.value.problem is STALE
    assert states.checksum(held) == before


def test_an_item_that_is_gone_is_said_to_be_gone(held: Engine) -> None:
    with pytest.raises(Invalid) as refusal:
        progress.record(held, replace(DONE, commitment_id=99), OPERATOR)
    assert refusal.value.problem is GONE


@SQLITE
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"day": " "}, {"day": "missing-cell"}),
        ({"day": "3月5日"}, {"day": "date"}),
        ({"day": "4/5/2023"}, {"day": "date"}),
        ({"day": (clock.today() + timedelta(days=3)).isoformat()}, {"day": "date-range"}),
        ({"note": "长" * 2_001}, {"note": "too-long"}),
        ({"evidence": "javascript:alert(1)"}, {"evidence": "evidence"}),
        ({"evidence": "https://"}, {"evidence": "evidence"}),
        ({"evidence": 'https://a.cn/"><b>'}, {"evidence": "evidence"}),
        ({"evidence": "https://a.cn/" + "a" * 500}, {"evidence": "too-long"}),
        (
            {"day": "soon", "note": "\x00", "evidence": "file:///a"},
            {"day": "date", "note": "control-char", "evidence": "evidence"},
        ),
    ],
)
def test_all_that_cannot_be_taken_is_said_at_once(
    held: Engine, typed: dict[str, Any], expected: dict[str, str]
) -> None:
    before = states.checksum(held)
    with pytest.raises(Unfit) as refusal:
        write(held, **typed)
    found = {str(issue.field): issue.code for issue in refusal.value.issues}
    assert found.keys() == expected.keys()
    assert all(code.startswith(expected[field]) for field, code in found.items()), found
    assert states.checksum(held) == before


@SQLITE
def test_progress_on_a_demo_meeting_goes_with_it(stores: Stores) -> None:
    engine = states.paired(stores)
    batch(bring(engine, Kind.MEETINGS, HELD, demo=True))
    write(engine)
    assert [receipt.kept for receipt in demo.remove_demo(engine, OPERATOR)] == [[], []]
    assert states.count(engine, "meeting") == 0
