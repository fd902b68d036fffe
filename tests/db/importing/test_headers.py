"""Headers as ledgers have them: which column each is, and which are not taken for one."""

import csv
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importing.csvtext import Line
from db.importing.headers import headers
from db.importing.headers.grammar import Forms, read_table, spelled
from db.importing.kinds import LEDGERS
from db.importing.mapping import Mapped, map_columns
from db.importing.names import Names, is_not_kept, is_row_number, plain_header, unit_of
from db.importing.shape import Shaped
from db.terms import Kind

TABLES = Path(__file__).parent / "tables"


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def mapped(kind: Kind, header: str, field: str | None = None, *others: str) -> Mapped:
    """What a file is with this header and the template's for all else that is needed."""
    columns = [c for c in LEDGERS[kind].columns if c.required and c.field != field]
    given = (header, *(column.zh for column in columns), *others)
    shaped = Shaped(1, given, (Line(2, ("1",) * len(given)),))
    return map_columns(shaped, LEDGERS[kind].names, {})


def read_as(row: dict[str, str]) -> str:
    """The field that a header is taken for, or what is asked about it."""
    found = mapped(Kind(row["kind"]), row["header"], row["field"])
    if found.questions:
        return f"asked: {[question.code for question in found.questions]}"
    return found.columns[0].field if 0 in found.columns else "left out"


@pytest.mark.parametrize("table", ["given_headers.csv", "further_headers.csv"])
def test_a_header_is_the_column_that_it_means(table: str) -> None:
    wrong = [(*row.values(), seen) for row in rows(table) if (seen := read_as(row)) != row["field"]]
    assert wrong == []


def treated(kind: Kind, header: str) -> str:
    found = mapped(kind, header)
    if 0 in found.columns:
        return f"taken for {found.columns[0].field}"
    return "asked" if found.questions else "aside"


def test_what_means_something_else_is_not_taken() -> None:
    wrong = [
        (row["kind"], row["header"], seen)
        for row in rows("other_headers.csv")
        if (seen := treated(Kind(row["kind"]), row["header"])) != row["expect"]
    ]
    assert wrong == []


@pytest.mark.parametrize("kind", Kind)
def test_no_form_means_two_columns(kind: Kind) -> None:
    """Nor surely one column and perhaps another. What other ledgers do not keep, it may."""
    forms = headers(kind)
    sure = {field: set(spelled(lines)) for field, lines in forms.sure.items()}
    vague = {word for lines in forms.vague.values() for word in spelled(lines)}
    aside = {word for lines in read_table("aside").values() for word in spelled(lines)}
    for (one, first), (other, second) in combinations(sure.items(), 2):
        assert (one, other, first & second) == (one, other, set())
    for field, words in sure.items():
        assert (field, words & vague) == (field, set())
        for word in words & aside:
            found = LEDGERS[kind].names.find(word)
            assert found is not None, word
            assert found.column.field == field, word
    columns = {column.field for column in LEDGERS[kind].columns}
    assert {*forms.sure, *forms.vague} <= columns


@pytest.mark.parametrize("kind", Kind)
def test_the_templates_own_headers_are_known(kind: Kind) -> None:
    names = LEDGERS[kind].names
    for column in LEDGERS[kind].columns:
        for text in (
            column.zh,
            column.field,
            f"{column.zh}*",
            f"3、{column.zh}",
            f" {column.zh}\n",
        ):
            found = names.find(text)
            assert found, text
            assert (found.column, found.unit, found.vague) == (column, column.unit, False), text


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("总投资（亿元）", "亿元"),
        ("总投资额(千元)", "千元"),
        ("计划总投资（单位：百万元）", "百万元"),
        ("总投资（万）", "万元"),
        ("总投资万元", "万元"),
        ("总投资/亿元", "亿元"),
        ("总投资（人民币，万元）", "万元"),
        ("总投资（千万元）", "千万元"),
        ("总投资（以亿元计）", "亿元"),
        ("总投资（必填）（万元）", "万元"),
        ("Total investment (10k yuan)", "万元"),
        ("Total investment (RMB 10,000)", "万元"),
        ("total_investment (million yuan)", "百万元"),
        ("Total investment (100 million yuan)", "亿元"),
        ("Total investment, yuan", "元"),
    ],
)
def test_a_unit_in_a_header_is_used_and_not_asked(header: str, unit: str) -> None:
    found = mapped(Kind.PROJECTS, header)
    assert (found.columns[0].field, found.units[0], found.questions) == (
        "total_investment",
        unit,
        [],
    )


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "万元"),
        ("金额单位：亿元、人", "亿元"),
        ("（单位：人民币万元）", "万元"),
        ("填报单位：某局　　单位：元", "元"),
        ("单位：万元  2024年6月", "万元"),
        ("2024年协作项目台账（万元）", "万元"),
        ("单位:元/万元", None),
        ("填报单位：元江县政府", None),
        ("责任单位：万元店", None),
        ("Unit: 10,000 yuan", "万元"),
        ("Amounts in million yuan", "百万元"),
    ],
)
def test_the_line_above_names_one_unit_or_none(line: str, unit: str | None) -> None:
    assert unit_of(line) == unit


def test_what_is_not_kept_is_one_note() -> None:
    found = mapped(Kind.PROJECTS, "联系人", None, "审批文号", "序号", "经度")
    assert found.questions == []
    (note,) = found.notes
    assert (note.code, "联系人、审批文号、经度" in note.message.zh) == ("not-kept", True)


def test_all_that_is_not_known_can_be_left_out_at_once() -> None:
    columns = [column.zh for column in LEDGERS[Kind.MEETINGS].columns if column.required]
    given = (*columns, "心情", "天气", "金额")
    shaped = Shaped(1, given, (Line(2, ("1",) * len(given)),))
    names = LEDGERS[Kind.MEETINGS].names
    asked = [question.column for question in map_columns(shaped, names, {}).questions]
    assert asked == ["心情", "天气", "金额", "金额"]
    left = map_columns(shaped, names, {"*": ""})
    assert [question.column for question in left.questions] == ["金额", "金额"]
    assert "心情、天气" in left.notes[0].message.zh
    again = map_columns(shaped, names, {}, {"*": "", "金额": ""})
    assert again.questions == []


def test_two_columns_of_one_meaning_are_asked_unless_one_bears_the_name() -> None:
    found = mapped(Kind.MEETINGS, "会议成果", "summary", "会议概况")
    asked = [(q.column, q.details["preferred"]) for q in found.questions]
    assert asked == [("会议成果", "summary"), ("会议概况", "")]
    found = mapped(Kind.MEETINGS, "会议成果", "summary", "会议内容")
    assert [(q.column, q.details["preferred"]) for q in found.questions] == [("会议成果", "")]


def test_a_column_is_told_by_the_others_and_that_is_said() -> None:
    found = mapped(Kind.MEETINGS, "省份", "helper")
    assert found.columns[0].field == "helper"
    assert [note.problem.code for note in found.notes] == ["mapping"]
    both = Shaped(1, ("省份", "会议日期", "会议名称"), (Line(2, ("1", "2", "3")),))
    asked = map_columns(both, LEDGERS[Kind.MEETINGS].names, {}).questions
    assert [(q.column, q.details["fields"]) for q in asked] == [("省份", ("helper", "receiver"))]


@pytest.mark.parametrize(
    ("kind", "header", "preferred"),
    [
        (Kind.MEETINGS, "东部参会领导", "attendees"),
        (Kind.PROJECTS, "完成投资（万元）", "in_place"),
        (Kind.PROJECTS, "县级财政援助资金", "fiscal_aid"),
        (Kind.PROJECTS, "投资额（万元）", None),
        (Kind.MEETINGS, "结束日期", None),
        (Kind.MEETINGS, "心情", None),
    ],
)
def test_a_question_names_the_likeliest(kind: Kind, header: str, preferred: str | None) -> None:
    question = mapped(kind, header).questions[0]
    assert (question.column, question.details["preferred"]) == (header, preferred)


def test_a_question_about_a_unit_names_the_units_of_the_others() -> None:
    others = ["到位资金（亿元）", "协议金额（亿元）"]
    for beside, expected in ((others, "亿元"), (others[:1], None)):
        (question,) = mapped(Kind.PROJECTS, "总投资", None, *beside).questions
        assert (question.code, question.details["unit"]) == ("unit", expected)


def test_an_answer_takes_the_unit_of_the_header() -> None:
    columns = [column.zh for column in LEDGERS[Kind.PROJECTS].columns if column.required]
    given = (*columns, "完成投资（亿元）")
    shaped = Shaped(1, given, (Line(2, ("1",) * len(given)),))
    answers = {"完成投资（亿元）": "in_place"}
    found = map_columns(shaped, LEDGERS[Kind.PROJECTS].names, answers)
    assert list(found.units.values()) == ["亿元"]


def test_the_notation() -> None:
    lines = ["[会议] (召开|举办) <day>", "date of (the|) meeting"]
    words = set(spelled(lines))
    assert {"会议召开日期", "举办时间", "dateofthemeeting", "dateofmeeting"} <= words
    assert len(words) == 2 * 2 * 4 + 2
    names = Names((), forms=Forms())
    assert names.find("会议日期") is None


def test_row_numbers_and_what_is_not_kept_are_told_in_any_writing() -> None:
    assert all(map(is_row_number, ["序号", "No.", "NO", "#", " 序 号 ", "错误原因"]))
    assert all(map(is_not_kept, ["联系电话（手机）", "2.审批文号", "占地面积（亩）", "是否公开"]))
    assert not any(map(is_not_kept, ["会议日期", "协议金额（万元）", plain_header("备注")]))


@given(st.text(alphabet="总投资金额万元ab()（）-/:、 ", max_size=80))
def test_no_header_is_too_hard_to_read(header: str) -> None:
    for kind in Kind:
        found = LEDGERS[kind].names.find(header)
        assert found is None or found.columns


@pytest.mark.parametrize("header", ["县（市）", "县（市、区）", "受援县", "市州", "County"])
def test_where_the_sides_are_clear_a_county_is_the_place(header: str) -> None:
    found = mapped(Kind.PROJECTS, header)
    assert found.columns[0].field == "place"
    assert [note.problem.code for note in found.notes] == ["mapping"]
    assert mapped(Kind.PROJECTS, header, "receiver", "县区", "市州").questions
