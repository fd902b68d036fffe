"""Meetings over the years, a lane a couple."""

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from charts import legend, notes, theme, years
from charts.details import HEIGHT, MeetingWords, details
from charts.lanes import NATIONAL, OTHER, Lane, Placed, laid_out, read
from charts.text import columns, plain, shorten
from charts.theme import Mode, Spec

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


def meetings(frame: pd.DataFrame, words: MeetingWords, mode: Mode) -> Spec:
    """Draw a mark a meeting, by date, on a lane a couple; lane names stand above their lines.

    `frame`: `meeting_id` int; `date` datetime64; `precision` str: day, month or year; `title`,
    `place`, `helper`, `receiver` str in the reader's language, all but the title may be missing;
    `category` str, a key of `words.categories`; `demo` bool. Demo records are hollow. A meeting
    known by its month or year only stands in the middle of it. The first item of a mark's
    `customdata` is its `meeting_id`. The figure is as tall as what a mark tells, or taller. No
    meeting gives a figure without axes.
    """
    if frame.empty:
        return theme.nothing(mode)
    placed, lanes = laid_out(read(frame))
    keys = _keys(placed, words, mode)
    axes = _axes([one.when.year for one in placed], len(lanes))
    names = notes.row_names(
        [_lane_name(lane, words, mode) for lane in lanes],
        [PITCH * number + LINE - NAME for number in range(len(lanes))],
        x=axes["xaxis"]["range"][0],
    )
    layout = {
        "height": max(PITCH * len(lanes) + legend.height(keys), HEIGHT),
        "margin": {"t": 0, "b": legend.MARGIN},
        **axes,
    }
    return theme.figure(mode, [names, *_marks(placed, words, mode), *keys], layout)


def alt(frame: pd.DataFrame, words: MeetingWords) -> str:
    """What the chart says to who does not see it, from the same frame and words."""
    if frame.empty:
        return words.alt_empty
    counts = Counter(meeting.lane for meeting in read(frame))
    couples = [lane for lane in counts if lane not in (NATIONAL, OTHER)]
    most = min(couples or counts, key=lambda lane: (-counts[lane], lane))
    names = {NATIONAL: words.national, OTHER: words.other}
    return words.alt.format(
        count=len(frame),
        first=frame["date"].dt.year.min(),
        last=frame["date"].dt.year.max(),
        couples=len(couples),
        couple=names.get(most, f"{most.helper} → {most.receiver}"),
        couple_count=counts[most],
        demo=int(frame["demo"].sum()),
    )


def _marks(placed: list[Placed], words: MeetingWords, mode: Mode) -> Iterator[Spec]:
    """A trace a shape, real ones over demo ones."""
    parts: dict[tuple[bool, str], list[Placed]] = {}
    for one in placed:
        parts.setdefault((one.meeting.demo, _shape(one)), []).append(one)
    for demo, symbol in sorted(parts, key=lambda part: (not part[0], part[1])):
        yield _trace(parts[demo, symbol], _marker(symbol, demo, mode), words)


def _shape(one: Placed) -> str:
    return SHAPES.get(one.meeting.category, LESSER)


def _trace(part: list[Placed], marker: Spec, words: MeetingWords) -> Spec:
    return {
        "type": "scatter",
        "x": [one.when.isoformat() for one in part],
        "y": [PITCH * one.lane + LINE + ROW * one.row for one in part],
        "customdata": [details(one.meeting, words) for one in part],
        "mode": "markers",
        "marker": marker,
        "hovertemplate": "<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
        "showlegend": False,
        "cliponaxis": False,
    }


def _marker(symbol: str, demo: bool, mode: Mode) -> Spec:
    """A filled mark with a rim of paper, or a hollow one with a rim of ink."""
    inks = theme.INKS[mode]
    fill, rim = (inks.paper, inks.ink) if demo else (inks.ink, inks.paper)
    line = {"color": rim, "width": 1.2}
    return {"symbol": symbol, "size": SIZES[symbol], "color": fill, "line": line}


def _keys(placed: list[Placed], words: MeetingWords, mode: Mode) -> list[Spec]:
    """What the legend prints of the shapes that occur."""
    names = {symbol: words.categories.get(key, key) for key, symbol in SHAPES.items()}
    used = {_shape(one) for one in placed}
    shown = [
        (name, _marker(symbol, False, mode))
        for symbol, name in {**names, LESSER: words.lesser}.items()
        if symbol in used
    ]
    if any(one.meeting.demo for one in placed):
        shown.append((words.demo, _marker("circle", True, mode)))
    return [legend.key(name, mode="markers", marker=marker) for name, marker in shown]


def _axes(seen: list[int], lanes: int) -> Spec:
    first, last = min(seen), max(seen)
    printed = years.ticks(first, last)
    return {
        "xaxis": {
            "type": "date",
            "range": [f"{first - 1}-12-15", f"{last + 1}-01-15"],
            "tickvals": [f"{year}-07-01" for year in printed],
            "ticktext": [str(year) for year in printed],
        },
        "yaxis": {
            "range": [PITCH * lanes, 0],
            "tickvals": [PITCH * lane + LINE for lane in range(lanes)],
            "showticklabels": False,
        },
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
