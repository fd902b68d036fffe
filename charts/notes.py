"""Texts that stand in a figure: names of axes, of rows, of panels."""

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
