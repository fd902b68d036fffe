"""Sums of measures against sums by hand: planned and actual apart, by year, place and filter."""

import pytest
from sqlalchemy import Engine

from db.engine import reading
from db.filters import EVERYTHING, Filter
from db.queries import measures, sectors
from db.terms import Industry, Kind, Stage
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, consumption, project, workshop
from tests.db.measures import measured

AREA = "planted_area"
ROWS = [
    ("A", "2022", "茶叶", "已签约", "种植面积：计划 2000 亩，实际 1500.5 亩；产值：实际 3 万元"),
    ("B", "2022", "茶叶", "已投产", "种植面积：实际 20 公顷"),
    ("C", "2023", "茶叶", "已签约", "种植面积：计划 10 亩"),
    ("D", "2023", "中药材", "已签约", "种植面积：计划 7 亩，实际 7 亩；产量：计划 1 吨"),
    ("E", "2023", "茶叶", "已签约", ""),
]


@pytest.fixture
def engine(stores: Stores) -> Engine:
    engine = measured(states.paired(stores))
    fields = ("code", "year", "industry", "stage", "measures")
    batch(
        bring(engine, Kind.PROJECTS, *(project(**dict(zip(fields, r, strict=True))) for r in ROWS))
    )
    return engine


@pytest.mark.parametrize(
    ("chosen", "planned", "actual", "projects"),
    [
        (EVERYTHING, 2_017_000, 1_807_500, 4),
        (Filter(industry=Industry.TEA), 2_010_000, 1_800_500, 3),
        (Filter(industry=Industry.TEA, years=(2022, 2022)), 2_000_000, 1_800_500, 2),
        (Filter(stage=Stage.PRODUCING), 0, 300_000, 1),
        (Filter(helper="330000", receiver="510000"), 2_017_000, 1_807_500, 4),
        (Filter(receiver="520000"), 0, 0, 0),
    ],
)
def test_a_sum_is_that_of_its_rows(
    engine: Engine, chosen: Filter, planned: int, actual: int, projects: int
) -> None:
    with reading(engine) as connection:
        total = measures.totals(measures.sums(connection, chosen), AREA)
        rows = measures.listed(connection, chosen, AREA)
    assert (total["planned"], total["actual"], total["projects"]) == (planned, actual, projects)
    assert (rows["planned"].sum(), rows["actual"].sum(), len(rows)) == (planned, actual, projects)
    assert total["planned_by"] == rows["planned"].notna().sum()


def test_sums_are_of_one_measure_by_year_and_place(engine: Engine) -> None:
    with reading(engine) as connection:
        found = measures.sums(connection, EVERYTHING)
    told = {(r["measure_key"], r["year"], r["receiver"]): r for r in found.to_dict("records")}
    assert {key: (row["planned_by"], row["actual_by"]) for key, row in told.items()} == {
        (AREA, 2022, "510000"): (1, 2),
        (AREA, 2023, "510000"): (2, 1),
        ("yield", 2023, "510000"): (1, 0),
        ("output_value", 2022, "510000"): (0, 1),
    }
    assert told["output_value", 2022, "510000"]["actual"] == 30_000_000


def test_the_newest_page_of_a_list_comes_first(engine: Engine) -> None:
    with reading(engine) as connection:
        pages = [
            measures.listed(connection, EVERYTHING, AREA, limit=2, offset=n)["code"].tolist()
            for n in (0, 2)
        ]
    assert pages == [["D", "C"], ["B", "A"]]


def test_workshops_and_sales_are_of_an_industry_by_their_words(engine: Engine) -> None:
    shops = [
        workshop(code="1", product="绿茶", jobs="5"),
        workshop(code="2", product="校服", title="服装车间", jobs="7"),
        workshop(code="3", title="春茶车间", product="", year="2023", jobs="9"),
    ]
    batch(bring(engine, Kind.WORKSHOPS, *shops))
    batch(bring(engine, Kind.CONSUMPTION, consumption(product="红茶"), consumption(product="米")))
    with reading(engine) as connection:
        tea = sectors.by_year(connection, Kind.WORKSHOPS, EVERYTHING, Industry.TEA)
        cut = Filter(years=(2023, 2023))
        last = sectors.by_year(connection, Kind.WORKSHOPS, cut, Industry.TEA)
        listed = sectors.listed(connection, Kind.WORKSHOPS, EVERYTHING, Industry.TEA)
        sold = sectors.listed(connection, Kind.CONSUMPTION, EVERYTHING, Industry.TEA)
    assert tea[["year", "records", "jobs"]].to_numpy().tolist() == [[2022, 1, 5], [2023, 1, 9]]
    assert last["jobs"].tolist() == [9]
    assert listed["code"].tolist() == ["3", "1"]
    assert sold["product"].tolist() == ["红茶"]
