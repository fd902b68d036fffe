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
    frame = frame.sort_values("year")
    known = frame[frame["value"].notna()]
    fig = theme.nothing(mode).update_layout(height=HEIGHT, hovermode=False)
    if known.empty:
        return fig
    fig.add_scatter(
        x=frame["year"].tolist(),
        y=[None if pd.isna(value) else value for value in frame["value"].tolist()],
        mode="lines",
        line={"color": colour, "width": 1.6},
    )
    fig.add_scatter(
        x=known["year"].tolist()[-1:],
        y=known["value"].tolist()[-1:],
        mode="markers",
        marker={"color": colour, "size": 6},
    )
    fig.update_traces(cliponaxis=False, hoverinfo="skip", showlegend=False)
    return fig.update_layout(margin={"l": 4, "r": 6, "t": 6, "b": 6})
