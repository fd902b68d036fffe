"""A new edition of the reference files: by code, said, and nothing of anybody's lost."""

import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db.closings import close
from db.editing import Correction, Merge, merge_records, remove
from db.editing import correct as save
from db.importing.undo import undo
from db.migrate import migrate
from db.periods import Period
from db.reference import Deed, Loaded, Reason, load_reference
from db.settings import REFERENCE
from db.terms import Action, Kind, PeriodKind
from tests.accounts import OPERATOR
from tests.conftest import Stores
from tests.db import ledgers, states
from tests.db.ledgers import STAFF, batch, bring

Line = dict[str, str]

SIDES = {"helper": "浙江省", "receiver": "四川省"}
TITLE = "浙川扶贫协作和对口支援工作联席会议"
HELD = ledgers.meeting(**SIDES, date="2019-05-14", title=TITLE)
LINKED = ledgers.project(year="2019", meeting=TITLE, commitment_no="3")
MADE = {
    "meeting_id": "M900",
    "date_start": "2022-03-01",
    "date_precision": "day",
    "name_zh": "浙川茶叶座谈会",
    "category": "symposium",
    "level": "province",
    "helper_adcode": "330000",
    "receiver_adcode": "510000",
    "source": "纪要",
}
"""A meeting that no edition has had yet."""


BEFORE = "0007"
"""The version before reference codes."""

GONE = (
    (Kind.FIGURES, "published_figure", "F080"),
    (Kind.VISITS, "visit", "V001"),
    (Kind.PAIRINGS, "pairing", "P028"),
    (Kind.AGREEMENTS, "agreement_target", "T001"),
)
"""Lines of the files of which somebody removes the record: kind, table and code."""


class Edition:
    """A copy of the reference files, to be changed and loaded."""

    def __init__(self, folder: Path) -> None:
        self.folder = shutil.copytree(REFERENCE, folder / "edition")

    def change(self, name: str, change: Callable[[list[Line]], list[Line]]) -> "Edition":
        path = self.folder / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        columns = list(rows[0])
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(change(rows))
        return self

    def set(self, name: str, key: str, value: str, **cells: str) -> "Edition":
        return self.change(name, lambda rows: [r | cells if r[key] == value else r for r in rows])

    def drop(self, name: str, key: str, *values: str) -> "Edition":
        return self.change(name, lambda rows: [row for row in rows if row[key] not in values])

    def add(self, name: str, **cells: str) -> "Edition":
        return self.change(name, lambda rows: [*rows, cells])

    def load(self, engine: Engine) -> Loaded:
        loaded = load_reference(engine, self.folder)
        assert loaded
        return loaded


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return Edition(tmp_path)


def correct(engine: Engine, identity: int, **texts: str) -> None:
    """What an administrator types into a meeting's form."""
    version = states.one(engine, "meeting", id=identity)["version"]
    save(engine, Correction(Kind.MEETINGS, identity, version, texts), STAFF)


def without_meeting(edition: Edition, code: str) -> Edition:
    for name in ("meetings", "attendees", "commitments"):
        edition.drop(name, "meeting_id", code)
    return edition


def said(loaded: Loaded) -> list[tuple[Deed, str, str, Reason | None]]:
    return [(deed.deed, deed.table, deed.code, deed.reason) for deed in loaded.said]


def test_another_title_and_day_in_the_files_is_the_same_meeting(
    stores: Stores, edition: Edition
) -> None:
    engine = states.reference(stores)
    batch(bring(engine, Kind.PROJECTS, LINKED))
    before = states.one(engine, "meeting", code="M023")
    items = [row for row in states.table(engine, "commitment") if row["meeting_id"] == before["id"]]
    edition.set("meetings", "meeting_id", "M023", name_zh="浙川联席会议", date_start="2019-05-15")
    loaded = edition.load(engine)
    after = states.one(engine, "meeting", reference_code="M023")
    assert (after["id"], after["title"]) == (before["id"], "浙川联席会议")
    assert after["date_start"] == date(2019, 5, 15)
    assert said(loaded) == [(Deed.RENAMED, "meeting", "M023", None)]
    assert loaded.said[0].sentence == f"Renamed meeting M023 ({TITLE}) → 浙川联席会议."
    kept = [row for row in states.table(engine, "commitment") if row["meeting_id"] == before["id"]]
    assert kept == items
    assert states.one(engine, "project", code="Z-1")["meeting_id"] == before["id"]


def test_a_title_corrected_by_hand_makes_no_second_meeting(
    stores: Stores, edition: Edition
) -> None:
    engine = states.reference(stores)
    count = states.count(engine, "meeting")
    identity = states.one(engine, "meeting", code="M023")["id"]
    correct(engine, identity, title="浙川协作联席会议")
    loaded = edition.set("meetings", "meeting_id", "M023", summary_zh="新的摘要").load(engine)
    found = states.one(engine, "meeting", reference_code="M023")
    assert (found["id"], found["title"]) == (identity, "浙川协作联席会议")
    assert found["summary"] != "新的摘要"
    assert states.count(engine, "meeting") == count
    assert said(loaded) == [(Deed.KEPT, "meeting", "M023", Reason.CORRECTED)]
    (line,) = states.one(engine, "import_batch", id=loaded.batch_id)["choices"]["edition"]
    assert (line["code"], line["name"]) == ("M023", "浙川协作联席会议")


def test_a_corrected_record_that_the_edition_leaves_alone_is_not_listed(
    stores: Stores, edition: Edition
) -> None:
    engine = states.reference(stores)
    correct(engine, states.one(engine, "meeting", code="M023")["id"], note="已核对")
    edition.set("meetings", "meeting_id", "M023", note="已核对")
    found = said(edition.set("figures", "figure_id", "F005", note="新").load(engine))
    assert found == []


def test_what_nobody_needs_is_dropped_with_what_belongs_to_it(
    stores: Stores, edition: Edition
) -> None:
    engine = states.reference(stores)
    identity = states.one(engine, "meeting", code="M001")["id"]
    loaded = without_meeting(edition, "M001").load(engine)
    assert said(loaded) == [(Deed.DROPPED, "meeting", "M001", None)]
    for name, column in (
        ("meeting", "id"),
        ("attendee", "meeting_id"),
        ("commitment", "meeting_id"),
    ):
        assert [row for row in states.table(engine, name) if row[column] == identity] == []
    history = [r for r in states.table(engine, "row_history") if r["batch_id"] == loaded.batch_id]
    assert {(row["table_name"], row["action"]) for row in history} == {
        ("meeting", Action.DELETE),
        ("attendee", Action.DELETE),
        ("commitment", Action.DELETE),
    }


def test_a_meeting_that_projects_carry_out_is_not_dropped(stores: Stores, edition: Edition) -> None:
    engine = states.reference(stores)
    batch(bring(engine, Kind.PROJECTS, LINKED))
    before = states.records(engine)
    edition.drop("visits", "meeting_id", "M023").drop("visit_sites", "visit_code", "V010")
    loaded = without_meeting(edition, "M023").load(engine)
    assert (Deed.KEPT, "meeting", "M023", Reason.LINKED) in said(loaded)
    after = states.records(engine)
    for name in ("meeting", "attendee", "commitment", "project"):
        assert after[name] == before[name]


def test_items_numbered_anew_leave_a_linked_one_alone(stores: Stores, edition: Edition) -> None:
    engine = states.reference(stores)
    batch(bring(engine, Kind.PROJECTS, LINKED))
    before = states.records(engine)
    edition.change(
        "commitments",
        lambda rows: [
            r | {"number": str(int(r["number"]) + 1)} if r["meeting_id"] == "M023" else r
            for r in rows
        ],
    )
    loaded = edition.load(engine)
    assert said(loaded) == [(Deed.KEPT, "meeting", "M023", Reason.ITEMS_LINKED)]
    assert states.records(engine) == before


def test_a_linked_item_follows_a_correction_of_its_words(stores: Stores, edition: Edition) -> None:
    engine = states.reference(stores)
    batch(bring(engine, Kind.PROJECTS, LINKED))
    identity = states.one(engine, "project", code="Z-1")["commitment_id"]
    edition.change(
        "commitments",
        lambda rows: [
            r | {"text_zh": "发展茶产业"} if (r["meeting_id"], r["number"]) == ("M023", "3") else r
            for r in rows
        ],
    )
    assert said(edition.load(engine)) == []
    assert states.one(engine, "commitment", id=identity)["text"] == "发展茶产业"


def test_staffs_meeting_is_adopted_when_the_files_have_it_too(
    stores: Stores, edition: Edition
) -> None:
    engine = states.reference(stores)
    batch(bring(engine, Kind.MEETINGS, ledgers.meeting(date="2022-03-01", place="杭州市")))
    identity = states.one(engine, "meeting", title="浙川茶叶座谈会")["id"]
    first = edition.add("meetings", **MADE).load(engine)
    assert said(first) == [(Deed.KEPT, "meeting", "M900", Reason.CORRECTED)]
    edition.set("meetings", "meeting_id", "M900", name_zh="另一个名称")
    edition.load(engine)
    found = states.one(engine, "meeting", reference_code="M900")
    assert (found["id"], found["title"], found["place"]) == (identity, "浙川茶叶座谈会", "杭州市")


def test_a_name_that_another_meeting_has_is_not_taken(stores: Stores, edition: Edition) -> None:
    engine = states.reference(stores)
    batch(bring(engine, Kind.MEETINGS, ledgers.meeting(date="2019-05-14", title="浙川茶叶座谈会")))
    count = states.count(engine, "meeting")
    edition.set("meetings", "meeting_id", "M023", name_zh="浙川茶叶座谈会")
    assert said(edition.load(engine)) == [(Deed.KEPT, "meeting", "M023", Reason.KEY_TAKEN)]
    assert states.one(engine, "meeting", reference_code="M023")["title"] == TITLE
    assert states.count(engine, "meeting") == count


@pytest.mark.parametrize(
    ("file", "key", "value", "table"),
    [
        ("figures", "figure_id", "F005", "published_figure"),
        ("areas", "adcode", "110105", "area"),
    ],
)
def test_a_line_of_a_dictionary_that_nothing_needs_is_dropped(
    stores: Stores, edition: Edition, file: str, key: str, value: str, table: str
) -> None:
    engine = states.reference(stores)
    loaded = edition.drop(file, key, value).load(engine)
    assert said(loaded) == [(Deed.DROPPED, table, value, None)]
    column = "code" if table == "published_figure" else key
    assert [row for row in states.table(engine, table) if row[column] == value] == []


@pytest.mark.parametrize(
    ("file", "key", "value", "table"),
    [
        ("metrics", "key", "fund", "metric"),
        ("areas", "adcode", "220200", "area"),
    ],
)
def test_a_line_of_a_dictionary_that_others_point_to_stays(
    stores: Stores, edition: Edition, file: str, key: str, value: str, table: str
) -> None:
    engine = states.reference(stores)
    before = states.table(engine, table)
    loaded = edition.drop(file, key, value).load(engine)
    assert said(loaded) == [(Deed.KEPT, table, value, Reason.LINKED)]
    assert states.table(engine, table) == before


def test_a_pairing_goes_only_when_no_record_is_of_it(stores: Stores, edition: Edition) -> None:
    engine = states.reference(stores)
    of_meeting = states.one(engine, "meeting", code="M023")["pairing_id"]
    needed = states.one(engine, "pairing", id=of_meeting)["code"]
    used = {row["pairing_id"] for row in states.records(engine)["meeting"]}
    free = next(
        row["code"]
        for row in states.table(engine, "pairing")
        if row["id"] not in used and row["level"] == "county"
    )
    loaded = edition.drop("pairings", "pairing_id", needed, free).load(engine)
    assert said(loaded) == [
        (Deed.DROPPED, "pairing", free, None),
        (Deed.KEPT, "pairing", needed, Reason.LINKED),
    ]


def test_two_lines_of_one_code_are_refused(stores: Stores, edition: Edition) -> None:
    engine = states.reference(stores)
    before = states.checksum(engine)
    edition.set("meetings", "meeting_id", "M001", meeting_id="M002")
    with pytest.raises(ValueError, match="data/reference, meeting: M002 and M002 are one"):
        edition.load(engine)
    assert states.checksum(engine) == before


def test_an_upgraded_store_knows_its_meetings_by_code(stores: Stores, edition: Edition) -> None:
    engine = states.reference(stores)
    identity = states.one(engine, "meeting", code="M023")["id"]
    count = states.count(engine, "meeting")
    correct(engine, identity, title="浙川协作联席会议")
    batch(bring(engine, Kind.MEETINGS, ledgers.meeting(code="M900")))
    edition.drop("pairings", "scheme", "1994_tibet_counterpart", "2013_zhejiang_ganzi").load(engine)
    migrate(engine, BEFORE)
    migrate(engine)
    assert states.one(engine, "meeting", code="M900")["reference_code"] is None
    edition.set("meetings", "meeting_id", "M023", summary_zh="新的摘要").load(engine)
    assert states.one(engine, "meeting", reference_code="M023")["id"] == identity
    assert states.count(engine, "meeting") == count + 1


def test_an_undone_correction_lets_the_files_in_again(stores: Stores, edition: Edition) -> None:
    engine = states.reference(stores)
    edit = bring(engine, Kind.MEETINGS, HELD | {"summary": "本省的摘要"})
    undo(engine, batch(edit), STAFF)
    loaded = edition.set("meetings", "meeting_id", "M023", summary_zh="新的摘要").load(engine)
    assert said(loaded) == []
    assert states.one(engine, "meeting", code="M023")["summary"] == "新的摘要"


def test_what_somebody_removed_or_merged_does_not_come_back(
    stores: Stores, edition: Edition
) -> None:
    engine = states.reference(stores)
    known = {row["code"]: row["id"] for row in states.table(engine, "meeting")}
    batch_of_removal = remove(engine, Kind.MEETINGS, known["M001"], STAFF)
    merge_records(engine, Merge(Kind.MEETINGS, known["M008"], known["M029"]), STAFF)
    for kind, table, code in GONE:
        column = "reference_code" if table == "agreement_target" else "code"
        identity = states.one(engine, table, **{column: code})["id"]
        remove(engine, kind, identity, OPERATOR)
    before = {name: states.count(engine, name) for name in ("meeting", *(t for _, t, _ in GONE))}
    loaded = edition.set("figures", "figure_id", "F006", note="新").load(engine)
    assert {name: states.count(engine, name) for name in before} == before
    noted = states.table(engine, "audit")[-1]
    assert (noted["actor"], noted["details"]) == ("xieshou", {"batch": loaded.batch_id})
    codes = {("meeting", "M001"), ("meeting", "M029"), *((table, code) for _, table, code in GONE)}
    assert {(d.table, d.code) for d in loaded.said if d.reason is Reason.REMOVED} == codes
    undo(engine, batch_of_removal, STAFF)
    edition.set("meetings", "meeting_id", "M001", summary_zh="新的摘要").load(engine)
    found = states.one(engine, "meeting", reference_code="M001")
    assert (found["id"], found["summary"]) == (known["M001"], "新的摘要")


def test_a_meeting_merged_into_staff_s_own_is_known_by_its_code(
    stores: Stores, edition: Edition
) -> None:
    engine = states.reference(stores)
    batch(
        bring(engine, Kind.MEETINGS, ledgers.meeting(**SIDES, date="2019-05-13", title="又一次会"))
    )
    count = states.count(engine, "meeting")
    kept, gone = (states.one(engine, "meeting", title=title)["id"] for title in ("又一次会", TITLE))
    merge_records(engine, Merge(Kind.MEETINGS, kept, gone), STAFF)
    loaded = edition.set("meetings", "meeting_id", "M023", summary_zh="新的摘要").load(engine)
    assert (Deed.KEPT, "meeting", "M023", Reason.CORRECTED) in said(loaded)
    assert states.one(engine, "meeting", reference_code="M023")["id"] == kept
    assert states.count(engine, "meeting") == count - 1


def test_a_merge_that_hands_a_code_on_is_taken_back(stores: Stores) -> None:
    engine = states.reference(stores)
    batch(
        bring(engine, Kind.MEETINGS, ledgers.meeting(**SIDES, date="2019-05-13", title="又一次会"))
    )
    before = states.records(engine, without=("version",))
    kept, gone = (states.one(engine, "meeting", title=title)["id"] for title in ("又一次会", TITLE))
    merged = merge_records(engine, Merge(Kind.MEETINGS, kept, gone), STAFF)
    assert undo(engine, merged, STAFF).kept == []
    assert states.records(engine, without=("version",)) == before


def test_what_a_load_dropped_comes_back_with_the_files(stores: Stores, edition: Edition) -> None:
    engine = states.reference(stores)
    without_meeting(edition, "M001").load(engine)
    assert said(Edition(edition.folder / "again").load(engine)) == []
    assert states.one(engine, "meeting", reference_code="M001")["code"] == "M001"


def test_what_lies_in_a_closed_period_stays_and_is_said(stores: Stores, edition: Edition) -> None:
    engine = states.reference(stores)
    close(engine, Period(2019, PeriodKind.YEAR), None, OPERATOR)
    before = states.records(engine)
    edition.set("meetings", "meeting_id", "M023", name_zh="浙川联席会议")
    without_meeting(edition, "M024").add("meetings", **MADE | {"date_start": "2019-03-01"})
    loaded = edition.load(engine)
    assert states.records(engine) == before
    assert {(deed.code, deed.reason) for deed in loaded.said} >= {
        ("M023", Reason.CLOSED),
        ("M024", Reason.CLOSED),
        ("M900", Reason.CLOSED),
    }
