"""Parts of a pack: an archive with its checksums, a workbook of any size, a paper."""

import datetime as dt
import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from export.cells import Cell
from export.packs import archive, workbook
from export.packs.archive import Archive
from export.packs.paper import Heading, Note, Paper, Table, Text, document
from export.packs.workbook import Sheet

DAY = dt.date(2022, 12, 31)
HEADER = ("编号", "数")


def test_an_archive_tells_the_sum_of_each_of_its_files(tmp_path: Path) -> None:
    big = tmp_path / "big"
    big.write_bytes(b"x" * 3_000_000)
    with Archive(tmp_path / "a.zip") as pack:
        assert pack.add("佐证/甲 1.pdf", b"one") == hashlib.sha256(b"one").hexdigest()
        pack.add("big.bin", big)
    with zipfile.ZipFile(tmp_path / "a.zip") as found:
        assert found.namelist() == ["佐证/甲 1.pdf", "big.bin", archive.LIST]
        found.extractall(tmp_path / "out")
    checked = subprocess.run(
        ["/usr/bin/env", "sha256sum", "--check", "--strict", archive.LIST],
        cwd=tmp_path / "out",
        check=False,
        capture_output=True,
    )
    assert checked.returncode == 0, checked.stderr


def test_a_broken_archive_has_no_list(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="full"), Archive(tmp_path / "a.zip"):
        raise OSError("full")
    with zipfile.ZipFile(tmp_path / "a.zip") as found:
        assert found.namelist() == []


def book(path: Path, *sheets: Sheet) -> Path:
    workbook.write(path, sheets, "附件", DAY)
    return path


def test_a_workbook_keeps_types_and_computes_no_text(tmp_path: Path) -> None:
    rows: list[tuple[Cell, ...]] = [
        ("=1+1", 3_310_000_000),
        ("+2", 12_345.5),
        ("https://example.gov.cn", DAY),
        ("a\x07b", None),
        ("007", 10**15),
    ]
    found = load_workbook(book(tmp_path / "a.xlsx", Sheet("附件1: 项目/会议", HEADER, rows)))
    assert found.sheetnames == ["附件1 项目 会议"]
    cells = list(found.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert cells == [
        ("=1+1", 3_310_000_000), ("+2", 12_345.5),
        ("https://example.gov.cn", dt.datetime(2022, 12, 31)), ("a\ufffdb", None),
        ("007", str(10**15)),
    ]  # fmt: skip
    assert found.worksheets[0]["A2"].data_type == "s"
    assert found.worksheets[0].freeze_panes == "A2"


def test_a_sheet_goes_on_where_excel_s_rows_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    done: list[int] = []
    rows = [(str(n), n) for n in range(7)]
    path = tmp_path / "a.xlsx"
    workbook.write(
        path, [Sheet("项目", HEADER, rows), Sheet("空", HEADER, ())], "t", DAY, done.append
    )
    found = load_workbook(path)
    assert found.sheetnames == ["项目", "项目 (2)", "项目 (3)", "空"]
    assert [sheet.max_row - 1 for sheet in found.worksheets] == [3, 3, 1, 0]
    assert done[-1] == 7


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = (book(tmp_path / f"{n}.xlsx", Sheet("a", HEADER, [("甲", 1)])) for n in "12")
    assert one.read_bytes() == two.read_bytes()


PAPER = Paper(
    "考核材料",
    ("2022年度",),
    (
        Heading("一、资金使用"),
        Text("=到位\n33.9亿元"),
        Note("由某人编辑"),
        Table(
            ("指标", "值"), [("资金", "33.9亿元"), ("企业\x0b", "112家")], (3, 1), frozenset([1])
        ),
    ),
    "zh",
    DAY,
)


def test_a_paper_has_the_form_of_gb_t_9704() -> None:
    found = Document(io.BytesIO(document(PAPER)))
    page = found.sections[0]
    margins = [page.top_margin, page.left_margin]
    assert [round(margin.cm, 1) for margin in margins if margin] == [3.7, 2.8]
    assert [p.text for p in found.paragraphs][:4] == [
        "考核材料",
        "2022年度",
        "一、资金使用",
        "=到位 33.9亿元",
    ]
    (table,) = found.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["指标", "值"], ["资金", "33.9亿元"], ["企业", "112家"],
    ]  # fmt: skip
    normal = found.styles["Normal"]
    assert (normal.font.size.pt, normal.paragraph_format.line_spacing.pt) == (16, 28.95)
    assert found.settings.odd_and_even_pages_header_footer
    assert found.core_properties.created == dt.datetime(2022, 12, 31, tzinfo=dt.UTC)


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert document(PAPER) == document(PAPER)
