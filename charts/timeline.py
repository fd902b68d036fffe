"""Meetings over the years, a lane a couple."""

from collections.abc import Iterator

import pandas as pd
import plotly.graph_objects as go

from charts import legend, theme, years
from charts.details import details
from charts.lanes import NATIONAL, OTHER, Lane, laid_out
from charts.text import columns, plain, shorten
from charts.theme import Mode
from charts.words import MeetingWords

SHAPES = {
    "joint_meeting": "circle",
    "national_conference": "square",
    "visit": "triangle-up",
    "investment_event": "cross",
}
LESSER = "diamond"
"""The shape of symposia, department and work meetings, and whatever else there may be."""
SIZES = {"circle": 9, "square": 8, "triangle-up": 10, "cross": 10, "diamond": 10}
PITCH, LINE, ROW, NAME = 52, 38, 9, 24
"""Pixels from lane to lane; from a lane's top to its line; from row to row; from line to name."""
HELPER_NAME, BOTH_NAMES = 22, 48
"""Most columns of a lane's names, as many as a telephone is wide."""


def meetings(frame: pd.DataFrame, words: MeetingWords, mode: Mode) -> go.Figure:
    """Draw a mark a meeting, by date, on a lane a couple; lane names stand above their lines.

    `frame`: `meeting_id` int; `date` datetime64; `precision` str: day, month or year; `title`,
    `place`, `helper`, `receiver` str in the reader's language, all but the title may be missing;
    `category` str, a key of `words.categories`; `demo` bool. Demo records are hollow. A meeting
    known by its month or year only stands in the middle of it. The first item of a mark's
    `customdata` is its `meeting_id`. No meeting gives a figure without axes.
    """
    if frame.empty:
        return theme.nothing(mode)
    placed, lanes = laid_out(frame.assign(date=_middles(frame)))
    fig = theme.figure(mode, height=PITCH * len(lanes))
    fig.add_traces(list(_marks(placed, words, mode)))
    _axes(fig, placed["date"], len(lanes))
    legend.below(fig)
    names = [_name(number, lane, words, mode) for number, lane in enumerate(lanes)]
    return fig.update_layout(annotations=names)


def _middles(frame: pd.DataFrame) -> pd.Series:
    """Dates, those known by month or year moved to the middle of it."""
    month = frame["date"].dt.to_period("M").dt.to_timestamp() + pd.Timedelta(days=14)
    year = frame["date"].dt.to_period("Y").dt.to_timestamp() + pd.Timedelta(days=182)
    by_month = frame["date"].where(frame["precision"] != "month", month)
    return by_month.where(frame["precision"] != "year", year)


def _marks(placed: pd.DataFrame, words: MeetingWords, mode: Mode) -> Iterator[go.Scatter]:
    """A trace a shape, real ones over demo ones, and what the legend prints of them."""
    shape = placed["category"].map(SHAPES).fillna(LESSER)
    for demo in (True, False):
        for symbol, part in placed[placed["demo"] == demo].groupby(shape):
            yield _trace(part, str(symbol), demo, words, mode)
    names = {symbol: words.categories.get(key, key) for key, symbol in SHAPES.items()}
    for symbol, name in {**names, LESSER: words.lesser}.items():
        if (shape == symbol).any():
            yield _legend_only(symbol, name, False, mode)
    if placed["demo"].any():
        yield _legend_only("circle", words.demo, True, mode)


def _trace(
    part: pd.DataFrame, symbol: str, demo: bool, words: MeetingWords, mode: Mode
) -> go.Scatter:
    return go.Scatter(
        x=part["date"].dt.strftime("%Y-%m-%d").tolist(),
        y=(PITCH * part["lane"] + LINE + ROW * part["row"]).tolist(),
        customdata=[details(row, words) for row in part.itertuples()],
        mode="markers",
        marker=_marker(symbol, demo, mode),
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
        showlegend=False,
        cliponaxis=False,
    )


def _marker(symbol: str, demo: bool, mode: Mode) -> dict[str, object]:
    """A filled mark with a rim of paper, or a hollow one with a rim of ink."""
    inks = theme.INKS[mode]
    fill, rim = (inks.paper, inks.ink) if demo else (inks.ink, inks.paper)
    line = {"color": rim, "width": 1.2}
    return {"symbol": symbol, "size": SIZES[symbol], "color": fill, "line": line}


def _legend_only(symbol: str, name: str, demo: bool, mode: Mode) -> go.Scatter:
    marker = _marker(symbol, demo, mode)
    return go.Scatter(x=[None], y=[None], mode="markers", name=legend.label(name), marker=marker)


def _axes(fig: go.Figure, dates: pd.Series, lanes: int) -> None:
    first, last = int(dates.dt.year.min()), int(dates.dt.year.max())
    printed = years.ticks(first, last)
    fig.update_layout(
        margin_t=0,
        xaxis={
            "type": "date",
            "range": [f"{first - 1}-12-15", f"{last + 1}-01-15"],
            "tickvals": [f"{year}-07-01" for year in printed],
            "ticktext": [str(year) for year in printed],
        },
        yaxis={
            "range": [PITCH * lanes, 0],
            "tickvals": [PITCH * lane + LINE for lane in range(lanes)],
            "showticklabels": False,
        },
    )


def _name(number: int, lane: Lane, words: MeetingWords, mode: Mode) -> dict[str, object]:
    """The annotation that names a lane, above its line."""
    return {
        "text": _lane_name(lane, words, mode),
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": PITCH * number + LINE - NAME,
        "yanchor": "middle",
        "showarrow": False,
        "borderpad": 0,
    }


def _lane_name(lane: Lane, words: MeetingWords, mode: Mode) -> str:
    if lane in (NATIONAL, OTHER):
        return plain(words.national if lane == NATIONAL else words.other)
    inks = theme.INKS[mode]
    helper = shorten(lane.helper, HELPER_NAME)
    receiver = shorten(lane.receiver, BOTH_NAMES - columns(helper))
    return " → ".join(
        f'<span style="color:{colour}">{plain(name)}</span>'
        for name, colour in ((helper, inks.helper), (receiver, inks.receiver))
    )
