"""Make the templates of the brief, export/papers/brief-zh.docx and -en.docx.

Form: GB/T 9704-2012, 党政机关公文格式: A4; margins 37, 26, 35 and 28 mm (5.2.1); 22 lines of 28
characters, so 28.95 points a line (5.2.3); title in 小标宋 of size 二号 (7.3.1), text in 仿宋 三号,
headings in 黑体 and 楷体 (7.3.3); page numbers in 四号 between dashes, on the outer side (7.5).
"""

import io
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from export.papers.placeholders import COLUMNS
from export.steady import steady

HERE = Path(__file__).parents[1] / "export" / "papers"
ERHAO, SANHAO, SIHAO, XIAOWU = 22, 16, 14, 10
LINE, TABLE_LINE = 28.95, 15
ACROSS = 156
"""Millimetres of the text."""
MARGINS = {"top": 37, "right": 26, "bottom": 35, "left": 28}
FACES = {
    "title": "方正小标宋简体",
    "text": "仿宋_GB2312",
    "heading": "黑体",
    "second": "楷体_GB2312",
    "number": "宋体",
}
INSTEAD = {
    "方正小标宋简体": "华文中宋",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "黑体": "SimHei",
    "宋体": "SimSun",
}
"""What stands in where a face is missing (w:altName, ECMA-376 17.8.3.1)."""
WIDTHS: dict[str, dict[str, int]] = {
    "items": {"item": 9, "text": 46, "responsible": 33, "status": 14, "came": 42, "note": 12},
    "apart": {"when": 30, "level": 14, "who": 34, "what": 50, "items": 14, "note": 14},
    "money": {"year": 20, "projects": 20, "agreed": 50, "in_place": 50, "note": 16},
    "visits": {"when": 32, "direction": 22, "head": 36, "people": 12, "purpose": 40, "note": 14},
    "people": {"year": 18, "what": 66, "persons": 26, "lifted": 32, "note": 14},
    "scorecard": {"metric": 30, "target": 21, "result": 24, "share": 13, "status": 14, "day": 26,
                  "whose": 15, "note": 13},
    "differences": {"metric": 36, "until": 27, "helper": 27, "receiver": 27, "difference": 27,
                    "note": 12},
    "gaps": {"who": 114, "year": 26, "note": 16},
    "published": {"metric": 30, "about": 24, "period": 20, "basis": 16, "value": 24, "day": 28,
                  "note": 14},
}  # fmt: skip
"""Part → column → millimetres: ACROSS in all."""
ENGLISH = {
    "items": {"item": 9, "text": 45, "responsible": 32, "status": 17, "came": 41, "note": 12},
    "visits": {"when": 32, "direction": 20, "head": 36, "people": 16, "purpose": 39, "note": 13},
    "scorecard": {"metric": 23, "target": 28, "result": 28, "share": 14, "status": 16, "day": 16,
                  "whose": 20, "note": 11},
    "differences": {"metric": 30, "until": 22, "helper": 30, "receiver": 30, "difference": 30,
                    "note": 14},
    "published": {"metric": 32, "about": 26, "period": 17, "basis": 19, "value": 22, "day": 28,
                  "note": 12},
}  # fmt: skip
"""Those that differ: yuan are printed in full there, days are shorter, and no word is broken, also
not in the wider faces that stand in for Times New Roman.
"""
TOGETHER = {"items": {"responsible": ("due",), "came": ("target", "word")}}
"""Part → column → those that stand below it in its cell, each with its heading."""
RIGHT = {"projects", "agreed", "in_place", "people", "persons", "lifted", "target", "result"}
RIGHT |= {"share", "helper", "receiver", "difference", "value"}


def main() -> None:
    """Write both."""
    for language in ("zh", "en"):
        (HERE / f"brief-{language}.docx").write_bytes(template(language))


def template(language: str) -> bytes:
    """The template of a language."""
    document = Document()
    _page(document, language)
    _styles(document, language)
    _line(document, "{{ title }}", "title", ERHAO, centred=True)
    _line(document, "{{ about }}", "second", SANHAO, centred=True)
    _only(document, "warning", lambda: _line(document, "{{ warning }}", "second", SANHAO))
    for part, columns in COLUMNS.items():
        _line(
            document, f"{{{{ {part}.number }}}}{{{{ {part}.title }}}}", "heading", SANHAO, indent=2
        )
        _each(document, f"{part}.lines", "line")
        if columns:
            _only(document, f"{part}.rows", lambda p=part: _table(document, p, language))
    _line(document, "{{ notes_title }}", "heading", SANHAO, indent=2)
    _loop(document, "for note in notes")
    _small(_line(document, "{{ note.mark }}{{ note.text }}", "text", XIAOWU))
    _loop(document, "endfor")
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue())


def _page(document: Any, language: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, many in MARGINS.items():
        setattr(section, f"{side}_margin", Mm(many))
    section.footer_distance = Mm(35 - 7 - 5)
    grid = section._sectPr.find(qn("w:docGrid"))
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(LINE * 20)))
    document.settings.odd_and_even_pages_header_footer = True
    document.core_properties.author = "携手 Xieshou"
    document.core_properties.title = "{{ title }}"
    document.core_properties.comments = ""
    document.core_properties.language = {"zh": "zh-CN", "en": "en"}[language]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        _number(footer.paragraphs[0], side)


def _number(paragraph: Any, side: str) -> None:
    """— 1 —, a character from the outer edge."""
    right = side == "right"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    setattr(paragraph.paragraph_format, f"{side}_indent", Pt(SIHAO))
    for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
        run = paragraph.add_run(text)
        _face(run, "number", SIHAO)
        if field:
            for kind in ("begin", field, "end"):
                if kind == field:
                    code = OxmlElement("w:instrText")
                    code.text = field
                else:
                    code = OxmlElement("w:fldChar")
                    code.set(qn("w:fldCharType"), kind)
                run._r.append(code)


def _styles(document: Any, language: str) -> None:
    normal = document.styles["Normal"]
    normal.font.size = Pt(SANHAO)
    properties = normal.element.get_or_add_rPr()
    _fonts(properties.get_or_add_rFonts(), FACES["text"])
    closer = OxmlElement(
        "w:spacing"
    )  # 28 characters a line: a grid of them would pull digits apart
    closer.set(qn("w:val"), str(int((ACROSS / 25.4 * 72 / 28 - SANHAO) * 20 - 1)))
    properties.find(qn("w:sz")).addprevious(closer)
    shape = normal.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE)
    shape.space_before = shape.space_after = Pt(0)
    shape.widow_control = True
    for tag in document.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:eastAsia"), "zh-CN")
        tag.set(qn("w:val"), {"zh": "en-US", "en": "en-GB"}[language])
    table = next(p for p in document.part.package.parts if p.partname.endswith("fontTable.xml"))
    known = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for face, other in INSTEAD.items()
    )
    table._blob = f"<w:fonts {nsdecls('w')}>{known}</w:fonts>".encode()


def _line(
    holder: Any, text: str, face: str, size: int, centred: bool = False, indent: int = 0
) -> Any:
    paragraph = holder.add_paragraph()
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(size * indent)
    paragraph.paragraph_format.keep_with_next = face in ("title", "heading")
    if face == "title":
        paragraph.paragraph_format.line_spacing = Pt(36)
        paragraph.paragraph_format.space_after = Pt(LINE / 2)
    _face(paragraph.add_run(text), face, size, bold=face == "title" and None)
    return paragraph


def _face(run: Any, face: str, size: int, bold: bool | None = None) -> None:
    run.font.size, run.font.bold = Pt(size), bold
    _fonts(run._r.get_or_add_rPr().get_or_add_rFonts(), FACES[face])


def _fonts(fonts: Any, face: str) -> None:
    """Chinese in a face, Latin letters and digits in Times New Roman, as offices print them."""
    fonts.set(qn("w:eastAsia"), face)
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), "宋体" if face == "宋体" else "Times New Roman")
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _loop(document: Any, what: str) -> None:
    _line(document, f"{{%p {what} %}}", "text", SANHAO)


def _each(document: Any, many: str, name: str) -> None:
    _loop(document, f"for {name} in {many}")
    _line(document, f"{{{{ {name} }}}}", "text", SANHAO, indent=2)
    _loop(document, "endfor")


def _only(document: Any, condition: str, then: Any) -> None:
    _loop(document, f"if {condition}")
    then()
    _loop(document, "endif")


def _table(document: Any, part: str, language: str) -> None:
    """Headings, and a row for each of the part's; the rules are thin."""
    widths = ENGLISH.get(part, WIDTHS[part]) if language == "en" else WIDTHS[part]
    table = document.add_table(rows=4, cols=len(widths))
    table.autofit = False
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in {
            "top": 8,
            "left": 4,
            "bottom": 8,
            "right": 4,
            "insideH": 4,
            "insideV": 4,
        }.items()
    )
    margins = '<w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{borders}</w:tblBorders>"))
    table._tbl.tblPr.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
    head, loop, body, end = table.rows
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    head._tr.trPr.append(OxmlElement("w:tblHeader"))
    _cell(loop.cells[0], [f"{{%tr for row in {part}.rows %}}"])
    _cell(end.cells[0], ["{%tr endfor %}"])
    for place, (column, width) in enumerate(widths.items()):
        table.columns[place].width = Mm(width)
        for row in table.rows:
            row.cells[place].width = Mm(width)
        side = WD_ALIGN_PARAGRAPH.RIGHT if column in RIGHT else WD_ALIGN_PARAGRAPH.LEFT
        _cell(
            head.cells[place],
            [f"{{{{ {part}.heads.{column} }}}}"],
            WD_ALIGN_PARAGRAPH.CENTER,
            "heading",
        )
        _cell(body.cells[place], _texts(part, column, language), side)


def _texts(part: str, column: str, language: str) -> list[str]:
    """The paragraphs of a cell."""
    texts = [f"{{{{ row.{column} }}}}"]
    colon = {"zh": "：", "en": ": "}[language]
    for other in TOGETHER.get(part, {}).get(column, ()):
        told = f"{{{{ {part}.heads.{other} }}}}{colon}{{{{ row.{other} }}}}"
        texts += [f"{{%p if row.{other} %}}", told, "{%p endif %}"]
    return texts


def _cell(cell: Any, texts: list[str], side: Any = None, face: str = "text") -> None:
    for number, text in enumerate(texts):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.alignment = side
        _face(paragraph.add_run(text), face, XIAOWU)
        _small(paragraph)


def _small(paragraph: Any) -> None:
    """Lines of a table: closer, and off the page's grid."""
    paragraph.paragraph_format.line_spacing = Pt(TABLE_LINE)
    off = OxmlElement("w:snapToGrid")
    off.set(qn("w:val"), "0")
    paragraph._p.pPr.insert_element_before(off, "w:spacing", "w:ind", "w:jc", "w:rPr")


if __name__ == "__main__":
    main()
