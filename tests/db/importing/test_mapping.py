"""Which column of a file is which field."""

import pytest

from db.importing.cells import Column
from db.importing.issue import Invalid
from db.importing.kinds import LEDGERS
from db.importing.mapping import map_columns, plain_header
from db.importing.shape import shape

COLUMNS = (
    Column("date", "会议日期", None, True, ("会议时间", "时间")),
    Column("amount", "金额（万元）", None),
)


def mapped(text: str, **chosen: str) -> tuple[dict[int, str], list[str | None]]:
    """Position → field, and the headers asked about."""
    columns, questions = map_columns(shape(text), COLUMNS, chosen)
    return {i: column.field for i, column in columns.items()}, [q.column for q in questions]


def refusal(text: str, **chosen: str) -> Invalid:
    with pytest.raises(Invalid) as caught:
        mapped(text, **chosen)
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


@pytest.mark.parametrize("header", ["金额（万元）", "金额(万元)", "金额（ 万元 ）", "amount"])
def test_brackets_have_two_widths(header: str) -> None:
    assert mapped(f"date,{header}\n2019,1") == ({0: "date", 1: "amount"}, [])


def test_what_is_not_known_is_asked() -> None:
    assert mapped("date,金额,心情\n2019,1,2") == ({0: "date"}, ["金额", "心情"])


def test_an_answer_settles_it() -> None:
    assert mapped("date,金额,心情\n2019,1,2", 金额="amount", 心情="") == (
        {0: "date", 1: "amount"},
        [],
    )


def test_an_answer_goes_before_a_name() -> None:
    assert mapped("date,amount\n2019,1", amount="") == ({0: "date"}, [])


def test_a_required_column_may_be_among_those_asked() -> None:
    assert mapped("amount,何时\n1,2019") == ({0: "amount"}, ["何时"])


def test_a_required_column_is_missed_by_name() -> None:
    invalid = refusal("amount\n1")
    assert invalid.problem.code == "no-header"
    assert "会议日期" in invalid.issue().message.zh


def test_no_known_header_at_all() -> None:
    assert refusal("浙江,四川\n福建,宁夏").problem.code == "no-header"


@pytest.mark.parametrize("header", ["date,date", "date,会议日期", "会议 日期,时间"])
def test_one_column_twice_is_named(header: str) -> None:
    invalid = refusal(f"{header}\n2019,2020")
    assert invalid.problem.code == "duplicate-header"
    assert all(name in invalid.issue().message.zh for name in header.split(","))


def test_an_unnamed_column_must_be_empty() -> None:
    assert mapped("date,,\n2019,,\n2020, ,") == ({0: "date"}, [])
    invalid = refusal("date,\n2019,\n2020,x")
    assert (invalid.problem.code, invalid.details["line"]) == ("blank-header", 3)


@pytest.mark.parametrize("kind", LEDGERS)
def test_no_name_of_a_ledger_means_two_columns(kind: str) -> None:
    names = [
        plain_header(name)
        for column in LEDGERS[kind].columns  # type: ignore[index]
        for name in {column.zh, column.field, *column.synonyms}
    ]
    assert len(names) == len(set(names))
