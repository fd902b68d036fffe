"""A sheet as one picture: PNG for a report or a message, SVG and PDF for print."""

from export.drawing import Kind
from export.framing import WIDTH, framed
from export.renderer import Renderer
from export.sheet import Sheet

SCALE = 2
"""Pixels of a PNG to one of the figure, so that it is sharp on paper."""


def picture(sheet: Sheet, kind: Kind, renderer: Renderer, width: int = WIDTH) -> bytes:
    """The framed figure, `width` pixels wide (PNG: twice as many); SVG and PDF are vectors.

    Raises what `Renderer.picture` does.
    """
    return renderer.picture(framed(sheet, width), kind, SCALE if kind == "png" else 1)
