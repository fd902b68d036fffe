"""The course of one clause through its year, by who reports it, against its target."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from charts import legend, notes, theme
from charts.text import plain
from charts.theme import Mode, Spec
from charts.words import CourseWords

HEIGHT = 320
MONTHS = 12
TICKS = (3, 6, 9, 12)


class Value(NamedTuple):
    """A row of the frame of `course`."""

    series: str
    month: int
    value: float
    told: str


def course(frame: pd.DataFrame, words: CourseWords, mode: Mode) -> go.Figure:
    """Draw the running values of a clause at the ends of months, a line for each who reports them.

    `frame`: `series` one of `helper`, `receiver`, `settled`, `published`, `target` or a former
    year; `month` int from 0 (the year's beginning) to 12; `value` number; `told` str, what a mark
    says. The target is a thin line, former years thin dotted ones. No row of a result gives a
    figure without axes.
    """
    values = read(frame)
    if not values:
        return theme.nothing(mode)
    series = dict.fromkeys(value.series for value in values)
    traces = [_trace(name, [v for v in values if v.series == name], words, mode) for name in series]
    return theme.figure(mode, traces, _layout(values, traces, words, mode))


def read(frame: pd.DataFrame) -> list[Value]:
    """The values of a frame of `course`; none where nothing but plans and former years is there."""
    parts = (frame[name].tolist() for name in Value._fields)
    values = [Value(*row) for row in zip(*parts, strict=True)]
    return values if any(value.series in _looks("light") for value in values) else []


def _looks(mode: Mode) -> dict[str, tuple[str, str]]:
    """Who reports → colour and symbol."""
    inks = theme.INKS[mode]
    return {
        "helper": (inks.helper, "circle"),
        "receiver": (inks.receiver, "square"),
        "settled": (inks.ink, "diamond"),
        "published": (inks.muted, "triangle-up"),
    }


def _trace(name: str, values: Sequence[Value], words: CourseWords, mode: Mode) -> Spec:
    inks = theme.INKS[mode]
    places = {"x": [v.month for v in values], "y": [v.value for v in values]}
    label = legend.label(words.series.get(name, name))
    if name not in _looks(mode):
        dash, width = ("solid", 1.4) if name == "target" else ("dot", 1.2)
        return {
            "type": "scatter", "mode": "lines", "name": label, **places,
            "line": {"color": inks.muted, "width": width, "dash": dash}, "hoverinfo": "skip",
        }  # fmt: skip
    colour, symbol = _looks(mode)[name]
    return {
        "type": "scatter", "mode": "lines+markers", "name": label, **places,
        "line": {"color": colour, "width": 2},
        "marker": {"color": colour, "symbol": symbol, "size": 8},
        "text": [plain(v.told) for v in values],
        "hovertemplate": "%{text}<extra></extra>", "cliponaxis": False,
    }  # fmt: skip


def _layout(
    values: Sequence[Value], traces: Sequence[Spec], words: CourseWords, mode: Mode
) -> Spec:
    top = max([1, *(value.value for value in values)])
    return {
        "height": HEIGHT + legend.height(traces),
        "margin": {"t": 30, "b": legend.MARGIN},
        "xaxis": {
            "range": [-0.3, MONTHS + 0.4], "tickvals": list(TICKS),
            "ticktext": [plain(words.month.format(month=month)) for month in TICKS],
        },
        "yaxis": {"range": [0, top * 1.06], "tickformat": words.tick_format},
        "annotations": [notes.axis_title(words.axis, mode)],
    }  # fmt: skip
