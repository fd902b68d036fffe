"""A line the height of a text line or two, beside a figure."""

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.theme import Mode

HEIGHT = 44


def sparkline(frame: pd.DataFrame, colour: str, mode: Mode) -> go.Figure:
    """Draw values over years as a small line without axes, its last point marked.

    `frame`: `year` int; `value` number, any unit; a missing value interrupts the line.
    No value gives a figure without anything in it.
    """
    points = sorted(zip(frame["year"].tolist(), _values(frame), strict=True))
    known = [point for point in points if point[1] is not None]
    if not known:
        return theme.nothing(mode, HEIGHT)
    line = {"mode": "lines", "line": {"color": colour, "width": 1.6}}
    mark = {"mode": "markers", "marker": {"color": colour, "size": 6}}
    quiet = {"type": "scatter", "cliponaxis": False, "hoverinfo": "skip", "showlegend": False}
    traces = [
        {"x": [year for year, _ in part], "y": [value for _, value in part], **look, **quiet}
        for part, look in ((points, line), (known[-1:], mark))
    ]
    margin = {"l": 4, "r": 6, "t": 6, "b": 6}
    layout = {"height": HEIGHT, "hovermode": False, "margin": margin, **theme.NO_AXES}
    return theme.figure(mode, traces, layout)


def _values(frame: pd.DataFrame) -> list[float | None]:
    return [None if pd.isna(value) else value for value in frame["value"].tolist()]
