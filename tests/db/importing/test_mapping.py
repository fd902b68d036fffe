"""Which column of a file is which field."""

import csv
import io

import pytest

from db.importing.cells import Column
from db.importing.converted import bare
from db.importing.csvtext import Line
from db.importing.headers.grammar import Forms
from db.importing.issue import Invalid
from db.importing.mapping import fingerprint, map_columns
from db.importing.names import Names
from db.importing.numbers import money
from db.importing.shape import Shaped

WHEN = Column("date", "会议日期", None, True)
WHERE = Column("place", "地点", None)
MONEY = Column("amount", "协议金额（万元）", money(), unit="万元")
FORMS = Forms(
    {"date": ["[会议] 时间"], "place": ["[召开] 地点"], "amount": ["资金"]}, {"amount": ["金额"]}
)
NAMES = Names((WHEN, WHERE, MONEY), forms=FORMS)


def table(text: str) -> Shaped:
    """A header and its records, without looking for them."""
    rows = list(csv.reader(io.StringIO(text)))
    records = [Line(n, tuple(row)) for n, row in enumerate(rows[1:], start=2)]
    return Shaped(1, tuple(rows[0]), tuple(records))


def mapped(
    text: str, remembered: dict[str, str] | None = None, **chosen: str
) -> tuple[dict[int, str], list[tuple[str, str | None]]]:
    """Position → field, and the code and header of each question."""
    found = map_columns(table(text), NAMES, chosen, remembered)
    fields = {i: column.field for i, column in found.columns.items()}
    return fields, [(q.code, q.column) for q in found.questions]


def refusal(text: str, **chosen: str) -> Invalid:
    with pytest.raises(Invalid) as caught:
        mapped(text, None, **chosen)
    return caught.value


@pytest.mark.parametrize(
    "header",
    [
        "会议日期",
        "会议时间",
        "时间",
        "date",
        "Date",
        "ＤＡＴＥ",
        " 会议 日期\u3000",
        "会议\u200b日期",
        "\ufeff会议日期",
        '"会议\n日期"',
    ],
)
def test_a_header_goes_by_many_names(header: str) -> None:
    assert mapped(f"{header}\n2019") == ({0: "date"}, [])


@pytest.mark.parametrize(
    "header",
    ["协议金额（万元）", "协议金额(万元)", "协议金额（ 万元 ）", "協議金額(萬元)", "协议金额万元",
     "资金（万元）", "金额（单位：万元）", "amount"],
)  # fmt: skip
def test_brackets_have_two_widths(header: str) -> None:
    assert mapped(f"date,{header}\n2019,1") == ({0: "date", 1: "amount"}, [])


@pytest.mark.parametrize(
    ("unit", "yuan"), [("元", 2), ("万元", 20_000), ("亿元", 200_000_000), ("千元", 2_000)]
)
def test_a_header_names_its_unit(unit: str, yuan: int) -> None:
    found = map_columns(table(f"date,资金（{unit}）\n2019,2"), NAMES, {})
    convert = found.columns[1].convert
    assert convert is not None
    assert (bare(convert, "2"), found.units) == (yuan, {1: unit})


def test_money_without_a_unit_is_asked() -> None:
    assert mapped("date,资金\n2019,1") == ({0: "date"}, [("unit", "资金")])
    questions = [("mapping", "金额"), ("unit", "金额")]
    assert mapped("date,金额\n2019,1") == ({0: "date"}, questions)
    assert mapped("date,金额\n2019,1", 金额="amount") == ({0: "date", 1: "amount"}, [])
    found = map_columns(table("date,金额\n2019,1"), NAMES, {"金额": "amount:亿元"})
    assert found.units == {1: "亿元"}


def test_money_whose_cells_name_their_units_is_not_asked() -> None:
    assert mapped("date,资金\n2019,1亿元\n2020,-\n2021,3万元")[1] == []
    assert mapped("date,资金\n2019,1亿元\n2020,3")[1] == [("unit", "资金")]


def test_an_answer_is_remembered_and_said_to_be() -> None:
    found = map_columns(table("date,资金\n2019,1"), NAMES, {}, {"资金": "amount:元"})
    assert (found.questions, found.units, found.used) == ([], {1: "元"}, {"资金": "amount:元"})
    assert [note.code for note in found.notes] == ["mapping"]
    assert fingerprint(("date", "资金 ", "")) == fingerprint(("Date", "资金"))


def test_numbers_of_rows_and_reasons_are_left_out() -> None:
    assert mapped("序号,date,错误原因\n1,2019,x") == ({1: "date"}, [])


def test_what_is_not_known_is_asked() -> None:
    assert mapped("date,心情\n2019,1") == ({0: "date"}, [("mapping", "心情")])


def test_an_answer_settles_it() -> None:
    assert mapped("date,金额,心情\n2019,1,2", 金额="amount", 心情="") == (
        {0: "date", 1: "amount"},
        [],
    )


def test_an_answer_goes_before_a_name() -> None:
    assert mapped("date,amount\n2019,1", amount="") == ({0: "date"}, [])


def test_a_required_column_may_be_among_those_asked() -> None:
    assert mapped("amount,何时\n1,2019") == ({0: "amount"}, [("mapping", "何时")])


def test_a_required_column_is_missed_by_name() -> None:
    invalid = refusal("amount\n1")
    assert invalid.problem.code == "no-header"
    assert "会议日期" in invalid.issue().message.zh


def test_no_known_header_at_all() -> None:
    assert refusal("浙江,四川\n福建,宁夏").problem.code == "no-header"


@pytest.mark.parametrize(
    "header", ["date,date", "date,会议日期", "会议 日期,会议日期", "时间,时间"]
)
def test_one_column_twice_is_named(header: str) -> None:
    invalid = refusal(f"{header}\n2019,2020")
    assert invalid.problem.code == "duplicate-header"
    assert all(name in invalid.issue().message.zh for name in header.split(","))


def test_an_unnamed_column_must_be_empty() -> None:
    assert mapped("date,,\n2019,,\n2020, ,") == ({0: "date"}, [])
    invalid = refusal("date,\n2019,\n2020,x")
    assert (invalid.problem.code, invalid.details["line"]) == ("blank-header", 3)
