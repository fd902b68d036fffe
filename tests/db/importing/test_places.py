"""Places as ledgers name them: found on the receiving side first and in their time, or said."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.engine import reading
from db.importing.directory import Directory, read_directory
from db.importing.pipeline import Preview
from db.importing.placing import Placed
from db.importing.problems import PROBLEMS
from db.importing.radicals import unradical
from db.terms import Kind, Level
from tests.conftest import StoreFactory, Stores
from tests.db import states
from tests.db.ledgers import bring, look, meeting, project, visit

HERE = Path(__file__).parent
NAMES = {id(problem): name for name, problem in PROBLEMS.items()}

ZHEJIANG, SICHUAN, QINGCHUAN = "330000", "510000", "510822"


def lines(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def said(found: Preview) -> dict[int, str]:
    """Record → the names of what is said of its place."""
    names: dict[int, list[str]] = {}
    for issue in found.issues:
        assert issue.record_no is not None, issue.message.zh
        names.setdefault(issue.record_no, []).append(NAMES[id(issue.problem)])
    return {number: ";".join(sorted(some)) for number, some in names.items()}


def brought(stores: Stores, rows: list[dict[str, str]]) -> tuple[list[str], list[str]]:
    """The codes and the notes of projects at these places, as imported; the texts are kept."""
    engine = states.reference(stores)
    ledger = [
        project(
            code=f"P{number:03}",
            helper=row["helper"],
            receiver=row["receiver"],
            year=row["year"],
            place=row["place_as_written"],
        )
        for number, row in enumerate(rows)
    ]
    found = bring(engine, Kind.PROJECTS, *ledger)
    assert found.outcome.accepted, [issue.message.zh for issue in found.issues][:5]
    notes = said(found)
    stored = sorted(states.table(engine, "project"), key=lambda record: str(record["code"]))
    written = [unradical(row["place_as_written"]) for row in rows]
    assert [row["place"] for row in stored] == written
    codes = [row["place_adcode"] or "" for row in stored]
    return codes, [notes.get(number, "") for number in range(1, len(rows) + 1)]


def test_places_of_offices_are_found(stores: Stores) -> None:
    rows = lines("places.csv")
    codes, _notes = brought(stores, rows)
    wrong = [
        (row["place_as_written"], code)
        for row, code in zip(rows, codes, strict=True)
        if code not in row["adcode_any_of"].split("|")
    ]
    assert wrong == []


def test_forms_of_many_kinds_are_found_or_said(stores: Stores) -> None:
    rows = lines("places_forms.csv")
    codes, notes = brought(stores, rows)
    found = list(zip((row["place_as_written"] for row in rows), codes, notes, strict=True))
    assert found == [(row["place_as_written"], row["adcode"], row["said"]) for row in rows]


def test_nothing_is_left_without_a_code_unsaid() -> None:
    rows = lines("places_forms.csv")
    assert [row for row in rows if not row["adcode"] and not row["said"]] == []


@pytest.mark.parametrize(
    ("place", "adcode", "note"),
    [
        ("杭州", "330100", ""),
        ("四川省成都市金牛宾馆", "510106", "PLACE_TAKEN"),
        ("北京", "110000", ""),
        ("某饭店", None, "VENUE"),
    ],
)
def test_a_meeting_may_be_on_either_side(
    stores: Stores, place: str, adcode: str | None, note: str
) -> None:
    engine = states.reference(stores)
    found = bring(engine, Kind.MEETINGS, meeting(place=place, title="在哪里"))
    assert said(found) == ({1: note} if note else {})
    assert states.one(engine, "meeting", title="在哪里")["place_adcode"] == adcode


def test_a_stop_is_placed_where_its_name_tells(stores: Stores) -> None:
    engine = states.reference(stores)
    stops = "青川县白茶基地；海康威视；杭州市西湖区；朝天区；剑阁县某小学"
    found = bring(engine, Kind.VISITS, visit(sites=stops, date="2023-05-06", head="考察团"))
    assert said(found) == {}
    (made,) = (row for row in states.table(engine, "visit") if row["head"] == "考察团")
    sites = [row for row in states.table(engine, "visit_site") if row["visit_id"] == made["id"]]
    placed = {row["name"]: row["place_adcode"] for row in sites}
    assert placed == dict(
        zip(stops.split("；"), ("510822", None, "330106", "510812", "510823"), strict=True)
    )


@pytest.mark.parametrize(
    ("helper", "receiver", "year", "note", "codes"),
    [
        ("奉化市", "安图县", "2018", "PAIRED_AS", ("330213", "222426")),
        ("河南省", "哈密地区", "2013", "PAIRED_AS", ("410000", "650500")),
        ("河南", "哈密", "2020", "", ("410000", "650500")),
        ("南浔区", "广安", "2022", "", ("330503", "511602")),
        ("济南市", "甘肃省临夏州", "2022", "", ("370100", "622900")),
    ],
)
def test_sides_are_what_is_paired(
    stores: Stores, helper: str, receiver: str, year: str, note: str, codes: tuple[str, str]
) -> None:
    engine = states.reference(stores)
    found = look(engine, Kind.PROJECTS, project(helper=helper, receiver=receiver, year=year))
    assert said(found) == ({1: note} if note else {})
    (plan,) = found.plans
    assert (plan.values["helper_adcode"], plan.values["receiver_adcode"]) == codes


@pytest.fixture(scope="module")
def known(store_factory: StoreFactory) -> Iterator[Directory]:
    """The places of the reference facts."""
    stores = Stores(store_factory, "sqlite")
    with reading(states.reference(stores)) as connection:
        yield read_directory(connection)
    stores.drop()


def placed(known: Directory, text: str, receiver: str, year: int = 2023) -> Placed:
    return known.place(text, ZHEJIANG, receiver, year)


def test_a_paired_county_or_prefecture_goes_before_its_province(known: Directory) -> None:
    found = {
        (text, receiver): placed(known, text, receiver).adcode
        for text, receiver in (
            ("市中区", "511100"),
            ("市中区", "511000"),
            ("前旗", "152200"),
            ("甘孜", "513300"),
            ("甘孜", "513328"),
            ("全县", QINGCHUAN),
            ("全州", "513400"),
            ("沙州镇", QINGCHUAN),
        )
    }
    assert found == {
        ("市中区", "511100"): "511102",
        ("市中区", "511000"): "511002",
        ("前旗", "152200"): "152221",
        ("甘孜", "513300"): "513300",
        ("甘孜", "513328"): "513328",
        ("全县", QINGCHUAN): QINGCHUAN,
        ("全州", "513400"): "513400",
        ("沙州镇", QINGCHUAN): QINGCHUAN,
    }


def test_a_note_names_what_may_have_been_meant(known: Directory) -> None:
    found = placed(known, "昭觉线", SICHUAN)
    assert found.adcode is None
    (note,) = found.notes
    assert "可能是：四川省凉山彝族自治州昭觉县" in note.issue().message.zh


def test_the_unit_of_the_year_is_taken(known: Directory) -> None:
    found = {year: placed(known, "会理", SICHUAN, year).adcode for year in (2019, 2021, 2023)}
    assert found == {2019: "513425", 2021: "513402", 2023: "513402"}
    former = placed(known, "会理县", SICHUAN, 2020)
    assert (former.adcode, former.notes) == ("513425", ())


COUNTY = st.sampled_from(("{name}", "{short}", "{province}{name}", "{province}{short}"))
BELOW = st.sampled_from(("{prefecture}{name}", "{province}{prefecture}{name}"))
AFTER = st.sampled_from(("", "城关镇", "（某某乡）", "经济开发区", " 第3村"))


@given(st.data())
def test_any_name_of_any_county_is_found_in_its_province_or_said(
    known: Directory, data: st.DataObject
) -> None:
    counties = [
        area
        for area in known.areas.values()
        if area.level is Level.COUNTY and area.adcode[4:] != "01" and area.parent_adcode
    ]
    area = data.draw(st.sampled_from(counties))
    parent = known.areas[area.parent_adcode or ""]
    whole = data.draw(st.booleans())
    form = data.draw(BELOW if whole else COUNTY)
    text = form.format(
        name=area.name_zh,
        short=area.name_zh[:-1] if len(area.name_zh) > 2 else area.name_zh,
        province=known.areas[area.province_adcode].name_zh,
        prefecture="" if parent.adcode.endswith("000") else parent.name_zh,
    )
    found = placed(known, text + data.draw(AFTER), area.province_adcode, 2023)
    kin = known.known.kin(area.adcode)
    if whole:
        assert found.adcode in kin or found.notes
    elif found.adcode is None:
        assert found.notes
    else:
        assert known.known.lies_in(found.adcode, area.province_adcode)
