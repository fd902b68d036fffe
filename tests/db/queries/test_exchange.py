"""People both ways, counted by hand on both databases."""

import pytest
from sqlalchemy import Engine

from db.engine import reading
from db.filters import EVERYTHING, Filter
from db.importing.export import selection
from db.queries import exchange, ledgers
from db.results import heads
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, labour, talent, training, visit

EAST, WEST = "east_to_west", "west_to_east"
CITIES = {"helper": "浙江省杭州市", "receiver": "四川省广元市"}


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.paired(stores)


def persons(engine: Engine, chosen: Filter = EVERYTHING) -> dict[tuple[str, str, int, str], int]:
    """Flow, receiver, year and direction → persons."""
    with reading(engine) as connection:
        found = exchange.both_ways(connection, chosen)
    keys = zip(
        found["flow"], found["receiver_adcode"], found["year"], found["direction"], strict=True
    )
    return dict(zip(keys, found["persons"].tolist(), strict=True))


def test_each_flow_is_counted_by_couple_year_and_direction(engine: Engine) -> None:
    batch(
        bring(
            engine,
            Kind.VISITS,
            visit(headcount="12"),
            visit(headcount="", head="乙"),
            visit(headcount="8", direction="西部赴东部"),
        )
    )
    batch(
        bring(
            engine,
            Kind.TALENT,
            talent(),
            talent(year="2023"),
            talent(category="专业技术人才", direction="西部赴东部", **CITIES),
        )
    )
    classes = [
        training(),
        training(category="致富带头人", persons="40"),
        training(category="学生", title="", persons="120", start=""),
        training(direction="东部赴西部", persons="5", year="2023", start="2023-01"),
    ]
    batch(bring(engine, Kind.TRAINING, *classes))
    assert persons(engine) == {
        ("visitors", "510000", 2022, EAST): 12,
        ("visitors", "510000", 2022, WEST): 8,
        ("cadres", "510000", 2022, EAST): 1,
        ("cadres", "510000", 2023, EAST): 1,
        ("specialists", "510800", 2022, WEST): 1,
        ("trainees", "510000", 2022, WEST): 100,
        ("trainees", "510000", 2023, EAST): 5,
        ("students", "510000", 2022, WEST): 120,
    }


def test_a_visit_that_tells_no_headcount_is_said(engine: Engine) -> None:
    batch(bring(engine, Kind.VISITS, visit(headcount="12"), visit(headcount="", head="乙")))
    with reading(engine) as connection:
        (row,) = exchange.both_ways(connection, EVERYTHING).to_dict("records")
    assert (row["records"], row["persons"], row["untold"]) == (2, 12, 1)


def test_workers_are_those_who_went_east_and_count_once(engine: Engine) -> None:
    rows = [
        labour(persons="300", period="4月"),
        labour(persons="1200", period="二季度"),
        labour(persons="70", period="三季度"),
        labour(persons="999", destination="省内"),
    ]
    batch(bring(engine, Kind.LABOUR, *rows))
    assert persons(engine) == {("workers", "510000", 2022, WEST): 1270}


def test_the_filter_narrows_years_and_sides(engine: Engine) -> None:
    batch(bring(engine, Kind.TALENT, talent(), talent(year="2023")))
    assert list(persons(engine, Filter(years=(2023, 2023)))) == [("cadres", "510000", 2023, EAST)]
    assert not persons(engine, Filter(receiver="520000"))


def test_an_empty_store_has_no_rows(engine: Engine) -> None:
    assert persons(engine) == {}


def test_a_list_is_narrowed_to_terms_and_adds_up_what_it_has_left(engine: Engine) -> None:
    rows = [
        training(),
        training(category="学生", persons="120"),
        training(category="干部 ", title="二"),
    ]
    batch(bring(engine, Kind.TRAINING, *rows))
    taught = (("category", ("officials", "leaders")), ("direction", (WEST,)))
    with reading(engine) as connection:
        totals = ledgers.totals(connection, Kind.TRAINING, EVERYTHING, "", taught)
        listed = ledgers.listed(connection, Kind.TRAINING, EVERYTHING, "", taught)
        file = selection(connection, Kind.TRAINING, EVERYTHING, "", taught).decode("utf-8-sig")
    assert (totals["records"], totals["persons"]) == (2, 120)
    assert set(listed["category"]) == {"officials"}
    assert "学生" not in file
    assert file.count("\n") == 3


def test_the_totals_of_labour_leave_out_what_a_wider_period_has(engine: Engine) -> None:
    batch(bring(engine, Kind.LABOUR, labour(persons="300", period="4月"), labour(persons="1200")))
    with reading(engine) as connection:
        totals = ledgers.totals(connection, Kind.LABOUR, EVERYTHING)
    assert (totals["records"], totals["persons"]) == (2, 1200)


def test_classes_stand_beside_what_both_sides_report_of_training(engine: Engine) -> None:
    batch(bring(engine, Kind.TRAINING, training(), training(category="学生", persons="120")))
    with reading(engine) as connection:
        assert heads.of_year(connection, 2022) == {(("330000", "510000"), "train"): 60}
