"""Plotly's own check of a figure, which the charts leave out for speed."""

import json

import plotly.graph_objects as go
from plotly.io.json import to_json_plotly

from charts import theme


def checked(fig: go.Figure) -> go.Figure:
    """The figure, once Plotly has found each of its properties to be one it knows, and built what
    is sent of it.
    """
    sent = _plain(theme.parts(fig))
    go.Figure(fig.to_dict())
    assert _plain(theme.parts(fig)) == sent
    return fig


def _plain(parts: theme.Spec) -> object:
    return json.loads(to_json_plotly(parts))
