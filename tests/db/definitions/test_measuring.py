"""Measures and units that an office adds: known by their headers at once, refused where unclear."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from db.accounts import Forbidden
from db.definitions import Refused
from db.definitions.measuring import NewMeasure, NewUnit, introduce_measure, introduce_unit
from db.engine import locked
from db.importing.pipeline import Outcome
from db.terms import AccountRole, Kind
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, project
from tests.db.measures import measured

ROAD = NewMeasure(
    "road",
    "道路长度",
    "Length of roads",
    "公里",
    "公路里程、村道",
    "新修道路",
    "Roads built",
    "台账",
)
METRE = NewUnit("公里", "米", 1, 1000, "GB 3100—93")


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return measured(states.paired(stores))


def test_a_new_measure_and_its_unit_are_known_by_their_headers(engine: Engine) -> None:
    header = {"公路里程（米）": "2500"}
    assert bring(engine, Kind.PROJECTS, project() | header).outcome is Outcome.NEED_CHOICE
    with locked(engine) as connection:
        introduce_measure(connection, OPERATOR, ROAD)
        introduce_unit(connection, OPERATOR, METRE)
    batch(bring(engine, Kind.PROJECTS, project() | header))
    (row,) = states.table(engine, "project_measure")
    assert (row["measure_key"], row["actual"], row["actual_unit"]) == ("road", 2_500, "米")


@pytest.mark.parametrize(
    "wrong",
    [
        replace(ROAD, key="Road!"),
        replace(ROAD, key="yield"),
        replace(ROAD, name_zh="产量"),
        replace(ROAD, unit=" "),
        replace(ROAD, source="x" * 2_000),
    ],
)
def test_what_is_no_measure_is_refused(engine: Engine, wrong: NewMeasure) -> None:
    before = states.table(engine, "measure")
    with pytest.raises(Refused), locked(engine) as connection:
        introduce_measure(connection, OPERATOR, wrong)
    assert states.table(engine, "measure") == before


@pytest.mark.parametrize(
    "wrong",
    [
        METRE,  # nothing is measured in kilometres yet
        NewUnit("亩", "公顷", 15, 1, "x"),
        NewUnit("亩", "亩", 1, 1, "x"),
        NewUnit("亩", "垧", 0, 1, "x"),
        NewUnit("亩", "垧", 15, 1, ""),
    ],
)
def test_what_is_no_conversion_is_refused(engine: Engine, wrong: NewUnit) -> None:
    with pytest.raises(Refused), locked(engine) as connection:
        introduce_unit(connection, OPERATOR, wrong)


def test_only_administrators_add_to_them(engine: Engine) -> None:
    staff = make(engine, AccountRole.STAFF, "staff", pairings=[1])
    with pytest.raises(Forbidden), locked(engine) as connection:
        introduce_measure(connection, staff, ROAD)
    with pytest.raises(Forbidden), locked(engine) as connection:
        introduce_unit(connection, staff, METRE)
