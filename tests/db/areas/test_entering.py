"""Places that an office enters itself: by whom, what is refused, and what comes of it."""

from collections import Counter

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from db.__main__ import main
from db.accounts import Author, Forbidden, Operator
from db.areas import Closing, NotAUnit, Succession, Unit, Wanted, Zone, enter, foresee, take_back
from db.areas.changes import history
from db.engine import locked, reading
from db.filters import EVERYTHING
from db.importing.export import export
from db.importing.gazetteer import read_gazetteer
from db.importing.pipeline import check_file
from db.importing.placing import Sides, place
from db.importing.rows import Fate
from db.importing.words import NOTHING
from db.queries import areas, coverage, projects
from db.reference import load_reference
from db.summaries import places
from db.terms import AccountRole, AreaDeed, Kind, Level, ZoneKind
from tests import accounts
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import bring, pairing, project, upload

OPERATOR = Operator("operator")
NEW = Unit("511199", "新峨县", Level.COUNTY, "511100", "2026-11-01", "a notice")
INTO_NEW = Succession("511181", "511199", True, "2026-11-01", "a notice")
ZONE = Zone("乐山国家高新技术产业开发区", ZoneKind.HIGH_TECH, "511100", "1996", "a notice")
CODE = "5111A1"


def entered(engine: Engine, wanted: Wanted, by: Author | None = OPERATOR) -> str:
    with locked(engine) as connection:
        return enter(connection, by, wanted)  # type: ignore[arg-type]


def foreseen(engine: Engine, wanted: Wanted) -> str:
    with reading(engine) as connection:
        return foresee(connection, wanted).adcode


def taken_back(engine: Engine, number: int, by: Author = OPERATOR) -> str:
    with locked(engine) as connection:
        return take_back(connection, by, number)


def numbers(engine: Engine, adcode: str) -> list[int]:
    with reading(engine) as connection:
        return [one.id for one in history(connection, adcode)]


def test_a_new_unit_is_found_by_ledgers_and_its_forerunner_in_its_time(stores: Stores) -> None:
    engine = states.reference(stores)
    admin = accounts.make(engine, AccountRole.ADMIN)
    entered(engine, NEW, admin)
    entered(engine, INTO_NEW, admin)
    assert states.one(engine, "area", adcode="511181")["valid_to"] == "2026-11-01"
    rows = [("A", "2026", "新峨县"), ("B", "2025", "峨眉山市"), ("C", "2025", "新峨")]
    bring(engine, Kind.PROJECTS, *(project(code=c, year=y, place=p) for c, y, p in rows))
    found = {row["code"]: row["place_adcode"] for row in states.table(engine, "project")}
    assert found == {"A": "511199", "B": "511181", "C": "511181"}


def test_a_zone_is_itself_in_records_and_its_parent_in_sums(stores: Stores) -> None:
    engine = states.reference(stores)
    assert entered(engine, ZONE) == CODE
    named = [
        "乐山高新区",
        "乐山市高新技术产业开发区创业路1号",
        "四川省乐山市高新区",
        "乐山市",
        "峨眉山市",
    ]
    rows = [project(code=f"Z{n}", title=f"园{n}", place=text) for n, text in enumerate(named)]
    bring(engine, Kind.PROJECTS, *rows)
    found = [row["place_adcode"] for row in states.table(engine, "project")]
    assert found == [CODE, CODE, CODE, "511100", "511181"]
    with reading(engine) as connection:
        summed = places(connection)
        many: Counter[str] = Counter()
        for adcode, count in zip(summed["adcode"], summed["projects"], strict=True):
            many[adcode] += int(count)
        assert many == {"511100": 4, "511181": 1}
        assert projects.count(connection, EVERYTHING, "", "511100") == 4
        assert projects.count(connection, EVERYTHING, "", CODE) == 3
        record = areas.record(connection, CODE)
        assert record
        assert record.named_by == {"project": 3}


NAMED = [
    ("高新区", "511100", CODE),
    ("高新技术产业开发区", "511100", CODE),
    ("乐山市中区、高新区", "511100", "511100"),
    ("高新区", "511181", "511181"),  # of a county's ledger nothing says whose it is
    ("高新区", "510000", None),
    ("经开区", "511100", None),
    ("犍为经开区", "510000", "5111A2"),
    ("犍为县经济技术开发区三号厂房", "510000", "5111A2"),
    ("犍为县经济开发区", "511123", "5111A2"),
    ("天府新区成都直管区", "510000", "5100A1"),
    ("乐山市高新区", "330000", None),
]
"""What a ledger says, its receiving side, and the place that is meant."""


def test_a_zone_is_found_under_the_unit_it_belongs_to(stores: Stores) -> None:
    engine = states.reference(stores)
    entered(engine, ZONE)
    entered(engine, Zone("犍为县经开区", ZoneKind.ECONOMIC, "511123", "2006", "a notice"))
    entered(engine, Zone("天府新区", ZoneKind.NEW_AREA, "510000", "2014", "a notice"))
    with reading(engine) as connection:
        known = read_gazetteer(connection)
    for text, receiver, code in NAMED:
        sides = Sides("330000", receiver, 2022)
        placed = place(known, text, sides, lambda _name, _near: NOTHING)
        assert placed.adcode == code, (text, receiver)


def test_a_project_of_a_zone_counts_for_the_county_that_it_lies_in(stores: Stores) -> None:
    engine = states.reference(stores)
    entered(engine, Zone("马边经开区", ZoneKind.ECONOMIC, "511133", "2020", "a notice"))
    entered(engine, Zone("乐山高新区", ZoneKind.HIGH_TECH, "511100", "1996", "a notice"))
    bring(engine, Kind.PAIRINGS, pairing(helper="杭州市", receiver="乐山高新区"))
    rows = [("A", "马边经开区"), ("B", "乐山市犍为县"), ("C", "乐山高新区")]
    bring(engine, Kind.PROJECTS, *(project(code=c, title=c, place=p) for c, p in rows))
    with reading(engine) as connection:
        held = coverage.held(connection)
    ids = {(p["helper_adcode"], p["receiver_adcode"], p["scheme"]): p["id"]
           for p in states.table(engine, "pairing")}  # fmt: skip
    many = held[held["year"] == 2022].set_index("pairing_id")["projects"]
    of = {couple[:2]: many.get(identity, 0) for couple, identity in ids.items()}
    assert of["330000", "510000"] == 3
    assert of["330100", "5111A2"] == 1  # its own, and not what another county of its city has
    assert of["330602", "511133"] == 1


def test_a_zone_may_be_a_side_and_its_export_comes_back_unchanged(stores: Stores) -> None:
    engine = states.reference(stores)
    entered(engine, Zone("昆山花桥国际商务城", ZoneKind.OTHER, "320583", "2006", "a notice"))
    row = pairing(helper="昆山市花桥国际商务城", receiver="松桃苗族自治县")
    assert bring(engine, Kind.PAIRINGS, row).counts[Fate.NEW] == 1
    assert states.one(engine, "pairing", helper_adcode="3205A1")["level"] is Level.COUNTY
    with reading(engine) as connection:
        data = export(connection, Kind.PAIRINGS)
    again = check_file(engine, upload(Kind.PAIRINGS, data=data)).counts
    assert (again["new"], again["changed"], again["error"]) == (0, 0, 0)


def test_an_office_s_own_outlasts_a_load(stores: Stores) -> None:
    engine = states.migrated(stores)
    load_reference(engine)
    entered(engine, NEW)
    entered(engine, INTO_NEW)
    entered(engine, ZONE)
    with locked(engine) as connection:  # as a later edition that knows nothing of it
        connection.exec_driver_sql("UPDATE area SET name_en = 'x' WHERE adcode = '511181'")
        connection.exec_driver_sql("UPDATE import_batch SET sha256 = NULL")
    load_reference(engine)
    assert states.one(engine, "area", adcode="511199")["source"] == "a notice"
    assert states.one(engine, "area_successor", predecessor_adcode="511181")["whole"]
    assert states.one(engine, "area", adcode="511181")["valid_to"] == "2026-11-01"
    assert states.one(engine, "area", adcode=CODE)["zone"] is ZoneKind.HIGH_TECH


@pytest.mark.parametrize("role", [AccountRole.VIEWER, AccountRole.STAFF])
def test_only_administrators_enter_places(stores: Stores, role: AccountRole) -> None:
    engine = states.reference(stores)
    entered(engine, NEW)
    somebody = accounts.make(engine, role, provinces=["510000"] * (role is AccountRole.STAFF))
    before = states.checksum(engine)
    for wanted in (ZONE, INTO_NEW, Closing("511181", "2026", "a notice")):
        with pytest.raises(Forbidden):
            entered(engine, wanted, somebody)
    with pytest.raises(Forbidden):
        taken_back(engine, numbers(engine, "511199")[0], somebody)
    assert states.checksum(engine) == before


def unit(**changed: str | Level) -> Unit:
    return Unit(**{**vars(NEW), **changed})


def zone(**changed: str) -> Zone:
    return Zone(**{**vars(ZONE), **changed})


def became(old: str, new: str, since: str = "2026") -> Succession:
    return Succession(old, new, True, since, "a notice")


REFUSED: list[tuple[Wanted, str]] = [
    (unit(adcode="5111"), "六位"),
    (unit(adcode="511181"), "已有单位：峨眉山市"),
    (unit(parent_adcode="511198"), "上级"),
    (unit(parent_adcode="511181"), "上级"),
    (unit(parent_adcode="620100"), "前两位"),
    (unit(name_zh=" "), "名称"),
    (unit(name_zh="新" * 61), "不超过 60 字"),
    (unit(name_zh="峨眉山市"), "之下已有“峨眉山市”"),
    (unit(level=Level.PROVINCE), "级别"),
    (unit(since="明年"), "日期"),
    (unit(source=""), "来源"),
    (zone(parent_adcode=""), "须有上级"),
    (zone(parent_adcode="511198"), "须有上级"),
    (zone(parent_adcode=CODE), "须有上级"),
    (zone(parent_adcode="513425", since="2025"), "不能属于它"),  # 会理县 ended in 2021
    (zone(name_zh="高新区"), "乐山高新区"),
    (zone(name_zh="国家级经开区"), "连同地名"),
    (zone(name_zh="工业园区"), "连同地名"),
    (zone(), "之下已有"),
    (became("511181", "999999"), "没有代码"),
    (became("513402", "513425"), "成了圈"),  # 会理县 became 会理市
    (became("540581", "542232"), "成了圈"),  # 错那县 twice
    (became("511181", "511181"), "成了圈"),
    (became("511100", CODE), "成了圈"),  # which lies in it
    (became("513425", "511181"), "整体并入 513402"),
    (became("513425", "513402"), "已经登记"),
    (became("511181", "513425"), "不能承继"),
    (became(CODE, "511181", "1990"), "不能在此之前"),
    (Closing("999999", "2026", "a notice"), "没有代码"),
    (Closing("513425", "2026", "a notice"), "已登记于"),
    (Closing(CODE, "1995", "a notice"), "不能在此之前"),
    (Closing("511181", "", "a notice"), "日期"),
    (Closing("511181", "2026", " "), "来源"),
]


def test_what_cannot_be_is_refused_in_words(stores: Stores) -> None:
    engine = states.reference(stores)
    entered(engine, ZONE)
    before = states.checksum(engine)
    for wanted, why in REFUSED:
        said = ""
        for deed in (foreseen, entered):
            try:
                deed(engine, wanted)
            except NotAUnit as refusal:
                said = refusal.words.zh
            assert why in said, (wanted, said)
    assert states.checksum(engine) == before


def test_each_change_is_told_and_taken_back(stores: Stores) -> None:
    engine = states.reference(stores)
    before = states.rows(engine, ["area", "area_successor"])
    for wanted in (NEW, INTO_NEW, ZONE, Closing(CODE, "2025-05", "a notice")):
        if wanted == Closing(CODE, "2025-05", "a notice"):
            with pytest.raises(NotAUnit, match="like 2026"):
                entered(engine, wanted)
            wanted = Closing(CODE, "2025-05-01", "a notice")
        entered(engine, wanted)
    closed, made = numbers(engine, CODE)
    with pytest.raises(NotAUnit, match="later change"):
        taken_back(engine, made)
    for number in (closed, made, *numbers(engine, "511181"), *numbers(engine, "511199")):
        taken_back(engine, number)
    assert states.rows(engine, ["area", "area_successor"]) == before
    with pytest.raises(NotAUnit, match="already"):
        taken_back(engine, made)
    with reading(engine) as connection:
        told = [(one.deed, one.undone, one.author) for one in history(connection, CODE)]
    back, operator = AreaDeed.TAKEN_BACK, "operator"
    assert told == [
        (back, False, operator),
        (back, False, operator),
        (AreaDeed.CLOSED, True, operator),
        (AreaDeed.ENTERED, True, operator),
    ]
    assert entered(engine, ZONE) == "5111A2"  # a code is given once


def test_what_records_name_is_not_taken_back(stores: Stores) -> None:
    engine = states.reference(stores)
    entered(engine, ZONE)
    bring(engine, Kind.PROJECTS, project(place="乐山高新区"))
    with pytest.raises(NotAUnit, match="1 records name 乐山国家"):
        taken_back(engine, numbers(engine, CODE)[0])


@states.SQLITE
def test_the_command_line_enters_places(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = states.reference(stores)
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    facts = ["--since", "2026-11-01", "--source", "a notice"]

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    added = run("add-area", "511199", "新峨县", "--parent", "511100", *facts)
    assert (added.exit_code, added.output) == (0, "511199 新峨县 is entered.\n")
    zoned = ("add-zone", "乐山高新区", "--parent", "511100", "--kind", "high_tech", *facts)
    assert run(*zoned, "--check").output == "Would be so: 5111A1 乐山高新区 is entered.\n"
    assert run(*zoned).output == "5111A1 乐山高新区 is entered.\n"
    assert run("area-became", "511181", "511199", *facts).exit_code == 0
    circle = run("area-became", "511199", "511181", *facts, "--lang", "zh")
    assert circle.exit_code == 1
    assert "成了圈" in circle.output
    assert run("close-area", CODE, "--until", "2027", "--source", "x").exit_code == 0
    listed = run("area-changes").output.splitlines()
    assert [line.split("\t")[2:4] for line in listed] == [
        [CODE, "closed"], ["511181", "succeeded"], [CODE, "entered"], ["511199", "entered"],
    ]  # fmt: skip
    number = listed[0].split("\t")[0]
    assert run("area-undo", number).output == f"Change {number} of {CODE} is taken back.\n"
    assert run("area-undo", number).exit_code == 1
