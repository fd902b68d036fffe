"""The course of one clause through its year, by who reports it, against its target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from charts import legend, notes, theme
from charts.marks import marks
from charts.text import plain
from charts.theme import Mode, Spec
from charts.words import N_, ChartWords, Scale

HEIGHT = 320
MONTHS = 12
DASHES = ("dash", "dot", "dashdot")
"""Of former years, the latest first."""
TICKS = (3, 6, 9, 12)


class Value(NamedTuple):
    """A row of the frame of `course`."""

    series: str
    month: int
    value: float
    told: str


@dataclass(frozen=True)
class CourseWords(ChartWords):
    """What the course of a clause prints."""

    scale: Scale
    """Unit of the values, which are divided already."""
    series: Mapping[str, str]
    """Series → label: the sides, `settled`, `published`, `target`, each former year."""
    axis: str = N_("Running value ({unit})")
    month: str = N_("end of month {month}")
    alt: str = N_("Lines: {series}. The last: {last}.")
    separator: str = N_(", ")
    alt_empty: str = N_("Nothing is reported.")


def course(frame: pd.DataFrame, words: CourseWords, mode: Mode) -> Spec:
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
    dashes = dict(zip((name for name in series if name.isdecimal()), DASHES, strict=False))
    traces = [
        _trace([value for value in values if value.series == name], dashes, words, mode)
        for name in series
    ]
    return theme.figure(mode, traces, _layout(values, traces, words, mode))


def alt(frame: pd.DataFrame, words: CourseWords) -> str:
    """What the chart says to who does not see it, from the same frame and words."""
    values = read(frame)
    if not values:
        return words.alt_empty
    told = [value for value in values if value.told]
    series = dict.fromkeys(words.series.get(value.series, value.series) for value in values)
    return words.alt.format(series=words.separator.join(series), last=told[-1].told)


def read(frame: pd.DataFrame) -> list[Value]:
    """The values of a frame of `course`; none where nothing but plans and former years is there."""
    values = marks(frame, Value)
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


def _trace(
    values: Sequence[Value], dashes: Mapping[str, str], words: CourseWords, mode: Mode
) -> Spec:
    inks, name = theme.INKS[mode], values[0].series
    places = {"x": [v.month for v in values], "y": [v.value for v in values]}
    label = legend.label(words.series.get(name, name))
    if name not in _looks(mode):
        line = {"color": inks.muted, "width": 1.3, "dash": dashes.get(name, "solid")}
        return {
            "type": "scatter", "mode": "lines", "name": label, **places,
            "line": line, "hoverinfo": "skip",
        }  # fmt: skip
    colour, symbol = _looks(mode)[name]
    return {
        "type": "scatter", "mode": "lines+markers", "name": label, **places,
        "line": {"color": colour, "width": 2},
        "marker": {
            "color": colour, "symbol": symbol, "size": [8 if v.month else 0 for v in values],
        },
        "text": [plain(v.told) for v in values],
        "hovertemplate": "%{text}<extra></extra>", "cliponaxis": False,
    }  # fmt: skip


def _layout(
    values: Sequence[Value], traces: Sequence[Spec], words: CourseWords, mode: Mode
) -> Spec:
    top = max([1, *(value.value for value in values)])
    rounded = ",~r" if words.scale.divisor > 1 else ",~f"
    return {
        "height": HEIGHT + legend.height(traces),
        "margin": {"t": 30, "b": legend.MARGIN},
        "xaxis": {
            "range": [-0.3, MONTHS + 0.4], "tickvals": list(TICKS),
            "ticktext": [plain(words.month.format(month=month)) for month in TICKS],
        },
        "yaxis": {"range": [0, top * 1.06], "tickformat": rounded},
        "annotations": [notes.axis_title(words.axis.format(unit=words.scale.unit), mode)],
    }  # fmt: skip
