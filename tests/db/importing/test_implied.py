"""What a ledger has no column for and says otherwise: its year, and the units of its targets."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from sqlalchemy import Engine

from db.importing.csvtext import Line
from db.importing.implied import with_implied
from db.importing.kinds import LEDGERS
from db.importing.preview import Preview
from db.importing.shape import Shaped
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import Cells, codes, ledger, look, project, target


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.reference(stores)


def values(preview: Preview, name: str) -> list[object]:
    return [{**(plan.base or {}), **plan.values}.get(name) for plan in preview.plans]


@pytest.mark.parametrize(
    ("title", "name", "year"),
    [
        ("2023年度浙川项目台账", "a.csv", 2023),
        ("", "浙川2022年项目.csv", 2022),
        ("2024年项目", "2023年上报.csv", 2024),
    ],
)
def test_a_title_or_a_name_tells_the_year_of_every_record(
    engine: Engine, title: str, name: str, year: int
) -> None:
    data = (f"{title}\n" if title else "").encode() + ledger(project(year=None))
    found = look(engine, Kind.PROJECTS, data=data, file_name=name)
    assert values(found, "year") == [year]
    assert "date" in codes(found)


@pytest.mark.parametrize("name", ["台账.csv", "2021-2023年台账.csv", "2021年和2022年.csv"])
def test_where_no_year_is_told_the_column_is_missing(engine: Engine, name: str) -> None:
    found = look(engine, Kind.PROJECTS, project(year=None), file_name=name)
    assert codes(found) == ["no-header"]


def test_a_column_for_the_year_goes_before_the_title(engine: Engine) -> None:
    data = "2024年项目\n".encode() + ledger(project(year="2022"))
    assert values(look(engine, Kind.PROJECTS, data=data), "year") == [2022]


def clauses(*rows: tuple[str, str]) -> list[Cells]:
    return [target(metric=metric, target=amount, unit=None, year="2026") for metric, amount in rows]


@pytest.mark.parametrize(
    "rows",
    [
        [("财政援助资金", "34亿元"), ("引导企业", "100家"), ("党政挂职干部", "１１３ 名")],
        [
            ("财政援助资金（亿元）", "34"),
            ("引导企业(家)", "100"),
            ("挂职干部（单位：名）", "113"),
        ],
    ],
)
def test_a_unit_may_stand_behind_the_target_or_the_metric(
    engine: Engine, rows: list[tuple[str, str]]
) -> None:
    found = look(engine, Kind.AGREEMENTS, *clauses(*rows))
    assert values(found, "target") == [3_400_000_000, 100, 113]


def test_where_some_targets_have_no_unit_the_column_is_missing(engine: Engine) -> None:
    found = look(engine, Kind.AGREEMENTS, *clauses(("fund", "34亿元"), ("ent", "100")))
    assert codes(found) == ["no-header"]


@given(st.integers(0, 10**9), st.sampled_from(["亿元", "万元", "家", "人次", " 个", "对"]))
def test_any_number_and_unit_are_parted(number: int, unit: str) -> None:
    header = ("year", "helper", "receiver", "metric", "target")
    row = Line(2, ("2023", "浙江", "四川", "fund", f"{number}{unit}"))
    names = LEDGERS[Kind.AGREEMENTS].names
    shaped, _notes = with_implied(Shaped(1, header, (row,)), names, {}, "a.csv")
    assert shaped.records[0].cells[4:] == (str(number), unit.strip())


LABOUR = "东部省份,西部省份,转移就业人数\n浙江,四川,100\n"


@pytest.mark.parametrize(
    ("title", "name", "period"),
    [
        ("2024年一季度劳务协作", "台账.csv", (2024, "quarter", 1)),
        ("劳务协作（2024年5月）", "台账.csv", (2024, "month", 5)),
        ("2024年度,\n统计时间：1-6月", "台账.csv", (2024, "half", 1)),
        ("", "2024年上半年劳务.csv", (2024, "half", 1)),
        ("2023年劳务协作\n第三季度", "台账.csv", (2023, "quarter", 3)),
    ],
)
def test_a_title_or_a_name_tells_the_period(
    stores: Stores, title: str, name: str, period: tuple[int, str, int]
) -> None:
    data = f"{title}\n{LABOUR}".lstrip().encode()
    (plan,) = look(states.paired(stores), Kind.LABOUR, data=data, file_name=name).plans
    told = [plan.values[name] for name in ("year", "period_kind", "period_number")]
    assert tuple(told) == period


def test_a_day_or_two_periods_in_a_title_tell_none(stores: Stores) -> None:
    engine = states.paired(stores)
    for title in ("2024年填报日期：7月5日", "2024年一季度、二季度"):
        found = look(engine, Kind.LABOUR, data=f"{title}\n{LABOUR}".encode())
        assert "no-header" in codes(found)


def test_each_sheet_is_of_the_month_that_it_is_named_after(stores: Stores) -> None:
    book, data = Workbook(), io.BytesIO()
    for month in ("3月", "4月"):
        sheet = book.create_sheet(month)
        for row in (["2024年劳务协作"], *csv.reader(LABOUR.splitlines())):
            sheet.append(row)
    del book["Sheet"]
    book.save(data)
    given = {"data": data.getvalue(), "file_name": "台账.xlsx", "sheets": ("3月", "4月")}
    found = look(states.paired(stores), Kind.LABOUR, **given)
    assert [plan.values["period_number"] for plan in found.plans] == [3, 4]
