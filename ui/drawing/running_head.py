"""What a page says of itself on paper: what it shows, as of when, and when it was printed."""

from collections.abc import Sequence

import streamlit as st

from db import clock
from ui.drawing.figure import Chart
from ui.drawing.section import mode
from ui.frame import as_of, numbers, provenance
from ui.frame.text import _

HEAD = """<style>@page {{ @top-left {{ content: "{head}" }}
@top-right {{ content: "{printed}" }} }}{more}</style>"""

ON_WHITE = """@media print { .stApp * { color: #22262A !important; }
.js-plotly-plot text { fill: #22262A !important; } }"""
"""A dark page has light letters, which no paper shows."""

ZOOM = 0.84
"""Of every chart on paper, as ui/style.css has it."""
ROOM, ROOM_UPRIGHT = 470, 820
"""Pixels of A4 across, and upright, below a title and its note, and above a source."""
SMALL = 0.5
"""A chart that would be smaller across stands upright, with its title and source."""
WIDE = 0.58
"""A chart that is as wide as the screen fits on upright paper."""
TALL = ".st-key-{key} .x-plot {{ zoom: {zoom:.3f}; }}"
UPRIGHT = ".st-key-{key} {{ page: x-upright; }}"


def show(title: str, *shown: str, charts: Sequence[Chart] = ()) -> None:
    """Words in the margin of every printed page, `shown` for what it shows; not on the screen. It
    is as of the days of its charts, or where they have none as of its loading.
    """
    head = " · ".join((_("Xieshou"), title, *shown))
    printed = _("Printed on {day}.", day=numbers.day(clock.today()))
    kept = as_of.together(one.source.kept for one in charts)
    dated = f"{provenance.as_of(kept) if kept.last else provenance.loaded()} {printed}"
    more = ON_WHITE if mode() == "dark" else ""
    st.html(HEAD.format(head=quoted(head), printed=quoted(dated), more=more))


def fit(charts: Sequence[Chart]) -> None:
    """Let charts that are taller than a sheet of paper shrink on it; nothing on the screen."""
    rules = "".join(_tall(chart.key, chart.height) for chart in charts)
    if rules:
        st.html(f"<style>@media print {{ {rules} }}</style>")


def _tall(key: str, height: float) -> str:
    """The rules of one chart; none where it fits."""
    if height * ZOOM <= ROOM:
        return ""
    if height * SMALL <= ROOM:
        return TALL.format(key=key, zoom=ROOM / height)
    zoom = min(ROOM_UPRIGHT / height, WIDE)
    return TALL.format(key=key, zoom=zoom) + UPRIGHT.format(key=key)


def quoted(text: str) -> str:
    """A text within a string of a style sheet: all but letters and digits by their number."""
    return "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text)
