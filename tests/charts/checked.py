"""Plotly's own check of a figure, which the charts leave out for speed."""

import plotly.graph_objects as go


def checked(fig: go.Figure) -> go.Figure:
    """The figure, once Plotly has found each of its properties to be one it knows."""
    go.Figure(fig.to_dict())
    return fig
