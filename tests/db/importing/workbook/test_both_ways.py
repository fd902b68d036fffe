"""Rows in the usual form are read many at once, others by a parser: both come to the same."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from db.importing.workbook import sheetxml, strings
from db.importing.workbook.book import Rows, by_column, one_by_one
from db.importing.workbook.cells import Reader, decoded
from db.importing.workbook.formats import parse
from db.importing.workbook.marks import Marks
from db.importing.workbook.seeing import Seeing
from db.importing.workbook.sheetparser import parsed
from tests.db.importing.workbook.books import MAIN, trimmed

FORMATS = ["", "0.00", "#,##0", "yyyy-mm-dd", 'yyyy"年"m"月"', "00000", "0%", '0!.0,"万"', '@"县"']
STRINGS = ["茶园", " 两端 ", "a<b", '=DISPIMG("ID_1",1)', "第一行\n第二行", "2022"]

NUMBERS = st.sampled_from(
    ["0", "12", "-3.5", "1200.10", "66868.649999999994", "0.30000000000000004", "1E-3", "1e-05",
     "1E+16", "510104202301010011", "43599", "43598.99950231481", "43598.666666666664", "6982879",
     "12000000", "1.5", "12.", "+5", "", " 7 ", "&#49;2", "二"]
)  # fmt: skip
TEXTS = st.sampled_from(
    ["茶园", "第1个", "a &amp; b", "&#33590;&#x56ED;", "甲_x000A_乙", "_x005F_x0041_", "(附)",
     "  空 ",
     "=IMAGE(&quot;x&quot;)", "DISPIMG(1)", "1.5", "甲\r\n乙", "]]&gt;", ""]
)  # fmt: skip
STYLES = st.sampled_from([None, *range(len(FORMATS)), 99])


def styled(style: int | None) -> str:
    return "" if style is None else f' s="{style}"'


CELLS = st.one_of(
    st.just(""),
    STYLES.map(lambda s: f"<c@{styled(s)}/>"),
    STYLES.map(lambda s: f"<c@{styled(s)}></c>"),
    st.builds(lambda v, s: f"<c@{styled(s)}><v>{v}</v></c>", NUMBERS, STYLES),
    st.builds(lambda v, s: f'<c@{styled(s)} t="n"><v>{v}</v></c>', NUMBERS, STYLES),
    st.builds(lambda v, s: f'<c@{styled(s)} t="s"><v>{v}</v></c>', st.integers(0, 7), STYLES),
    st.builds(lambda v, s: f'<c@ t="str"{styled(s)}><v>{v}</v></c>', TEXTS, STYLES),
    TEXTS.map(lambda v: f'<c@ t="inlineStr"><is><t>{v}</t></is></c>'),
    TEXTS.map(lambda v: f'<c@ t="inlineStr"><is><t xml:space="preserve">{v}</t></is></c>'),
    TEXTS.map(lambda v: f'<c@ t="inlineStr"><is><r><t>{v}</t></r><r><t>尾</t></r></is></c>'),
    st.builds(lambda v, s: f"<c@{styled(s)}><f>A1+B1</f><v>{v}</v></c>", NUMBERS, STYLES),
    NUMBERS.map(lambda v: f'<c@><f t="shared" si="0"/><v>{v}</v></c>'),
    TEXTS.map(lambda v: f'<c@ t="str"><f>A1&amp;"x"</f><v>{v}</v></c>'),
    st.sampled_from(
        [
            "<c@><f>A1</f></c>",
            '<c@><f t="shared" si="0"/></c>',
            "<c@><f>A1</f><v></v></c>",
            "<c@><v/></c>",
            '<c@ t="e"><v>#N/A</v></c>',
            '<c@ t="b"><v>1</v></c>',
            '<c@ s="3" t="d"><v>2019-05-13T16:00:00Z</v></c>',
            '<c@ t="d"><v>2019-05-14</v></c>',
            '<c@ ph="1" t="s"><v>0</v></c>',
            '<c@ cm="1"><f t="array" ref="A1">B1</f><v>3</v></c>',
            "<c@ s='1'><v>3</v></c>",
            "<c@>\n  <v>3</v>\n</c>",
            "<c@><v>3</v><!-- 注 --></c>",
            "<c@><v><![CDATA[3]]></v></c>",
            '<c@ t="e" vm="1"><v>#VALUE!</v></c>',
        ]
    ),
)
USUAL = ['r="@"'] * 6
ROWS = st.sampled_from(
    [
        *USUAL,
        'r="@" spans="1:9" ht="15"',
        'r="@" hidden="1"',
        'r="@" ht="0"',
        'spans="1:3" r="@"',
        "",
    ]
)


def sheet(lines: list[tuple[str, list[str]]], prefix: str = "", references: bool = True) -> bytes:
    """The markup of a worksheet with these rows and cells."""
    made = []
    for number, (attributes, cells) in enumerate(lines, start=1):
        inside = ""
        for column, markup in enumerate(cells, start=1):
            place = f' r="{get_column_letter(column)}{number}"' if references else ""
            inside += markup.replace("<c@", f"<c{place}")
        given = f" {attributes}".replace("@", str(number)).rstrip()
        made.append(f"<row{given}>{inside}</row>" if inside else f"<row{given}/>")
    rows = "".join(made)
    if prefix:
        rows = rows.replace("</", "\0").replace("<!", "\1").replace("<", f"<{prefix}")
        rows = rows.replace("\0", f"</{prefix}").replace("\1", "<!")
    named = f"xmlns:{prefix.rstrip(':')}" if prefix else "xmlns"
    end = f'<{prefix}mergeCells><{prefix}mergeCell ref="A2:B3"/></{prefix}mergeCells>'
    return (
        f'<{prefix}worksheet {named}="{MAIN}"><{prefix}sheetData>{rows}</{prefix}sheetData>{end}'
        f"</{prefix}worksheet>"
    ).encode()


def seen(content: bytes, late: bool, quick: bool) -> tuple[list[Any], dict[str, Any]]:
    """The rows of a sheet and its marks, in one of the two ways."""
    marks, source = Marks(), BytesIO(content)
    reader = Reader(Seeing(marks, late), STRINGS, [parse(code) for code in FORMATS], 1000)
    parts: Iterator[Rows]
    parts = sheetxml.rows(source, reader) if quick else by_column(parsed(b" ", source, reader))
    rows = [(line, trimmed(cells)) for part in parts for line, cells in one_by_one(part)]
    told = marks.as_json()
    ordered = {name: sorted(found) for name, found in told.items()}
    return rows, ordered


ROW = st.tuples(ROWS, st.lists(CELLS, max_size=6))
LINES = st.one_of(st.lists(ROW, max_size=12), st.lists(ROW, max_size=4).map(lambda some: some * 3))
"""Those of several pieces, the same again: what the first has is learned for the others."""


@settings(max_examples=200)
@given(
    LINES, st.booleans(), st.sampled_from(["", "x:"]), st.booleans(), st.sampled_from([150, 2**20])
)
def test_many_at_once_is_what_the_parser_reads(
    lines: list[tuple[str, list[str]]], late: bool, prefix: str, references: bool, piece: int
) -> None:
    content = sheet(lines, prefix, references)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheetxml, "PIECE", piece)
        assert seen(content, late, True) == seen(content, late, False)


PHONETIC = '<rPh sb="0" eb="1"><t>chá</t></rPh>'
FONT = '<rPr><b/><sz val="11"/><rFont val="宋体"/></rPr>'
ITEMS = st.one_of(
    st.sampled_from(["<si/>", "<si></si>", "<si><t/></si>", "\n", "<!-- <si/> -->", "<?a b?>"]),
    TEXTS.map(lambda text: f"<si><t>{text}</t></si>"),
    TEXTS.map(lambda text: f'<si><t xml:space="preserve">{text}</t></si>'),
    TEXTS.map(lambda text: f'<si><t>{text}</t><phoneticPr fontId="1" type="noConversion"/></si>'),
    TEXTS.map(lambda text: f"<si><t>{text}</t>{PHONETIC}</si>"),
    TEXTS.map(lambda text: f"<si><r><t>{text}</t></r><r>{FONT}<t>尾</t></r></si>"),
    TEXTS.map(lambda text: f"<si><r>{FONT}<t>{text}</t></r>\r\n<r><t> </t></r></si>"),
    TEXTS.map(lambda text: f"<si><r><t>首</t></r><r><t>{text}<?a b?></t></r></si>"),
)


@settings(max_examples=200)
@given(
    st.lists(ITEMS, max_size=6),
    st.sampled_from(["", "\ufeff", '<?xml version="1.0"?>\r\n', "<?xml version='1.0'?>\n"]),
)
def test_shared_strings_split_are_what_the_parser_reads(items: list[str], before: str) -> None:
    content = f'{before}<sst xmlns="{MAIN}">{"".join(items)}</sst>'.encode()
    assert strings.shared(content) == [*map(decoded, strings._parsed(content))]


@pytest.mark.parametrize("end", ["", '<phoneticPr fontId="1" type="noConversion"/>'])
def test_strings_as_excel_and_libreoffice_write_them_are_split(
    end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strings, "_parsed", None)
    runs = f"<si><r>{FONT}<t>第</t></r><r>{FONT}<t>1</t></r></si>"
    made = f'<?xml version="1.0"?>\r\n<sst><si><t>茶</t>{end}</si><si/>{runs}<si/></sst>'
    assert strings.shared(made.encode()) == ["茶", "", "第1", ""]


def test_no_cell_in_the_usual_form_reaches_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(sheetxml, "parsed", never)
    monkeypatch.setattr(sheetxml, "rows_of", never)
    money = '<c@ s="1"><v>7.5</v></c>'
    usual = ['<c@ t="s"><v>0</v></c>', money, '<c@ t="inlineStr"><is><t>&#33590;</t></is></c>']
    formula = '<c@><f aca="false">B2*2</f><v>15</v></c>'
    lines = [('r="@"', usual), ('r="@" spans="1:4"', [*usual, formula]), ('r="@"', ["", money])]
    for prefix in ("", "x:"):
        rows, _ = seen(sheet(lines, prefix), False, True)
        assert rows == [
            (1, ["茶园", "7.50", "茶"]), (2, ["茶园", "7.50", "茶", "15"]), (3, ["", "7.50"])
        ]  # fmt: skip


def test_an_odd_row_stays_between_its_neighbours() -> None:
    lines = [('r="@"', [f"<c@><v>{n}</v></c>"]) for n in range(1, 8)]
    lines[3] = ("", ["<c@><v><![CDATA[4]]></v></c>".replace("<![CDATA[4]]>", "<x/>4")])
    rows, _ = seen(sheet(lines), False, True)
    assert rows == [(n, [str(n)]) for n in range(1, 8)]


def test_a_text_that_no_xml_may_hold_is_refused() -> None:
    for number in ("0", "xD800", "x110000", "8"):
        with pytest.raises(Exception, match=r"character|chr|range"):
            seen(sheet([('r="@"', [f'<c@ t="str"><v>&#{number};</v></c>'])]), False, True)
