"""Ledgers of people sent, labour, sales and paired grass roots, as offices keep them."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from db.engine import reading
from db.importing.export import export
from db.importing.pipeline import import_file
from db.importing.undo import undo
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import (
    STAFF,
    Cells,
    batch,
    bring,
    codes,
    consumption,
    grass_roots,
    labour,
    look,
    talent,
    upload,
)

TALENT, LABOUR, SALES, PAIRS = Kind.TALENT, Kind.LABOUR, Kind.CONSUMPTION, Kind.GRASS_ROOTS
TABLES = {TALENT: "talent", LABOUR: "labour", SALES: "consumption", PAIRS: "grass_roots_pair"}


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.paired(stores)


OFFICES: list[tuple[Kind, str, dict[str, Any]]] = [
    (
        TALENT,
        "年份,帮扶省,受援省,选派方向,人员类别,姓名,专业领域,派出单位,接收单位,挂任职务,挂职起止时间\n"
        "2023年,浙江,四川,东派西,干部,钱某某,农业,某局,某县政府,副县长,2022.5-2024.5\n",
        {
            "direction": "east_to_west",
            "category": "cadre",
            "name": "钱某某",
            "post": "副县长",
            "since_date": date(2022, 5, 1),
            "until_date": date(2024, 5, 1),
            "until_precision": "month",
        },
    ),
    (
        TALENT,
        "年度,东部省份,西部省份,交流方向,人才类型,专技人才姓名,从事专业,原工作单位,挂职单位,任职岗位,"
        "到岗时间,离任时间\n"
        "2023,浙江省,四川省,西部赴东部,医生,李某,骨科,某县医院,某医院,骨科医师,2023年3月1日,\n",
        {
            "direction": "west_to_east",
            "category": "specialist",
            "field": "骨科",
            "sent_by": "某县医院",
            "received_by": "某医院",
            "since_date": date(2023, 3, 1),
            "until_date": None,
        },
    ),
    (
        LABOUR,
        "年度,统计月份,东部省份,西部省份,转移就业人数,其中脱贫劳动力,就业去向,组织方式\n"
        "2023,1-6月,浙江省,四川省,1200人,640,省内就近就业,劳务专班\n",
        {
            "period_kind": "half",
            "period_number": 1,
            "ends_on": date(2023, 6, 30),
            "persons": 1200,
            "lifted": 640,
            "destination": "own_province",
            "through": "劳务专班",
        },
    ),
    (
        LABOUR,
        "年份,季度,东部,西部,劳务输出人数\n2023,三季度,浙江,四川,80\n",
        {"period_kind": "quarter", "period_number": 3, "destination": "not_told", "through": ""},
    ),
    (
        SALES,
        "年度,月份,东部省份,西部省份,产品名称,销售渠道,采购金额（元）\n"
        "2023,5月,浙江省,四川省,木耳,832平台,1234567\n",
        {
            "product": "木耳",
            "channel": "832平台",
            "amount": 1_234_567,
            "ends_on": date(2023, 5, 31),
        },
    ),
    (
        SALES,
        "年度,统计期间,东部省份,西部省份,消费帮扶金额（亿元）\n2023,全年,浙江省,四川省,1.25\n",
        {"product": "", "channel": "", "amount": 125_000_000, "period_kind": "year"},
    ),
    (
        PAIRS,
        "年度,结对类型,东部省份,西部省份,东部学校,西部学校,结对时间\n"
        "2023,小学,浙江省,四川省,学军小学,青川一小,2021年9月\n",
        {
            "category": "school",
            "helper_unit": "学军小学",
            "receiver_unit": "青川一小",
            "since_date": date(2021, 9, 1),
            "since_precision": "month",
        },
    ),
    (
        PAIRS,
        "年份,单位类型,帮扶省,受援省,帮扶单位,受帮扶单位,签约日期\n"
        "2023,村企结对,浙江,四川,某集团,木鱼村,2022-03-04\n",
        {"category": "enterprise", "since_date": date(2022, 3, 4), "since_precision": "day"},
    ),
]


@pytest.mark.parametrize(("kind", "text", "expected"), OFFICES)
def test_a_ledger_as_an_office_keeps_it(
    engine: Engine, kind: Kind, text: str, expected: dict[str, Any]
) -> None:
    batch(import_file(engine, upload(kind, data=text.encode())))
    (row,) = states.table(engine, TABLES[kind])
    assert {name: row[name] for name in expected} == expected
    assert (row["pairing_id"], row["year"]) == (1, 2023)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2022年5月至2024年5月", date(2024, 5, 1)),
        ("2022-05-2023-04", date(2023, 4, 1)),
        ("2022.05—至今", None),
        ("2022年5月", None),
    ],
)
def test_a_term_of_office_in_one_cell(engine: Engine, text: str, last: date | None) -> None:
    batch(bring(engine, TALENT, talent(start=text)))
    (row,) = states.table(engine, "talent")
    assert (row["since_date"], row["since_precision"]) == (date(2022, 5, 1), "month")
    assert row["until_date"] == last


@pytest.mark.parametrize(
    ("kind", "row", "code"),
    [
        (TALENT, talent(direction="双向"), "mapping"),
        (TALENT, talent(category="志愿者"), "mapping"),
        (TALENT, talent(end="2022-04"), "date-range"),
        (TALENT, talent(start="2022.5-2021.5"), "date-range"),
        (TALENT, talent(start=""), "missing-cell"),
        (LABOUR, labour(persons="10", lifted="11"), "number"),
        (LABOUR, labour(period="1-9月"), "period"),
        (LABOUR, labour(period="前三季度"), "period"),
        (LABOUR, labour(period="2021年全年"), "period"),
        (LABOUR, labour(destination="月球"), "mapping"),
        (SALES, consumption(amount="-3"), "number"),
        (SALES, consumption(period="3"), "period"),
        (SALES, consumption(year="2099", period="全年"), "period"),
        (PAIRS, grass_roots(category="省"), "mapping"),
        (PAIRS, grass_roots(helper_unit=""), "missing-cell"),
        (PAIRS, grass_roots(receiver="福建省"), "pairing"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(
    engine: Engine, kind: Kind, row: Cells, code: str
) -> None:
    assert code in codes(bring(engine, kind, row))
    assert states.table(engine, TABLES[kind]) == []


@pytest.mark.parametrize(
    ("kind", "row", "same", "others"),
    [
        (
            TALENT,
            talent(),
            talent(name="钱 某某", post="局长"),
            [talent(name="李某"), talent(year="2023"), talent(name=""), talent(name="", post="")],
        ),
        (
            LABOUR,
            labour(),
            labour(persons="7", through="劳务专车 "),
            [labour(destination="省内"), labour(period="6月"), labour(through="")],
        ),
        (
            SALES,
            consumption(),
            consumption(amount="7", channel="专 馆"),
            [consumption(product=""), consumption(channel="平台"), consumption(period="全年")],
        ),
        (
            PAIRS,
            grass_roots(),
            grass_roots(helper_unit="塘栖 镇", since="2021"),
            [grass_roots(category="村"), grass_roots(receiver_unit="竹园镇")],
        ),
    ],
)
def test_what_tells_a_record_from_others(
    engine: Engine, kind: Kind, row: Cells, same: Cells, others: list[Cells]
) -> None:
    batch(bring(engine, kind, row))
    again = look(engine, kind, same)
    assert (again.counts["changed"], again.counts["new"]) == (1, 0), codes(again)
    for other in others:
        assert look(engine, kind, other).counts["new"] == 1


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (TALENT, [talent(end="2024-05", field="农业"), talent(name="", category="专业技术人才")]),
        (LABOUR, [labour(lifted="5"), labour(destination="", through="", period="全年")]),
        (SALES, [consumption(amount="0.00015"), consumption(product="", channel="")]),
        (PAIRS, [grass_roots(since="2021"), grass_roots(category="医院")]),
    ],
)
def test_what_goes_out_comes_in_again_and_its_import_is_undone(
    engine: Engine, kind: Kind, rows: list[Cells]
) -> None:
    made = [batch(bring(engine, kind, row)) for row in rows]
    for language in ("zh", "en"):
        with reading(engine) as connection:
            data = export(connection, kind, "zh" if language == "zh" else "en")
        seen = look(engine, kind, data=data)
        assert (seen.counts["unchanged"], seen.counts["new"], seen.counts["changed"]) == (2, 0, 0)
    assert [undo(engine, one, STAFF).reversed for one in made] == [1, 1]
    assert states.table(engine, TABLES[kind]) == []


def test_the_end_of_a_term_is_no_day_that_the_ledger_was_kept_to(engine: Engine) -> None:
    batch(bring(engine, TALENT, talent(start="2022-05", end="2024-05")))
    assert states.table(engine, "talent")[0]["as_of"] == date(2022, 12, 31)
