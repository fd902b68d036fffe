"""Without a renderer: the browser's own camera, over a figure that has all its words inside."""

import streamlit as st

from export import RendererUnavailable, Sheet, files, framing
from ui import markup, renderer, state
from ui.text import _

FORMATS = ("png", "svg")
SCALE = {"png": 2, "svg": 1}


def show(key: str, sheet: Sheet, missing: RendererUnavailable) -> None:
    """Say what is missing, and draw the figure whose camera button saves a PNG or an SVG."""
    markup.notice(renderer.told(missing), "warning")
    chosen = st.segmented_control(
        _("Saved by this browser as"),
        FORMATS,
        format_func=str.upper,
        default=FORMATS[0],
        required=True,
        key=state.control(f"camera_{key}"),
    )
    st.plotly_chart(
        framing.captioned(sheet),
        theme=None,
        key=state.control(f"camera_of_{key}"),
        alt=sheet.alt or sheet.title,
        config={
            "displaylogo": False,
            "displayModeBar": True,
            "modeBarButtons": [["toImage"]],
            "toImageButtonOptions": {
                "filename": files.name(sheet, str(chosen)).rpartition(".")[0],
                "format": chosen,
                "scale": SCALE[str(chosen)],
            },
        },
    )
