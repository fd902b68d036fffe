"""The sourced facts: all of them, once, and what becomes of a change in the files."""

import csv
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert

from db.engine import reading, revision, writing
from db.importing.undo import CannotUndo, undo
from db.models import AreaSuccessor
from db.queries import meetings
from db.reference import Loaded, load_reference
from db.settings import REFERENCE
from db.terms import Action, Direction, Industry, Kind, Precision, Role, Side
from tests.conftest import Stores
from tests.db import ledgers, states
from tests.db.ledgers import STAFF, batch, bring

HELD = {"helper": "浙江省", "receiver": "四川省", "date": "2019-05-14"}
THE_MEETING = ledgers.meeting(**HELD, title="浙川扶贫协作和对口支援工作联席会议")

FILES = {
    "area": "areas",
    "area_successor": "area_successors",
    "area_name": "area_names",
    "pairing": "pairings",
    "metric": "metrics",
    "published_figure": "figures",
    "meeting": "meetings",
    "attendee": "attendees",
    "commitment": "commitments",
    "visit": "visits",
    "visit_site": "visit_sites",
    "agreement_target": "agreement_targets",
    "accord": "accords",
}


def lines(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def changed(folder: Path, name: str, change: Callable[[dict[str, str]], object]) -> Path:
    """A copy of the reference folder in which `change` was done to every row of a file."""
    copy = shutil.copytree(REFERENCE, folder / "reference")
    rows = lines(name)
    for row in rows:
        change(row)
    with (copy / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return copy


def setting(key: str, value: str, **cells: str) -> Callable[[dict[str, str]], object]:
    """A change of the one row that has this value."""
    return lambda row: row.update(cells) if row[key] == value else None


def test_every_line_of_the_files_is_a_row(stores: Stores) -> None:
    engine = states.reference(stores)
    found = {name: states.count(engine, name) for name in FILES}
    assert found == {name: len(lines(file)) for name, file in FILES.items()}


def test_loading_says_what_it_loaded(stores: Stores) -> None:
    loaded = load_reference(states.migrated(stores))
    assert isinstance(loaded, Loaded)
    records = ("area", "pairing", "metric", "published_figure", "meeting", "visit")
    assert loaded.counts.items() >= {name: len(lines(FILES[name])) for name in records}.items()


def test_areas_of_an_older_load_get_their_dates_and_successors(
    stores: Stores, tmp_path: Path
) -> None:
    """A store that was filled before there were areas in time, and holds an office's own."""
    engine = states.migrated(stores)
    load_reference(engine, timeless(tmp_path))
    before = {row["adcode"] for row in states.table(engine, "area")}
    assert not states.count(engine, "area_successor")
    with writing(engine) as connection:
        own = {"predecessor_adcode": "510822", "successor_adcode": "510800", "whole": False}
        connection.execute(insert(AreaSuccessor).values(own | {"source": "the office"}))
    loaded = load_reference(engine)
    assert loaded
    assert loaded.counts["area_successor"] == len(lines("area_successors"))
    new = {row["adcode"] for row in states.table(engine, "area")} - before
    assert new == {row["adcode"] for row in lines("areas") if row["valid_to"]}
    huili = states.one(engine, "area", adcode="513425")
    assert (huili["name_zh"], huili["valid_to"]) == ("会理县", "2021-02-01")
    assert states.one(engine, "area_successor", predecessor_adcode="513425")["whole"]
    assert states.one(engine, "area_successor", predecessor_adcode="510822")["source"] == (
        "the office"
    )


def timeless(folder: Path) -> Path:
    """The reference folder without former units, dates, successors and further names."""
    copy = shutil.copytree(REFERENCE, folder / "old")
    kept = [row for row in lines("areas") if not row["valid_to"]]
    with (copy / "areas.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(kept[0]))
        writer.writeheader()
        writer.writerows(row | {"valid_from": "", "valid_to": "", "source": ""} for row in kept)
    known = {row["adcode"] for row in kept}
    paired = lines("pairings")
    with (copy / "pairings.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(paired[0]))
        writer.writeheader()
        sides = ("helper_adcode", "receiver_adcode")
        writer.writerows(row for row in paired if known.issuperset(row[side] for side in sides))
    for name in ("area_successors", "area_names"):
        header = ",".join(lines(name)[0])
        (copy / f"{name}.csv").write_text(header + "\n", encoding="utf-8")
    return copy


def test_successions_have_two_ends_and_no_circle() -> None:
    areas = {row["adcode"]: row for row in lines("areas")}
    became: dict[str, str] = {}
    for row in lines("area_successors"):
        assert {row["from_adcode"], row["to_adcode"]} <= areas.keys()
        if row["share"] == "whole":
            assert areas[row["from_adcode"]]["valid_to"]
            became[row["from_adcode"]] = row["to_adcode"]
    for start in became:
        after = start
        for _step in range(5):
            after = became.get(after, "")
        assert after == "", start


def test_a_unit_below_a_former_one_stands_under_it() -> None:
    areas = {row["adcode"]: row for row in lines("areas")}
    assert areas["653228"]["name_zh"] == "和康县"
    assert areas["653229"]["name_zh"] == "和安县"
    assert areas["542421"]["parent_adcode"] == "542400"
    assert all(row["parent_adcode"] in areas for row in areas.values() if row["parent_adcode"])


def test_loading_again_does_nothing(stores: Stores) -> None:
    engine = states.reference(stores)
    before = states.checksum(engine)
    assert load_reference(engine) is None
    assert states.checksum(engine) == before


def test_provinces_have_all_that_a_tile_map_needs(stores: Stores) -> None:
    provinces = [
        row for row in states.table(states.reference(stores), "area") if row["level"] == "province"
    ]
    assert len(provinces) == len(lines("provinces"))
    needed = ("name_en", "short_zh", "abbreviation", "iso_3166_2", "tile_column", "tile_row")
    assert [row["name_zh"] for row in provinces for name in needed if row[name] is None] == []


def test_every_fact_has_a_source(stores: Stores) -> None:
    names = ["area", "pairing", "meeting", "published_figure", "metric", "agreement_target"]
    facts = states.rows(states.reference(stores), names)
    without = [row for rows in facts.values() for row in rows if not row["source"].strip()]
    assert without == []


@pytest.mark.parametrize("name", ["meetings", "visits", "visit_sites"])
def test_notes_are_in_both_languages(name: str) -> None:
    notes = [row["note"] for row in lines(name) if row["note"]]
    assert notes
    assert [note for note in notes if not re.match(r"[^/]*[一-鿿][^/]* / [A-Za-z0-9“]", note)] == []


def test_no_fact_is_marked_demo(stores: Stores) -> None:
    engine = states.reference(stores)
    marked = [
        row
        for name in ("meeting", "visit", "project", "agreement_target", "import_batch")
        for row in states.table(engine, name)
        if row["demo"]
    ]
    assert marked == []


def test_the_meeting_of_14_may_2019_is_whole(stores: Stores) -> None:
    engine = states.reference(stores)
    title = THE_MEETING["title"]
    identity = states.one(engine, "meeting", title=title, date_start=date(2019, 5, 14))["id"]
    with reading(engine) as connection:
        found = meetings.record(connection, identity)
    assert found
    assert (
        found.meeting.items()
        >= {
            "date_precision": "day",
            "place": "杭州",
            "place_en": "Hangzhou",
            "place_adcode": "330100",
            "category": "joint_meeting",
            "level": "province",
            "helper_zh": "浙江省",
            "receiver_en": "Sichuan",
            "demo": False,
        }.items()
    )
    people = found.attendees[["name", "post", "side", "role"]].itertuples(index=False, name=None)
    assert list(people) == [
        ("袁家军", "浙江省省长", Side.HELPER, Role.SPEAKER),
        ("尹力", "四川省省长", Side.RECEIVER, Role.SPEAKER),
        ("黄建发", "浙江省领导", Side.HELPER, Role.ATTENDEE),
        ("李卫宁", "浙江省领导", Side.HELPER, Role.ATTENDEE),
        ("徐立毅", "杭州市市长", Side.HELPER, Role.ATTENDEE),
        ("曲木史哈", "四川省领导", Side.RECEIVER, Role.ATTENDEE),
        ("王正谱", "四川省领导", Side.RECEIVER, Role.ATTENDEE),
        ("尧斯丹", "四川省领导", Side.RECEIVER, Role.ATTENDEE),
        ("罗强", "成都市市长", Side.RECEIVER, Role.ATTENDEE),
    ]
    assert found.attendees["name_en"].tolist()[7] == "Qi Sidan"  # the report's own spelling
    assert found.commitments["number"].tolist() == list(range(1, 14))
    industries = dict(zip(found.commitments["number"], found.commitments["industry"], strict=True))
    assert {number: industries[number] for number in (3, 4, 5, 6)} == {
        3: Industry.TEA,
        4: Industry.HERBS,
        5: Industry.TEXTILES,
        6: Industry.ECOMMERCE,
    }
    assert "万企帮万村" in found.commitments["text"][1]
    assert found.commitments["text_en"].notna().all()
    (visit,) = found.visits.to_dict("records")
    assert (visit["direction"], visit["head"]) == (Direction.WEST_TO_EAST, "尹力")
    assert visit["date_precision"] == Precision.MONTH
    assert list(found.sites[["name", "name_en"]].itertuples(index=False, name=None)) == [
        ("余村", "Yucun Village"),
        ("大竹园村", "Dazhuyuan Village"),
        ("鲁家村", "Lujia Village"),
        ("黄杜村", "Huangdu Village"),
        ("中国（杭州）人工智能小镇", "China (Hangzhou) Artificial Intelligence Town"),
        ("宋城集团", "Songcheng Group"),
        ("海康威视", "Hikvision"),
    ]


def test_the_targets_of_zhejiang_and_sichuan_for_2022(stores: Stores) -> None:
    engine = states.reference(stores)
    pairing = states.one(engine, "pairing", scheme="2021_adjustment", receiver_adcode="510000")
    found = {
        row["metric_key"]: row["target"]
        for row in states.table(engine, "agreement_target")
        if row["year"] == 2022 and row["pairing_id"] == pairing["id"]
    }
    assert found == {
        "fund": 3_310_000_000,  # 33.1 亿元
        "cadre_ew": 113,
        "cadre_we": 76,
        "tech_ew": 330,
        "tech_we": 163,
        "ent": 100,
        "inv": 10_000_000_000,  # 100 亿元
        "ipr": 68,
        "sales": 1_500_000_000,  # 15 亿元
    }


def test_a_changed_meeting_is_updated_alone_and_with_history(
    stores: Stores, tmp_path: Path
) -> None:
    engine = states.reference(stores)
    before = states.records(engine)
    folder = changed(tmp_path, "meetings", setting("meeting_id", "M023", summary_zh="新的摘要"))
    loaded = load_reference(engine, folder)
    assert loaded
    old = next(row for row in before["meeting"] if row["code"] == "M023")
    expected = {**old, "summary": "新的摘要", "version": 2}
    before["meeting"] = [expected if row is old else row for row in before["meeting"]]
    assert states.records(engine) == before
    (entry,) = (
        row for row in states.table(engine, "row_history") if row["batch_id"] == loaded.batch_id
    )
    assert (entry["action"], entry["table_name"], entry["row_id"]) == (
        Action.UPDATE,
        "meeting",
        old["id"],
    )
    assert entry["before"] == {"summary": old["summary"]}
    assert entry["after"] == {"summary": "新的摘要"}


@pytest.mark.parametrize(
    ("file", "key", "value", "cells", "table", "now"),
    [
        ("metrics", "key", "fund", {"name_en": "Aid"}, "metric", {"name_en": "Aid"}),
        ("figures", "figure_id", "F005", {"note": "新"}, "published_figure", {"note": "新"}),
        ("pairings", "pairing_id", "P001", {"note": "新"}, "pairing", {"note": "新"}),
        (
            "provinces",
            "adcode",
            "110000",
            {"capital_en": "Peking"},
            "area",
            {"capital_en": "Peking"},
        ),
        (
            "commitments",
            "text_zh",
            "重视改善民生",
            {"status": "", "target_value": "7"},
            "commitment",
            {"target_value": 7},
        ),
    ],
)
def test_a_changed_line_updates_just_its_row(
    stores: Stores,
    tmp_path: Path,
    file: str,
    key: str,
    value: str,
    cells: dict[str, str],
    table: str,
    now: dict[str, object],
) -> None:
    engine = states.reference(stores)
    before = states.table(engine, table)
    cells = {name: cell for name, cell in cells.items() if name in lines(file)[0]}
    load_reference(engine, changed(tmp_path, file, setting(key, value, **cells)))
    different = [
        (old, new)
        for old, new in zip(before, states.table(engine, table), strict=True)
        if old != new
    ]
    ((old, new),) = different
    assert new == old | now


def test_a_figure_that_moved_leaves_its_old_place(stores: Stores, tmp_path: Path) -> None:
    engine = states.reference(stores)
    figure = next(row for row in lines("figures") if row["helper_adcode"] == "330000")
    moved = setting("figure_id", figure["figure_id"], helper_adcode="350000")
    load_reference(engine, changed(tmp_path, "figures", moved))
    stored = states.one(engine, "published_figure", code=figure["figure_id"])
    assert stored["helper_adcode"] == "350000"


def test_a_figure_that_is_of_several_places_no_longer_leaves_them(
    stores: Stores, tmp_path: Path
) -> None:
    engine = states.reference(stores)
    figure = next(row for row in lines("figures") if ";" in row["helper_adcode"])
    now = setting("figure_id", figure["figure_id"], helper_adcode="350000")
    load_reference(engine, changed(tmp_path, "figures", now))
    stored = states.one(engine, "published_figure", code=figure["figure_id"])
    areas = states.table(engine, "published_figure_area")
    assert stored["helper_adcode"] == "350000"
    assert stored["id"] not in {row["figure_id"] for row in areas}


def test_a_meeting_that_somebody_edited_stays_edited(stores: Stores, tmp_path: Path) -> None:
    engine = states.reference(stores)
    edit = bring(engine, Kind.MEETINGS, THE_MEETING | {"summary": "本省的摘要"})
    assert edit.counts["changed"] == 1
    cells = {"summary_zh": "新的摘要", "place_en": "Hang Chow"}
    load_reference(engine, changed(tmp_path, "meetings", setting("meeting_id", "M023", **cells)))
    found = states.one(engine, "meeting", code="M023")
    assert (found["summary"], found["place_en"]) == ("本省的摘要", "Hangzhou")


def test_an_edit_that_was_undone_no_longer_holds_the_files_off(
    stores: Stores, tmp_path: Path
) -> None:
    engine = states.reference(stores)
    edit = bring(engine, Kind.MEETINGS, THE_MEETING | {"summary": "本省的摘要"})
    undo(engine, batch(edit), STAFF)
    folder = changed(tmp_path, "meetings", setting("meeting_id", "M023", summary_zh="新的摘要"))
    load_reference(engine, folder)
    assert states.one(engine, "meeting", code="M023")["summary"] == "新的摘要"


def test_a_file_that_contradicts_itself_changes_nothing(stores: Stores, tmp_path: Path) -> None:
    engine = states.reference(stores)
    before = states.checksum(engine)
    twin = {"date_start": "2019-05-14", "name_zh": THE_MEETING["title"], "date_precision": "day"}
    sides = {"helper_adcode": "330000", "receiver_adcode": "510000"}
    folder = changed(tmp_path, "meetings", setting("meeting_id", "M001", **twin, **sides))
    with pytest.raises(ValueError, match="data/reference, meeting: "):
        load_reference(engine, folder)
    assert states.checksum(engine) == before


def test_a_load_cannot_be_undone(stores: Stores) -> None:
    engine = states.reference(stores)
    before = states.checksum(engine)
    loaded = states.one(engine, "import_batch", kind="reference")
    with pytest.raises(CannotUndo):
        undo(engine, loaded["id"], STAFF)
    assert states.checksum(engine) == before


def test_a_load_raises_the_revision_once(stores: Stores) -> None:
    engine = states.migrated(stores)
    load_reference(engine)
    with reading(engine) as connection:
        assert revision(connection) == 1
