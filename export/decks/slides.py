"""A deck as PPTX: 16:9, one chart a slide; charts that can be edited where PowerPoint has them."""

import io
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from charts.theme import HELPER, RECEIVER
from export.cells import printable
from export.decks import chart, fonts, native
from export.decks.drawn import Progress, each, finished
from export.decks.paper import facts, label
from export.framing import bare, size
from export.measure import wrap
from export.renderer import Renderer
from export.sheet import Deck, Sheet, Spec

WIDTH, HEIGHT = 13.333, 7.5
EDGE = 0.6
ACROSS = WIDTH - 2 * EDGE
"""Inches of a slide, of its margin, of what is between."""
TITLE_TOP, ABOUT_TOP, FOOT_TOP = 0.42, 1.22, 6.92
SPACE = 0.12
TITLE_SIZES = (26, 22, 18)
ABOUT_SIZE, FOOT_SIZE = 12, 10
TITLE_ONLY = 5
"""The layout of the template that has a title and nothing else."""
PICTURE_WIDTHS = (720, 1400)
"""Pixels: the narrowest and the widest that a figure is drawn to fill a slide."""


def slides(deck: Deck, renderer: Renderer, progress: Progress | None = None) -> bytes:
    """The deck's PPTX. Raises what `Renderer.picture` does, RenderTooLarge for too many charts.

    Without Chromium it can still be made where every chart is one that PowerPoint draws.
    """
    show = empty(deck.title, deck.words.tag)
    lines = [(deck.subtitle, 18, fonts.INK)] if deck.subtitle else []
    told = (deck.words.condition.format(name=name, value=value) for name, value in facts(deck))
    lines += [(line, 14, fonts.MUTED) for line in told]
    cover(show, deck.title, lines, 3)
    for number, sheet in each(deck, progress):
        _slide(show, number, sheet, renderer)
    out = io.BytesIO()
    show.save(out)
    finished(deck, progress)
    return out.getvalue()


def empty(title: str, tag: str) -> Any:
    """A show without slides, 16:9, in the language of a tag."""
    show = Presentation()
    show.slide_width, show.slide_height = Inches(WIDTH), Inches(HEIGHT)
    show.core_properties.title = printable(title)[:255]
    show.core_properties.author = "携手 Xieshou"
    show.core_properties.language = tag
    return show


def cover(show: Any, title: str, lines: list[tuple[str, int, str]], tall: float) -> None:
    """The first slide, with lines below the title that may be so many inches tall: see `texts`."""
    slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    for place, colour in enumerate((HELPER, RECEIVER)):
        block(slide, EDGE + 1.1 * place, 1.75, 1.1, 0.07, colour[1:])
    title_of(slide, title, 2.05, 1.5, (40, 34, 28))
    texts(slide, lines, EDGE, 3.75, ACROSS, tall)


def _slide(show: Any, number: int, sheet: Sheet, renderer: Renderer) -> None:
    slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    title_of(slide, label(number, sheet), TITLE_TOP, 0.75, TITLE_SIZES)
    about = [line for line in (sheet.filters_line, sheet.definition_line) if line]
    tall = _tall(about, ABOUT_SIZE)
    texts(slide, [(line, ABOUT_SIZE, fonts.MUTED) for line in about], EDGE, ABOUT_TOP, ACROSS, tall)
    drawn = native.read(sheet.spec)
    top = ABOUT_TOP + tall + SPACE
    room = FOOT_TOP - SPACE - top
    if drawn:
        notes = [drawn.axis, *drawn.remarks]
        heading = "　".join(note for note in notes if note)
        if heading:
            texts(slide, [(heading, ABOUT_SIZE, fonts.MUTED)], EDGE, top, ACROSS, 0.28)
            top, room = top + 0.28, room - 0.28
        frame = chart.add(slide, drawn, *map(Inches, (EDGE, top, ACROSS, room)))
        _describe(frame, sheet)
    else:
        _picture(slide, sheet, renderer, top, room)
    block(slide, EDGE, FOOT_TOP, ACROSS, 0.01, fonts.RULE)
    texts(slide, [(sheet.source_line, FOOT_SIZE, fonts.MUTED)], EDGE, FOOT_TOP + 0.05, 11.2, 0.4)
    number_of(slide)
    _notes(slide, sheet)


def _picture(slide: Any, sheet: Sheet, renderer: Renderer, top: float, room: float) -> None:
    """The figure as wide as fills the place with its own height, in its middle."""
    spec: Spec = sheet.spec
    _width, height = size(spec)
    narrowest, widest = PICTURE_WIDTHS
    width = round(min(max(height * ACROSS / room, narrowest), widest))
    png = renderer.picture(bare(sheet, width), "png", 2)
    scale = min(ACROSS / width, room / height)
    across = width * scale
    left = EDGE + (ACROSS - across) / 2
    shape = slide.shapes.add_picture(
        io.BytesIO(png), *map(Inches, (left, top, across, height * scale))
    )
    _describe(shape, sheet)


def _describe(shape: Any, sheet: Sheet) -> None:
    """What a reader who does not see it is told."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", printable(sheet.alt or sheet.title))


def title_of(slide: Any, text: str, top: float, tall: float, sizes: tuple[int, ...]) -> None:
    """The slide's own title, in the largest type that needs at most two lines."""
    fitting = (
        one for one in sizes if len(wrap(text, one, ACROSS * 72, bold=True)) * one < tall * 60
    )
    points = next(fitting, sizes[-1])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = map(Inches, (EDGE, top, ACROSS, tall))
    _write(shape.text_frame, [(text, points, fonts.INK)], bold=True)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE


def texts(
    slide: Any,
    lines: list[tuple[str, int, str]],
    left: float,
    top: float,
    across: float,
    tall: float,
) -> None:
    """Lines of text, each with its size in points and its colour, in a place of a slide."""
    box = slide.shapes.add_textbox(*map(Inches, (left, top, across, tall)))
    _write(box.text_frame, lines)


def _write(frame: Any, lines: list[tuple[str, int, str]], bold: bool = False) -> None:
    """Paragraphs of text, size in points and colour, without margins around them."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    for number, (text, points, colour) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.line_spacing = 1.15
        run = paragraph.add_run()
        run.text = fonts.one_line(text)
        run.font.size, run.font.bold = Pt(points), bold
        run.font.color.rgb = RGBColor.from_string(colour)
        fonts.drawing(run.font._element)


def _tall(lines: list[str], points: int) -> float:
    """Inches of lines in so many points, once they are broken."""
    return sum(len(wrap(line, points, ACROSS * 72)) for line in lines) * points * 1.25 / 72


def block(slide: Any, left: float, top: float, across: float, tall: float, colour: str) -> None:
    """A filled rectangle without a rim: a rule."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, (left, top, across, tall)))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colour)
    shape.line.fill.background()
    shape.shadow.inherit = False


def number_of(slide: Any) -> None:
    """The number of the slide, as a field that follows when slides are moved."""
    box = slide.shapes.add_textbox(*map(Inches, (WIDTH - EDGE - 0.8, FOOT_TOP + 0.05, 0.8, 0.3)))
    _write(box.text_frame, [("0", FOOT_SIZE, fonts.MUTED)])
    paragraph = box.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    run = paragraph.runs[0]._r
    field = run.makeelement(
        qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"}
    )
    run.addprevious(field)
    field.extend(list(run))
    run.getparent().remove(run)


def _notes(slide: Any, sheet: Sheet) -> None:
    """What the speaker may be asked: filters, definition, source."""
    lines = [sheet.title, sheet.filters_line, sheet.definition_line, sheet.source_line]
    frame = slide.notes_slide.notes_text_frame
    frame.text = printable("\n".join(line for line in lines if line))
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            fonts.drawing(run._r.get_or_add_rPr())
