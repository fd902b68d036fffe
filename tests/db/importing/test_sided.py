"""Ledgers without a column for each side: told by one column, a title, a name, or an answer."""

import io
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from db.importing.bundle import File, bundle
from db.importing.pipeline import Preview, check_file
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import codes, ledger, look, project, upload


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.reference(stores)


def without_sides(*, title: str = "", name: str = "台账.csv", **cells: str) -> dict[str, Any]:
    """A ledger of one project, with a title above it perhaps."""
    data = ledger(project(helper=None, receiver=None, **cells))
    return {"data": (f"{title}\n".encode() if title else b"") + data, "file_name": name}


def couples(preview: Preview) -> list[tuple[str, str]]:
    values = [plan.values for plan in preview.plans]
    return [(v["helper_adcode"], v["receiver_adcode"]) for v in values]


@pytest.mark.parametrize(
    ("named", "couple"),
    [
        ({"title": "2023年粤桂协作项目台账"}, ("440000", "450000")),
        ({"name": "闽宁协作台账.csv"}, ("350000", "640000")),
        ({"name": "2023沪滇.csv"}, ("310000", "530000")),
        ({"name": "川浙协作.csv"}, ("330000", "510000")),
        ({"title": "浙江省对口支援四川省项目"}, ("330000", "510000")),
        ({"name": "江苏援陕项目.csv"}, ("320000", "610000")),
        ({"title": "浙川协作（杭州—广元）项目"}, ("330100", "510800")),
        ({"title": "鲁渝协作", "name": "浙川.csv"}, ("370000", "500000")),
    ],
)
def test_a_title_or_a_name_tells_the_two_sides(
    engine: Engine, named: dict[str, str], couple: tuple[str, str]
) -> None:
    found = look(engine, Kind.PROJECTS, **without_sides(**named))
    assert couples(found) == [couple]
    assert "sides" in codes(found)


def test_one_column_may_name_both_sides_and_hold_down(engine: Engine) -> None:
    rows = [
        project(
            helper=None, receiver=None, code=f"Z-{number}", title=f"茶园{number}", 结对关系=text
        )
        for number, text in enumerate(["浙江—四川", "", "苏陕", "广东省对口帮扶贵州省"])
    ]
    found = look(engine, Kind.PROJECTS, *rows)
    zhejiang, jiangsu, guangdong = ("330000", "510000"), ("320000", "610000"), ("440000", "520000")
    assert couples(found) == [zhejiang, zhejiang, jiangsu, guangdong]


def test_every_sheet_and_file_is_of_the_couple_that_it_is_named_after(engine: Engine) -> None:
    book, data = Workbook(), io.BytesIO()
    for number, name in enumerate(["浙川", "苏陕"]):
        sheet = book.create_sheet(name)
        row = project(helper=None, receiver=None, code=f"Z-{number}", title=name)
        sheet.append(list(row))
        sheet.append(list(row.values()))
    del book["Sheet"]
    book.save(data)
    sheets = {"data": data.getvalue(), "file_name": "a.xlsx", "sheets": ("浙川", "苏陕")}
    assert couples(look(engine, Kind.PROJECTS, **sheets)) == [
        ("330000", "510000"),
        ("320000", "610000"),
    ]
    whole = several("津甘.csv", "鲁渝.csv")
    found = look(engine, Kind.PROJECTS, data=whole.data, file_name=whole.name)
    assert couples(found) == [("120000", "620000"), ("370000", "500000")]


def several(*names: str) -> File:
    rows = [project(helper=None, receiver=None, title=name) for name in names]
    return bundle([File(name, ledger(row)) for name, row in zip(names, rows, strict=True)])


def test_a_file_among_several_is_not_of_the_couple_of_another(engine: Engine) -> None:
    whole = several("津甘.csv", "台账.csv")
    found = look(engine, Kind.PROJECTS, data=whole.data, file_name=whole.name)
    assert [issue.code for issue in found.questions] == ["sides"]
    answer = {"sides": "浙江-四川"}
    found = look(engine, Kind.PROJECTS, data=whole.data, file_name=whole.name, mapping=answer)
    assert couples(found) == [("120000", "620000"), ("330000", "510000")]


def test_the_encoding_of_each_of_several_files_is_known(engine: Engine) -> None:
    texts = [ledger(project(code=code, title=code)).decode() for code in ("甲", "乙")]
    files = [File("一.csv", texts[0].encode("gbk")), File("二.csv", texts[1].encode())]
    whole = bundle(files)
    found = look(engine, Kind.PROJECTS, data=whole.data, file_name=whole.name)
    assert found.facts.encodings == (("一.csv", "gb18030"), ("二.csv", "utf-8"))


@pytest.mark.parametrize("named", [{}, {"title": "青川县项目"}, {"title": "粤桂黔协作"}])
def test_what_does_not_tell_is_asked_once_for_the_file(
    engine: Engine, named: dict[str, str]
) -> None:
    found = look(engine, Kind.PROJECTS, **without_sides(**named))
    assert [issue.code for issue in found.questions] == ["sides"]
    chosen = upload(Kind.PROJECTS, mapping={"双方": "浙江省-四川省"}, **without_sides(**named))
    assert couples(check_file(engine, chosen)) == [("330000", "510000")]


def test_of_three_provinces_those_that_are_meant_are_offered(engine: Engine) -> None:
    found = look(engine, Kind.PROJECTS, **without_sides(title="粤桂黔协作"))
    (question,) = found.questions
    assert list(question.details["options"]) == ["广东省-广西壮族自治区", "广东省-贵州省"]  # type: ignore[call-overload]


def test_the_side_that_is_missing_is_filled_alone(engine: Engine) -> None:
    rows = project(helper=None)
    found = look(engine, Kind.PROJECTS, rows, file_name="浙川.csv")
    assert couples(found) == [("330000", "510000")]
    assert codes(look(engine, Kind.PROJECTS, rows, file_name="台账.csv")) == ["no-header"]


def test_a_ledger_with_both_columns_takes_nothing_from_its_name(engine: Engine) -> None:
    found = look(engine, Kind.PROJECTS, project(), file_name="苏陕.csv")
    assert couples(found) == [("330000", "510000")]
    assert codes(found) == []


@pytest.mark.parametrize(
    ("title", "helper", "column"),
    [
        ("四川省2022年东西部协作项目台账", "浙江省", "县"),
        ("四川省2022年东西部协作项目台账", "浙江省", "受援县"),
        ("2022年项目", "浙江省", "西部省份"),
        ("四川省2022年东西部协作项目台账", None, "县（市、区）"),
        ("2022年浙川协作项目", None, "县"),
        ("2022年浙川协作项目", None, "受援县"),
    ],
)
def test_a_county_alone_is_where_a_project_of_its_province_stands(
    engine: Engine, title: str, helper: str | None, column: str
) -> None:
    row = project(helper=helper, receiver=None, year=None, **{column: "青川县"})
    data = f"{title}\n".encode() + ledger(row)
    found = look(engine, Kind.PROJECTS, data=data)
    assert couples(found) == [("330000", "510000")]
    (plan,) = found.plans
    assert plan.values["place_adcode"] == "510822"


def test_a_county_that_is_paired_itself_stays_the_side(engine: Engine) -> None:
    paired = {"helper": "杭州市", "receiver": "广元市"}
    assert couples(look(engine, Kind.PROJECTS, project(**paired))) == [("330100", "510800")]
    village = project(receiver="青川县", place="木鱼镇")
    (plan,) = look(engine, Kind.PROJECTS, village).plans
    assert (plan.values["receiver_adcode"], plan.values["place_adcode"]) == ("510000", "510822")


def test_a_sheet_that_is_named_after_a_county_tells_where_its_projects_stand(
    engine: Engine,
) -> None:
    book, data = Workbook(), io.BytesIO()
    for number, name in enumerate(["青川县", "平武", "其他"]):
        sheet = book.create_sheet(name)
        row = project(code=f"Z-{number}", title=f"茶园{number}")
        sheet.append(list(row))
        sheet.append(list(row.values()))
    del book["Sheet"]
    book.save(data)
    given = {"data": data.getvalue(), "file_name": "台账.xlsx"}
    found = look(engine, Kind.PROJECTS, **given, sheets=tuple(book.sheetnames))
    places = [plan.values["place_adcode"] for plan in found.plans]
    assert places == ["510822", "510727", None]


def test_a_year_is_blank_below_a_merged_one_where_the_sides_are(engine: Engine) -> None:
    rows = [project(), project(code="Z-2", title="茶厂", year="", helper="", receiver="")]
    found = look(engine, Kind.PROJECTS, *rows)
    assert [plan.values["year"] for plan in found.plans] == [2022, 2022]
    lone = look(engine, Kind.PROJECTS, project(), project(code="Z-2", title="茶厂", year=""))
    assert lone.counts["error"] == 1
