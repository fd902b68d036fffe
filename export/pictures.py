"""A sheet as one picture: PNG for a report or a message, SVG and PDF for print."""

from typing import Literal

from markupsafe import Markup

from export.framing import WIDTH, framed, size
from export.renderer import Renderer
from export.sheet import Sheet, Spec

Kind = Literal["png", "svg", "pdf"]

SCALE = 2
"""Pixels of a PNG to one of the figure, so that it is sharp on paper."""

PAGE = Markup("""<!DOCTYPE html>
<html lang="{tag}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>@page{{size:{width}px {height}px;margin:0}}body{{margin:0}}svg{{display:block}}</style>
</head>
<body>{svg}</body>
</html>
""")

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a document that is printed may load: what stands in it."""


def picture(sheet: Sheet, kind: Kind, renderer: Renderer, width: int = WIDTH) -> bytes:
    """The framed figure, `width` pixels wide (PNG: twice as many); SVG and PDF are vectors.

    Raises what `Renderer.picture` does.
    """
    spec = framed(sheet, width)
    if kind == "pdf":
        return renderer.paper(_page(sheet, spec, vectors(spec, renderer)))
    return renderer.picture(spec, kind, SCALE if kind == "png" else 1)


def vectors(spec: Spec, renderer: Renderer) -> Markup:
    """A figure as SVG for a document.

    It stands in the document itself: as an image of its own, Chromium would print its digits so
    that nobody can search or copy them.
    """
    return Markup(renderer.picture(spec, "svg").decode())  # noqa: S704 - Plotly escapes its texts


def _page(sheet: Sheet, spec: Spec, svg: Markup) -> str:
    """A page as large as its picture."""
    width, height = size(spec)
    facts = {"tag": sheet.words.tag, "title": sheet.title, "policy": POLICY, "svg": svg}
    return str(PAGE.format(width=width, height=height, **facts))
