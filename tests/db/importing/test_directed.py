"""Which way people went, where a ledger has no column for it or says it from where it is kept."""

from typing import Any

import pytest
from sqlalchemy import Engine

from db.importing.pipeline import Preview
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import codes, look

pytestmark = states.SQLITE
EAST, WEST = "east_to_west", "west_to_east"
TALENT = "年度,东部省份,西部省份,姓名,开始时间"
WENT = "2023,杭州市,广元市,张某某,2023-03"


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.reference(stores)


def ways(found: Preview) -> list[str]:
    assert found.outcome.accepted, [issue.message.zh for issue in found.issues]
    return [plan.values["direction"].value for plan in found.plans]


def seen(engine: Engine, kind: Kind, text: str, **choices: Any) -> Preview:
    return look(engine, kind, data=text.encode(), **choices)


def test_a_title_or_a_name_tells_the_way_of_all(engine: Engine) -> None:
    told = {
        "2023年杭州市选派赴广元市挂职干部": EAST,
        "赴川挂职干部名册": EAST,
        "东部赴西部挂职干部": EAST,
        "广元市到浙江挂职干部": WEST,
    }
    named = {name: {"file_name": f"{name}.csv"} for name in told}
    found = {n: seen(engine, Kind.TALENT, f"{TALENT}\n{WENT}\n", **named[n]) for n in told}
    assert {name: ways(one) for name, one in found.items()} == {n: [w] for n, w in told.items()}
    categories = {plan.values["category"].value for one in found.values() for plan in one.plans}
    assert categories == {"cadre"}


def test_the_units_of_each_row_tell_its_way(engine: Engine) -> None:
    head = f"{TALENT},类别,派出单位,接收单位"
    rows = [
        f"{WENT},干部,杭州市某局,广元市某局",
        f"{WENT},人才,青川县人民医院,",
        f"{WENT.replace('张', '李')},人才,,杭州市第一医院",
    ]
    assert ways(seen(engine, Kind.TALENT, "\n".join([head, *rows]))) == [EAST, WEST, WEST]
    unclear = "\n".join([head, *rows, f"{WENT.replace('张', '王')},人才,某医院,某医院"])
    found = seen(engine, Kind.TALENT, unclear)
    assert (found.outcome, codes(found)[0]) == ("need_choice", "mapping")
    answered = seen(engine, Kind.TALENT, unclear, mapping={"全表方向": "西部赴东部"})
    assert {*ways(answered)} == {WEST}


def test_who_came_and_went_is_told_by_the_places_of_some_row_or_by_the_title(
    engine: Engine,
) -> None:
    head = "日期,东部省份,西部省份,带队领导,来访/出访,考察点位"
    rows = [
        "2023-03-05,杭州市,广元市,甲某某,来访,青川县白茶基地",
        "2023-04-05,杭州市,广元市,乙某某,出访,",
    ]
    assert ways(seen(engine, Kind.VISITS, "\n".join([head, *rows]))) == [EAST, WEST]
    silent = "\n".join([head, rows[1]])
    assert seen(engine, Kind.VISITS, silent).outcome == "need_choice"
    assert ways(seen(engine, Kind.VISITS, silent, file_name="广元市互访台账.csv")) == [WEST]
    assert ways(seen(engine, Kind.VISITS, silent, mapping={"全表方向": "西部赴东部"})) == [EAST]
    unlike = "\n".join([head, *rows, "2023-05-05,杭州市,广元市,丙某某,来访,杭州市西湖区"])
    assert seen(engine, Kind.VISITS, unlike).outcome == "need_choice"


def test_the_post_of_who_is_sent_is_where_he_goes(engine: Engine) -> None:
    head = "年度,东部省份,西部省份,类别,姓名,选派单位,挂职单位及职务,挂职开始时间"
    row = "2023,杭州市,广元市,党政挂职干部,甲某某,杭州市教育局,青川县教育局副局长,2023-03"
    assert ways(seen(engine, Kind.TALENT, f"{head}\n{row}\n")) == [EAST]


def test_a_title_that_names_both_sides_tells_of_neither(engine: Engine) -> None:
    head = "日期,东部省份,西部省份,带队领导,来访/出访"
    text = f"{head}\n2023-04-05,杭州市,广元市,乙某某,出访\n"
    found = seen(engine, Kind.VISITS, text, file_name="杭州市—广元市互访台账.csv")
    assert found.outcome == "need_choice"


def test_who_reports_is_told_by_the_title_or_asked_once(engine: Engine) -> None:
    text = "指标,单位,完成值\n财政援助资金,万元,20000万元\n选派党政干部,人,25\n"
    couple = "杭州市—广元市2023年上半年完成情况"
    asked = seen(engine, Kind.RESULTS, text, file_name=f"{couple}.csv")
    assert (asked.outcome, codes(asked)[0]) == ("need_choice", "mapping")
    told = {"mapping": {"全表填报方": "西部"}, "file_name": f"{couple}.csv"}
    found = seen(engine, Kind.RESULTS, text, **told)
    values = [(p.values["reported_by"], p.values["value"]) for p in found.plans]
    assert values == [("receiver", 200_000_000), ("receiver", 25)]
    titled = f"杭州市2023年上半年完成情况\n{text}"
    found = seen(engine, Kind.RESULTS, titled, mapping={"双方": "杭州市-广元市"})
    assert {plan.values["reported_by"] for plan in found.plans} == {"helper"}


def test_a_head_with_his_post_in_one_cell_is_both(engine: Engine) -> None:
    head = "日期,东部省份,西部省份,带队领导及职务,方向"
    row = "2023-03-05,浙江省,四川省,{},东部赴西部"
    cells = ["副省长张建国", "省委书记 李卫东", "王晓明", "张建国、李卫东"]
    found = seen(engine, Kind.VISITS, "\n".join([head, *map(row.format, cells)]))
    told = [(plan.values["head"], plan.values.get("post")) for plan in found.plans]
    expected = [
        ("张建国", "副省长"),
        ("李卫东", "省委书记"),
        ("王晓明", None),
        ("张建国、李卫东", None),
    ]
    assert told == expected
