"""Tables of an OpenDocument are split at their marks, or read by a parser: both come to the same.
What repeats in them is bounded before it is repeated.
"""

import tracemalloc
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.importing.issue import Invalid
from db.importing.limits import Limits
from db.importing.workbook import odsquick, odssheet
from db.importing.workbook.book import one_by_one
from db.importing.workbook.marks import Marks, Odd
from db.importing.workbook.markup import parser
from db.importing.workbook.odsstyles import Styles
from db.importing.workbook.odstable import Table
from db.importing.workbook.odstables import tables
from db.importing.workbook.seeing import Seeing
from tests.db.importing.workbook import books
from tests.db.importing.workbook.books import trimmed

NAMES = "".join(
    f' xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"'
    for one in ("office", "table", "text", "style", "number")
)
STYLES = (
    '<office:automatic-styles><number:date-style style:name="N1"><number:year/><number:month/>'
    '</number:date-style><style:style style:name="ce1" style:data-style-name="N1"/>'
    "</office:automatic-styles>"
)
COLUMNS = '<table:table-column table:number-columns-repeated="2"/>' + (
    '<table:table-column table:default-cell-style-name="ce1"/>'
)
NOTE = "<office:annotation><text:p>批注</text:p></office:annotation>"
TEXT = 'office:value-type="string"'


def document(*sheets: str, head: str = COLUMNS) -> bytes:
    """A content whose tables have these rows."""
    made = "".join(
        f'<table:table table:name="表{n}">{head}{rows}</table:table>'
        for n, rows in enumerate(sheets, start=1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{NAMES}>{STYLES}'
        f"<office:body><office:spreadsheet>{made}</office:spreadsheet></office:body>"
        "</office:document-content>"
    ).encode()


def seen(content: bytes, quick: bool, name: str = "表1") -> tuple[list[Any], dict[str, Any]]:
    """The rows of a table and its marks, in one of the two ways."""
    marks, source, styles = Marks(), BytesIO(content), Styles()
    made = parser(styles.start, styles.end, lambda _: None)
    made.Parse(content, True)
    table = Table(styles, Seeing(marks), Limits(), odsquick.cell)
    if quick:
        source.seek(tables(BytesIO(content)).starts[name])
        written = odsquick.written(source, table)
    else:
        written = odssheet.parsed(source, name, table)
    parts = table.rows(written)
    rows = [(line, trimmed(cells)) for part in parts for line, cells in one_by_one(part)]
    return rows, {about: sorted(found) for about, found in marks.as_json().items()}


def one(attributes: str, inside: str = "") -> str:
    given = f" {attributes}" if attributes else ""
    return f"<table:table-cell{given}>{inside}</table:table-cell>"


def number(value: str, shown: str, kind: str = "float") -> str:
    return one(f'office:value-type="{kind}" office:value="{value}"', f"<text:p>{shown}</text:p>")


def date(value: str, given: str = "") -> str:
    return one(f'{given} office:value-type="date" office:date-value="{value}"'.strip(),
               f"<text:p>{value}</text:p>")  # fmt: skip


WORDS = st.sampled_from(
    ["茶园", "第1个", "a &amp; b", "&#33590;&#x56ED;", "甲\r\n乙", " 空 ", "]]&gt;", "Err:502",
     "=DISPIMG(1)", "2022", "1.5", ""]
)  # fmt: skip
VALUES = st.sampled_from(
    [("12", "12"), ("-0", "-0"), ("0", "0"), ("7.5", "7.50"), ("1234.5", "1,234.50"), ("7", "7.00"),
     ("0.126", "0.13"), ("12000000", "12.00百万"), ("510104202301010011", "5.1E+17"),
     ("1.25", "1.2"), ("123", "00123"), ("-3.5", "-3.5"), ("5", "¥5"), ("二", "二"), ("3", "")]
)  # fmt: skip
CELLS = st.one_of(
    WORDS.map(lambda text: one(TEXT, f"<text:p>{text}</text:p>")),
    WORDS.map(lambda text: one("", f"<text:p>{text}</text:p>")),
    VALUES.map(lambda value: number(*value)),
    st.sampled_from(["2019-05-14", "2019-05-13T16:00:00", "2019-05-13T23:59:17"]).map(date),
    st.sampled_from(
        [
            "<table:table-cell/>",
            '<table:table-cell table:style-name="ce1"/>',
            '<table:table-cell table:number-columns-repeated="3" />',
            '<table:table-cell table:style-name="ce1"></table:table-cell>',
            "<table:covered-table-cell/>",
            "<table:covered-table-cell><text:p>盖</text:p></table:covered-table-cell>",
            date("2019-05-14", 'table:style-name="ce1"'),
            number("0.85", "85%", "percentage"),
            number("12", "12", "currency"),
            number("1.26", "1.3").replace("float\"", 'float" table:number-columns-repeated="2"'),
            "<table:table-cell table:number-columns-repeated='2'/>",
            one(TEXT, '<text:p> table:number-columns-repeated="3"</text:p>'),
            one('table:number-columns-repeated="2" ' + TEXT, "<text:p>重</text:p>"),
            one('table:number-rows-spanned="2" ' + TEXT, "<text:p>合</text:p>"),
            '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1"/>',
            one(TEXT, "<text:p>茶<text:s text:c=\"2\"/>园</text:p>\n<text:p>二</text:p>"),
            one(TEXT, NOTE + "<text:p>茶</text:p>"),
            one(TEXT, '<text:p><text:a href="x">链接</text:a></text:p>'),
            one(TEXT + ' office:string-value="暗"'),
            '<table:table-cell office:value-type="string" office:string-value="a&amp;b"/>',
            one('office:value-type="boolean" office:boolean-value="true"', "<text:p>真</text:p>"),
            "<table:table-cell office:value-type='string'><text:p>单</text:p></table:table-cell>",
            f"<table:table-cell\n  {TEXT}><text:p>行</text:p></table:table-cell>\n  ",
            one('table:formula="of:=A1&gt;B1" ' + TEXT, "<text:p>式</text:p>"),
            one('table:formula="of:=A1>B1" ' + TEXT, "<text:p>式</text:p>"),
        ]
    ),
)  # fmt: skip
ROWS = st.sampled_from(
    ["", "", "", ' table:style-name="ro1"', ' table:number-rows-repeated="3"',
     ' table:visibility="collapse"', ' table:visibility="filter" table:number-rows-repeated="2"',
     ' table:default-cell-style-name="ce1"', "\n table:style-name='ro1'"]
)  # fmt: skip
GROUPS = st.sampled_from(
    [("", ""), ("<table:table-header-rows>", "</table:table-header-rows>"), ("\n", "\n"),
     ('<table:table-row-group table:display="false">', "</table:table-row-group>")]
)  # fmt: skip
LINES = st.lists(st.tuples(ROWS, st.lists(CELLS, max_size=6), GROUPS), max_size=10)


def written(lines: list[tuple[str, list[str], tuple[str, str]]]) -> str:
    return "".join(
        f"{before}<table:table-row{given}>{''.join(cells)}</table:table-row>{after}"
        if cells
        else f"{before}<table:table-row{given}/>{after}"
        for given, cells, (before, after) in lines
    )


@settings(max_examples=200)
@given(LINES, st.sampled_from([40, 150, 2**18]))
def test_split_at_its_marks_is_what_the_parser_reads(lines: list[Any], piece: int) -> None:
    content = document(written(lines), "<table:table-row/>")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(odsquick, "PIECE", piece)
        assert seen(content, True) == seen(content, False)


def test_no_cell_in_the_usual_form_reaches_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(odsquick, "_by_parser", never)
    usual = one(TEXT, "<text:p>&#33590;</text:p>") + number("7.5", "7.50") + date("2019-05-14")
    blank = '<table:table-cell table:number-columns-repeated="1018"/>'
    rows = f"<table:table-row>{usual}{blank}</table:table-row>" * 3
    assert seen(document(rows), True)[0] == [(n, ["茶", "7.50", "2019年5月"]) for n in (1, 2, 3)]


def opened(content: bytes, limits: Limits | None = None) -> books.Seen:
    return books.read(books.packed({"content.xml": content}), limits)


ODD = ["<!-- <table:table-row> -->", "<![CDATA[茶]]>", "<?note <table:table-row>?>"]


@pytest.mark.parametrize("odd", ODD)
def test_what_its_marks_do_not_tell_is_parsed(odd: str) -> None:
    rows = f"<table:table-row>{one(TEXT, f'<text:p>{odd}园</text:p>')}</table:table-row>"
    shown = "茶园" if "CDATA" in odd else "园"
    assert opened(document(rows * 2)).rows == [(1, [shown]), (2, [shown])]


def test_a_table_in_a_cell_is_none_of_its_text() -> None:
    inner = '<table:table table:name="内">' + "<table:table-row/>" * 3 + "</table:table>"
    rows = f"<table:table-row>{one(TEXT, f'<text:p>外</text:p>{inner}')}</table:table-row>"
    rows += f"<table:table-row>{one(TEXT, '<text:p>下</text:p>')}</table:table-row>"
    assert opened(document(rows)).rows == [(1, ["外"]), (2, ["下"])]


def test_every_table_is_read_from_its_own_beginning() -> None:
    row = "<table:table-row>{}</table:table-row>"
    sheets = [row.format(one(TEXT, f"<text:p>{n}</text:p>")) for n in "甲乙丙"]
    found = books.every(books.packed({"content.xml": document(*sheets)}))
    assert [(sheet.name, sheet.rows) for sheet in found] == [
        ("表1", [(1, ["甲"])]), ("表2", [(1, ["乙"])]), ("表3", [(1, ["丙"])])
    ]  # fmt: skip


def test_what_is_noted_of_a_cell_is_noted_where_it_repeats() -> None:
    cell = number("12000000", "12.00百万").replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="2"'
    )
    row = f'<table:table-row table:number-rows-repeated="2">{cell}</table:table-row>'
    marks = opened(document(row)).marks
    assert marks.stored == {n: {1: "12000000", 2: "12000000"} for n in (0, 1)}
    long = number("510104202301010011", "5.1E+17")
    row = f'<table:table-row table:number-rows-repeated="3">{long}</table:table-row>'
    assert opened(document(row)).marks.remarks[Odd.LONG, 0].count == 3


LOW = replace(Limits(), rows=-19_900, columns=60, width=90)
REPEATED = 'table:number-{}-repeated="{}"'


@pytest.mark.parametrize("quick", [True, False])
@pytest.mark.parametrize(
    ("row", "code"),
    [
        ((REPEATED.format("rows", 101), ""), "too-many-rows"),
        ((REPEATED.format("rows", 2**20), ""), "too-many-rows"),
        (("", REPEATED.format("columns", 91)), "too-many-columns"),
        (("", REPEATED.format("columns", 10**12)), "too-many-columns"),
        ((REPEATED.format("rows", 100), REPEATED.format("columns", 61)), "too-large"),
        ((REPEATED.format("rows", 2**30), REPEATED.format("columns", 61)), "not-csv"),
    ],
)
def test_what_repeats_is_bounded_before_it_is_repeated(
    row: tuple[str, str], code: str, quick: bool
) -> None:
    given, repeated = row
    cell = one(f"{repeated} {TEXT}".strip(), "<text:p>茶</text:p>")
    content = document(f"<table:table-row {given}>{cell}</table:table-row>")
    if not quick:
        content = content.replace(b"<office:body>", "<!-- 注 --><office:body>".encode())
    with pytest.raises(Invalid) as caught:
        opened(content, LOW)
    assert caught.value.problem.code == code


def test_a_cell_far_to_the_right_is_too_wide_however_few_stand_before_it() -> None:
    blank = f"<table:table-cell {REPEATED.format('columns', 10**9)}/>"
    row = f"<table:table-row>{blank}{one(TEXT, '<text:p>远</text:p>')}</table:table-row>"
    with pytest.raises(Invalid) as caught:
        opened(document(row), LOW)
    assert caught.value.problem.code == "too-many-columns"


def test_a_row_of_many_cells_makes_no_other_row_as_long() -> None:
    """They are counted as they stand in the file, not as the widest of their rows is wide."""
    first = f"<table:table-row>{one(TEXT, '<text:p>茶</text:p>')}</table:table-row>" * 99
    blank = "<table:table-cell/>" * 20_000
    last = f"<table:table-row>{blank}{one(TEXT, '<text:p>远</text:p>')}</table:table-row>"
    content = document(first + last)
    tracemalloc.start()
    try:
        with pytest.raises(Invalid) as caught:
            opened(content, Limits())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert caught.value.problem.code == "too-many-columns"
    assert peak < 12 * 2**20


def test_blank_rows_may_repeat_to_the_end_of_a_sheet() -> None:
    row = f"<table:table-row>{one(TEXT, '<text:p>茶</text:p>')}</table:table-row>"
    blank = (
        f"<table:table-row {REPEATED.format('rows', 1_048_000)} table:visibility='collapse'>"
        f"<table:table-cell {REPEATED.format('columns', 16_384)}/></table:table-row>"
    )
    sheet = opened(document(row + blank + row), LOW)
    assert sheet.rows == [(1, ["茶"]), (1_048_002, ["茶"])]
    assert sheet.marks.hidden == set()


@pytest.mark.parametrize("cut", ["</table:table>", "</table:table-row>", "</text:p>"])
def test_a_content_that_ends_too_early_is_damaged(cut: str) -> None:
    row = f"<table:table-row>{one(TEXT, '<text:p>茶</text:p>')}</table:table-row>"
    content = document(row * 3)
    with pytest.raises(Invalid) as caught:
        opened(content[: content.rindex(cut.encode())])
    assert caught.value.problem.code == "not-csv"
