"""What counts for which pairing by place, counted by hand on both databases."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine, event, insert, update

from db import kept
from db.engine import reading, writing
from db.models import (
    Area,
    AreaSuccessor,
    ImportBatch,
    Meeting,
    Pairing,
    Project,
    Visit,
    VisitSite,
)
from db.queries import coverage
from db.terms import (
    BatchStatus,
    Category,
    Confidence,
    Direction,
    Industry,
    Level,
    Mechanism,
    Precision,
    Stage,
)
from tests.conftest import Stores
from tests.db import states

M = 1_000_000

ZHEJIANG, HANGZHOU, XIHU, NINGBO = "330000", "330100", "330106", "330200"
SICHUAN, GUANGYUAN, CHAOTIAN, QINGCHUAN, YUANBA = "510000", "510800", "510812", "510822", "510811"
GUIZHOU = "520000"

AREAS = [  # adcode, level, parent, valid_to
    (XIHU, Level.COUNTY, HANGZHOU, None),
    (NINGBO, Level.PREFECTURE, ZHEJIANG, None),
    (CHAOTIAN, Level.COUNTY, GUANGYUAN, None),
    (QINGCHUAN, Level.COUNTY, GUANGYUAN, None),
    (YUANBA, Level.COUNTY, GUANGYUAN, "2013-01"),  # became Chaotian here, to count by hand
    (GUIZHOU, Level.PROVINCE, None, None),
]
WHO = {  # name → helper, receiver, from, to, level
    "provinces": (ZHEJIANG, SICHUAN, 1996, None, Level.PROVINCE),
    "cities": (HANGZHOU, GUANGYUAN, 2013, None, Level.PREFECTURE),
    "county": (XIHU, CHAOTIAN, 2018, 2022, Level.COUNTY),
    "later": (NINGBO, CHAOTIAN, 2023, None, Level.COUNTY),
    "former": (XIHU, YUANBA, 2008, 2012, Level.COUNTY),
    "mixed": (HANGZHOU, QINGCHUAN, 2018, None, Level.COUNTY),
    "all of it": (NINGBO, SICHUAN, 2018, 2021, Level.PROVINCE),  # a city and a whole province
    "others": (GUIZHOU, CHAOTIAN, None, None, Level.COUNTY),
}
IDS = {name: number for number, name in enumerate(WHO, start=101)}

PROJECTS: list[tuple[str, str, int, str | None, set[str]]] = [
    # what it shows, pairing named, year, place, pairings that it counts for
    ("its county's pairing and its city's", "provinces", 2021, CHAOTIAN,
     {"provinces", "cities", "county"}),
    ("a city's project in a county", "cities", 2021, CHAOTIAN, {"cities", "county"}),
    ("a county's own is nobody else's", "county", 2021, CHAOTIAN, {"county"}),
    ("a county's own elsewhere", "county", 2021, QINGCHUAN, {"county"}),
    ("of the city as a whole", "provinces", 2021, GUANGYUAN, {"provinces", "cities"}),
    ("of another county of the city", "cities", 2021, QINGCHUAN, {"cities", "mixed"}),
    ("before the county was paired", "provinces", 2017, CHAOTIAN, {"provinces", "cities"}),
    ("after its first pairing, in its second", "provinces", 2023, CHAOTIAN,
     {"provinces", "cities", "later"}),
    ("in its last year", "provinces", 2022, CHAOTIAN, {"provinces", "cities", "county"}),
    ("named after it had ended", "county", 2023, CHAOTIAN, set()),
    ("a city that is not the helper's", "cities", 2023, CHAOTIAN, {"cities"}),
    ("a former county in its time", "provinces", 2010, YUANBA, {"provinces", "former"}),
    ("a former county later", "provinces", 2021, YUANBA, {"provinces", "cities", "county"}),
    ("by its later name, in its time", "provinces", 2010, CHAOTIAN, {"provinces", "former"}),
    ("nobody knows where", "provinces", 2021, None, {"provinces"}),
    ("in the province as a whole", "provinces", 2021, SICHUAN, {"provinces"}),
]  # fmt: skip


@pytest.fixture
def engine(stores: Stores) -> Engine:
    """The places and pairings above, and no record."""
    made = states.paired(stores)
    with writing(made) as connection:
        for adcode, level, parent, ended in AREAS:
            unit = {"adcode": adcode, "level": level, "name_zh": adcode, "parent_adcode": parent}
            unit |= {"province_adcode": f"{adcode[:2]}0000", "valid_to": ended, "source": "a list"}
            connection.execute(insert(Area).values(unit))
        became = {"predecessor_adcode": YUANBA, "successor_adcode": CHAOTIAN, "whole": True}
        connection.execute(insert(AreaSuccessor).values(became | {"source": "a notice"}))
        connection.execute(update(Pairing).values(year_to=1990, year_from=1990))
        for name, (helper, receiver, since, until, level) in WHO.items():
            row: dict[str, Any] = {
                "id": IDS[name],
                "code": f"T{IDS[name]}",
                "scheme": "1996_initial",
            }
            row |= {"mechanism": Mechanism.COOPERATION, "level": level, "source": "a notice"}
            row |= {"helper_adcode": helper, "receiver_adcode": receiver, "year_from": since}
            row |= {"year_to": until, "confidence": Confidence.HIGH}
            connection.execute(insert(Pairing).values(row))
    return made


def store(engine: Engine, model: Any, *rows: dict[str, Any]) -> None:
    with writing(engine) as connection:
        for row in rows:
            connection.execute(insert(model).values(row))
        kept.recount(connection)


def sides(name: str) -> dict[str, Any]:
    helper, receiver, *_years = WHO[name]
    return {"helper_adcode": helper, "receiver_adcode": receiver, "pairing_id": IDS[name]}


def project(name: str, year: int, place: str | None, code: str = "J1") -> dict[str, Any]:
    return sides(name) | {
        "code": code, "year": year, "title": "茶园", "place_adcode": place, "in_place": 2 * M,
        "industry": Industry.TEA, "stage": Stage.STARTED,
    }  # fmt: skip


def visit(name: str, day: date, identity: int, head: str = "甲") -> dict[str, Any]:
    return sides(name) | {
        "id": identity, "date_start": day, "date_precision": Precision.DAY, "head": head,
        "direction": Direction.EAST_TO_WEST,
    }  # fmt: skip


def meeting(name: str, day: date, place: str | None) -> dict[str, Any]:
    return sides(name) | {
        "category": Category.JOINT_MEETING, "title": "联席会议", "date_start": day,
        "date_precision": Precision.DAY, "place_adcode": place, "level": Level.PROVINCE,
    }  # fmt: skip


def held(engine: Engine, *narrowed: Any) -> pd.DataFrame:
    with reading(engine) as connection:
        return coverage.held(connection, *narrowed)


def counted(engine: Engine, column: str) -> dict[tuple[str, int], int]:
    """(pairing, year) → a number, where it is not 0."""
    found, names = held(engine), {identity: name for name, identity in IDS.items()}
    some = found[found[column] > 0]
    keys = zip(some["pairing_id"].map(names), some["year"], strict=True)
    return dict(zip(keys, some[column], strict=True))


@pytest.mark.parametrize(
    ("named", "year", "place", "expected"),
    [case[1:] for case in PROJECTS],
    ids=[case[0] for case in PROJECTS],
)
def test_a_project_counts_where_it_is(
    engine: Engine, named: str, year: int, place: str | None, expected: set[str]
) -> None:
    store(engine, Project, project(named, year, place))
    assert counted(engine, "projects") == {(name, year): 1 for name in expected}
    assert counted(engine, "in_place") == {(name, year): 2 * M for name in expected}
    assert counted(engine, "meetings") == counted(engine, "visits") == {}


def test_projects_and_their_money_add_up(engine: Engine) -> None:
    rows: list[tuple[str, str | None]] = [("provinces", CHAOTIAN), ("provinces", GUANGYUAN)]
    rows += [("cities", CHAOTIAN)]
    rows += [("county", CHAOTIAN), ("provinces", None)]
    store(
        engine,
        Project,
        *(project(name, 2021, place, f"J{at}") for at, (name, place) in enumerate(rows)),
    )
    expected = {"provinces": 3, "cities": 3, "county": 3}  # 3 own; 1 own, 2 in it; 1 own, 2 in it
    assert counted(engine, "projects") == {(name, 2021): n for name, n in expected.items()}
    assert counted(engine, "in_place") == {(name, 2021): 2 * M * n for name, n in expected.items()}


def test_what_wider_pairings_did_is_told_apart(engine: Engine) -> None:
    rows = (("provinces", CHAOTIAN), ("cities", CHAOTIAN), ("county", CHAOTIAN), ("cities", None))
    store(
        engine,
        Project,
        *(project(name, 2021, place, f"J{at}") for at, (name, place) in enumerate(rows)),
    )
    assert counted(engine, "wider_projects") == {("cities", 2021): 1, ("county", 2021): 2}
    assert counted(engine, "wider_in_place") == {("cities", 2021): 2 * M, ("county", 2021): 4 * M}
    store(engine, Visit, visit("provinces", date(2021, 5, 1), 7))
    store(
        engine, VisitSite, {"visit_id": 7, "position": 1, "name": "某地", "place_adcode": CHAOTIAN}
    )
    listed = {}
    for name in ("cities", "county", "provinces"):
        with reading(engine) as connection:
            found = coverage.wider(connection, IDS[name])
        kinds = found["kind"].value_counts().to_dict()
        listed[name] = (kinds, int(found["in_place"].fillna(0).sum()))
    assert listed == {
        "cities": ({"projects": 1, "visits": 1}, 2 * M),
        "county": ({"projects": 2, "visits": 1}, 4 * M),
        "provinces": ({}, 0),
    }


@pytest.mark.parametrize(
    ("stops", "expected"),
    [
        ([], {"provinces"}),
        ([None], {"provinces"}),
        ([CHAOTIAN, CHAOTIAN], {"provinces", "cities", "county"}),
        ([CHAOTIAN, QINGCHUAN], {"provinces", "cities", "county", "mixed"}),
        ([YUANBA], {"provinces", "cities", "county"}),
        ([GUANGYUAN, None], {"provinces", "cities"}),
    ],
)
def test_a_visit_counts_once_for_each_pairing_that_it_stopped_in(
    engine: Engine, stops: Sequence[str | None], expected: set[str]
) -> None:
    store(engine, Visit, visit("provinces", date(2021, 5, 1), 7))
    store(
        engine,
        VisitSite,
        *(
            {"visit_id": 7, "position": at, "name": "某处", "place_adcode": place}
            for at, place in enumerate(stops)
        ),
    )
    assert counted(engine, "visits") == {(name, 2021): 1 for name in expected}


@pytest.mark.parametrize(
    ("place", "year", "expected"),
    [
        (CHAOTIAN, 2021, {"provinces", "cities", "county"}),
        (XIHU, 2021, {"provinces", "county"}),  # Hangzhou helps two: of those nothing is said
        (HANGZHOU, 2017, {"provinces", "cities"}),  # it helps one
        (HANGZHOU, 2021, {"provinces"}),
        (NINGBO, 2021, {"provinces", "all of it"}),
        (SICHUAN, 2021, {"provinces"}),
        (XIHU, 2023, {"provinces"}),  # no more
        (None, 2021, {"provinces"}),
    ],
)
def test_a_meeting_counts_for_its_receiver_or_the_only_one_of_its_helper(
    engine: Engine, place: str | None, year: int, expected: set[str]
) -> None:
    store(engine, Meeting, meeting("provinces", date(year, 5, 1), place))
    assert counted(engine, "meetings") == {(name, year): 1 for name in expected}


def test_a_record_without_a_pairing_counts_where_it_was(engine: Engine) -> None:
    national = {"helper_adcode": None, "receiver_adcode": None, "pairing_id": None}
    without = {"pairing_id": None}
    store(engine, Meeting, meeting("provinces", date(2021, 1, 1), CHAOTIAN) | national)
    store(engine, Meeting, meeting("provinces", date(2021, 2, 1), QINGCHUAN) | without)
    assert counted(engine, "meetings") == {("cities", 2021): 1, ("mixed", 2021): 1}


def test_industry_and_stage_narrow_projects_alone(engine: Engine) -> None:
    store(engine, Project, project("provinces", 2021, CHAOTIAN))
    store(engine, Visit, visit("provinces", date(2021, 5, 1), 7))
    for narrowed, many in (((Industry.TEA,), 3), ((Industry.HERBS,), 0), ((None, Stage.FUNDED), 0)):
        found = held(engine, *narrowed)
        assert (found["projects"].sum(), found["visits"].sum()) == (many, 1)


def test_a_year_is_loaded_where_a_ledger_has_something_of_it(engine: Engine) -> None:
    batch = {"id": 1, "kind": "visits", "file_name": "互访.csv", "author": "staff"}
    batch |= {"created_at": pd.Timestamp(2024, 1, 1).to_pydatetime(), "counts": {}, "choices": {}}
    batch |= {"status": BatchStatus.COMMITTED}
    store(engine, ImportBatch, batch, batch | {"id": 2, "kind": "reference"})
    press, ledger = {"reference_code": "V901", "batch_id": 2}, {"batch_id": 1}
    store(engine, Project, project("provinces", 2019, None))
    store(engine, Visit, visit("provinces", date(2020, 5, 1), 7) | ledger)
    store(engine, Visit, visit("provinces", date(2021, 5, 1), 8) | press)
    store(engine, Meeting, meeting("provinces", date(2022, 5, 1), None) | {"batch_id": None})
    confirmed = ledger | {"reference_code": "V902"}  # a ledger had what was in the press as well
    store(engine, Visit, visit("provinces", date(2023, 5, 1), 9) | confirmed)
    with reading(engine) as connection:
        assert coverage.loaded_years(connection) == {2019, 2020, 2022, 2023}


def test_as_many_statements_whatever_is_there(engine: Engine) -> None:
    def statements() -> int:
        seen: list[object] = []
        with reading(engine) as connection:
            event.listen(connection, "before_cursor_execute", lambda *told: seen.append(told))
            coverage.held(connection)
        return len(seen)

    before = statements()
    store(engine, Project, *(project("provinces", 2021, CHAOTIAN, f"J{n}") for n in range(5)))
    store(engine, Visit, *(visit("provinces", date(2021, 5, 1), n, f"{n}") for n in range(7, 12)))
    assert statements() == before


def test_of_one_couple_the_same_is_read_as_of_all(engine: Engine) -> None:
    every = (case[1:4] for case in PROJECTS)
    store(engine, Project, *(project(*case, f"J{n}") for n, case in enumerate(every)))
    places = (CHAOTIAN, XIHU, HANGZHOU, QINGCHUAN, None)
    days = [date(year, 5, 1) for year in (2010, 2021, 2023)]
    meetings = [meeting(name, day, at) for name in WHO for day in days for at in places]
    without = meeting("provinces", date(2021, 2, 1), YUANBA) | {"pairing_id": None}
    store(
        engine, Meeting, *(row | {"title": f"第{n}次"} for n, row in enumerate(meetings)), without
    )
    store(engine, Visit, *(visit(name, days[1], n) for n, name in enumerate(WHO, start=1)))
    stops = [{"visit_id": n, "position": 1, "name": "某地"} for n in range(1, len(WHO) + 1)]
    store(engine, VisitSite, *(stop | {"place_adcode": YUANBA} for stop in stops))
    whole, counted = held(engine), list(coverage.COUNTED)
    for name, (helper, receiver, *_years) in WHO.items():
        with reading(engine) as connection:
            wider = coverage.of_wider(connection, IDS[name])
            couple = coverage.of_couple(connection, (helper, receiver), range(2008, 2025))
        own = whole[whole["pairing_id"] == IDS[name]]
        assert wider == {one: int(own[f"wider_{one}"].sum()) for one in counted}
        told = couple[couple["pairing_id"] == IDS[name]]
        assert told[counted].sum().to_dict() == own[counted].sum().to_dict()
    assert whole["wider_meetings"].sum() > 20
