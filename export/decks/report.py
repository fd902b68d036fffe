"""A deck as DOCX: A4, figures with captions that Word numbers, their data tables after them."""

import copy
import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from charts.theme import HELPER
from export.cells import Cell, headings, printable, rows
from export.decks import fields, fonts, wordml
from export.decks.drawn import Progress, each, finished
from export.decks.paper import facts
from export.framing import bare, size
from export.measure import width as width_of
from export.renderer import Renderer
from export.sheet import Deck, Sheet

WIDTH = 658
"""Pixels that a figure is drawn wide."""
ACROSS, TALLEST = 17.0, 19.5
"""Centimetres between the margins, and of the tallest figure with its caption on one page."""
MOST_ROWS = 120
"""Rows of a table in a document; the workbook has all."""
SEPARATED = 10_000
"""Numbers from here on are printed with separators."""
YEARS = range(1900, 2101)
"""Whole numbers that are years if all of a column are such."""
PADDING, OTHER_FACES = 0.7, 1.25
"""Centimetres around the text of a cell; how much wider digits are where the face is missing."""
TEXT, SMALL = 10.5, 9
STYLES = {"Normal": TEXT, "Title": 22, "Heading 1": 15, "Caption": 10}


def report(deck: Deck, renderer: Renderer, progress: Progress | None = None) -> bytes:
    """The deck's DOCX. Raises what `Renderer.picture` does, RenderTooLarge for too many charts."""
    document = _empty(deck)
    _cover(document, deck)
    for number, sheet in each(deck, progress):
        _figure(document, number, sheet, renderer)
    heading = _paragraph(document, deck.words.data, style="Heading 1")
    heading.paragraph_format.page_break_before = True
    for number, sheet in enumerate(deck.sheets, start=1):
        _data(document, number, sheet)
    out = io.BytesIO()
    document.save(out)
    finished(deck, progress)
    return out.getvalue()


def _empty(deck: Deck) -> Any:
    document = Document()
    document.core_properties.title = printable(deck.title)[:255]
    document.core_properties.author = "携手 Xieshou"
    document.core_properties.language = deck.words.tag
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm((21 - ACROSS) / 2)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2.2)
    for name, points in STYLES.items():
        style = document.styles[name]
        style.font.size = Pt(points)
        style.font.bold = name in ("Title", "Heading 1")
        style.font.italic = False
        style.font.color.rgb = _colour(fonts.INK)
        fonts.word(style.element.get_or_add_rPr())
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    wordml.in_chinese(document)
    _footer(page, deck)
    return document


def _footer(page: Any, deck: Deck) -> None:
    """The title on the left, the page's number on the right."""
    paragraph = page.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    before, _, rest = deck.words.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    _run(paragraph, f"{deck.title}　　{before}", SMALL, fonts.MUTED)
    fields.add(paragraph, "PAGE", "1")
    _run(paragraph, between, SMALL, fonts.MUTED)
    fields.add(paragraph, "NUMPAGES", "1")
    _run(paragraph, after, SMALL, fonts.MUTED)
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(SMALL), _colour(fonts.MUTED)


def _cover(document: Any, deck: Deck) -> None:
    title = _paragraph(document, deck.title, style="Title")
    _border(title, "bottom", HELPER[1:], 12)
    if deck.subtitle:
        _paragraph(document, deck.subtitle, TEXT + 2, fonts.MUTED)
    for name, value in facts(deck):
        paragraph = _paragraph(document, f"{name}　", TEXT, fonts.MUTED)
        _run(paragraph, value, TEXT, fonts.INK)


def _figure(document: Any, number: int, sheet: Sheet, renderer: Renderer) -> None:
    """The picture, its caption, and what it counts, kept on one page."""
    spec = bare(sheet, WIDTH)
    width, height = size(spec)
    scale = min(ACROSS / width, TALLEST / height)
    holder = document.add_paragraph()
    holder.alignment = WD_ALIGN_PARAGRAPH.CENTER
    holder.paragraph_format.space_before = Pt(14)
    holder.paragraph_format.keep_with_next = True
    picture = io.BytesIO(renderer.picture(spec, "png", 2))
    shape = holder.add_run().add_picture(picture, width=Cm(width * scale))
    shape._inline.docPr.set("descr", printable(sheet.alt or sheet.title))
    caption = _caption(document, sheet.words.figure, number, sheet)
    caption.paragraph_format.keep_with_next = True
    about = (sheet.filters_line, sheet.definition_line, sheet.source_line)
    told = [line for line in about if line]
    for place, line in enumerate(told):
        paragraph = _paragraph(document, line, SMALL, fonts.MUTED)
        paragraph.paragraph_format.space_after = Pt(1)
        paragraph.paragraph_format.keep_with_next = place < len(told) - 1


def _caption(document: Any, name: str, number: int, sheet: Sheet) -> Any:
    """图 1　title, its number counted by Word."""
    caption = document.add_paragraph(style="Caption")
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(caption, f"{name} ", bold=True)
    fields.sequence(caption, name, number)
    for run in caption.runs:
        run.font.bold = True
    gap = "\u3000" if sheet.language == "zh" else ". "
    _run(caption, f"{gap}{sheet.title}", bold=True)
    return caption


def _data(document: Any, number: int, sheet: Sheet) -> None:
    """A table's caption, its rows under a header that every page repeats, and what is left out."""
    caption = _caption(document, sheet.words.table, number, sheet)
    caption.paragraph_format.space_before = Pt(12)
    caption.paragraph_format.keep_with_next = True
    names = headings(sheet.table)
    shown = list(rows(sheet.table.head(MOST_ROWS)))
    if names and shown:
        _table(document, names, shown, sheet)
    else:
        _paragraph(document, sheet.words.no_rows, SMALL, fonts.MUTED)
    if len(sheet.table) > len(shown):
        counts = {"shown": f"{len(shown):,}", "rows": f"{len(sheet.table):,}"}
        _paragraph(document, sheet.words.rows_left_out.format(**counts), SMALL, fonts.MUTED)


def _table(document: Any, names: list[str], shown: list[list[Cell]], sheet: Sheet) -> None:
    table = document.add_table(rows=2, cols=len(names))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    sides = [_side(column) for column in zip(*shown, strict=True)]
    texts: list[list[str]] = [names, *([written(value, sheet) for value in row] for row in shown)]
    widths = _widths(texts)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for number, (row, cells) in enumerate(zip(table.rows, texts[:2], strict=True)):
        for place, text, side, width in zip(row.cells, cells, sides, widths, strict=True):
            place.width = Cm(width)
            paragraph = place.paragraphs[0]
            paragraph.alignment = side
            paragraph.paragraph_format.space_after = Pt(0)
            _run(paragraph, text, SMALL, fonts.INK, bold=number == 0)
    for cells in texts[2:]:
        _again(table, cells)
    heading = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(heading)
    outer = (fonts.INK, 8)
    wordml.rule(table, {"top": outer, "bottom": outer, "insideH": ("C9CDD1", 4)})


def _again(table: Any, cells: Sequence[str]) -> None:
    """One more row like the last: python-docx takes five times as long to dress each cell."""
    row = copy.deepcopy(table._tbl.tr_lst[-1])
    for run, text in zip(row.iter(qn("w:r")), cells, strict=True):
        run.text = _one_line(text)
    table._tbl.append(row)


def _side(column: Sequence[Cell]) -> WD_ALIGN_PARAGRAPH:
    """Amounts and counts on the right; words and years on the left."""
    known = [value for value in column if value is not None]
    numbers = [v for v in known if isinstance(v, int | float) and not isinstance(v, bool)]
    are_years = all(isinstance(number, int) and number in YEARS for number in numbers)
    amounts = len(numbers) == len(known) and not are_years
    return WD_ALIGN_PARAGRAPH.RIGHT if amounts else WD_ALIGN_PARAGRAPH.LEFT


def _widths(texts: Sequence[Sequence[str]]) -> list[float]:
    """Centimetres of each column: the whole width, shared by what their longest cells want."""
    wanted = [
        max(width_of(text, SMALL) for text in column) * OTHER_FACES / 72 * 2.54 + PADDING
        for column in zip(*texts, strict=True)
    ]
    least = ACROSS / len(wanted) / 2
    bounded = [min(max(want, least), ACROSS / 2) for want in wanted]
    return [want * ACROSS / sum(bounded) for want in bounded]


def written(value: Cell, sheet: Sheet) -> str:
    """A cell as a document prints it: 12,345,678 with separators, 2019 without."""
    if isinstance(value, bool):
        return sheet.words.yes if value else sheet.words.no
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int | float):
        return f"{value:,}" if abs(value) >= SEPARATED else str(value)
    return "" if value is None else str(value)


def _paragraph(
    document: Any, text: str, points: float = TEXT, colour: str = "", style: str = "Normal"
) -> Any:
    paragraph = document.add_paragraph(style=style)
    if style == "Normal":
        _run(paragraph, text, points, colour)
    else:
        _run(paragraph, text)
    return paragraph


def _run(
    paragraph: Any, text: str, points: float = 0, colour: str = "", bold: bool | None = None
) -> None:
    """Text as it is; a line break or a control character in it is none."""
    run = paragraph.add_run(_one_line(text))
    fonts.word(run._r.get_or_add_rPr())
    run.font.bold = bold
    if points:
        run.font.size = Pt(points)
    if colour:
        run.font.color.rgb = _colour(colour)


def _one_line(text: str) -> str:
    return printable(fonts.BREAKS.sub(" ", text))


def _border(paragraph: Any, side: str, colour: str, eighths: int) -> None:
    """A rule along a paragraph, so many eighths of a point thick, in place of the style's own."""
    rules = OxmlElement("w:pBdr")
    rules.append(wordml.line(side, colour, eighths, space=8))
    paragraph._p.get_or_add_pPr().insert_element_before(
        rules, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _colour(written: str) -> RGBColor:
    return RGBColor.from_string(written)
