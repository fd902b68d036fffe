"""Books of SpreadsheetML, as programs write them: one table whatever their markup."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from db.importing.issue import Invalid
from db.importing.workbook.marks import Odd
from tests.db.importing.workbook import books
from tests.db.importing.workbook.books import MAIN, STRICT, cell, changed, read, rows, texts, xlsx

LINES = (("名称", "数"), ("茶园", 12.5), ("药材", 7))
TABLE = [["名称", "数"], ["茶园", "12.5"], ["药材", "7"]]
SHEET = "xl/worksheets/sheet1.xml"
USUAL = xlsx(rows(*LINES))


def test_the_usual_markup() -> None:
    assert texts(USUAL) == TABLE


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, '<c r="B2">', "<c>"),
        (SHEET, '<row r="2">', "<row>"),
        (SHEET, '<c r="A2" t="str">', "<c r='A2' t='str'>"),
        (SHEET, '<c r="A2" t="str">', '<c t="str" r="A2">'),
        (SHEET, "<v>12.5</v>", "<!-- x --><v>12.5</v>"),
        (SHEET, "<v>茶园</v>", "<v><![CDATA[茶园]]></v>"),
        (SHEET, "<v>茶园</v>", "<v>&#x8336;&#22253;</v>"),
        (SHEET, "<v>12.5</v>", "\n  <v>12.5</v>\n"),
        (SHEET, '<c r="B2"><v>12.5</v>', '<c\n r="B2"><v>12.5</v>'),
        (SHEET, "<v>12.5</v>", "<v>1.25E1</v>"),
        (SHEET, "<v>12.5</v>", "<f>5*2.5</f><v>12.5</v>"),
        (SHEET, "<v>12.5</v>", '<f t="shared" si="0"/><v>12.5</v>'),
        (SHEET, 't="str"><v>茶园</v>', 't="inlineStr"><is><r><t>茶</t></r><r><t>园</t></r></is>'),
        (SHEET, 't="str"><v>茶园</v>', 't="inlineStr"><is><t>茶园</t><rPh><t>chá</t></rPh></is>'),
        (SHEET, "<sheetData>", '<dimension ref="A1"/><sheetData>'),
        (SHEET, "<worksheet", '<?xml version="1.0" encoding="UTF-8"?><worksheet'),
        ("xl/styles.xml", "</styleSheet>", "<fills><fill/></fills></oops>"),
        ("xl/styles.xml", "<cellXfs>", "<cellXfs"),
        ("xl/_rels/workbook.xml.rels", "worksheets/", "/xl/worksheets/"),
        ("xl/_rels/workbook.xml.rels", "worksheets/", "WORKSHEETS\\"),
        ("_rels/.rels", "xl/workbook.xml", "XL/Workbook.xml"),
    ],
)  # fmt: skip
def test_other_markup_of_the_same_table(part: str, old: str, new: str) -> None:
    assert texts(changed(USUAL, part, old, new)) == TABLE


def prefixed() -> bytes:
    """The same with a prefix before every name, in UTF-16."""
    cells = rows(*LINES)
    for name in ("row", "c", "v"):
        cells = cells.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        cells = cells.replace(f"</{name}>", f"</x:{name}>")
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{cells}</x:sheetData></x:worksheet>'
    whole = f'<?xml version="1.0" encoding="UTF-16"?>{sheet}'
    return xlsx(rows(), parts={SHEET: whole.encode("utf-16")})


def test_prefixes_and_utf_16() -> None:
    assert texts(prefixed()) == TABLE


def test_a_strict_book_is_read() -> None:
    assert texts(xlsx(rows(*LINES), main=STRICT)) == TABLE


def test_a_large_sheet_whose_last_rows_are_unusual_is_read_to_its_end() -> None:
    many = [("茶园", n) for n in range(40_000)]
    odd = '<row r="40001"><c t="str"><v>末</v></c><c><!-- x --><v>1</v></c></row>'
    found = texts(xlsx(rows(*many) + odd))
    assert len(found) == 40_001
    assert (found[39_999], found[40_000]) == (["茶园", "39999"], ["末", "1"])


def test_a_document_type_is_refused() -> None:
    with pytest.raises(Invalid):
        read(changed(USUAL, SHEET, "<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'))


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("第一行_x000A_第二行", "第一行\n第二行"),
        ("a_x000D_\nb", "a\r\nb"),
        ("a_x0009_b", "a\tb"),
        ("_x005F_x0041_", "_x0041_"),
        ("_x4E2D_文", "中文"),
        ("_xD842__xDFB7_", "𠮷"),
        ("_x00_", "_x00_"),
        ("name_x1_", "name_x1_"),
    ],
)
def test_escaped_characters_are_decoded(raw: str, found: str) -> None:
    assert texts(xlsx(rows((raw,))))[0] == [found]


FORMATS = ["yyyy-mm-dd", 'yyyy"年"m"月"', "yyyy", 'm"月"d"日"', "yyyy/m/d h:mm", "h:mm"]


@pytest.mark.parametrize(
    ("serial", "style", "text"),
    [
        (43599, 1, "2019-05-14"),
        (43599, 2, "2019年5月"),
        (43599, 3, "2019"),
        (43599, 4, "5月14日"),
        (43599.39583333333, 5, "2019-05-14 09:30:00"),
        (43599.39583333333, 1, "2019-05-14"),
        (0.39583333333, 6, "09:30:00"),
        (43598.999999942, 1, "2019-05-14"),
        (43598.99950231481, 1, "2019-05-14"),
        (43598.99950231481, 5, "2019-05-14"),
        (43598.66666666666, 1, "2019-05-13"),
        (6982879, 1, "6982879"),
        (-5, 1, "-5"),
        (59, 1, "1900-02-28"),
        (61, 1, "1900-03-01"),
    ],
)
def test_dates_are_read_as_they_are_shown(serial: float, style: int, text: str) -> None:
    data = xlsx(rows((cell(serial, style),)), formats=FORMATS)
    assert texts(data) == [[text]]


def test_a_book_that_counts_from_1904() -> None:
    late = '<workbookPr date1904="1"/>'
    data = xlsx(rows((cell(42137, 1),)), formats=FORMATS, properties=late)
    assert texts(data) == [["2019-05-14"]]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("2019-05-14", "2019-05-14"),
        ("2019-05-14T00:00:00", "2019-05-14"),
        ("2019-05-13T16:00:00Z", "2019-05-14"),
        ("2019-05-13T16:00:00.000Z", "2019-05-14"),
        ("2019-05-14T00:00:00+08:00", "2019-05-14"),
        ("2019-05-13T20:00:00-04:00", "2019-05-14"),
        ("2019-05-13T23:59:59.995", "2019-05-14"),
        ("2019-05-13T23:59:17", "2019-05-14"),
    ],
)
def test_dates_in_iso_8601_are_the_day_in_china(raw: str, text: str) -> None:
    data = changed(xlsx(rows((raw,)), formats=FORMATS), SHEET, 't="str"', 't="d" s="1"')
    assert texts(data) == [[text]]


@pytest.mark.parametrize(
    ("serial", "odd"), [(43598.99950231481, Odd.MIDNIGHT), (43598.66666666666, Odd.UTC)]
)
def test_a_day_that_may_be_another_is_noted(serial: float, odd: Odd) -> None:
    marks = read(xlsx(rows((cell(serial, 1),)), formats=FORMATS)).marks
    assert [kind for kind, _ in marks.remarks] == [odd]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("510104202301010011", "5.10104202301010E+17"),
        ("5.10104202301010011E+17", "5.10104202301010E+17"),
        ("1234567890123456", "1.23456789012346E+15"),
        ("201905140001", "201905140001"),
        ("0.30000000000000004", "0.3"),
        ("1E-3", "0.001"),
        ("2989.2649999999999", "2989.265"),
    ],
)
def test_numbers_have_the_digits_that_a_workbook_keeps(raw: str, text: str) -> None:
    assert texts(changed(USUAL, SHEET, "<v>12.5</v>", f"<v>{raw}</v>"))[1][1] == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<c r="B2" t="str"><f>A1</f><v></v></c>', None),
        ('<c r="B2" t="str"><f>A1</f><v/></c>', None),
        ('<c r="B2"><f>A1</f><v></v></c>', "#CALC!"),
        ('<c r="B2"><f>A1</f></c>', "#CALC!"),
        ('<c r="B2"><f t="shared" si="0"/></c>', "#CALC!"),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="B2" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="B2" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="B2" t="e" vm="1"><v>#VALUE!</v></c>', None),
        ('<c r="B2" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>', None),
        ('<c r="B2" t="str"><v>=_xlfn.DISPIMG("ID_1",1)</v></c>', None),
        ('<c r="B2"><f>_xlfn.DISPIMG("ID_1",1)</f></c>', None),
    ],
)
def test_formulas_errors_and_pictures(markup: str, text: str | None) -> None:
    data = changed(USUAL, SHEET, '<c r="B2"><v>12.5</v></c>', markup)
    assert texts(data)[1] == ["茶园", *([text] if text else [])]


def test_hidden_rows_and_merged_cells_are_marked() -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    data = xlsx(rows(*LINES), after=merged)
    for attribute in ('hidden="1"', 'ht="0" customHeight="1"', 'hidden="true"'):
        marks = read(changed(data, SHEET, '<row r="3">', f'<row r="3" {attribute}>')).marks
        assert (marks.hidden, marks.merged) == ({3}, [(2, 0, 3, 0)])


def test_charts_are_no_sheets_and_hidden_sheets_are_known() -> None:
    data = xlsx(rows(("图",)), rows(*LINES), rows(("稿",)), names=["图", "台账", "旧稿"])
    data = changed(data, "xl/_rels/workbook.xml.rels", "worksheet\" Target=\"worksheets/sheet1",
                   "chartsheet\" Target=\"worksheets/sheet1")  # fmt: skip
    data = changed(
        data, "xl/workbook.xml", 'r:id="rId3" state="visible"', 'r:id="rId3" state="veryHidden"'
    )
    assert [sheet.name for sheet in books.every(data)] == ["台账", "旧稿"]
    assert texts(data) == TABLE


VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
        lambda text: text.strip() and text[0] not in "=_ Dd" and "_x" not in text
    ),
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**6), 10**6, places=3, allow_nan=False).map(float),
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.none(),
)


def seen(value: Any) -> str:
    """The text of a value as openpyxl writes it, in General or as a date."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


@settings(max_examples=50)
@given(st.lists(st.lists(VALUES, min_size=1, max_size=6), min_size=1, max_size=6))
def test_a_book_of_openpyxl_reads_as_it_was_written(lines: list[list[Any]]) -> None:
    book, data = Workbook(), BytesIO()
    for line in lines:
        book.worksheets[0].append(line)
    book.save(data)
    wanted = [[seen(value) for value in line] for line in lines]
    found = dict(read(data.getvalue()).rows)
    for number, line in enumerate(wanted, start=1):
        cells = found.get(number, [])
        assert [*cells, *[""] * (len(line) - len(cells))] == line
