"""The same book in every format: .xls and .ods as LibreOffice saves them, .xlsb by its records."""

import struct
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from db.importing.issue import Invalid
from db.importing.limits import Limits
from db.importing.workbook import xlsb
from db.importing.workbook.marks import Marks, Odd
from db.importing.workbook.xls import Xls
from tests.db.importing.workbook import books
from tests.db.importing.workbook.books import cell, changed, read, rows, texts, xlsx
from tests.db.importing.workbook.conftest import Converted

FORMATS = ["00000", "0%", "yyyy-mm-dd", 'yyyy"年"m"月"', "yyyy", "#,##0.00", "0.0", '0.00,,"百万"']
ZEROS, PERCENT, DAY, MONTH, YEAR, CENTS, TENTH, MILLION = range(1, 9)
MIDNIGHT = 43598.99950231481
HEAD = ["编号", "进度", "日期", "月", "年", "金额", "约", "百万", "长", "文"]
LINE = [
    cell(123, ZEROS), cell(0.85, PERCENT), cell(43599, DAY), cell(43599, MONTH), cell(43599, YEAR),
    cell(1234.5, CENTS), cell(1.26, TENTH), cell(12_000_000, MILLION), cell(510104202301010011),
    "第一期\n第二期",
]  # fmt: skip
SEEN = ["00123", "85%", "2019-05-14", "2019年5月", "2019", "1234.50", "1.26", "12.00百万",
        "5.10104202301010E+17", "第一期\n第二期"]  # fmt: skip


@pytest.fixture(scope="module")
def book() -> bytes:
    after = '<mergeCells><mergeCell ref="A4:A5"/></mergeCells>'
    lines = rows(HEAD, LINE, (cell(MIDNIGHT, DAY), "隐"), ("合", 1), (None, 2))
    made = xlsx(lines, formats=FORMATS, after=after)
    return changed(made, "xl/worksheets/sheet1.xml", '<row r="3">', '<row r="3" hidden="1">')


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_every_format_shows_the_same(book: bytes, converted: Converted, suffix: str) -> None:
    sheet = read(converted({"a.xlsx": book}, suffix)["a"])
    assert sheet.rows[1][1] == SEEN
    assert [(line, list(cells)) for line, cells in sheet.rows[2:]] == [
        (3, ["2019-05-14", "隐"]), (4, ["合", "1"]), (5, ["", "2"]),
    ]  # fmt: skip
    assert sheet.marks.stored == {7: {2: "12000000"}}
    assert sheet.marks.hidden == {3}
    assert sheet.marks.merged == [(4, 0, 5, 0)]
    assert sorted(sheet.marks.remarks) == [(Odd.LONG, 8), (Odd.MIDNIGHT, 0), (Odd.ROUNDED, 6)]


def test_a_binary_book_shows_the_same() -> None:
    lines: list[list[object]] = [
        [*HEAD],
        [(123, ZEROS), (0.85, PERCENT), (43599, DAY), (43599, MONTH), (43599, YEAR),
         (1234.5, CENTS), (1.26, TENTH), (12_000_000, MILLION), 510104202301010011, SEEN[-1]],
        [(MIDNIGHT, DAY), "隐"],
    ]  # fmt: skip
    sheet = read(books.xlsb(lines, FORMATS, merged=[(4, 0, 5, 0)], hidden=[3]))
    assert [list(cells) for _, cells in sheet.rows] == [HEAD, SEEN, ["2019-05-14", "隐"]]
    assert sheet.marks.stored == {7: {2: "12000000"}}
    assert (sheet.marks.hidden, sheet.marks.merged) == ({3}, [(4, 0, 5, 0)])
    assert sorted(sheet.marks.remarks) == [(Odd.LONG, 8), (Odd.MIDNIGHT, 0), (Odd.ROUNDED, 6)]


def test_what_a_binary_book_repeats_is_noted_wherever_it_stands() -> None:
    odd: list[list[object]] = [[(12_000_000, MILLION), (1.26, TENTH), (43599, DAY), "茶"]] * 3
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsb, "MEMORY", 1)
        few = read(books.xlsb(odd, FORMATS))
    sheet = read(books.xlsb(odd, FORMATS))
    assert [list(cells) for _, cells in sheet.rows] == [
        ["12.00百万", "1.26", "2019-05-14", "茶"]
    ] * 3
    assert sheet.marks.stored == {0: dict.fromkeys([1, 2, 3], "12000000")}
    assert (sheet.marks.remarks[Odd.ROUNDED, 1].count, sheet.marks.dated) == (3, {2: 1})
    assert few == sheet


def test_the_same_bytes_in_another_column_or_style_are_another_cell() -> None:
    sheet = read(books.xlsb([[(43599, DAY), 43599, (43599, YEAR)], [43599, (43599, DAY)]], FORMATS))
    assert [list(cells) for _, cells in sheet.rows] == [
        ["2019-05-14", "43599", "2019"], ["43599", "2019-05-14"]
    ]  # fmt: skip
    assert sheet.marks.dated == {0: 1, 1: 2, 2: 1}


def test_a_cell_of_a_binary_book_beyond_the_widest_is_never_left_out() -> None:
    with pytest.raises(Invalid) as caught:
        read(books.xlsb([["茶", *[None] * 40, "远"]]), replace(Limits(), width=30))
    assert caught.value.problem.code == "too-many-columns"


def test_a_long_sheet_of_excel_97_is_read_to_its_end(converted: Converted) -> None:
    """Its first lines are read apart from the others, and nothing is read or noted twice."""
    lines = [[cell(1.26, TENTH), f"第{n}行"] for n in range(1, 500)]
    lines[150] = lines[300] = []
    after = '<mergeCells><mergeCell ref="B2:B3"/><mergeCell ref="A400:A401"/></mergeCells>'
    made = xlsx(rows(*lines), rows(*lines[:300]), rows(("短",)), formats=FORMATS, after=after)
    made = changed(made, "xl/worksheets/sheet1.xml", '<row r="450">', '<row r="450" hidden="1">')
    data = converted({"a.xlsx": made}, "xls")["a"]
    for sheet, count in zip(books.every(data), (499, 300), strict=False):
        known = [n for n in range(1, count + 1) if n not in (151, 301)]
        assert sheet.rows == [(n, ["1.26", f"第{n}行"]) for n in known]
        assert sheet.marks.remarks[Odd.ROUNDED, 0].count == len(known)
        assert sheet.marks.merged == [(2, 1, 3, 1), (400, 0, 401, 0)]
        assert sheet.marks.hidden == ({450} if count == 499 else set())
    assert books.every(data)[2].rows == [(1, ["短"])]


def test_the_header_of_a_sheet_of_excel_97_comes_before_the_rest(converted: Converted) -> None:
    made = xlsx(rows(*(["x"] * 30 for _ in range(5000))))
    book = Xls(converted({"a.xlsx": made}, "xls")["a"], Limits())
    parts = book.rows("表1", Marks())
    first = next(parts)
    assert (len(first.lines), len(first.columns)) == (100, 30)
    assert book._book.sheet_by_name("表1").nrows < 300  # the rest is not made yet
    assert len(first.lines) + sum(len(part.lines) for part in parts) == 5000


@pytest.mark.parametrize("suffix", ["xls", "xlsb"])
def test_books_that_count_from_1904(converted: Converted, suffix: str) -> None:
    late = '<workbookPr date1904="1"/>'
    if suffix == "xlsb":
        data = books.xlsb([[(42137, DAY)]], FORMATS, from_1904=True)
    else:
        made = xlsx(rows((cell(42137, DAY),)), formats=FORMATS, properties=late)
        data = converted({"a.xlsx": made}, suffix)["a"]
    assert texts(data) == [["2019-05-14"]]


NUMBERS = st.one_of(
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**6), 10**6, places=2, allow_nan=False).map(float),
)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@settings(max_examples=50)
@given(st.lists(st.lists(NUMBERS | WORDS | st.none(), min_size=1, max_size=5), min_size=1))
def test_a_binary_book_holds_what_calamine_reads(lines: list[list[object]]) -> None:
    data = books.xlsb(lines)
    sheet = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
    found = {line: cells for line, cells in read(data).rows}  # noqa: C416 (a list's lists)
    for number, known in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        cells = found.get(number, [])
        for value, text in zip(known, [*cells, *[""] * len(known)], strict=False):
            if isinstance(value, int | float):
                assert float(text) == pytest.approx(value)
            elif "DISPIMG" not in str(value):
                assert text == value


def test_a_locked_book_is_said_to_be_locked() -> None:
    locked = (Path(__file__).parent / "files" / "locked.xlsx").read_bytes()
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    ods = books.packed({"content.xml": "x", "META-INF/manifest.xml": manifest})
    for data in (locked, ods):
        with pytest.raises(Invalid) as caught:
            read(data)
        assert "密码" in caught.value.issue().message.zh


def test_a_locked_xls_is_said_to_be_locked(converted: Converted) -> None:
    data = converted({"a.xlsx": xlsx(rows(("a",)))}, "xls")["a"]
    # the record after BOF made one of FILEPASS
    start = data.index(struct.pack("<HHHH", 0x0809, 16, 0x0600, 0x0005)) + 20
    made = data[:start] + struct.pack("<HHHH", 0x002F, 54, 1, 1) + data[start + 8 :]
    with pytest.raises(Invalid) as caught:
        read(made)
    assert "密码" in caught.value.issue().message.zh


def test_what_is_hidden_in_a_spreadsheet_of_libreoffice(converted: Converted) -> None:
    data = xlsx(rows(("台账",)), rows(("稿",)), names=["台账", "旧稿"], states={1: "hidden"})
    for suffix in ("xls", "ods"):
        made = converted({"a.xlsx": data}, suffix)["a"]
        from db.importing.workbook.process import read_book

        contents, _ = read_book(made, lambda *_: [], Limits())
        assert [(s.name, s.hidden) for s in contents.sheets] == [("台账", False), ("旧稿", True)]


def test_comments_and_readings_are_no_text_of_a_cell() -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    words = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:table="{table}"'
        f' xmlns:text="{words}"><office:body><office:spreadsheet><table:table table:name="表">'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell'
        ' office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation>'
        "<text:p>茶<text:s/>园</text:p><text:p>二</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="2" office:value-type="float"'
        ' office:value="3"><text:p>3</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    assert texts(books.packed({"content.xml": content})) == [["茶 园\n二", "3", "3"]] * 2


@given(st.integers(1, 400), st.integers(7, 64), st.integers(0, 9))
def test_blank_cells_of_a_binary_book_are_all_counted(blank: int, piece: int, before: int) -> None:
    """However the reading of a part cuts through them."""
    one = b"\x01\x08" + struct.pack("<II", 1, 0)
    part = b"\x00\x01\x07" * before + one * blank + b"\x00\x01\x07"
    found = list(xlsb.records(_Pieces(part, piece)))
    runs = [max(1, len(body) // len(one)) for kind, body in found if kind == xlsb.BLANK]
    assert sum(runs) == blank
    assert [kind for kind, _ in found if kind != xlsb.BLANK] == [xlsb.ROW] * (before + 1)


class _Pieces(BytesIO):
    """A file that gives less at a time than it is asked for, but never less than is needed."""

    def __init__(self, data: bytes, piece: int) -> None:
        super().__init__(data)
        self._piece = piece

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(self._piece)
