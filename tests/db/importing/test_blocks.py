"""Plain rows go as columns from the file to the store, and come out as any other does."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from db.engine import reading, writing
from db.errors import StoreUnavailable
from db.importing import bulk, kinds, spool
from db.importing.csvtext import Line, kept
from db.importing.identity import Codes
from db.importing.numbers import money
from db.importing.packed import Plans
from db.importing.plans import commit_plan, store_plan
from db.importing.problems.records import CODE_RESTARTS
from db.importing.rows import ChildPlan, Fate, RowPlan
from db.models import Project, table_of
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.importing.test_once import forget
from tests.db.ledgers import STAFF, bring, meeting, project, upload

PLAIN = project(
    place="青川县", content="茶园", total_investment="12.3456", in_place="7", jobs="0",
    start="2022-03", end="2023-04-05", implementer="公司", source="", note="", meeting="",
)  # fmt: skip
SIDES = {"helper_adcode": "330000", "receiver_adcode": "510000"}
LEDGERS = {
    "all plain": [PLAIN | {"code": f"Z-{n}"} for n in range(7)],
    "blank cells": [
        PLAIN | {"code": "Z-1", "place": "", "in_place": "", "start": "", "implementer": ""},
        PLAIN | {"code": "Z-2", "source": "年报", "note": "注", "total_investment": ""},
        PLAIN | {"code": "Z-3", "end": "", "jobs": "", "content": ""},
    ],
    "a note in one part": [
        PLAIN | {"code": f"Z-{n}", "jobs": "约3" if n == 3 else "3"} for n in range(7)
    ],
    "a meeting": [PLAIN | {"code": "Z-1", "meeting": "H-1"}, PLAIN | {"code": "Z-2"}],
    "some stand already": [PLAIN | {"code": f"OLD-{n % 2}{n}", "title": "新名"} for n in range(5)],
    "written otherwise": [PLAIN | {"code": f"ｏｌｄ－{n % 2}{n}"} for n in range(5)],
    "much alike, parts apart": [PLAIN | {"code": f"Z-{n}", "title": "茶园"} for n in range(7)],
}
FAULTY = {
    "repeated in another part": [PLAIN | {"code": f"Z-{n % 4}"} for n in range(7)],
    "repeated otherwise": [
        PLAIN | {"code": f"Z-{n % 4}", "jobs": "" if n < 4 else "9"} for n in range(7)
    ],
    "repeated in other letters": [
        PLAIN | {"code": code} for code in ("Z-1", "Z-2", "Z-3", "ｚ－1", "Z-4", "z—2")
    ],
    "repeated after a note": [PLAIN | {"code": f"Z-{n % 4}", "note": "=1"} for n in range(7)],
    "ends before it starts": [PLAIN | {"code": "Z-1", "end": "2021-01-01"}],
    "no such pairing": [PLAIN | {"code": "Z-1", "helper": "四川省", "receiver": "浙江省"}],
}


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "PART", 2)
    forget(monkeypatch)


def begin(stores: Stores) -> Engine:
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, meeting(code="H-1"))
    bring(engine, Kind.PROJECTS, *(PLAIN | {"code": f"OLD-{n % 2}{n}"} for n in (1, 2)))
    return engine


def row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = replace(kinds.LEDGERS[Kind.PROJECTS], copied={})
    monkeypatch.setitem(kinds.LEDGERS, Kind.PROJECTS, ledger)
    forget(monkeypatch)


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_is_written_as_row_by_row(
    stores: Stores, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick, slow = begin(stores), begin(stores)
    rows = upload(Kind.PROJECTS, *LEDGERS[name])
    plan, shown = store_plan(quick, rows)
    commit_plan(quick, plan, STAFF)
    row_by_row(monkeypatch)
    plan, expected = store_plan(slow, rows)
    commit_plan(slow, plan, STAFF)
    assert (list(shown.plans), shown.counts) == (list(expected.plans), expected.counts)
    assert shown.sha256() == expected.sha256()
    assert states.rows(quick, ["project"]) == states.rows(slow, ["project"])
    assert states.rows(quick, ["row_history"]) == states.rows(slow, ["row_history"])


@pytest.mark.parametrize("name", FAULTY)
def test_a_ledger_is_refused_as_row_by_row(
    stores: Stores, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = begin(stores)
    rows = upload(Kind.PROJECTS, *FAULTY[name])
    _, shown = store_plan(engine, rows)
    row_by_row(monkeypatch)
    _, expected = store_plan(engine, rows)
    assert shown.counts["error"] > 0
    assert list(shown.plans) == list(expected.plans)
    assert [issue.message for issue in shown.issues] == [i.message for i in expected.issues]


@pytest.mark.parametrize(("codes", "new"), [(None, 0), (Codes.RESTART, 6), (Codes.SAME, 3)])
def test_codes_that_restart_in_another_part_are_asked_about_as_row_by_row(
    stores: Stores, codes: Codes | None, new: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = begin(stores)
    rows = [PLAIN | {"code": f"Z-{n % 3}", "title": f"第{n}个"} for n in range(6)]
    rows = [row | {"year": "2022" if n < 3 else "2023"} for n, row in enumerate(rows)]
    given = upload(Kind.PROJECTS, *rows, codes=codes, only_good=True)
    _, shown = store_plan(engine, given)
    row_by_row(monkeypatch)
    _, expected = store_plan(engine, given)
    assert [i.message for i in shown.issues] == [i.message for i in expected.issues]
    assert (shown.outcome, list(shown.plans)) == (expected.outcome, list(expected.plans))
    asked = [issue for issue in shown.issues if issue.problem is CODE_RESTARTS]
    assert [issue.details["count"] for issue in asked] == ([3] if codes is None else [])
    assert shown.counts["new"] == new


@given(st.lists(st.text("0123456789. ,万", max_size=14), max_size=5))
def test_amounts_at_once_are_those_one_by_one(raws: list[str]) -> None:
    for unit in ("元", "万元", "亿元"):
        convert: Any = money(unit)
        found = convert.many(raws)
        if found is not None:
            assert found == [convert(raw) if raw else None for raw in raws]


def test_packed_lines_are_a_sequence_as_the_list_is() -> None:
    lines = [Line(n, (str(n), "甲\n\ud800")) for n in range(7)]
    packed = kept(iter(lines))
    assert (list(packed), len(packed), packed[3], packed[-1]) == (lines, 7, lines[3], lines[6])
    assert [packed[1:6], packed[5:], packed[:-2]] == [lines[1:6], lines[5:], lines[:-2]]
    with pytest.raises(IndexError):
        packed[7]


def test_where_there_is_no_room_the_store_is_said_to_be_unavailable(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", 100)
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    with pytest.raises(StoreUnavailable, match="no room"):
        bring(states.paired(stores), Kind.PROJECTS, *LEDGERS["all plain"])


def test_packed_plans_are_what_they_were() -> None:
    plans = [
        RowPlan(1, 2, Fate.CHANGED, ("a",), 7, SIDES | {"id": 7, "version": 3}, {"x": 1}, [
            ChildPlan("items", None, None, {"number": 1}), ChildPlan("items", 5, {"id": 5}, None),
        ], [("x", 0, 1)]),
        RowPlan(2, 3, Fate.UNCHANGED, ("b",), 8, {"version": 9}),
        RowPlan(3, 4, Fate.ERROR),
    ]  # fmt: skip
    packed = Plans()
    for part in spool.parts(plans):
        packed.append(part)
    assert [list(map(repr, packed)), packed[1], len(packed)] == [[*map(repr, plans)], plans[1], 3]
    assert [plan.record_no for plan in packed.written(0, 9)] == [1]


def test_indexes_built_after_many_rows_are_those_of_before(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MANY", 1)
    engine = states.paired(stores)
    before = indexes(engine)
    bring(engine, Kind.PROJECTS, *(project(code=f"Z-{n}") for n in range(50)))
    assert (indexes(engine), states.count(engine, "project")) == (before, 50)
    table = table_of(Project)
    row = states.table(engine, "project")[0]
    again = {name: [row[name]] for name in row if name != "id"}
    with (
        pytest.raises(IntegrityError),
        writing(engine) as connection,
        bulk.indexed_after(connection, table, 100),
    ):
        bulk.insert(connection, table, again)
    assert indexes(engine) == before


def indexes(engine: Engine) -> list[str]:
    catalogue = {
        "sqlite": "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
        "postgresql": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    }[engine.dialect.name]
    with reading(engine) as connection:
        return sorted(connection.scalars(text(catalogue)))
