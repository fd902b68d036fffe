"""Texts that stand in a figure: names of axes, of rows, of panels."""

from collections.abc import Sequence

from charts import theme
from charts.text import plain
from charts.theme import Mode, Spec

BARE: Spec = {"showarrow": False, "borderpad": 0}


def axis_title(text: str, mode: Mode, room: int = 0, x: float = 0) -> Spec:
    """What an axis measures and in which unit, above the plot from `x` (0 to 1) on.

    `room` is how many pixels lie between it and the plot.
    """
    return {
        "text": plain(text),
        "x": x, "xref": "paper", "xanchor": "left",
        "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 6 + room,
        "font": theme.small(mode), **BARE,
    }  # fmt: skip


def row_name(text: str, y: float, x: float = 0, **look: object) -> Spec:
    """A text (escaped already) at the left of a row, `y` on the axis, from `x` (0 to 1) on."""
    return {
        "text": text, "x": x, "xref": "paper", "xanchor": "left",
        "y": y, "yanchor": "middle", **BARE, **look,
    }  # fmt: skip


ROWS = "rows"
"""The `meta` of a trace that names rows."""


def row_names(
    texts: Sequence[str], places: Sequence[float], x: object = 0, axis: str = "x", **font: object
) -> Spec:
    """A trace of texts (escaped already) at the left of their rows, from `x` of that axis on.

    Plotly draws it ten times as fast as an annotation for each.
    """
    return {
        "type": "scatter", "mode": "text", "meta": ROWS,
        "x": [x] * len(texts), "y": list(places), "xaxis": axis,
        "text": list(texts), "textposition": "middle right", "textfont": font,
        "hoverinfo": "skip", "showlegend": False, "cliponaxis": False,
    }  # fmt: skip
