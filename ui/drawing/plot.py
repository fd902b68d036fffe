"""A chart on the page, drawn by ui/front/chart.js: one element with all that stands with it.

Streamlit's own chart takes a changed figure for another one: it is thrown away and drawn from
nothing, twice. Ours stays where it is, whatever it shows; and the browser renders one element where
title, switch, menu, chart and source were six.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import streamlit as st
from plotly.utils import PlotlyJSONEncoder

from export import plotly_js
from ui.frame import insides, markup
from ui.frame.text import _

NO_TOOLS = {"displayModeBar": False}
"""None over the picture: what Plotly's own would save says neither what it shows nor whence."""

CLICKED, TURNED, MENU = "clicked", "turned", "menu"
"""What a reader does: clicks a mark (its customdata), turns to chart or table, opens the menu."""


@dataclass(frozen=True)
class Parts:
    """Which parts of a chart an element shows, how its switch and its menu stand, and the entries
    of the dictionary that it leads to, each as name and address.
    """

    head: bool = False
    plot: bool = True
    source: bool = False
    table: bool = False
    menu: bool = False
    defined: tuple[tuple[str, str], ...] = ()


FIGURE = Parts()


def drawing(
    figure: Mapping[str, Any],
    alt: str,
    words: Mapping[str, str] | None = None,
    *,
    clicks: bool = False,
    config: Mapping[str, Any] = NO_TOOLS,
) -> bytes:
    """All that a browser needs to draw a figure, of its `data` and `layout`, as JSON in UTF-8.

    `words` are those around it, where there are any: title, note, defined (what stands before the
    entries of the dictionary), source, as (what the switch is), chart, table, menu. A mark answers
    where it `clicks`.
    """
    wanted = {
        "figure": {"data": figure["data"], "layout": figure["layout"]},
        "alt": alt,
        "words": words or {},
        "clicks": clicks,
        "config": {"displaylogo": False, **config},
        "library": plotly_js.NAME,
        "sorry": _("The chart could not be drawn. Reload the page to try again."),
    }
    written = json.dumps(wanted, cls=PlotlyJSONEncoder, ensure_ascii=False)
    return written.encode(errors="replace")


def figure(drawn: bytes) -> dict[str, Any]:
    """The figure of a drawing: its `data` and `layout`."""
    found: dict[str, Any] = json.loads(drawn)["figure"]
    return found


def show(
    key: str,
    drawn: bytes,
    parts: Parts = FIGURE,
    heard: Mapping[str, Callable[[Any], None]] | None = None,
) -> Any:
    """Show parts of a drawing; return the customdata of the mark clicked just now, None without.

    What the reader does runs the page anew, and before it what is `heard` of that, with its value.
    """

    def told(what: str, hear: Callable[[Any], None]) -> None:
        if (value := st.session_state[key].get(what)) is not None:
            hear(value)

    component = insides.component("chart")
    if component is None:
        _plainly(key, drawn, parts)
        return None
    state = json.dumps(asdict(parts)).encode()
    hearing = (heard or {}).items()
    callbacks = {f"on_{what}_change": partial(told, what, hear) for what, hear in hearing}
    data = b'{"state":%b,"chart":%b}' % (state, drawn)
    return component(key=key, data=data, **callbacks).get(CLICKED)


def _plainly(key: str, drawn: bytes, parts: Parts) -> None:
    """The chart as Streamlit draws one, its texts around it: without switch, menu and clicks."""
    found = json.loads(drawn)
    words = found["words"]
    if parts.head:
        markup.section(words.get("title", ""), words.get("note", ""))
    if parts.plot:
        st.plotly_chart(found["figure"], key=key, config=found["config"], theme=None)
    if parts.source and words.get("source"):
        st.html(str(markup.source(words["source"])))
