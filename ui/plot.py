"""A figure on the page, drawn by ui/front/plot.js.

Streamlit's own chart takes a changed figure for another one: it is thrown away and drawn from
nothing, twice. Ours stays where it is, whatever it shows. It is a component as Streamlit lets an
app have them: https://docs.streamlit.io/develop/api-reference/custom-components/st.components.v2
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import streamlit as st
from plotly.utils import PlotlyJSONEncoder
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from export import plotly_js
from ui.text import _

FILES = ComponentManifest("xieshou", "", [ComponentConfig("plot", "front")])
"""What an installed package would say of itself: the files in ui/front may be asked for."""
NAME = "xieshou.plot"

NO_TOOLS = {"displayModeBar": False}
"""None over the picture: what Plotly's own would save says neither what it shows nor whence."""


def drawing(parts: Mapping[str, Any], alt: str, config: Mapping[str, Any] = NO_TOOLS) -> bytes:
    """All that a browser needs to draw a figure, of its `data` and `layout`, as JSON in UTF-8."""
    wanted = {
        "figure": {"data": parts["data"], "layout": parts["layout"]},
        "alt": alt,
        "config": {"displaylogo": False, **config},
        "library": plotly_js.NAME,
        "sorry": _("The chart could not be drawn. Reload the page to try again."),
    }
    return json.dumps(wanted, cls=PlotlyJSONEncoder, ensure_ascii=False).encode(errors="replace")


def show(key: str, drawn: bytes, on_click: Callable[[Any], None] | None = None) -> Any:
    """Show a drawing; return the customdata of the mark that was clicked just now, or None.

    A click runs the page anew, and `on_click` before it, with that customdata.
    """

    def clicked() -> None:
        if on_click and (mark := st.session_state[key].get("clicked")) is not None:
            on_click(mark)

    return _component()(key=key, data=drawn, on_clicked_change=clicked).clicked


def _component() -> Any:
    """The component, known to the server that runs this script."""
    manager = get_bidi_component_manager()
    with _ONE_AT_A_TIME:
        if manager.get_component_path(NAME) is None:
            manager.register_from_manifest(FILES, Path(__file__).parent)
        return _mounting()


_ONE_AT_A_TIME = Lock()


@cache
def _mounting() -> Any:
    return st.components.v2.component(NAME, js="plot.js", isolate_styles=False)
