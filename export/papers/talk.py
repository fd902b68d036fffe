"""A paper as PPTX: 16:9, a part a slide, long tables and notes on several."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu, Inches, Pt

from export.decks import fonts
from export.decks.slides import (
    ACROSS,
    EDGE,
    FOOT_TOP,
    TITLE_ONLY,
    TITLE_SIZES,
    cover,
    empty,
    number_of,
    texts,
    title_of,
)
from export.measure import width, wrap
from export.papers.paper import Paper, Part
from export.steady import steady
from export.words import words

TOP = 1.25
LINE, CELL, SMALL = 16, 12, 10
"""Points of a sentence, of a cell, of a note."""
PADDING = 0.12
ROOM = (FOOT_TOP - TOP - 0.15) * 72
"""Points from the title to the foot."""


def slides(paper: Paper) -> bytes:
    """The PPTX. The same paper gives the same bytes."""
    show = empty(paper.title, words(paper.language).tag)
    below = [(paper.about, 18, fonts.INK), (paper.warning, LINE, fonts.MUTED)]
    cover(show, paper.title, [line for line in below if line[0]], 2)
    for part in paper.parts:
        widths = _widths(part)
        for piece in _pieces(part, widths):
            _slide(show, piece, widths)
    for lines in _notes(paper):
        slide = _titled(show, paper.notes_title)
        texts(slide, [(line, SMALL, fonts.INK) for line in lines], EDGE, TOP, ACROSS, ROOM / 72)
    out = io.BytesIO()
    show.save(out)
    return steady(out.getvalue())


def _titled(show: Any, title: str) -> Any:
    slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    title_of(slide, title, 0.42, 0.75, TITLE_SIZES)
    number_of(slide)
    return slide


def _slide(show: Any, part: Part, widths: dict[str, float]) -> None:
    slide = _titled(show, f"{part.number}{part.title}")
    top = TOP
    if part.lines:
        tall = _tall(part.lines) / 72
        texts(slide, [(line, LINE, fonts.INK) for line in part.lines], EDGE, top, ACROSS, tall)
        top += tall + 0.1
    if part.rows:
        _table(slide, part, top, widths)


def _tall(lines: Sequence[str], points: int = LINE) -> float:
    """Points that lines take, once they are broken; by a wider face perhaps than is measured."""
    return sum(len(wrap(line, points, ACROSS * 72 * 0.92)) for line in lines) * points * 1.35


def _pieces(part: Part, widths: dict[str, float]) -> Iterator[Part]:
    """The part as slides have room for: its lines on the first, its rows on as many as need be."""
    room = ROOM - _tall(part.lines) - 2 * CELL
    rows: list[Any] = []
    lines = part.lines
    for row in part.rows:
        tall = _row(row, widths)
        if rows and tall > room:
            yield replace(part, lines=lines, rows=tuple(rows))
            rows, lines, room = [], (), ROOM - 2 * CELL
        rows.append(row)
        room -= tall
    yield replace(part, lines=lines, rows=tuple(rows))


def _row(row: Any, widths: dict[str, float]) -> float:
    """Points that a row takes."""
    most = max(
        len(wrap(row[name], CELL, (w - PADDING) * 72, bold=True)) for name, w in widths.items()
    )
    return max(most, 1) * CELL * 1.35 + 6


def _widths(part: Part) -> dict[str, float]:
    """Inches of each column: each has room for what is not to be broken, and what is left goes to
    those whose longest cells want more.
    """
    least, wanted = {}, {}
    for name, head in part.heads.items():
        texts = (head, *(row[name] for row in part.rows))
        whole = (piece for text in texts for piece in (_SHORT.match(text), *_WORD.finditer(text)))
        least[name] = max(0.45, min(2.0, _inches(piece.group() for piece in whole if piece)))
        wanted[name] = max(least[name], min(4.0, _inches(texts)))
    left, more = ACROSS - sum(least.values()), sum(wanted.values()) - sum(least.values())
    if left <= 0 or left >= more:
        base = least if left <= 0 else wanted
        return {name: ACROSS * one / sum(base.values()) for name, one in base.items()}
    return {name: one + (wanted[name] - one) * left / more for name, one in least.items()}


_WORD, _SHORT = re.compile(r"[!-~]+"), re.compile(r".{1,4}$")
"""What breaks nowhere: a word of English, and a text of up to four characters."""


def _inches(texts: Iterable[str]) -> float:
    return max((width(text, CELL, bold=True) for text in texts), default=0) / 72 + PADDING + 0.05


def _table(slide: Any, part: Part, top: float, widths: dict[str, float]) -> None:
    shape = slide.shapes.add_table(
        len(part.rows) + 1, len(widths), *map(Inches, (EDGE, top, ACROSS, 0.3))
    )
    table = shape.table
    table.horz_banding = False
    for column, inches in zip(table.columns, widths.values(), strict=True):
        column.width = Inches(inches)
    for cells, row in zip(table.rows, (part.heads, *part.rows), strict=True):
        cells.height = Pt(_row(row, widths))
        for cell, name in zip(cells.cells, part.heads, strict=True):
            _cell(cell, row[name], right=name in part.right, head=row is part.heads)


def _cell(cell: Any, text: str, *, right: bool, head: bool) -> None:
    cell.margin_top = cell.margin_bottom = Pt(2)
    cell.margin_left = cell.margin_right = Emu(round(Inches(PADDING / 2)))
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string("F1F2F3" if head else "FFFFFF")
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = fonts.one_line(text)
    run.font.size, run.font.bold = Pt(CELL), head
    run.font.color.rgb = RGBColor.from_string(fonts.INK)
    fonts.drawing(run.font._element)


def _notes(paper: Paper) -> Iterator[list[str]]:
    """The notes, as many as a slide has room for."""
    lines: list[str] = []
    for line in map("".join, zip(paper.marked, paper.notes, strict=True)):
        if lines and _tall([*lines, line], SMALL) > ROOM:
            yield lines
            lines = []
        lines.append(line)
    if lines:
        yield lines
