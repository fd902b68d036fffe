"""Records corrected and added by hand: what is written, by whom, over what, and taking it back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from db import clock, demo
from db.accounts import Account, Author, Forbidden
from db.editing import (
    GONE,
    STALE,
    UNCHANGED,
    Addition,
    Correction,
    Doubtful,
    Exists,
    Saved,
    Seen,
    Unfit,
    add,
    correct,
    look,
    note_of,
    progress,
)
from db.editing.progress import Report
from db.engine import reading
from db.importing.batches import batches
from db.importing.export import export
from db.importing.issue import Invalid
from db.importing.kinds import LEDGERS
from db.importing.reversible import Kept
from db.importing.undo import undo
from db.terms import AccountRole, CommitmentStatus, Kind
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import MADE, STAFF, batch, bring, meeting, project
from tests.db.states import SQLITE

HELD = meeting(
    code="H-1",
    place="杭州市",
    chair="省长 王浩",
    attendees="省长 王浩；副省长 李四；王五",
    commitments="1. 建茶园\n2. 种药材",
    responsible="两省农业农村厅",
)
SOURCE = {"source": "座谈会纪要 https://example.org/b"}
TABLES = {kind: ledger.spec.table.name for kind, ledger in LEDGERS.items()}


@pytest.fixture
def held(stores: Stores) -> Engine:
    """A store with one meeting."""
    engine = states.paired(stores)
    batch(bring(engine, Kind.MEETINGS, HELD))
    return engine


def seen(engine: Engine, kind: Kind, **where: Any) -> Seen:
    """The one record with these values, as its form shows it."""
    identity = states.one(engine, TABLES[kind], **where)["id"]
    with reading(engine) as connection:
        found = look(connection, kind, identity)
    assert found is not None
    return found


def change(
    engine: Engine,
    kind: Kind = Kind.MEETINGS,
    by: Author | None = OPERATOR,
    over: Seen | None = None,
    looked_at: frozenset[str] = frozenset(),
    **texts: str,
) -> Saved:
    """Correct the one record there is (or the one seen) as it stands."""
    found = over or seen(engine, kind)
    return correct(engine, Correction(kind, found.id, found.version, texts, looked_at), by)


def unfit(error: pytest.ExceptionInfo[Unfit]) -> dict[str | None, str]:
    return {issue.field: issue.code for issue in error.value.issues}


def records(engine: Engine) -> states.Rows:
    """All but versions, which rise with an undo as well."""
    return states.records(engine, without=["version"])


def test_only_what_was_changed_is_written(held: Engine) -> None:
    before = states.one(held, "meeting")
    saved = change(held, place="广元", agreed_amount="1.5亿元", looked_at=ANY_UNIT)
    after = states.one(held, "meeting")
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"version", "place", "place_adcode", "agreed_amount", "as_of"}
    assert (after["version"], after["agreed_amount"]) == (2, 150_000_000)
    assert [note.code for note in saved.notes] == ["unit"]
    (entry,) = [h for h in states.table(held, "row_history") if h["batch_id"] == saved.batch]
    assert (entry["table_name"], entry["row_id"]) == ("meeting", after["id"])
    assert entry["before"] == {
        "place": "杭州市",
        "place_adcode": "330100",
        "agreed_amount": None,
        "as_of": "2022-06-03",
    }
    assert entry["after"] == {
        "place": "广元",
        "place_adcode": "510800",
        "agreed_amount": 150_000_000,
        "as_of": clock.today().isoformat(),
    }


ANY_UNIT = frozenset(
    ["agreed_amount: 单位与该列（万元）不同，已换算为 150,000,000 元，收到“1.5亿元”。"]
)


def test_a_correction_is_a_batch_and_an_audit_entry(held: Engine) -> None:
    anna = make(held, AccountRole.STAFF, "anna", pairings=[1])
    saved = change(held, by=anna, note="补充")
    with held.connect() as connection:
        listed = batches(connection, anna)
    assert (listed[0].id, listed[0].kind, listed[0].author) == (saved.batch, "edit", "anna")
    assert (listed[0].undoable, listed[0].counts) == (True, {"changed": 1})
    audited = states.one(held, "audit", account_id=anna.id, event="edited")
    assert audited["details"] == {"batch": saved.batch}


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.PAIRINGS])
def test_a_correction_of_any_kind_is_taken_back_exactly(stores: Stores, kind: Kind) -> None:
    engine = states.paired(stores)
    row = MADE[kind]() if kind is not Kind.MEETINGS else HELD
    bring(engine, kind, row)
    before = records(engine)
    changes: dict[Kind, dict[str, Any]] = {
        Kind.MEETINGS: {
            "date": "2022-07-01至2022-07-03",
            "title": "改名的会",
            "attendees": "李四；赵六",
            "commitments": "1. 建大茶园",
            "chair": "",
        },
        Kind.PROJECTS: {"code": "Z-2", "stage": "已开工", "in_place": "12.5", "start": "2022-03"},
        Kind.VISITS: {"date": "2022-05-02", "head": "乙", "sites": "余村；宋城", "level": "省级"},
        Kind.AGREEMENTS: {"year": "2024", "target": "4", "unit": "亿元"},
        Kind.FIGURES: {"value": "31.9", "as_of": "2022-12-01", "note": "修订"},
        Kind.ACCORDS: {"title": "补充协议", "year_to": "2024", "signed": "2022-05"},
        Kind.WORKSHOPS: {"code": "CJ-2", "status": "停用", "opened": "2021", "wage": "3000"},
        Kind.RESULTS: {"period": "5月", "value": "9", "reported_by": "西部"},
        Kind.TALENT: {"name": "李某", "post": "局长", "start": "2022-06-01", "end": "2023年"},
        Kind.TRAINING: {"category": "学生", "title": "", "persons": "7", "start": "2022-06"},
        Kind.LABOUR: {"period": "全年", "persons": "7", "lifted": "5", "destination": "其他"},
        Kind.CONSUMPTION: {"product": "木耳", "channel": "", "amount": "0.5"},
        Kind.GRASS_ROOTS: {"category": "村", "helper_unit": "余村", "since": "2021-03"},
    }
    saved = change(engine, kind, **changes[kind])
    assert records(engine) != before
    receipt = undo(engine, saved.batch, STAFF)
    assert (receipt.reversed, receipt.kept) == (1, [])
    assert records(engine) == before


@pytest.mark.parametrize("kind", Kind)
def test_an_addition_is_what_an_upload_would_have_made(stores: Stores, kind: Kind) -> None:
    engine, other = states.paired(stores), states.paired(stores)
    row = (MADE[kind]() if kind is not Kind.MEETINGS else HELD) | SOURCE
    empty = records(engine)
    saved = add(engine, Addition(kind, row), OPERATOR)
    bring(other, kind, row)
    with reading(engine) as here, reading(other) as there:
        assert export(here, kind) == export(there, kind)
    made = states.one(engine, TABLES[kind], id=saved.id)
    assert (made["batch_id"], made["demo"], made["version"]) == (saved.batch, False, 1)
    assert undo(engine, saved.batch, STAFF).reversed == 1
    assert records(engine) == empty


def test_a_form_saved_as_it_was_writes_nothing(held: Engine) -> None:
    found, before = seen(held, Kind.MEETINGS), states.checksum(held)
    same: dict[str, Any] = {"date": "2022年6月3日", "place": " 杭州市 ", "level": ""}
    whole: dict[str, Any] = dict(found.texts)
    for texts in ({}, whole, same):
        with pytest.raises(Invalid) as refusal:
            change(held, **texts)
        assert refusal.value.problem is UNCHANGED
    assert states.checksum(held) == before


@SQLITE
def test_what_is_not_touched_stays_whatever_the_form_can_say(stores: Stores) -> None:
    """National meetings, couples without a known pairing, translations: all are kept."""
    engine = states.reference(stores)
    before = states.records(engine, without=["version", "note", "as_of"])
    for kind in (Kind.MEETINGS, Kind.VISITS, Kind.AGREEMENTS):
        for identity in [row["id"] for row in states.table(engine, TABLES[kind])][::8]:
            change(engine, kind, over=seen(engine, kind, id=identity), note="已核对")
    assert states.records(engine, without=["version", "note", "as_of"]) == before


def test_a_period_that_became_a_day_has_no_last_day(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, meeting(date="2022-06-03至2022-06-05"))
    change(engine, date="2022-06-04")
    found = states.one(engine, "meeting")
    assert (found["date_start"], found["date_end"]) == (date(2022, 6, 4), None)


@SQLITE
def test_a_translation_of_what_was_changed_is_dropped(stores: Stores) -> None:
    engine = states.small(stores)
    change(engine, over=seen(engine, Kind.MEETINGS, id=1), title="浙川第四次联席会议", ordinal="4")
    found = states.one(engine, "meeting", id=1)
    assert (found["title_en"], found["place_en"]) == (None, "Hangzhou")
    bring(
        engine,
        Kind.MEETINGS,
        meeting(date="2021-05-20至2021-05-21", title="浙川第四次联席会议", place="宁波"),
    )
    assert states.one(engine, "meeting", id=1)["place_en"] is None


def people(engine: Engine) -> list[tuple[Any, ...]]:
    columns = ("position", "name", "name_en", "side", "role")
    rows = sorted(states.table(engine, "attendee"), key=lambda row: row["position"])
    return [tuple(row[name] for name in columns) for row in rows if row["meeting_id"] == 1]


@SQLITE
def test_people_keep_what_is_known_of_them_when_others_come_and_go(stores: Stores) -> None:
    engine = states.small(stores)
    first, *others = people(engine)
    found = seen(engine, Kind.MEETINGS, id=1)
    before = records(engine)
    listed = found.texts["attendees"].split("；")
    texts: dict[str, Any] = {"attendees": "；".join(["赵六", *listed])}
    saved = change(engine, over=found, **texts)
    assert people(engine) == [
        (1, "赵六", None, None, "attendee"),
        *((place + 1, *rest) for place, *rest in (first, *others)),
    ]
    undo(engine, saved.batch, STAFF)
    assert records(engine) == before
    change(
        engine, over=seen(engine, Kind.MEETINGS, id=1), attendees="；".join(listed[1:]), chair=""
    )
    assert people(engine) == [(place - 1, *rest) for place, *rest in others]


def test_an_item_in_better_words_stays_the_item_it_is(held: Engine) -> None:
    bring(held, Kind.PROJECTS, project(meeting="H-1", commitment_no="1"))
    change(held, Kind.MEETINGS, commitments="1. 建两个茶园\n2. 种药材\n3. 修路")
    item = states.one(held, "project")["commitment_id"]
    assert states.one(held, "commitment", id=item)["text"] == "建两个茶园"


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ("1. 修路\n2. 建茶园\n3. 种药材", "conflict"),  # its number would be another item's
        ("1. 种药材", "conflict"),
        ("", "conflict"),  # it would be gone
    ],
)
def test_an_item_with_a_project_is_not_made_another(held: Engine, items: str, code: str) -> None:
    bring(held, Kind.PROJECTS, project(meeting="H-1", commitment_no="1"))
    before = states.checksum(held)
    with pytest.raises(Unfit) as refusal:
        change(held, commitments=items, responsible="")
    assert unfit(refusal) == {"commitments": code}
    assert states.checksum(held) == before


def test_progress_moves_with_its_item_or_not_at_all(held: Engine) -> None:
    item = states.one(held, "commitment", number=2)["id"]
    report = Report(item, 1, CommitmentStatus.DONE, "2023-03-01")
    progress.record(held, report, OPERATOR)
    change(held, commitments="1. 建大茶园\n2. 种药材")
    assert states.one(held, "commitment", number=2)["status"] == "done"
    with pytest.raises(Unfit):
        change(held, commitments="1. 建大茶园\n2. 修路\n3. 种药材")


@SQLITE
@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        (Kind.MEETINGS, {"date": "2月30日"}, {"date": "date"}),
        (Kind.MEETINGS, {"date": "2022-02-30"}, {"date": "date"}),
        (Kind.MEETINGS, {"title": "  "}, {"title": "missing-cell"}),
        (Kind.MEETINGS, {"helper": "淅江"}, {"helper": "province"}),
        (Kind.MEETINGS, {"helper": "福建"}, {"receiver": "pairing"}),
        (Kind.MEETINGS, {"date": "2019-05-01"}, {"receiver": "pairing"}),
        (Kind.MEETINGS, {"commitments": "", "due": "2023-01-01"}, {"due": "missing-cell"}),
        (
            Kind.MEETINGS,
            {"date": "soon", "agreed_amount": "-3", "summary": "\x00", "ordinal": "x"},
            {"date": "date", "agreed_amount": "number", "summary": "control-char"}
            | {"ordinal": "number"},
        ),
        (Kind.PROJECTS, {"code": "1.2E+11"}, {"code": "number"}),
        (Kind.PROJECTS, {"meeting": "没有的会"}, {"meeting": "reference"}),
        (Kind.PROJECTS, {"commitment_no": "1"}, {"commitment_no": "reference"}),
        (Kind.PROJECTS, {"start": "2022-05-01", "end": "2022-04-01"}, {"end": "date-range"}),
        (Kind.PROJECTS, {"industry": "火箭"}, {"industry": "mapping"}),
        (Kind.VISITS, {"end": "2022-03-01"}, {"end": "date-range"}),
        (Kind.VISITS, {"headcount": "一些"}, {"headcount": "number"}),
        (Kind.AGREEMENTS, {"unit": "人"}, {"unit": "unit"}),
        (Kind.AGREEMENTS, {"metric": "幸福"}, {"metric": "mapping"}),
    ],
)
def test_what_cannot_be_taken_is_said_by_field_and_all_at_once(
    stores: Stores, kind: Kind, typed: dict[str, Any], expected: dict[str, str]
) -> None:
    engine = states.paired(stores)
    row = MADE[kind]()
    bring(engine, kind, row)
    before = states.checksum(engine)
    writes: list[Callable[[], Saved]] = [
        lambda: change(engine, kind, **typed),
        lambda: add(engine, Addition(kind, row | {"note": "又一条"} | SOURCE | typed), OPERATOR),
    ]
    for write in writes:
        with pytest.raises(Unfit) as refusal:
            write()
        assert unfit(refusal) == expected
        assert all(issue.what.zh and issue.what.en for issue in refusal.value.issues)
    assert states.checksum(engine) == before


def test_what_is_not_plain_is_looked_at_before_it_is_saved(held: Engine) -> None:
    with pytest.raises(Doubtful) as doubt:
        change(held, date="14/6/2022")
    (note,) = doubt.value.issues
    assert (note.field, note.code) == ("date", "date")
    with pytest.raises(Doubtful):  # not another one
        change(held, date="15/6/2022", looked_at=frozenset([note_of(note)]))
    change(held, date="14/6/2022", looked_at=frozenset([note_of(note)]))
    assert states.one(held, "meeting")["date_start"] == date(2022, 6, 14)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("source", ["", " \n"])
def test_what_is_added_must_name_its_source(stores: Stores, kind: Kind, source: str) -> None:
    engine = states.paired(stores)
    before = states.checksum(engine)
    with pytest.raises(Unfit) as refusal:
        add(engine, Addition(kind, MADE[kind]() | {"source": source}), OPERATOR)
    assert unfit(refusal) == {"source": "missing-cell"}
    assert states.checksum(engine) == before


def test_what_is_known_by_the_same_is_not_written_twice(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, meeting(), meeting(title="另一次会"))
    known = states.one(engine, "meeting", title="另一次会")["id"]
    before = states.checksum(engine)
    twin = meeting(title="另一次会", place="宁波") | SOURCE
    with pytest.raises(Exists) as twice:
        add(engine, Addition(Kind.MEETINGS, twin), OPERATOR)
    assert (twice.value.kind, twice.value.id) == (Kind.MEETINGS, known)
    with pytest.raises(Exists) as taken:
        change(engine, over=seen(engine, Kind.MEETINGS, title="浙川茶叶座谈会"), title="另一次会")
    assert taken.value.id == known
    assert states.checksum(engine) == before


def test_over_a_record_that_has_changed_since_nothing_is_saved(held: Engine) -> None:
    found = seen(held, Kind.MEETINGS)
    bring(held, Kind.MEETINGS, HELD | {"place": "成都"})
    before = states.checksum(held)
    with pytest.raises(Invalid) as refusal:
        change(held, over=found, place="宁波")
    assert refusal.value.problem is STALE
    undo(held, states.table(held, "import_batch")[0]["id"], STAFF)  # it was edited: kept
    assert states.checksum(held) != before
    with pytest.raises(Invalid) as refusal:
        correct(held, Correction(Kind.MEETINGS, 99, 1, {"place": "宁波"}), OPERATOR)
    assert refusal.value.problem is GONE


def test_many_who_add_the_same_at_once_add_one(stores: Stores) -> None:
    engine = states.paired(stores)
    addition = Addition(Kind.MEETINGS, HELD | SOURCE)

    def one(_number: int) -> bool:
        try:
            add(engine, addition, OPERATOR)
        except Exists:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(one, range(4))) == 1
    assert states.count(engine, "meeting") == 1


def everybody(engine: Engine) -> dict[str, Account | None]:
    return {
        "nobody": None,
        "viewer": make(engine, AccountRole.VIEWER, "viewer", provinces=["330000"]),
        "elsewhere": make(engine, AccountRole.STAFF, "elsewhere", pairings=[2]),
        "staff": make(engine, AccountRole.STAFF, "staff", pairings=[1]),
        "admin": make(engine, AccountRole.ADMIN, "admin"),
    }


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.PAIRINGS])
def test_only_those_in_charge_may_correct_and_add(stores: Stores, kind: Kind) -> None:
    """Nothing is written by others, and what they typed is not even looked at."""
    engine = states.paired(stores)
    bring(engine, kind, MADE[kind]())
    people = everybody(engine)
    another = {"date": "2022-09-09", "year": "2025", "code": "N-1", "title": "新的"}
    if kind is Kind.RESULTS:
        another["as_of"] = ""
    addition = Addition(kind, MADE[kind]() | another | SOURCE)
    for name in ("nobody", "viewer", "elsewhere"):
        before = states.checksum(engine)
        with pytest.raises(Forbidden):
            change(engine, kind, people[name], note="改")
        with pytest.raises(Forbidden):
            add(engine, addition, people[name])
        if name != "elsewhere":  # who may add something is told what is amiss with it
            with pytest.raises(Forbidden):
                add(engine, Addition(kind, {"date": "nonsense"}), people[name])
        with pytest.raises(Forbidden):
            change(engine, kind, people[name], date="nonsense", year="nonsense")
        assert states.checksum(engine) == before
    for name in ("staff", "admin"):
        change(engine, kind, people[name], note=name)
        undo(engine, add(engine, addition, people[name]).batch, STAFF)


def test_nobody_moves_a_record_out_of_or_into_another_s_charge(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, meeting())
    cities: dict[str, Any] = {"helper": "杭州市", "receiver": "广元市"}
    here = make(engine, AccountRole.STAFF, "here", pairings=[1])
    there = make(engine, AccountRole.STAFF, "there", pairings=[3])
    before = states.checksum(engine)
    for by in (here, there):
        with pytest.raises(Forbidden):
            change(engine, by=by, **cities)
    assert states.checksum(engine) == before
    change(engine, by=make(engine, AccountRole.STAFF, "both", pairings=[1, 3]), **cities)
    assert states.one(engine, "meeting")["pairing_id"] == 3


def test_a_meeting_with_projects_keeps_its_two_sides(held: Engine) -> None:
    bring(held, Kind.PROJECTS, project(meeting="H-1"))
    with pytest.raises(Unfit) as refusal:
        change(held, helper="杭州市", receiver="广元市")
    assert unfit(refusal) == {"helper": "conflict", "receiver": "conflict"}


def test_a_meeting_given_to_another_couple_is_not_taken_back_once_pointed_to(held: Engine) -> None:
    moved = change(held, helper="杭州市", receiver="广元市")
    cities = {"helper": "杭州市", "receiver": "广元市"}
    linked = batch(bring(held, Kind.PROJECTS, project(meeting="H-1", **cities)))
    assert [kept.reason for kept in undo(held, moved.batch, STAFF).kept] == ["pointed_to"]
    undo(held, linked, STAFF)
    assert undo(held, moved.batch, STAFF).kept == []
    assert states.one(held, "meeting")["helper_adcode"] == "330000"


def test_undo_gives_no_record_what_another_is_known_by_now(held: Engine) -> None:
    identity = states.one(held, "meeting")["id"]
    renamed = change(held, title="改名的会")
    again = batch(bring(held, Kind.MEETINGS, HELD | {"code": ""}))
    before = records(held)
    receipt = undo(held, renamed.batch, STAFF)
    assert receipt.kept == [Kept("meeting", identity, "key_taken")]
    assert records(held)["meeting"] == before["meeting"]
    undo(held, again, STAFF)
    assert undo(held, renamed.batch, STAFF).kept == []
    assert states.one(held, "meeting")["title"] == HELD["title"]


def test_undo_keeps_what_was_corrected_since(held: Engine) -> None:
    identity = states.one(held, "meeting")["id"]
    first, second = change(held, place="宁波"), change(held, place="温州")
    assert undo(held, first.batch, STAFF).kept == [Kept("meeting", identity, "edited")]
    assert states.one(held, "meeting")["place"] == "温州"
    undo(held, second.batch, STAFF)
    undo(held, first.batch, STAFF)
    assert states.one(held, "meeting")["place"] == "杭州市"


@SQLITE
def test_a_demo_record_that_was_corrected_is_still_one_and_goes_with_the_demo(
    stores: Stores,
) -> None:
    engine = states.paired(stores)
    batch(bring(engine, Kind.MEETINGS, HELD, demo=True))
    saved = change(engine, place="宁波", title="真有其会")
    assert states.one(engine, "meeting")["demo"]
    assert states.one(engine, "import_batch", id=saved.batch)["demo"]
    add(engine, Addition(Kind.MEETINGS, meeting(title="另一次会") | SOURCE), OPERATOR)
    assert [receipt.kept for receipt in demo.remove_demo(engine, OPERATOR)] == [[], []]
    assert [row["title"] for row in states.table(engine, "meeting")] == ["另一次会"]
