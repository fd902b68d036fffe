"""Clauses of a year: how far each is, how far it should be, and where it will end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from charts import legend, notes, shares, theme
from charts.colours import mix, see_through
from charts.marks import marks
from charts.statuses import GLYPHS, MatrixWords, colour
from charts.text import plain, shorten
from charts.theme import Mode, Spec
from charts.words import N_

ROW = 78
"""Pixels of a clause."""
BAR, LOW = 0.16, 0.32
"""Height of a bar as a share of its row; how far below the row's middle it lies."""
NAME, VALUES, ENDS = -0.36, -0.15, 0.06
"""Where the lines of text stand above it."""


class Clause(NamedTuple):
    """A row of the frame of `progress`."""

    name: str
    status: str
    values: str
    ends: str
    share: float | None
    low: float | None
    expected: float | None
    high: float | None
    end_low: float | None
    end: float | None
    end_high: float | None
    clause: int


@dataclass(frozen=True)
class ClauseWords(MatrixWords):
    """What clauses as bars print."""

    alt: str = N_("{clauses} clauses: {counts}; first {worst} ({worst_status}).")
    axis: str = N_("Result as a share of the target (%)")
    target: str = N_("Target")
    expected: str = N_("Expected by then")
    """What the tick and its band are."""
    forecast: str = N_("Year's end, forecast")
    """What the diamond and its line are."""


def progress(frame: pd.DataFrame, words: ClauseWords, mode: Mode) -> Spec:
    """Draw a bar a clause, its result as a share of its target.

    `frame`: `name` str; `status` one of charts.statuses.SYMBOLS; `values`, `ends` str, the lines
    below the name; `share`, `low`, `expected`, `high` (what was to be expected by then), `end_low`,
    `end`, `end_high` (the forecast) float, shares of the target, may be missing; `clause` int. The
    `customdata` of a bar is `[clause, name]`. Clauses keep their order. A line stands at 100 %, a
    band and a tick at what was expected, a thin line with a hollow diamond where it will end. No
    clause gives a figure without axes.
    """
    clauses = read(frame)
    if not clauses:
        return theme.nothing(mode)
    end = shares.end(max(one.share or 0, one.end_high or 0) for one in clauses)
    keys = _keys(clauses, words, mode)
    traces = [_bars(clauses, end, mode), *_forecasts(clauses, end, mode), *keys]
    return theme.figure(mode, traces, _layout(clauses, end, keys, words, mode))


def alt(frame: pd.DataFrame, words: ClauseWords) -> str:
    """What the chart says to who does not see it, from the same frame and words."""
    found = read(frame)
    if not found:
        return words.alt_empty
    return words.alt.format(
        clauses=len(found),
        worst=found[0].name,
        worst_status=words.statuses[found[0].status],
        counts=words.counts(one.status for one in found),
    )


def read(frame: pd.DataFrame) -> list[Clause]:
    """The clauses of a frame of `progress`."""
    return marks(frame, Clause)


def _bars(clauses: Sequence[Clause], end: float, mode: Mode) -> Spec:
    """A bar beyond the end of the axis is cut off there; its text says how far it goes."""
    inks = theme.INKS[mode]
    return {
        "type": "bar", "orientation": "h",
        "x": [min(clause.share or 0, end) for clause in clauses],
        "y": [place + LOW for place in range(len(clauses))], "width": BAR,
        "marker": {"color": [mix(colour(one.status, mode), inks.paper, 0.6) for one in clauses]},
        "customdata": [[one.clause, plain(one.name)] for one in clauses],
        "hovertemplate": "%{customdata[1]}<extra></extra>", "showlegend": False,
    }  # fmt: skip


def _forecasts(clauses: Sequence[Clause], end: float, mode: Mode) -> list[Spec]:
    """The span in which each ends, and its middle; where that is off the axis, nothing."""
    ink = theme.INKS[mode].muted
    xs: list[float | None] = []
    ys: list[float | None] = []
    middles = []
    for place, one in enumerate(clauses):
        if one.end is None or one.end_low is None or one.end_high is None or one.end_low > end:
            continue
        xs += [one.end_low, min(one.end_high, end), None]
        ys += [place + LOW, place + LOW, None]
        if one.end <= end:
            middles.append((one.end, place + LOW))
    look = {"hoverinfo": "skip", "showlegend": False}
    return [
        {
            "type": "scatter", "mode": "lines", "x": xs, "y": ys,
            "line": {"color": ink, "width": 1}, **look,
        },
        {
            "type": "scatter", "mode": "markers",
            "x": [x for x, _y in middles], "y": [y for _x, y in middles],
            "marker": _diamond(mode), **look,
        },
    ]  # fmt: skip


def _diamond(mode: Mode) -> Spec:
    inks = theme.INKS[mode]
    return {
        "symbol": "diamond", "size": 8, "color": inks.paper,
        "line": {"color": inks.muted, "width": 1.4},
    }  # fmt: skip


def _keys(clauses: Sequence[Clause], words: ClauseWords, mode: Mode) -> list[Spec]:
    """The legend names only what is drawn."""
    ink = theme.INKS[mode].ink
    found = [legend.key(words.target, mode="markers", marker=shares.tick(13, 1.6, ink))]
    if any(one.expected is not None for one in clauses):
        found.append(legend.key(words.expected, mode="markers", marker=shares.tick(8, 1, ink)))
    if any(one.end is not None for one in clauses):
        found.append(legend.key(words.forecast, mode="markers", marker=_diamond(mode)))
    return found


def _layout(
    clauses: Sequence[Clause], end: float, keys: Sequence[Spec], words: ClauseWords, mode: Mode
) -> Spec:
    return {
        **shares.layout(len(clauses), ROW, end, keys),
        "shapes": [shape for row in enumerate(clauses) for shape in _shapes(*row, end, mode)],
        "annotations": [
            notes.axis_title(words.axis, mode),
            *(note for row in enumerate(clauses) for note in _texts(*row, mode)),
        ],
    }


def _shapes(place: int, one: Clause, end: float, mode: Mode) -> list[Spec]:
    """The band and the tick of what was expected, and the line at the target."""
    ink, middle = theme.INKS[mode].ink, place + LOW
    found = [shares.line(1, middle, BAR * 0.8, 1.6, ink)]
    if one.expected is not None and one.expected <= end:
        found.insert(0, shares.line(one.expected, middle, BAR * 0.62, 1, ink))
    if one.low is not None and one.high is not None and one.high > one.low:
        band = {"type": "rect", "x0": min(one.low, end), "x1": min(one.high, end)}
        extent = {"y0": middle - BAR * 0.62, "y1": middle + BAR * 0.62}
        look = {"fillcolor": see_through(ink, 0.1), "line": {"width": 0}}
        found.insert(0, {**band, **extent, **look})
    return found


def _texts(place: int, one: Clause, mode: Mode) -> list[Spec]:
    """The clause's name behind the shape of its status, and below it its numbers."""
    shape = f'<span style="color:{colour(one.status, mode)}">{GLYPHS[one.status]}</span>'
    name = f"{shape} {plain(shorten(one.name, shares.LABEL))}"
    lines = ((one.values, VALUES), (one.ends, ENDS))
    small = theme.small(mode)
    return [
        notes.row_name(name, place + NAME),
        *(notes.row_name(plain(text), place + at, font=small) for text, at in lines if text),
    ]
