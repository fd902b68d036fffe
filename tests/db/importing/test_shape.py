"""From text to a header and numbered records, and what is set aside."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importing import csvtext
from db.importing.issue import Invalid
from db.importing.kinds import LEDGERS
from db.importing.limits import Limits
from db.importing.shape import Shaped, score, shape
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import look

LIMITS = Limits()
NAMES = LEDGERS[Kind.MEETINGS].names
OTHERS = [ledger.names for kind, ledger in LEDGERS.items() if kind is not Kind.MEETINGS]
HEADER = "东部省份,西部省份,会议日期,会议名称"
CELLS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
TABLES = st.lists(
    st.lists(CELLS, min_size=4, max_size=4).filter(lambda row: all(cell.strip() for cell in row)),
    min_size=1,
    max_size=5,
)


def shaped(text: str) -> Shaped:
    _, lines = csvtext.read(text, lambda rows: score(rows, [NAMES]), LIMITS)
    return shape(lines, NAMES, OTHERS, LIMITS)


def records(text: str) -> list[tuple[int, int, str]]:
    """Number, line and title of each record."""
    return [(n, r.number, r.cells[3]) for n, r in enumerate(shaped(text).records, start=1)]


def notes(text: str) -> list[tuple[str, int | None]]:
    return [(note.code, note.line_no) for note in shaped(text).notes]


def refusal(text: str) -> tuple[str, object]:
    """Code and line of the refusal."""
    with pytest.raises(Invalid) as caught:
        shaped(text)
    return caught.value.problem.code, caught.value.details.get("line")


@given(TABLES, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(",;\t|"))
def test_a_table_comes_back(table: list[list[str]], line_end: str, delimiter: str) -> None:
    text = io.StringIO()
    rows = [HEADER.split(","), *table]
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator=line_end)
    writer.writerows(rows)
    found = shaped(text.getvalue())
    assert [list(found.header), *(list(record.cells) for record in found.records)] == rows


def test_record_and_line_are_kept_apart() -> None:
    text = f'{HEADER}\n浙江,四川,2019,"x\ny\nz"\n\n  ,\n浙江,四川,2019,w\n'
    assert records(text) == [(1, 2, "x\ny\nz"), (2, 7, "w")]


def test_a_sep_line_is_no_row() -> None:
    found = shaped("sep=;\n" + f"{HEADER}\n浙江,四川,2019,x\n".replace(",", ";"))
    assert (found.header_line, found.records[0].number) == (2, 3)


def test_titles_units_totals_footers_and_repeats_are_set_aside() -> None:
    text = "\n".join(
        [
            "2019年会议统计表,,,",
            "单位：万元,,,",
            HEADER,
            "合  计,,,20",
            "浙江,四川,2019-05-14,甲",
            "浙江省小计,,,",
            HEADER,
            "浙江,四川,2019-05-15,乙",
            ",,,",
            "总计：,,,",
            "填表人：张三,,审核人：李四,",
            "注：截至6月底,,,",
        ]
    )
    assert records(text) == [(1, 5, "甲"), (2, 8, "乙")]
    assert notes(text) == [
        ("preamble", 1),
        ("preamble", 2),
        ("totals-row", 4),
        ("totals-row", 6),
        ("preamble", 7),
        ("totals-row", 10),
        ("preamble", 11),
        ("preamble", 12),
    ]
    assert (shaped(text).unit, shaped(text).skipped) == ("万元", 6)


@pytest.mark.parametrize("title", ["合计", "注：一次会议", "填表人：甲", "小计座谈会"])
def test_a_record_that_has_all_it_needs_is_one(title: str) -> None:
    text = f"{HEADER}\n浙江,四川,2019-05-14,{title}"
    assert records(text) == [(1, 2, title)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [f"序号,{HEADER},成果,", ",,,,,签约项目数,协议金额（万元）"],
            ["序号", *HEADER.split(","), "签约项目数", "协议金额（万元）"],
        ),
        (
            [f"{HEADER},资金（亿元）", ",,,,协议金额"],
            [*HEADER.split(","), "协议金额（亿元）"],
        ),
        (
            [f"{HEADER},协议金额", ",,,,（万元）"],
            [*HEADER.split(","), "协议金额（万元）"],
        ),
    ],
)
def test_a_header_may_have_two_rows(rows: list[str], expected: list[str]) -> None:
    body = "浙江,四川,2019-05-14,甲,1,2"
    found = shaped("\n".join([*rows, "1," + body if "序号" in rows[0] else body[:-2]]))
    assert (list(found.header), len(found.records)) == (expected, 1)


def test_data_above_the_header_is_refused() -> None:
    assert refusal(f"浙江,四川,2019-05-14,甲,杭州\n{HEADER},地点\n") == ("no-header", 1)


def test_another_ledger_is_told() -> None:
    projects = (
        "项目编号,年度,项目名称,东部省份,西部省份,产业类型,项目状态\n1,2022,x,浙江,四川,茶叶,在建"
    )
    assert refusal(projects) == ("wrong-table", 1)


@pytest.mark.parametrize("text", ["", "\n\n", " , ,\n,,\n"])
def test_nothing_in_it(text: str) -> None:
    assert refusal(text) == ("empty", None)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('a,b\n1,2\n3,"4\n5,6\n7,8\n', "unclosed-quote", 3),
        ('a,b\n1,2\n3,"4\n5,"6"\n7,8\n', "unclosed-quote", 3),
        ('a,b\n1,"' + "x\n" * 9000, "unclosed-quote", 2),
        ('a,b\n1,"2"3\n', "quote", 2),
        (f"a\n1\n{'x' * 10_001}", "too-long", 3),
        (",".join("x" * 5000), "too-many-columns", 1),
    ],
)
def test_what_is_broken_is_found_where_it_starts(text: str, code: str, line: int) -> None:
    assert refusal(text) == (code, line)


def test_blank_columns_and_rows_do_not_count() -> None:
    text = f"{HEADER}{',' * 300}\n浙江,四川,2019,x{',' * 300}\n" + f"{',' * 303}\n" * 500
    assert records(text) == [(1, 2, "x")]
    named = ",".join(f"列{n}" for n in range(60))
    assert refusal(f"{HEADER},{named}\n") == ("too-many-columns", None)


def test_a_file_has_a_limit() -> None:
    few = Limits(rows=3)
    for rows, fits in ((3, True), (4, False)):
        text = f"{HEADER}\n" + "浙江,四川,2019,x\n" * rows
        _, lines = csvtext.read(text, lambda found: score(found, [NAMES]), few)
        if fits:
            assert len(shape(lines, NAMES, OTHERS, few).records) == 3
        else:
            with pytest.raises(Invalid, match="too-many-rows"):
                shape(lines, NAMES, OTHERS, few)


PROJECT_NAMES = LEDGERS[Kind.PROJECTS].names


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (  # three levels, the unit in the group's name
            [
                "序号,基本情况,,,协作双方,,项目类别,进度,资金情况（亿元）,,",
                ",项目编号,年度,名称,东部,西部,,,计划,实际,",
                ",,,,省份,省份,,,总投资,到位资金,",
            ],
            {4: "东部省份", 5: "西部省份", 8: "计划总投资（亿元）", 9: "实际到位资金（亿元）"},
        ),
        (  # a row of units below the names
            [
                "编号,年度,项目名称,帮扶方,受援方,产业,状态,总投资,到位资金",
                ",,,,,,,亿元,万元",
            ],
            {7: "总投资亿元", 8: "到位资金万元"},
        ),
        (  # the same name under two groups is two columns
            [
                "编号,年度,项目名称,帮扶方,受援方,产业,状态,2022年,,2023年,",
                ",,,,,,,到位资金,就业人数,到位资金,就业人数",
            ],
            {7: "2022年 到位资金", 9: "2023年 到位资金"},
        ),
        (  # a group that makes something else of what stands below it
            [
                "编号,年度,项目名称,帮扶方,受援方,产业,状态,其中：脱贫人口,",
                ",,,,,,,就业人数,",
            ],
            {7: "其中：脱贫人口就业人数"},
        ),
    ],
)
def test_a_header_of_groups_is_read_by_the_whole_of_its_names(
    rows: list[str], expected: dict[int, str]
) -> None:
    width = max(row.count(",") for row in rows)
    body = ",".join(["1"] * (width + 1))
    _, lines = csvtext.read("\n".join([*rows, body]), lambda _: 1, LIMITS)
    found = shape(lines, PROJECT_NAMES, (), LIMITS)
    assert len(found.records) == 1
    assert {index: found.header[index] for index in expected} == expected


HEAD = "项目编号,年度,项目名称,东部省份,西部省份,产业类型,项目状态,总投资（万元）"
RECORD = "C-1,2023,茶园,浙江省,四川省,茶叶,在建,100"


@states.SQLITE
@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("一、昭觉县,,,,,,,", "preamble"),
        ("（二）产业项目,,,,,,,", "preamble"),
        ("以上项目均已入库,,,,,,,", "preamble"),
        ("*为重点项目,,,,,,,", "preamble"),
        ("1,2,3,4,5,6,7,8", "preamble"),
        (",,,,,,,（万元）", "preamble"),
        ("共2个项目,,,,,,,100", "totals-row"),
        ("总计12项,,,,,,,100", "totals-row"),
    ],
)
def test_a_row_that_heads_or_remarks_on_others_is_no_record(
    stores: Stores, row: str, code: str
) -> None:
    for rows in ([row, RECORD], [RECORD, row]):
        data = "\n".join([HEAD, *rows]).encode()
        found = look(states.reference(stores), Kind.PROJECTS, data=data)
        assert (found.counts["new"], found.counts["error"]) == (1, 0)
        assert [issue.code for issue in found.issues if issue.code == code]


@states.SQLITE
@pytest.mark.parametrize("row", ["C-2,,,,,,,", "昭觉茶园,,,,,,,", ",,,,,,,300"])
def test_a_row_with_one_cell_else_is_a_record_with_gaps(stores: Stores, row: str) -> None:
    data = "\n".join([HEAD, RECORD, row]).encode()
    assert look(states.reference(stores), Kind.PROJECTS, data=data).counts["error"] == 1


@pytest.mark.parametrize("row", ["合计,合计,2022,3", "浙江,小 计,2022,x", "总计,四川,2022,3"])
def test_a_row_of_totals_may_have_the_word_in_the_place_of_a_side(row: str) -> None:
    found = shaped(f"东部省份,西部省份,会议日期,会议名称\n浙江,四川,2022,x\n{row}\n")
    assert (len(found.records), found.skipped) == (1, 1)


def test_a_title_with_a_unit_is_no_group_of_columns() -> None:
    found = shaped("2022年会议台账（单位：万元）\n会议日期,会议名称,协议金额\n2022,x,3\n")
    assert (found.header_line, found.year, found.unit) == (2, 2022, "万元")
