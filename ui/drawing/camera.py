"""Without a renderer: the browser's own camera, over a figure that has all its words inside."""

import streamlit as st

from export import RendererUnavailable, Sheet, files, framing
from ui.drawing import plot, renderer
from ui.frame import markup, state
from ui.frame.text import _

FORMATS = ("png", "svg")
SCALE = {"png": 2, "svg": 1}
OURS = "reader"
"""A language of Plotly that is the reader's."""


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
    camera = {
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "locale": OURS,
        "locales": {OURS: {"dictionary": _words()}},
        "toImageButtonOptions": {
            "filename": files.name(sheet, str(chosen)).rpartition(".")[0],
            "format": chosen,
            "scale": SCALE[str(chosen)],
        },
    }
    drawing = plot.drawing(framing.captioned(sheet), sheet.alt or sheet.title, config=camera)
    plot.show(state.control(f"camera_of_{key}"), drawing)


def _words() -> dict[str, str]:
    """What Plotly says of the button and of saving, in the reader's language."""
    save = _("Save this picture")
    return {
        "Download plot": save,
        "Download plot as a PNG": save,
        "Preparing image - this may take a few seconds": _("Making the picture …"),
        "Image download succeeded": _("The picture was saved"),
        "Sorry, there was a problem downloading your image!": _("The picture could not be saved."),
    }
