"""A file into the store: what is new, changed, unchanged or refused, and what is then written."""

import json
from datetime import date

import pytest
from sqlalchemy import event

from db.engine import reading, revision, writing
from db.importing.commit import write_plans
from db.importing.history import from_json
from db.importing.issue import Invalid
from db.importing.kinds import LEDGERS
from db.importing.pipeline import check_file, import_file, preview
from db.terms import Action, Kind, Role
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import (
    batch,
    bring,
    codes,
    ledger,
    look,
    meeting,
    project,
    target,
    upload,
    visit,
)

ITEMS = "1.建茶园\n2.种药材"
LASTING = "2022年6月16日至18日"
FULL = meeting(code="H-1", place="杭州", attendees="甲；乙", commitments=ITEMS, note="原注")


def test_a_new_record_is_written_with_batch_and_history(stores: Stores) -> None:
    engine = states.paired(stores)
    before = {name: states.count(engine, name) for name in ("meeting", "attendee", "commitment")}
    found = bring(engine, Kind.MEETINGS, FULL)
    assert (found.outcome, found.counts) == (
        "accept",
        {"new": 1, "changed": 0, "unchanged": 0, "error": 0, "skipped": 0},
    )
    after = {name: states.count(engine, name) for name in before}
    assert after == {
        "meeting": before["meeting"] + 1,
        "attendee": before["attendee"] + 2,
        "commitment": before["commitment"] + 2,
    }
    made = states.one(engine, "import_batch", id=batch(found))
    assert made.items() >= {
        "kind": "meetings",
        "file_name": "台账.csv",
        "author": "staff",
        "sha256": upload(Kind.MEETINGS, FULL).sha256,
        "status": "committed",
        "demo": False,
        "undoes_id": None,
        "counts": found.counts,
        "choices": {},
    }.items()  # fmt: skip
    written = [h for h in states.table(engine, "row_history") if h["batch_id"] == made["id"]]
    assert [(h["table_name"], h["action"], h["version"]) for h in written] == [
        ("meeting", Action.INSERT, 1),
        *[("attendee", Action.INSERT, 1)] * 2,
        *[("commitment", Action.INSERT, 1)] * 2,
    ]
    assert written[0]["after"]["date_start"] == "2022-06-03"


def test_an_import_raises_the_revision_by_one(stores: Stores) -> None:
    engine = states.paired(stores)
    with reading(engine) as connection:
        before = revision(connection)
    bring(engine, Kind.MEETINGS, FULL, meeting(title="又一次"))
    with reading(engine) as connection:
        assert revision(connection) == before + 1


ODD = '"引号"、\\N、\t和𠮷，\n下一行'
RICH = project(content=ODD, in_place="1234567890.1234", jobs="0", start="2022-03", note="")


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (Kind.PROJECTS, [RICH, RICH | {"code": "Z-2", "in_place": "", "start": ""}]),
        (Kind.MEETINGS, [FULL, meeting(title="长会", date=LASTING)]),
        (Kind.VISITS, [visit(purpose=ODD), visit(head="乙")]),
        (Kind.AGREEMENTS, [target()]),
    ],
)
def test_history_holds_just_what_was_written(
    stores: Stores, kind: Kind, rows: list[dict[str, str]]
) -> None:
    engine = states.paired(stores)
    found = bring(engine, kind, *rows)
    table = LEDGERS[kind].spec.table
    written = [
        from_json(table, entry["after"])
        for entry in states.table(engine, "row_history")
        if (entry["batch_id"], entry["table_name"]) == (batch(found), table.name)
    ]
    assert written == [plan.values for plan in found.plans]


@pytest.mark.parametrize("days", [("2022-06-03", LASTING), (LASTING, "2022-06-03")])
def test_rows_of_a_file_may_have_different_columns(stores: Stores, days: tuple[str, str]) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, *(meeting(title=day, date=day) for day in days))
    ends = {r["title"]: r["date_end"] for r in states.table(engine, "meeting")}
    assert [ends[LASTING], ends["2022-06-03"]] == [date(2022, 6, 18), None]


@pytest.mark.parametrize(
    ("kind", "row"), [(Kind.MEETINGS, FULL), (Kind.PROJECTS, project()), (Kind.VISITS, visit())]
)
def test_the_same_file_twice_changes_nothing_and_names_the_first(
    stores: Stores, kind: Kind, row: dict[str, str]
) -> None:
    engine = states.paired(stores)
    first = bring(engine, kind, row)
    before = states.checksum(engine)
    again = bring(engine, kind, row)
    assert again.earlier is not None
    assert (again.outcome, again.earlier.batch, again.batch) == ("accept", batch(first), None)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 1, "error": 0, "skipped": 0}
    assert states.checksum(engine) == before


def test_only_the_same_kind_is_the_same_file(stores: Stores) -> None:
    engine = states.paired(stores)
    first = upload(Kind.MEETINGS, FULL)
    import_file(engine, first)
    assert look(engine, Kind.VISITS, data=first.data).earlier is None


def test_a_change_is_told_and_written_field_by_field(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, FULL)
    old = states.one(engine, "meeting", code="H-1")
    change = FULL | {"place": "杭州市", "note": "新注"}
    seen = look(engine, Kind.MEETINGS, change)
    assert [plan.fate for plan in seen.plans] == ["changed"]
    assert sorted(seen.plans[0].diff) == [
        ("note", "原注", "新注"),
        ("place", "杭州", "杭州市"),
    ]
    made = batch(bring(engine, Kind.MEETINGS, change))
    now = {"place": "杭州市", "note": "新注", "version": 2}
    assert states.one(engine, "meeting", code="H-1") == old | now
    (entry,) = (h for h in states.table(engine, "row_history") if h["batch_id"] == made)
    assert entry["before"] == {"note": "原注", "place": "杭州"}
    assert entry["after"] == {"note": "新注", "place": "杭州市"}


def test_columns_that_the_file_lacks_are_left_alone(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, FULL)
    before = states.records(engine)
    found = bring(engine, Kind.MEETINGS, meeting())
    assert found.counts["unchanged"] == 1
    assert states.records(engine) == before


def test_an_empty_cell_empties_its_field(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, FULL)
    bring(engine, Kind.MEETINGS, FULL | {"place": "", "note": "", "commitments": ""})
    found = states.one(engine, "meeting", code="H-1")
    assert (found["place"], found["note"]) == (None, "")
    items = [r for r in states.table(engine, "commitment") if r["meeting_id"] == found["id"]]
    assert items == []


def test_people_are_changed_added_and_removed(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, FULL)
    shorter = bring(engine, Kind.MEETINGS, FULL | {"attendees": "丙"})
    assert sorted(shorter.plans[0].diff) == [
        ("attendees[1].name", "甲", "丙"),
        ("attendees[2].name", "乙", None),
        ("attendees[2].note", "", None),
        ("attendees[2].role", Role.ATTENDEE, None),
    ]
    bring(engine, Kind.MEETINGS, FULL | {"attendees": "丙；丁；戊"})
    held = states.one(engine, "meeting", code="H-1")
    people = [r for r in states.table(engine, "attendee") if r["meeting_id"] == held["id"]]
    assert sorted((r["position"], r["name"]) for r in people) == [(1, "丙"), (2, "丁"), (3, "戊")]
    assert held["version"] == 3


def test_a_chair_alone_does_not_remove_those_who_were_there(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, FULL)
    before = states.records(engine)
    bring(engine, Kind.MEETINGS, meeting(chair="省长 丙"))
    assert states.records(engine) == before
    bring(engine, Kind.MEETINGS, meeting(title="另一次", chair="省长 丙"))
    assert states.table(engine, "attendee")[-1].items() >= {"name": "丙", "role": "chair"}.items()


def test_an_item_with_a_project_cannot_be_dropped(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, FULL)
    bring(engine, Kind.PROJECTS, project(meeting="H-1", commitment_no="2"))
    before = states.checksum(engine)
    found = bring(engine, Kind.MEETINGS, FULL | {"commitments": "1.建茶园"})
    assert (found.outcome, codes(found)) == ("reject_rows", ["conflict"])
    assert "第 2 项" in found.issues[0].message.zh
    assert states.checksum(engine) == before
    renamed = bring(engine, Kind.MEETINGS, FULL | {"commitments": "1.建茶园\n2.种三七"})
    assert renamed.outcome == "accept"


def test_a_project_that_moves_to_another_meeting_leaves_its_item(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, FULL)
    bring(engine, Kind.PROJECTS, project(meeting="H-1", commitment_no="2"))
    kept = bring(engine, Kind.PROJECTS, project(meeting="H-1"))
    assert kept.counts["unchanged"] == 1
    bring(engine, Kind.MEETINGS, meeting(title="另一次", code="H-2"))
    moved = bring(engine, Kind.PROJECTS, project(meeting="H-2"))
    assert [name for name, _, _ in moved.plans[0].diff] == ["meeting_id", "commitment_id"]
    bring(engine, Kind.PROJECTS, project(meeting="H-1", commitment_no="1"))
    bring(engine, Kind.PROJECTS, project(meeting=""))
    found = states.one(engine, "project", code="Z-1")
    assert (found["meeting_id"], found["commitment_id"]) == (None, None)


@pytest.mark.parametrize(
    "half", [project(end="2022-01-01"), project(start="2022-12-01")], ids=["end", "start"]
)
def test_half_a_period_is_checked_against_the_stored_half(
    stores: Stores, half: dict[str, str]
) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.PROJECTS, project(start="2022-06-01", end="2022-07-01"))
    before = states.checksum(engine)
    found = bring(engine, Kind.PROJECTS, half)
    assert (found.outcome, codes(found)) == ("reject_rows", ["date-range"])
    assert states.checksum(engine) == before


def test_a_row_twice_and_a_key_twice(stores: Stores) -> None:
    engine = states.paired(stores)
    another = FULL | {"title": "又一次", "code": "H-2"}
    found = look(engine, Kind.MEETINGS, FULL, FULL, FULL | {"place": "广元"}, another)
    assert [(i.record_no, i.code) for i in found.issues] == [
        (2, "duplicate-row"),
        (3, "duplicate-key"),
    ]
    assert found.counts == {"new": 2, "changed": 0, "unchanged": 0, "error": 2, "skipped": 0}


GOOD_AND_BAD = [
    project(code=code, jobs=jobs) for code, jobs in (("A", "1"), ("B", "-1"), ("C", "2"))
]


def test_one_error_blocks_the_whole_file(stores: Stores) -> None:
    engine = states.paired(stores)
    before = states.checksum(engine)
    found = bring(engine, Kind.PROJECTS, *GOOD_AND_BAD)
    assert (found.outcome, found.batch, codes(found)) == ("reject_rows", None, ["number"])
    assert found.counts == {"new": 2, "changed": 0, "unchanged": 0, "error": 1, "skipped": 0}
    assert states.checksum(engine) == before


def test_only_the_good_rows_if_so_chosen(stores: Stores) -> None:
    engine = states.paired(stores)
    found = bring(engine, Kind.PROJECTS, *GOOD_AND_BAD, only_good=True)
    assert (found.outcome, codes(found)) == ("accept_with_note", ["number"])
    assert [row["code"] for row in states.table(engine, "project")] == ["A", "C"]
    made = states.one(engine, "import_batch", id=batch(found))
    assert made["choices"] == {"only_good": True}


def test_no_good_row_is_no_import(stores: Stores) -> None:
    engine = states.paired(stores)
    before = states.checksum(engine)
    found = bring(engine, Kind.PROJECTS, GOOD_AND_BAD[1], only_good=True)
    assert found.outcome == "reject_rows"
    assert states.checksum(engine) == before


def test_a_note_does_not_stop_a_row_and_is_told(stores: Stores) -> None:
    engine = states.paired(stores)
    found = bring(engine, Kind.PROJECTS, project(in_place="0.00001"))
    assert (found.outcome, codes(found)) == ("accept_with_note", ["number"])
    assert found.issues[0].severity == "note"
    assert states.one(engine, "project", code="Z-1")["in_place"] == 0


def test_questions_come_before_rows(stores: Stores) -> None:
    engine = states.paired(stores)
    before = states.checksum(engine)
    row = project(jobs="-1", 心情="好")
    found = bring(engine, Kind.PROJECTS, row)
    assert (found.outcome, [issue.column for issue in found.issues]) == ("need_choice", ["心情"])
    assert states.checksum(engine) == before
    answered = bring(engine, Kind.PROJECTS, row | {"jobs": "1"}, mapping={"心情": ""})
    made = states.one(engine, "import_batch", id=batch(answered))
    assert made["choices"] == {"mapping": {"心情": ""}}


FILES = {
    "new": ledger(FULL | {"title": "又一次"}),
    "changed": ledger(FULL),
    "bad": ledger(FULL | {"helper": "淅江省"}),
    "unknown column": ledger(FULL | {"心情": "好"}),
    "empty": b"",
    "broken": b'helper,receiver\n"a',
    "gbk": "东部省份".encode("gbk"),
}


@pytest.mark.parametrize("name", FILES)
def test_checking_writes_nothing_and_says_what_importing_would(stores: Stores, name: str) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, meeting(note="旧注"))
    before = states.checksum(engine)
    seen = check_file(engine, upload(Kind.MEETINGS, data=FILES[name]))
    assert states.checksum(engine) == before
    done = import_file(engine, upload(Kind.MEETINGS, data=FILES[name]))
    assert (seen.outcome, seen.counts, codes(seen)) == (done.outcome, done.counts, codes(done))


@pytest.mark.parametrize(
    "at", ["INSERT INTO import_file", "INSERT INTO row_history", "UPDATE import_batch"]
)
def test_an_import_that_fails_leaves_nothing(stores: Stores, at: str) -> None:
    engine = states.paired(stores)
    before = states.checksum(engine)

    def fail(*arguments: object) -> None:
        if at in str(arguments[2]):
            raise RuntimeError("the plug was pulled")

    event.listen(engine, "before_cursor_execute", fail)
    try:
        with pytest.raises(RuntimeError):
            bring(engine, Kind.MEETINGS, FULL)
    finally:
        event.remove(engine, "before_cursor_execute", fail)
    assert states.checksum(engine) == before


def test_a_plan_made_before_a_change_is_refused(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, FULL)
    with reading(engine) as connection:
        stale = preview(connection, upload(Kind.MEETINGS, FULL | {"note": "我的"}))
    last = bring(engine, Kind.MEETINGS, FULL | {"note": "别人的"})
    before = states.checksum(engine)
    with pytest.raises(Invalid, match="conflict"), writing(engine) as connection:
        write_plans(connection, LEDGERS[Kind.MEETINGS].spec, stale.plans, batch(last))
    assert states.checksum(engine) == before


def test_the_json_of_the_contract(stores: Stores) -> None:
    found = bring(states.paired(stores), Kind.PROJECTS, *GOOD_AND_BAD)
    told = json.loads(json.dumps(found.as_json("zh")))
    assert told == {
        "outcome": "reject_rows",
        "batch": None,
        "encoding": "utf-8",
        "delimiter": ",",
        "header_line": 1,
        "as_of": {"day": "2022-12-31", "from": "latest"},
        "counts": {"new": 2, "changed": 0, "unchanged": 0, "error": 1, "skipped": 0},
        "issues": [
            {
                "code": "number",
                "severity": "error",
                "record_no": 2,
                "line_no": 3,
                "column": "jobs",
                "field": "jobs",
                "raw": "-1",
                "message": "第 2 条（文件第 3 行）“jobs”：应为不小于 0 的整数，收到“-1”。"
                "请改正后重新上传。",
                "fix": "请改正后重新上传。",
            }
        ],
        "issues_total": 1,
    }
