"""Workbooks made for a test, down to the markup of their parts."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import get_column_letter

from db.importing.limits import Limits
from db.importing.workbook.marks import Marks
from db.importing.workbook.process import read_book
from db.importing.workbook.sheet import Sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def cell(value: Any, style: int = 0, formula: str | None = None) -> str:
    """The inside of a cell, and its attributes, by the type of its value; None is no value."""
    given = f' s="{style}"' if style else ""
    made = f"<f>{escape(formula)}</f>" if formula is not None else ""
    if isinstance(value, str):
        return f'<c@{given} t="str">{made}<v>{escape(value)}</v></c>'
    return f"<c@{given}>{made}" + ("" if value is None else f"<v>{value!r}</v>") + "</c>"


def rows(*lines: Sequence[Any], start: int = 1) -> str:
    """Rows of cells, each written by `cell` or a value."""
    made = []
    for number, line in enumerate(lines, start=start):
        cells = [
            (one if isinstance(one, str) and one.startswith("<c@") else cell(one)).replace(
                "<c@", f'<c r="{get_column_letter(column)}{number}"'
            )
            for column, one in enumerate(line, start=1)
        ]
        made.append(f'<row r="{number}">{"".join(cells)}</row>')
    return "".join(made)


def xlsx(
    *sheets: str,
    formats: Sequence[str] = (),
    names: Sequence[str] = (),
    states: Mapping[int, str] | None = None,
    after: str = "",
    main: str = MAIN,
    properties: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A book whose sheets have these rows. Style 1 has the first of the formats, and so on."""
    names = names or [f"表{n}" for n in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"'
        f" state={quoteattr((states or {}).get(n - 1, 'visible'))}/>"
        for n, name in enumerate(names, start=1)
    )
    custom = "".join(
        f'<numFmt numFmtId="{n}" formatCode={quoteattr(code)}/>'
        for n, code in enumerate(formats, start=176)
    )
    styles = "".join(f'<xf numFmtId="{n + 176}"/>' for n in range(len(formats)))
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{DOCUMENT}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
            + [("styles", "styles.xml")]
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts>{custom}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
    }
    for number, sheet in enumerate(sheets, start=1):
        made[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData>{after}</worksheet>'
        )
    return packed(made | dict(parts or {}))


def _types(sheets: int) -> str:
    """What LibreOffice wants to know of the parts."""
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    kinds = {"workbook": "sheet.main", "styles": "styles"}
    kinds |= {f"worksheets/sheet{n}": "worksheet" for n in range(1, sheets + 1)}
    listed = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{base}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/>{listed}</Types>'
    )


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of these parts."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """A book with the markup of one part changed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    assert old.encode() in parts[name]
    parts[name] = parts[name].replace(old.encode(), new.encode())
    return packed(parts)


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="rId{n}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{made}</Relationships>'


class Seen(NamedTuple):
    """A sheet: its rows, without the blank cells at their ends, and what is odd about them."""

    name: str
    rows: list[tuple[int, list[str]]]
    marks: Marks


def read(data: bytes, limits: Limits | None = None) -> Seen:
    """The first sheet of a book."""
    return every(data, limits)[0]


def every(data: bytes, limits: Limits | None = None) -> list[Seen]:
    """All sheets of a book, hidden ones too."""
    _, sheets = read_book(
        data, lambda contents, _: [s.name for s in contents.sheets], limits or Limits()
    )
    return [Seen(sheet.name, _rows(sheet), sheet.marks) for sheet in sheets]


def _rows(sheet: Sheet) -> list[tuple[int, list[str]]]:
    return [(line, trimmed(cells)) for line, cells in sheet.lines]


def trimmed(cells: Sequence[str]) -> list[str]:
    """Cells without the blank ones at the end."""
    width = max((n for n, cell in enumerate(cells, start=1) if cell), default=0)
    return list(cells[:width])


def texts(data: bytes) -> list[list[str]]:
    """The cells of a book's first sheet."""
    return [cells for _, cells in read(data).rows]


def xlsb(lines: Sequence[Sequence[Any]], formats: Sequence[str] = (), **about: Any) -> bytes:
    """A binary book. A value is a number, a text, None, or (number, style); `merged`, `hidden`
    rows and `from_1904` are as in the records of [MS-XLSB].
    """
    book = _record(153, struct.pack("<II", int(about.get("from_1904", False)), 0) + _wide(""))
    book += _record(
        156, struct.pack("<II", about.get("state", 0), 1) + _wide("rId1") + _wide("台账")
    )
    custom = b"".join(
        _record(44, struct.pack("<H", n) + _wide(code)) for n, code in enumerate(formats, start=176)
    )
    styles = [0, *range(176, 176 + len(formats))]
    cells = b"".join(_record(47, struct.pack("<HH", 0, n) + bytes(12)) for n in styles)
    sheet = b""
    for number, line in enumerate(lines):
        hidden = 0x10 if number + 1 in about.get("hidden", ()) else 0
        sheet += _record(0, struct.pack("<IIH", number, 0, 0) + bytes([0, hidden]) + bytes(5))
        for column, value in enumerate(line):
            value, style = value if isinstance(value, tuple) else (value, 0)
            start = struct.pack("<II", column, style)
            if isinstance(value, str):
                sheet += _record(6, start + _wide(value))
            elif isinstance(value, int) and abs(value) < 2**29:
                sheet += _record(2, start + struct.pack("<i", (value << 2) | 2))
            elif value is not None:
                sheet += _record(5, start + struct.pack("<d", value))
    for top, left, bottom, right in about.get("merged", ()):
        sheet += _record(176, struct.pack("<4I", top - 1, bottom - 1, left, right))
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.'
            'binary.macroEnabled.main"/><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/></Types>',
            "_rels/.rels": _relations([("officeDocument", "xl/workbook.bin")]),
            "xl/workbook.bin": _record(131, b"") + _record(143, b"") + book + _record(144, b"")
            + _record(132, b""),
            "xl/_rels/workbook.bin.rels": _relations(
                [("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin")]
            ),
            "xl/styles.bin": _record(278, b"") + _record(615, struct.pack("<I", len(formats)))
            + custom + _record(616, b"") + _record(617, struct.pack("<I", len(styles))) + cells
            + _record(618, b"") + _record(279, b""),
            "xl/worksheets/sheet1.bin": _record(129, b"")
            + _record(148, struct.pack("<4I", 0, len(lines), 0, 20)) + _record(145, b"") + sheet
            + _record(146, b"") + _record(130, b""),
        }
    )  # fmt: skip


def _record(kind: int, body: bytes) -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, sizes = len(body), b""
    while True:
        byte, length = length & 0x7F, length >> 7
        sizes += bytes([byte | (0x80 if length else 0)])
        if not length:
            return head + sizes + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
