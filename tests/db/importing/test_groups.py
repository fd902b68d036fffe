"""What stands once for several rows, and columns that are parts of one."""

from typing import Any

import pytest
from sqlalchemy import Engine

from db.importing.bundle import File, bundle
from db.importing.downloads import rows_to_mend
from db.importing.gathered import level_of
from db.importing.pipeline import Preview
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import bring, look, upload

pytestmark = states.SQLITE
SIDES = "年度,东部省份,西部省份"
ROW = "2023,浙江省,四川省"
WHAT = "项目编号,项目名称,产业类型,项目状态"


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.reference(stores)


def seen(engine: Engine, text: str, kind: Kind = Kind.PROJECTS, **choices: Any) -> Preview:
    return look(engine, kind, data=text.encode(), **choices)


def told(found: Preview, *names: str) -> list[Any]:
    assert found.outcome.accepted, [issue.message.zh for issue in found.issues]
    values = [plan.values for plan in found.plans]
    if len(names) == 1:
        return [each.get(names[0]) for each in values]
    return [tuple(each.get(name) for name in names) for each in values]


@pytest.mark.parametrize(
    ("sections", "places"),
    [
        (("一、青川县", "二、旺苍县"), ["510822", "510821"]),
        (("（一）青川县（2个项目）", "（二）旺苍县"), ["510822", "510821"]),
        (("青川县：", "旺苍县"), ["510822", "510821"]),
        (("一、青川县", "（一）茶叶产业"), ["510822", "510822"]),
        (("一、财政资金项目", "二、旺苍县"), [None, "510821"]),
    ],
)
def test_a_heading_gives_the_rows_below_it_their_place(
    engine: Engine, sections: tuple[str, str], places: list[str | None]
) -> None:
    lines = [f"{SIDES},{WHAT}"]
    for number, section in enumerate(sections):
        lines.append(f"{section}{',' * 6}")
        lines.append(f"{ROW},A-{number},茶园{number},茶叶,在建")
    assert told(seen(engine, "\n".join(lines)), "place_adcode") == places


def test_a_heading_is_put_before_places_that_name_no_county(engine: Engine) -> None:
    places = ["沙州镇", "", "旺苍县木门镇", "乔庄镇工业园区"]
    rows = [f"{ROW},A-{number},甲,茶叶,在建,{text}" for number, text in enumerate(places)]
    found = seen(engine, "\n".join([f"{SIDES},{WHAT},建设地点", "一、青川县,,,,,,,", *rows]))
    wholes = ["青川县沙州镇", "青川县", "旺苍县木门镇", "青川县乔庄镇工业园区"]
    assert told(found, "place") == wholes
    assert told(found, "place_adcode") == ["510822", "510822", "510821", "510822"]


@pytest.mark.parametrize("mark", ["同上", "〃", "″", '""""', " 同前 ", "々"])
def test_a_mark_of_what_stands_above_is_that_and_no_amount(engine: Engine, mark: str) -> None:
    head = f"{SIDES},{WHAT},实施地点,开工时间,财政援助资金（万元）"
    first = f"{ROW},A-1,甲,茶叶,在建,青川县,2023-05-14"
    rows = [",".join([*[mark] * 3, "A-2", "乙", *[mark] * 4, "5"]) for _ in range(2)]
    rows[1] = rows[1].replace("A-2", "A-3")
    found = seen(engine, "\n".join([head, f"{first},3", *rows]))
    names = ("year", "receiver_adcode", "industry", "place_adcode", "fiscal_aid")
    assert told(found, *names)[1:] == [(2023, "510000", "tea", "510822", 50_000)] * 2
    assert sum("同上" in issue.what.zh for issue in found.issues) == 7
    amount = f"{head}\n{first},3\n{first.replace('A-1', 'A-2')},{mark}\n"
    assert [issue.code for issue in seen(engine, amount).issues if issue.column] == ["number"]


def test_headings_give_an_industry_or_the_two_sides(engine: Engine) -> None:
    industries = f"""{SIDES},项目编号,项目名称,项目状态
一、茶叶产业,,,,,
{ROW},A-1,甲,在建
二、中药材,,,,,
{ROW},A-2,乙,在建
"""
    assert told(seen(engine, industries), "industry") == ["tea", "herbs"]
    couples = """年度,项目编号,项目名称,产业类型,项目状态
一、杭州市—广元市,,,,
2023,A-1,甲,茶叶,在建
二、宁波市—凉山州,,,,
2023,A-2,乙,茶叶,在建
"""
    expected = [("330100", "510800"), ("330200", "513400")]
    assert told(seen(engine, couples), "helper_adcode", "receiver_adcode") == expected


def test_a_heading_ends_with_its_file(engine: Engine) -> None:
    head = f"{SIDES},{WHAT}\n"
    files = [
        File("一.csv", f"{head}一、青川县,,,,,,\n{ROW},A-1,甲,茶叶,在建\n".encode()),
        File("二.csv", f"{head}{ROW},A-2,乙,茶叶,在建\n".encode()),
    ]
    one = bundle(files)
    found = look(engine, Kind.PROJECTS, data=one.data, file_name=one.name)
    assert told(found, "place_adcode") == ["510822", None]


def test_a_row_to_mend_comes_below_its_heading(engine: Engine) -> None:
    text = f"{SIDES},{WHAT}\n一、青川县,,,,,,\n{ROW},A-1,甲,茶叶,在建\n{ROW},A-2,乙,茶页,在建\n"
    made = upload(Kind.PROJECTS, data=text.encode())
    mend = rows_to_mend(made, seen(engine, text), "zh").decode("utf-8-sig")
    again = seen(engine, mend.replace("茶页", "茶叶"))
    assert told(again, "code", "place_adcode") == [("A-2", "510822")]


DONE = "茶叶,在建"
OTHERS = "项目编号,项目名称,项目状态"


@pytest.mark.parametrize(
    ("header", "rows", "field", "expected"),
    [
        (
            f"{SIDES},{WHAT}",
            (f"{ROW},A,甲,{DONE}", f",宁波市,凉山州,B,乙,{DONE}", f",,,C,丙,{DONE}"),
            "year",
            2023,
        ),
        (
            f"产业类型,{SIDES},{OTHERS}",
            (f"茶叶,{ROW},A,甲,在建", f",{ROW},B,乙,在建", f",{ROW},C,丙,在建"),
            "industry",
            "tea",
        ),
        (
            f"实施地点,{SIDES},{WHAT}",
            (f"青川县,{ROW},A,甲,{DONE}", f",{ROW},B,乙,{DONE}"),
            "place_adcode",
            "510822",
        ),
        (
            f"县,乡镇,{SIDES},{WHAT}",
            (f"青川县,沙州镇,{ROW},A,甲,{DONE}", f",木鱼镇,{ROW},B,乙,{DONE}"),
            "place",
            "青川县木鱼镇",
        ),
    ],
)
def test_a_blank_below_the_head_of_a_group_is_as_above_and_said(
    engine: Engine, header: str, rows: tuple[str, ...], field: str, expected: Any
) -> None:
    found = seen(engine, "\n".join([header, *rows]))
    assert told(found, field)[1] == expected
    assert "missing-cell" in {issue.code for issue in found.issues}


@pytest.mark.parametrize(
    ("rows", "outcome"),
    [
        ((f"{ROW},A,甲,{DONE},青川县", f"{ROW},B,乙,{DONE},"), "accept"),
        ((f"{ROW},A,甲,{DONE},", f"{ROW},B,乙,,在建,", f"{ROW},C,丙,{DONE},"), "reject_rows"),
    ],
)  # fmt: skip
def test_a_blank_that_may_be_one_is_left(
    engine: Engine, rows: tuple[str, ...], outcome: str
) -> None:
    found = seen(engine, "\n".join([f"{SIDES},{WHAT},实施地点", *rows]))
    assert found.outcome == outcome
    assert [plan.values.get("place_adcode") for plan in found.plans][1] is None


@pytest.mark.parametrize(
    ("headers", "cells", "place", "adcode"),
    [
        ("县,乡镇", "青川县,沙州镇", "青川县沙州镇", "510822"),
        ("市（州）,县（市、区）", "广元市,青川县", "广元市青川县", "510822"),
        ("县（区）,乡（镇）,村（社区）", "青川县,沙州镇,江边村", "青川县沙州镇江边村", "510822"),
        ("所在县,建设地点", "青川县,沙州镇", "青川县沙州镇", "510822"),
        ("县区,建设地点", "青川县,青川县沙州镇", "青川县沙州镇", "510822"),
        ("县区,建设地点", "青川县,青川沙州镇", "青川沙州镇", "510822"),
        ("市州,县", "广元市,", "广元市", "510800"),
    ],
)
def test_units_of_a_place_in_columns_of_their_own_are_one_place(
    engine: Engine, headers: str, cells: str, place: str, adcode: str
) -> None:
    found = seen(engine, f"{SIDES},{WHAT},{headers}\n{ROW},A,甲,茶叶,在建,{cells}\n")
    assert told(found, "place", "place_adcode") == [(place, adcode)]


def test_a_county_is_as_above_where_a_town_stands_beside_the_blank(engine: Engine) -> None:
    rows = [
        f"{ROW},A,甲,{DONE},青川县,沙州镇",
        f"{ROW},B,乙,{DONE},,木鱼镇",
        f"{ROW},C,丙,{DONE},旺苍县,",
    ]
    text = "\n".join([f"{SIDES},{WHAT},县区,乡镇", *rows])
    assert told(seen(engine, text), "place") == ["青川县沙州镇", "青川县木鱼镇", "旺苍县"]


def test_a_row_of_totals_is_none_though_it_has_all_that_is_needed(engine: Engine) -> None:
    text = "2023年二季度浙川消费帮扶\n产品,金额（万元）\n茶叶,120\n木耳,80\n合 计,200\n"
    found = seen(engine, text, Kind.CONSUMPTION)
    assert told(found, "product", "amount") == [("茶叶", 1_200_000), ("木耳", 800_000)]
    assert "totals-row" in {issue.code for issue in found.issues}


def test_a_month_is_blank_below_its_first(engine: Engine) -> None:
    rows = ["1月,浙江省,四川省,120,东部", ",,,80,省内", "2月,浙江省,四川省,50,东部"]
    text = "\n".join(["2023年劳务", "月份,东部,西部,转移就业人数,去向", *rows])
    assert told(seen(engine, text, Kind.LABOUR), "period_number") == [1, 1, 2]


def test_a_planned_completion_does_not_make_an_earlier_ledger_the_newer_one(engine: Engine) -> None:
    head = f"截至2023年{{}}\n{SIDES},{WHAT},完工时间\n{ROW},A,甲,茶叶,{{}},2023-11\n"
    first, second = head.format("3月31日", "在建"), head.format("6月30日", "停工")
    assert bring(engine, Kind.PROJECTS, data=first.encode()).outcome.accepted
    found = seen(engine, second)
    assert (found.outcome.accepted, found.counts["changed"]) == (True, 1)
    assert str(found.as_of and found.as_of.day) == "2023-06-30"


def test_units_are_asked_about_where_one_was_answered_for_or_two_are_alike(engine: Engine) -> None:
    text = f"{SIDES},{WHAT},县,乡镇\n{ROW},A,甲,茶叶,在建,青川县,沙州镇\n"
    found = seen(engine, text, mapping={"县": "place", "乡镇": ""})
    assert told(found, "place") == ["青川县"]
    assert seen(engine, text.replace("乡镇", "区县")).outcome == "need_choice"
    assert [level_of(h) for h in ("州市", "旗县", "镇街", "行政村", "县级配套", "村数")] == [
        1,
        2,
        3,
        4,
        0,
        0,
    ]


@pytest.mark.parametrize(
    ("headers", "cells", "expected"),
    [
        ("东部参会领导,西部参会领导", "甲某某、乙某某,丙某某", ["helper", "helper", "receiver"]),
        ("浙江方参会领导,四川方参会领导", "张建国,李卫东", ["helper", "receiver"]),
        ("东部参会领导", "张建国", ["helper"]),
        ("帮扶方出席人员,受援方出席人员", "张建国,省长 李卫东", ["helper", "receiver"]),
        ("浙江省出席领导,四川省出席领导", "/,李卫东", ["receiver"]),
    ],
)
def test_the_people_of_each_side_in_a_column_of_their_own(
    engine: Engine, headers: str, cells: str, expected: list[str]
) -> None:
    head = f"东部省份,西部省份,会议日期,会议名称,{headers}"
    text = f"{head}\n浙江省,四川省,2023-05-14,会,{cells}\n"
    found = seen(engine, text, Kind.MEETINGS)
    assert found.outcome.accepted, [issue.message.zh for issue in found.issues]
    people = next(iter(found.plans)).children
    assert [(person.values or {})["side"] for person in people] == expected


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [
        ("建设起止时间", "2023.3-2023.12", ("2023-03-01", "2023-12-01")),
        ("建设期限", "2023年3月至2024年5月", ("2023-03-01", "2024-05-01")),
        ("起止年月", "2023年3月-12月", ("2023-03-01", "2023-12-01")),
        ("实施期限", "2023-03-05~2023-11-30", ("2023-03-05", "2023-11-30")),
        ("建设工期", "12个月", (None, None)),
        ("建设期限", "2023-3-5", (None, None)),
    ],
)
def test_a_term_is_its_start_and_its_end(
    engine: Engine, header: str, cell: str, expected: tuple[str | None, str | None]
) -> None:
    found = seen(engine, f"{SIDES},{WHAT},{header}\n{ROW},A,甲,茶叶,在建,{cell}\n")
    dates = told(found, "start_date", "end_date")[0]
    assert tuple(day and day.isoformat() for day in dates) == expected
