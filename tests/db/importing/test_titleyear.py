"""Days without a year, below a title that names it."""

from datetime import date
from typing import Any

import pytest

from db.importing.titleyear import year_of
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.importing.workbook import books
from tests.db.ledgers import codes, upload

from db.importing.pipeline import check_file  # isort: skip

pytestmark = states.SQLITE
HEADER = "东部省份,西部省份,会议日期,会议名称,议定事项,完成时限"


def check(stores: Stores, title: str, day: str, due: str = "") -> Any:
    data = f"{title},,,,,\n{HEADER}\n浙江,四川,{day},座谈会,共建,{due}\n".encode()
    return check_file(states.paired(stores), upload(Kind.MEETINGS, data=data))


@pytest.mark.parametrize(
    ("title", "day", "start", "end"),
    [
        ("2022年浙川会议一览表", "5月14日", date(2022, 5, 14), None),
        ("浙川会议台账（2022）", "五月十四日", date(2022, 5, 14), None),
        ("２０２２年度会议", "11月2日至3日", date(2022, 11, 2), date(2022, 11, 3)),
        ("2022年会议 填报日期：2023年1月5日", "5月14日", date(2022, 5, 14), None),
    ],
)
def test_the_title_gives_the_year(
    stores: Stores, title: str, day: str, start: date, end: date | None
) -> None:
    found = check(stores, title, day)
    (plan,) = found.plans
    assert (plan.values["date_start"], plan.values.get("date_end")) == (start, end)
    assert "date" in codes(found)
    assert "2022 年" in " ".join(issue.message.zh for issue in found.issues)


@pytest.mark.parametrize(
    ("title", "day", "due"),
    [
        ("浙川会议一览表", "5月14日", ""),
        ("2021年、2022年会议", "5月14日", ""),
        ("2021—2022年会议", "5月14日", ""),
        ("填报日期：2022年12月5日", "5月14日", ""),
        ("2022年会议", "5.1", ""),
        ("2022年会议", "2022-05-14", "9月底前"),
    ],
)
def test_else_it_is_missed(stores: Stores, title: str, day: str, due: str) -> None:
    assert check(stores, title, day, due).outcome == "reject_rows"


def test_sheets_of_two_years_give_none(stores: Stores) -> None:
    row = ["浙江", "四川", "5月14日"]
    sheets = [
        books.rows([f"{year}年会议"], HEADER.split(",")[:4], [*row, f"会{year}"])
        for year in (2021, 2022)
    ]
    data = books.xlsx(*sheets, names=["去年", "今年"])
    both = upload(Kind.MEETINGS, data=data, file_name="会议.xlsx", sheets=("去年", "今年"))
    assert codes(check_file(states.paired(stores), both)).count("date") == 2
    assert year_of(["2022年会议", "2022年度"]) == 2022
