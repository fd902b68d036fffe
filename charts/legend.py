"""The legend below a plot, readable from a telephone to a desk."""

from collections.abc import Sequence

from charts.text import columns, plain, shorten
from charts.theme import Spec

COLUMN_WIDTH = 5.6
"""Pixels of half a Chinese character, or about one letter, at `theme.SMALL_SIZE`."""
NARROW = 314
"""Pixels that a legend has across a telephone."""
MARK, ROW, AXIS = 45, 19, 34
"""Pixels of a mark with its gaps, of a row, and of the axis labels above the legend."""
MARGIN = AXIS + ROW
LONGEST = 20
"""Columns of a label, so that two stand side by side on a telephone."""


def label(text: str) -> str:
    """A label as the legend has room for, escaped."""
    return plain(shorten(text, LONGEST))


def key(name: str, **look: object) -> Spec:
    """A trace that draws nothing and that the legend prints, with the look of what it names."""
    return {"type": "scatter", "x": [None], "y": [None], "name": label(name), **look}


BELOW_AXIS: Spec = {"title": {"text": "\u00a0", "side": "top", "font": {"size": ROW - 4}}}
"""A legend that keeps clear of an axis without automargin: a line of nothing stands over it, as
high as the labels of the axis, and the plot gives way to both.
"""


def height(traces: Sequence[Spec]) -> int:
    """Pixels by which a figure grows for its legend: as many rows as a telephone needs.

    Where it needs fewer, the plot takes the rest. `MARGIN` is for the layout below the plot.
    """
    names = [trace["name"] for trace in traces if trace.get("showlegend") is not False]
    longest = min(LONGEST, max(columns(name) for name in names))
    across = int(NARROW // (longest * COLUMN_WIDTH + MARK))
    return AXIS + ROW * -(-len(names) // across)
