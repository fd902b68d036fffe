"""Honest large ledgers in every format that is read, written row by row at run time."""

import csv
import struct
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

Rows = Iterable[Sequence[str]]
"""Of cells; a blank one stands for a cell that has a format and nothing else."""
XLS_ROWS, XLS_COLUMNS = 65_536, 256
OFFICE_SECONDS = 600
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def text(encoding: str) -> Callable[[Path, Rows], None]:
    """A writer of CSV in that encoding."""

    def write(path: Path, rows: Rows) -> None:
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)

    return write


def xlsx(path: Path, rows: Rows) -> None:
    """SpreadsheetML."""
    with _book(path, "xml") as archive:
        sheets = '<sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets>'
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">{sheets}</workbook>'
        )
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            letters = [get_column_letter(n) for n in range(1, 3000)]
            for line, cells in enumerate(rows, start=1):
                made = (
                    f'<c r="{at}{line}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
                    if cell
                    else f'<c r="{at}{line}" s="0"/>'
                    for at, cell in zip(letters, cells, strict=False)
                )
                sheet.write(f'<row r="{line}">{"".join(made)}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")


def xlsb(path: Path, rows: Rows) -> None:
    """The records of [MS-XLSB]."""
    with _book(path, "bin") as archive:
        held = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("台账")
        archive.writestr("xl/workbook.bin", _record(156, held))
        with archive.open("xl/worksheets/sheet1.bin", "w") as sheet:
            for line, cells in enumerate(rows):
                sheet.write(_record(0, struct.pack("<I", line) + bytes(13)))
                sheet.write(b"".join(_xlsb_cell(at, cell) for at, cell in enumerate(cells)))


def _xlsb_cell(at: int, cell: str) -> bytes:
    start = struct.pack("<II", at, 0)
    return _record(6, start + _wide(cell)) if cell else _record(1, start)


def ods(path: Path, rows: Rows) -> None:
    """OpenDocument."""
    names = "".join(f' xmlns:{n}="{OASIS}:{n}:1.0"' for n in ("office", "table", "text"))
    parts = ("office:document-content" + names, "office:body", "office:spreadsheet")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        with archive.open("content.xml", "w") as content:
            content.write("".join(f"<{part}>" for part in parts).encode())
            content.write('<table:table table:name="台账">'.encode())
            for cells in rows:
                made = "".join(map(_ods_cell, cells))
                content.write(f"<table:table-row>{made}</table:table-row>".encode())
            content.write(b"</table:table>")
            content.write("".join(f"</{part.split()[0]}>" for part in reversed(parts)).encode())


def _ods_cell(cell: str) -> str:
    if not cell:
        return '<table:table-cell table:style-name="ce1"/>'
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(cell)}</text:p></table:table-cell>"
    )


def xls(path: Path, rows: Rows) -> None:
    """BIFF8, as LibreOffice saves it."""
    made = path.with_suffix(".csv")
    text("utf-8")(made, rows)
    command = ["soffice", f"-env:UserInstallation={path.parent.as_uri()}/profile", "--headless"]
    command += ["--infilter=CSV:44,34,76,1,,0,false,true", "--convert-to", "xls"]
    subprocess.run(
        ["/usr/bin/env", *command, "--outdir", str(path.parent), str(made)],
        check=True,
        capture_output=True,
        timeout=OFFICE_SECONDS,
    )


def _book(path: Path, suffix: str) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
    for name, kind, target in (
        ("_rels/.rels", "officeDocument", f"xl/workbook.{suffix}"),
        (f"xl/_rels/workbook.{suffix}.rels", "worksheet", f"worksheets/sheet1.{suffix}"),
    ):
        relation = f'<Relationship Id="rId1" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
        archive.writestr(name, f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>')
    return archive


def _record(kind: int, body: bytes) -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, sizes = len(body), b""
    while length >= 0x80:
        sizes, length = sizes + bytes([length & 0x7F | 0x80]), length >> 7
    return head + sizes + bytes([length]) + body


def _wide(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


FORMATS: dict[str, tuple[str, Callable[[Path, Rows], None]]] = {
    "CSV, UTF-8": ("csv", text("utf-8")),
    "CSV, GB18030": ("csv", text("gb18030")),
    "CSV, UTF-16": ("csv", text("utf-16")),
    ".xlsx": ("xlsx", xlsx),
    ".xlsb": ("xlsb", xlsb),
    ".ods": ("ods", ods),
    ".xls": ("xls", xls),
}


def ledger(rows: int, columns: int = 6, blank: int = 0, longest: int = 0) -> Iterator[list[str]]:
    """A ledger of meetings: `blank` cells of each row have a format alone, and the last row may
    have a cell of `longest` characters.
    """
    known = ["东部省份", "西部省份", "会议日期", "会议名称", "地点", "备注"]
    more = [f"列{n}" for n in range(len(known) + 1, columns + 1)]
    yield [*known[:columns], *more]
    for n in range(rows):
        cells = ["浙江省", "四川省", f"2022-{1 + n % 12:02}-{1 + n % 28:02}", f"第{n}次会议"]
        cells += ["杭州市", "", *(str(n % 97) for _ in more)]
        if longest and n == rows - 1:
            cells[5] = "长" * longest
        yield [*cells, *[""] * blank]
