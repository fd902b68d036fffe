"""Rows of bars as shares of a target: their axis, and the ticks that stand across them."""

from collections.abc import Iterable, Sequence

from charts import legend
from charts.theme import Spec

HEADER = 26
"""Pixels of the axis title above."""
LEAST, MOST = 1.2, 2.0
"""The axis runs to 120 %, or as far as a bar does, up to 200 %."""
LABEL = 44
"""Most columns of a line of text, as many as a telephone is wide."""


def end(shares: Iterable[float]) -> float:
    """Where the axis ends."""
    return min(max(LEAST, *shares) * 1.02, MOST)


def layout(rows: int, row: int, end: float, keys: Sequence[Spec]) -> Spec:
    """Height, margins and axes of so many rows of so many pixels."""
    hidden = {"fixedrange": True, "showgrid": False}
    return {
        "height": HEADER + row * rows + legend.height(keys),
        "margin": {"t": HEADER, "b": legend.MARGIN},
        "xaxis": {
            **hidden, "range": [0, end], "tickformat": ".0%",
            "tickvals": [0, 0.5, 1] + ([1.5, 2] if end > 1.5 else []),
        },
        "yaxis": {**hidden, "visible": False, "range": [rows - 0.4, -0.5]},
    }  # fmt: skip


def tick(size: int, width: float, ink: str) -> Spec:
    """The mark of a tick in the legend."""
    return {
        "symbol": "line-ns-open", "size": size, "color": ink,
        "line": {"width": width, "color": ink},
    }  # fmt: skip


def line(at: float, middle: float, half: float, width: float, ink: str) -> Spec:
    """A tick across a bar, from half of its height above its middle to half below."""
    return {
        "type": "line", "x0": at, "x1": at, "y0": middle - half, "y1": middle + half,
        "line": {"color": ink, "width": width},
    }  # fmt: skip
