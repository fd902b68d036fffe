"""The legend below a plot, readable from a telephone to a desk."""

import plotly.graph_objects as go

from charts.text import columns, plain, shorten

COLUMN_WIDTH = 5.6
"""Pixels of half a Chinese character, or about one letter, at `theme.SMALL_SIZE`."""
NARROW = 314
"""Pixels that a legend has across a telephone."""
MARK, ROW, AXIS = 45, 19, 34
"""Pixels of a mark with its gaps, of a row, and of the axis labels above the legend."""
LONGEST = 20
"""Columns of a label, so that two stand side by side on a telephone."""


def label(text: str) -> str:
    """A label as the legend has room for, escaped."""
    return plain(shorten(text, LONGEST))


def below(fig: go.Figure) -> None:
    """Reserve room for the legend: the figure grows by as many rows as a telephone needs.

    Where it needs fewer, the plot takes the rest.
    """
    shown = [trace.name for trace in fig.data if trace.showlegend is not False]
    longest = min(LONGEST, max(columns(name) for name in shown))
    across = int(NARROW // (longest * COLUMN_WIDTH + MARK))
    rows = -(-len(shown) // across)
    fig.update_layout(height=fig.layout.height + AXIS + ROW * rows, margin_b=AXIS + ROW)
