"""Wide tables, whose headers say the metric or the period of what stands below them."""

import io
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine, insert, select

from db.engine import writing
from db.importing.downloads import rows_to_mend
from db.importing.pipeline import Preview, check_file, import_file
from db.models import AgreementTarget, Metric, table_of
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, codes, look, upload

AGREEMENTS, RESULTS = Kind.AGREEMENTS, Kind.RESULTS
WAN, YI = 10_000, 100_000_000


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.reference(stores)


def seen(engine: Engine, kind: Kind, text: str, **choices: Any) -> Preview:
    return look(engine, kind, data=text.encode(), **choices)


def told(found: Preview, *names: str) -> list[tuple[Any, ...]]:
    """These values of each record, in the order of the file."""
    values = (plan.base | plan.values if plan.base else plan.values for plan in found.plans)
    return [tuple(each[name] for name in names) for each in values]


def clauses(found: Preview) -> list[tuple[Any, ...]]:
    return told(found, "metric_key", "target")


TARGETS = [("fund", 34 * YI), ("cadre", 113), ("ent", 100)]
SIDES = "年度,东部省份,西部省份"
ROW = "2019,浙江省,四川省"


@pytest.mark.parametrize(
    "text",
    [
        f"{SIDES},财政援助资金（万元）,选派党政干部（人）,引导企业（个）\n{ROW},340000,113,100\n",
        f"{SIDES},备注,1.财政援助资金/亿元,2、党政干部(名),引导企业落地投产\n{ROW},甲,34,113人,100家\n",
        "2019年浙川协作协议指标（单位：万元）\n序号,财政援助资金,党政挂职干部,新引导企业\n"
        "1,34亿元,113,100\n合计,34亿元,113,100\n",
        f"{SIDES},资金支持,人才支援,产业合作\n,,,财政援助资金（亿元）,党政干部,引导企业（家）\n{ROW},34,113,100\n",
        f"{SIDES},财政援助资金（亿元）,,党政干部（人）,,引导企业（家）,,资金完成率\n"
        f",,,目标,完成,目标,完成,目标,完成,\n{ROW},34,33,113,110,100,99,97%\n",
        "年度,结对关系,fiscal aid (100m yuan),seconded officials,enterprises introduced\n"
        "2019,浙江—四川,34,113,100\n",
    ],
)
def test_a_column_a_metric_is_a_clause_a_metric(engine: Engine, text: str) -> None:
    found = seen(engine, AGREEMENTS, text)
    assert clauses(found) == TARGETS
    assert (
        told(found, "year", "helper_adcode", "receiver_adcode") == [(2019, "330000", "510000")] * 3
    )
    assert "wide-table" in codes(found)


def test_a_cell_that_is_empty_is_no_record_and_a_row_of_them_is_told(engine: Engine) -> None:
    rows = f"{ROW},340000,/\n2019,江苏省,陕西省,,\n,广东省,贵州省,1,2\n"
    found = seen(engine, AGREEMENTS, f"{SIDES},财政援助资金（万元）,引导企业（个）\n{rows}")
    assert [row.line_no for row in found.plans] == [2, 4, 4]
    assert any("第 3 行" in issue.what.zh for issue in found.issues)


def test_a_column_of_money_without_a_unit_is_asked_by_its_header(engine: Engine) -> None:
    text = f"{SIDES},财政援助资金,引导企业\n{ROW},34,100\n"
    (question,) = seen(engine, AGREEMENTS, text).questions
    assert (question.code, question.column) == ("unit", "财政援助资金")
    found = seen(engine, AGREEMENTS, text, mapping={"财政援助资金": "fund:亿元"})
    assert clauses(found) == [("fund", 34 * YI), ("ent", 100)]


def test_a_column_that_is_not_known_may_be_answered_to_be_any_metric(engine: Engine) -> None:
    with writing(engine) as connection:
        metric = table_of(Metric)
        own = dict(connection.execute(select(metric).where(metric.c.key == "ent")).mappings().one())
        own |= {"key": "horses", "name_zh": "良种马", "name_en": "Horses"}
        connection.execute(insert(metric).values(own))
    text = f"{SIDES},引导企业（家）,良种马（匹）,好马\n{ROW},1,2,3\n"
    asked = seen(engine, AGREEMENTS, text)
    assert [question.column for question in asked.questions] == ["好马"]
    assert "jobs" in asked.fields
    found = seen(engine, AGREEMENTS, text, mapping={"好马": "jobs"})
    assert clauses(found) == [("ent", 1), ("horses", 2), ("jobs", 3)]


def test_a_table_with_a_column_of_metrics_is_as_long_as_it_was(engine: Engine) -> None:
    text = f"{SIDES},指标,目标值,单位,引导企业\n{ROW},引导企业,100,家,某公司\n"
    assert [question.column for question in seen(engine, AGREEMENTS, text).questions] == [
        "引导企业"
    ]


def test_what_is_wrong_is_said_of_the_column_and_mended_in_the_rows_of_the_file(
    engine: Engine,
) -> None:
    head = f"{SIDES},财政援助资金（万元）,引导企业（个）"
    given = upload(
        AGREEMENTS, data=f"{head}\n{ROW},x,y\n{ROW.replace('2019', '2018')},1,2\n".encode()
    )
    found = check_file(engine, given)
    wrong = [(i.line_no, i.column, i.raw) for i in found.issues if i.code == "number"]
    assert wrong == [(2, "财政援助资金（万元）", "x"), (2, "引导企业（个）", "y")]
    lines = rows_to_mend(given, found, "zh").decode("utf-8-sig").splitlines()
    assert [line.split(",")[:5] for line in lines] == [head.split(","), f"{ROW},x,y".split(",")]


PERIODS = [("month", 1, 100), ("month", 2, 200)]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        (f"{SIDES},填报方,指标,单位,1月,2月\n{ROW},西部,引导企业,家,100,200\n", "cumulative"),
        (f"{SIDES},填报方,指标,单位,1月,2月,合计\n{ROW},西部,引导企业,家,100,200,300\n", "actual"),
        (f"{SIDES},填报方,1月引导企业（家）,2月引导企业（家）\n{ROW},西部,100,200\n", "cumulative"),
        (f"{SIDES},填报方,引导企业（家）,\n,,,,1月份,2月份\n{ROW},西部,100,200\n", "cumulative"),
        (
            f"{SIDES},填报方,累计方式,指标,单位,1月,2月\n{ROW},西部,当期,引导企业,家,100,200\n",
            "actual",
        ),
    ],
)
def test_a_column_a_month_is_a_result_a_month(engine: Engine, text: str, basis: str) -> None:
    found = seen(engine, RESULTS, text)
    assert told(found, "period_kind", "period_number", "value") == PERIODS
    assert told(found, "metric_key", "basis") == [("ent", basis)] * 2


def test_quarters_of_sales_and_of_labour_and_years_of_clauses(engine: Engine) -> None:
    title = "2023年消费帮扶台账（单位：万元）\n"
    sales = f"{title}东部省份,西部省份,产品,一季度,二季度,全年合计\n浙江,四川,茶叶,10,20,30\n"
    found = seen(engine, Kind.CONSUMPTION, sales)
    assert told(found, "year", "period_number", "amount") == [
        (2023, 1, 10 * WAN),
        (2023, 2, 20 * WAN),
    ]
    labour = "年度,东部省份,西部省份,上半年（人）,下半年（人）\n2023,浙江,四川,5,7人\n"
    found = seen(engine, Kind.LABOUR, labour)
    assert told(found, "period_kind", "persons") == [("half", 5), ("half", 7)]
    years = "东部省份,西部省份,指标,单位,2021年,2022年\n浙江,四川,引导企业,家,80,90\n"
    assert told(seen(engine, AGREEMENTS, years), "year", "target") == [(2021, 80), (2022, 90)]


SOLD = "东部省份,西部省份,期间"


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        ("茶叶,花椒,木耳,合计", "1,2,,3", [("茶叶", "", 1), ("花椒", "", 2)]),
        ("茶叶,牦牛肉干,其他", "1,2,3", [("茶叶", "", 1), ("牦牛肉干", "", 2), ("其他", "", 3)]),
        ("销售额（万元）,其中：茶叶,核桃", "3,1,2", [("茶叶", "", 1), ("核桃", "", 2)]),
        ("产品,线上销售额（万元）,线下", "茶叶,1,2", [("茶叶", "线上", 1), ("茶叶", "线下", 2)]),
        ("工会采购,食堂采购（元）", "1,20000", [("", "工会采购", 1), ("", "食堂采购", 2)]),
    ],
)
def test_products_and_channels_may_stand_in_columns_of_their_own(
    engine: Engine, head: str, row: str, expected: list[tuple[str, str, int]]
) -> None:
    text = f"2023年消费帮扶（单位：万元）\n{SOLD},{head}\n浙江,四川,一季度,{row}\n"
    found = seen(engine, Kind.CONSUMPTION, text)
    assert told(found, "product", "channel", "amount") == [
        (*one[:2], one[2] * WAN) for one in expected
    ]
    assert "wide-table" in codes(found)


def test_the_group_above_products_gives_them_its_unit(engine: Engine) -> None:
    text = f"{SOLD},销售金额（万元）,,年度\n,,,茶叶,木耳,\n浙江,四川,一季度,1,2,2023\n"
    found = seen(engine, Kind.CONSUMPTION, text)
    assert told(found, "product", "amount") == [("茶叶", WAN), ("木耳", 2 * WAN)]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("销售额（万元）,其中：茶叶,核桃", "9,1,2"),
        ("线上,线下,茶叶,核桃", "1,2,1,2"),
        ("茶叶,核桃", "1,二十箱"),
        ("茶叶,核桃,订单数", "1,2,3"),
    ],
)
def test_products_that_leave_a_rest_or_count_twice_are_asked(
    engine: Engine, head: str, row: str
) -> None:
    text = f"2023年消费帮扶（单位：万元）\n{SOLD},{head}\n浙江,四川,一季度,{row}\n"
    assert seen(engine, Kind.CONSUMPTION, text).outcome == "need_choice"


def test_a_wide_file_is_imported_once(engine: Engine) -> None:
    text = f"{SIDES},党政干部（人）,引导企业（个）\n{ROW},113,100\n"
    batch(import_file(engine, upload(AGREEMENTS, data=text.encode())))
    assert seen(engine, AGREEMENTS, text).counts["unchanged"] == 2
    long = f"{SIDES},指标,目标值,单位\n{ROW},引导企业,100,家\n"
    assert seen(engine, AGREEMENTS, long).counts["unchanged"] == 1
    assert states.count(engine, AgreementTarget.__tablename__) > 1


def test_amounts_merged_over_couples_are_asked_by_their_header(engine: Engine) -> None:
    book, data = Workbook(), io.BytesIO()
    sheet = book.create_sheet("协议", 0)
    for line in (
        f"{SIDES},财政援助资金（万元）,引导企业（家）",
        f"{ROW},6,1",
        "2019,江苏省,陕西省,,2",
    ):
        sheet.append([cell or None for cell in line.split(",")])
    sheet.merge_cells("D2:D3")
    book.save(data)
    given = {"data": data.getvalue(), "file_name": "台账.xlsx"}
    (question,) = look(engine, AGREEMENTS, **given).questions
    assert (question.code, question.column) == ("merged-cell", "财政援助资金（万元）")
    found = look(engine, AGREEMENTS, **given, mapping={"财政援助资金（万元）": "each"})
    assert clauses(found) == [("fund", 6 * WAN), ("ent", 1), ("fund", 6 * WAN), ("ent", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "东部省份,西部省份,2023年,1月\n浙江,四川,3,4\n",
        "2月,本年累计,完成\n3,4,5\n",
        "年度,东部省份,西部省份,期间,指标,财政援助资金完成\n2023,浙江,四川,1月,引导企业,3\n",
    ],
)
@pytest.mark.parametrize("kind", [AGREEMENTS, RESULTS, Kind.LABOUR])
def test_headers_that_say_too_little_are_refused_or_asked(
    engine: Engine, kind: Kind, text: str
) -> None:
    assert seen(engine, kind, text).outcome in ("need_choice", "reject_file")


def test_destinations_may_stand_in_columns_of_their_own(engine: Engine) -> None:
    text = (
        "2023年劳务协作台账\n月份,东部省份,西部省份,赴东部就业（人）,省内就业人数,合计\n"
        "1月,浙江省,四川省,120,30,150\n2月,浙江省,四川省,20,,20\n"
    )
    found = told(seen(engine, Kind.LABOUR, text), "period_number", "destination", "persons")
    assert found == [(1, "east", 120), (1, "own_province", 30), (2, "east", 20)]


def test_destinations_that_leave_a_rest_are_asked(engine: Engine) -> None:
    head = "2023年劳务\n月份,东部省份,西部省份,赴东部（人）,省内（人）,合计\n"
    text = head + "1月,浙江,四川,20人,30,{}\n"
    assert seen(engine, Kind.LABOUR, text.format(60)).outcome == "need_choice"
    assert told(seen(engine, Kind.LABOUR, text.format(50)), "persons") == [(20,), (30,)]


def test_a_count_that_is_of_all_columns_together_is_given_to_none(engine: Engine) -> None:
    text = "2023年劳务\n东部省份,西部省份,1月,2月,其中脱贫劳动力（人）\n浙江省,四川省,120,30,60\n"
    found = seen(engine, Kind.LABOUR, text)
    assert [question.column for question in found.questions] == ["其中脱贫劳动力（人）"]
