"""What a page says of itself on paper: what it shows, as of when, and when it was printed."""

from collections.abc import Sequence

import streamlit as st

from ui import filters, numbers, provenance
from ui.figure import Chart, mode
from ui.text import _

HEAD = """<style>@page {{ @top-left {{ content: "{head}" }}
@top-right {{ content: "{printed}" }} }}{more}</style>"""

ON_WHITE = """@media print { .stApp * { color: #22262A !important; }
.js-plotly-plot text { fill: #22262A !important; } }"""
"""A dark page has light letters, which no paper shows."""

ZOOM = 0.88
"""Of every chart on paper, as ui/style.css has it."""
ROOM = 480
"""Pixels of A4 across below a title and its note, and above a source."""
TALL = '.st-key-{key} [data-testid="stPlotlyChart"] {{ zoom: {zoom}; }}'


def show(title: str, selection: filters.Selection) -> None:
    """Words in the margin of every printed page; nothing on the screen."""
    head = " · ".join((_("Xieshou"), title, selection.words))
    printed = _("Printed on {day}.", day=numbers.day(numbers.today()))
    dated = f"{provenance.as_of()} {printed}"
    more = ON_WHITE if mode() == "dark" else ""
    st.html(HEAD.format(head=quoted(head), printed=quoted(dated), more=more))


def fit(charts: Sequence[Chart]) -> None:
    """Let charts that are taller than a sheet of paper shrink on it; nothing on the screen."""
    tall = [
        (chart.key, ROOM / height) for chart in charts if (height := chart.height) * ZOOM > ROOM
    ]
    if tall:
        rules = "".join(TALL.format(key=key, zoom=f"{zoom:.3f}") for key, zoom in tall)
        st.html(f"<style>@media print {{ {rules} }}</style>")


def quoted(text: str) -> str:
    """A text within a string of a style sheet: all but letters and digits by their number."""
    return "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text)
