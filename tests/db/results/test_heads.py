"""What the ledgers of the heads have of a year, by couple and metric."""

import pytest
from sqlalchemy import Engine, select

from db.engine import reading
from db.filters import Filter
from db.models import Pairing
from db.queries import ledgers as lists
from db.results import heads, ledgers
from db.results.behind import behind
from db.results.differences import At
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import (
    batch,
    bring,
    consumption,
    grass_roots,
    labour,
    talent,
    training,
    workshop,
)

COUPLE = ("330000", "510000")
CITIES = ("330100", "510800")
ELSEWHERE = {"helper": "浙江省杭州市", "receiver": "四川省广元市"}


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.paired(stores)


def of_year(engine: Engine, year: int = 2022) -> heads.Found:
    with reading(engine) as connection:
        return heads.of_year(connection, year)


def test_people_count_by_direction_and_category(engine: Engine) -> None:
    rows = [
        talent(),
        talent(name="李某"),
        talent(direction="西部赴东部"),
        talent(category="专业技术人才"),
        talent(category="专业技术人才", direction="西部赴东部", **ELSEWHERE),
        talent(year="2023", name="王某"),
    ]
    batch(bring(engine, Kind.TALENT, *rows))
    assert of_year(engine) == {
        (COUPLE, "cadre_ew"): 2,
        (COUPLE, "cadre_we"): 1,
        (COUPLE, "tech_ew"): 1,
        (CITIES, "tech_we"): 1,
    }


def test_pairs_count_by_what_is_paired(engine: Engine) -> None:
    units = ["乡镇", "村", "村", "学校", "医院", "企业", "社会组织"]
    rows = [grass_roots(category=unit, helper_unit=f"甲{n}") for n, unit in enumerate(units)]
    batch(bring(engine, Kind.GRASS_ROOTS, *rows))
    assert of_year(engine) == {
        (COUPLE, "pairs_township"): 1,
        (COUPLE, "pairs_village"): 2,
        (COUPLE, "pairs_school"): 1,
        (COUPLE, "pairs_hospital"): 1,
    }


@pytest.mark.parametrize(
    ("periods", "persons"),
    [
        (["4月", "5月", "6月"], 3),
        (["4月", "5月", "6月", "二季度"], 1),
        (["4月", "二季度", "7月"], 2),
        (["1-6月", "二季度", "三季度"], 2),
        (["上半年", "下半年", "12月", "全年"], 1),
    ],
)
def test_a_wider_period_counts_in_place_of_those_within(
    engine: Engine, periods: list[str], persons: int
) -> None:
    batch(bring(engine, Kind.LABOUR, *(labour(period=one, persons="1") for one in periods)))
    assert of_year(engine) == {(COUPLE, "labour"): persons}


def test_what_is_told_apart_is_added(engine: Engine) -> None:
    rows = [
        labour(persons="10"),
        labour(persons="5", destination="省内", period="全年"),
        labour(persons="3", through="", period="全年"),
        labour(persons="2", **ELSEWHERE),
    ]
    batch(bring(engine, Kind.LABOUR, *rows))
    sold = [consumption(), consumption(product="木耳", amount="0.5"), consumption(period="上半年")]
    batch(bring(engine, Kind.CONSUMPTION, *sold))
    assert of_year(engine) == {
        (COUPLE, "labour"): 18,
        (CITIES, "labour"): 2,
        (COUPLE, "sales"): 3_210_000,
    }
    assert of_year(engine, 2021) == {}


def test_each_metric_is_declared_with_its_ledger_and_why(engine: Engine) -> None:
    told = {*heads.TALENT.values(), *heads.PAIRS.values(), *heads.METRICS.values()}
    assert ledgers.HEADS.keys() == told
    assert all(one.reason for one in ledgers.HEADS.values())
    assert not ledgers.HEADS.keys() & ledgers.SUMS.keys()


def test_a_metric_is_what_the_couple_s_list_of_its_terms_comes_to(engine: Engine) -> None:
    sent = [
        talent(name=f"甲{way}{what}", direction=way, category=what)
        for way in ("东部赴西部", "西部赴东部")
        for what in ("党政挂职干部", "专业技术人才")
    ]
    batch(bring(engine, Kind.TALENT, *sent, talent(name="乙")))
    units = ["乡镇", "村", "村", "学校", "医院", "企业"]
    pairs = [grass_roots(category=unit, helper_unit=f"甲{n}") for n, unit in enumerate(units)]
    batch(bring(engine, Kind.GRASS_ROOTS, *pairs))
    taught = [training(), training(title="学生班", category="学生")]
    batch(bring(engine, Kind.TRAINING, *taught))
    whole = labour(persons="4", period="全年")
    batch(bring(engine, Kind.LABOUR, whole, labour(persons="3"), labour(persons="2", **ELSEWHERE)))
    batch(bring(engine, Kind.CONSUMPTION, consumption()))
    shops = [workshop(status="在用"), workshop(code="CJ-2", status="停用")]
    batch(bring(engine, Kind.WORKSHOPS, *shops))
    found = {metric: n for (of, metric), n in of_year(engine).items() if of == COUPLE}
    assert found.keys() == ledgers.HEADS.keys()
    with reading(engine) as connection:
        theirs = select(Pairing.id).where(Pairing.helper_adcode == COUPLE[0])
        pairings = tuple(connection.scalars(theirs.where(Pairing.receiver_adcode == COUPLE[1])))
        of = Filter(pairings=pairings, years=(2022, 2022))
        for metric, many in found.items():
            one = ledgers.HEADS[metric]
            told = lists.totals(connection, one.ledger, of, "", tuple(one.among.items()))
            assert told.get(one.column, told["records"]) == many, metric
            rows = behind(connection, At(pairings[0], metric, 2022, 6))
            assert rows is not None
            assert sum(row.value for row in rows.rows) == many, metric
            assert all(rows.names[row.id].zh or rows.names[row.id].more for row in rows.rows)
