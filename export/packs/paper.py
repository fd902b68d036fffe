"""A paper in the form of GB/T 9704-2012 (党政机关公文格式): A4, 22 lines of 28 characters, and its
faces, sizes and page numbers. Where a face is missing a reader's program has its own.
"""

import copy
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from export.cells import printable
from export.decks import fields, fonts, wordml
from export.decks.fonts import one_line
from export.steady import steady
from export.words import Language, words

LATIN = "Times New Roman"
TITLE, TEXT = "方正小标宋简体", "仿宋_GB2312"
HEADING, SUBHEADING = "黑体", "楷体_GB2312"
FOOTER = "宋体"
FOLIO = 14
"""Points of the page's number."""
ACROSS = 15.6
"""Centimetres of a line."""
LINE = 28.95
"""Points from line to line: 22 of them on 225 mm."""
SMALL = 9
"""Points in a table and in notes."""
SIZES = {"Normal": (TEXT, 16), "Title": (TITLE, 22), "Heading 1": (HEADING, 16)}
SIZES |= {"Heading 2": (SUBHEADING, 16)}
BLACK = "000000"
RULES = {"top": (BLACK, 8), "bottom": (BLACK, 8), "insideH": (BLACK, 4), "insideV": (BLACK, 4)}
"""Of a table: side → colour and eighths of a point."""


@dataclass(frozen=True)
class Heading:
    """一、, and （一） below it."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Note:
    """A remark in small type."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table. `widths` are shares of the line, one a column; `right`, the columns of numbers."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    right: frozenset[int] = frozenset()


Block = Heading | Text | Note | Table


@dataclass(frozen=True)
class Paper:
    """A title, what stands below it, and what follows from top to bottom."""

    title: str
    below: Sequence[str]
    blocks: Sequence[Block]
    language: Language
    as_of: dt.date


def document(paper: Paper) -> bytes:
    """The paper as DOCX."""
    made = _empty(paper)
    title = _paragraph(made, paper.title, "Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in paper.below:
        _note(made, line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for block in paper.blocks:
        match block:
            case Heading(text, level):
                _paragraph(made, text, f"Heading {level}")
            case Text(text):
                both = WD_ALIGN_PARAGRAPH.JUSTIFY if paper.language == "zh" else None
                _paragraph(made, text).alignment = both
            case Note(text):
                _note(made, text)
            case Table():
                _table(made, block)
    out = io.BytesIO()
    made.save(out)
    return steady(out.getvalue())


def _empty(paper: Paper) -> Any:
    made = Document()
    about = made.core_properties
    about.title, about.author = printable(paper.title)[:255], "携手 Xieshou"
    about.language = words(paper.language).tag
    about.created = about.modified = dt.datetime.combine(paper.as_of, dt.time())
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin = Cm(3.7), Cm(3.5)
    page.left_margin, page.right_margin = Cm(2.8), Cm(2.6)
    page.footer_distance = Cm(2.5)
    for name, (face, points) in SIZES.items():
        _dress(made.styles[name], face, points)
    wordml.in_chinese(made)
    _footers(made, page)
    return made


def _dress(style: Any, face: str, points: int) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(points), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts.word(style.element.get_or_add_rPr(), face, LATIN)
    form = style.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE)
    form.space_before = form.space_after = Pt(0)
    form.keep_with_next = style.name != "Normal"
    if style.name == "Title":
        form.line_spacing, form.space_after = Pt(35), Pt(LINE / 2)
        for rule in style.element.iter(qn("w:pBdr")):
            rule.getparent().remove(rule)


def _footers(made: Any, page: Any) -> None:
    """The page's number between two dashes, on the outer side."""
    made.settings.odd_and_even_pages_header_footer = True
    sides = (
        (page.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (page.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    )
    for footer, side in sides:
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(FOLIO)
        paragraph.add_run("— ")
        fields.add(paragraph, "PAGE", "1")
        paragraph.add_run(" —")
        for run in paragraph.runs:
            run.font.size = Pt(FOLIO)
            fonts.word(run._r.get_or_add_rPr(), FOOTER, LATIN)


def _paragraph(made: Any, text: str, style: str = "Normal") -> Any:
    paragraph = made.add_paragraph(style=style)
    paragraph.add_run(one_line(text))
    if style != "Title":
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLineChars"), "200")
        indent.set(qn("w:firstLine"), str(16 * 2 * 20))
    return paragraph


def _note(made: Any, text: str) -> Any:
    paragraph = made.add_paragraph()
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.space_after = WD_LINE_SPACING.SINGLE, Pt(4)
    paragraph.add_run(one_line(text)).font.size = Pt(SMALL + 1.5)
    return paragraph


def _table(made: Any, of: Table) -> None:
    """Its header is repeated on every page, and no row is broken over two."""
    table = made.add_table(rows=1, cols=len(of.header))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Cm(ACROSS * width / sum(of.widths)) for width in of.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for place, text in enumerate(of.header):
        cell = table.rows[0].cells[place]
        cell.width = widths[place]
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        right = place in of.right
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
        run = paragraph.add_run(one_line(text))
        run.font.size = Pt(SMALL)
        fonts.word(run._r.get_or_add_rPr(), TEXT, LATIN)
    whole = table.rows[0]._tr.get_or_add_trPr()
    whole.append(OxmlElement("w:cantSplit"))
    first = copy.deepcopy(table._tbl.tr_lst[0])
    whole.append(OxmlElement("w:tblHeader"))
    for run in table._tbl.tr_lst[0].iter(qn("w:r")):
        fonts.word(run.get_or_add_rPr(), HEADING, LATIN)
    for cells in of.rows:
        row = copy.deepcopy(first)
        for run, text in zip(row.iter(qn("w:r")), cells, strict=True):
            run.text = one_line(text)
        table._tbl.append(row)
    wordml.rule(table, RULES)
    _margins(table)
    _note(made, "")


def _margins(table: Any) -> None:
    """Of its cells, in twentieths of a point."""
    margins = OxmlElement("w:tblCellMar")
    for name, width in (("top", 30), ("left", 60), ("bottom", 30), ("right", 60)):
        margin = OxmlElement(f"w:{name}")
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)
