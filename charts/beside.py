"""Several things against each other: in each row a bar of each, and its value."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from charts import amounts, legend, notes, theme
from charts.text import plain, shorten
from charts.theme import Mode, Spec
from charts.words import N_, ChartWords, Scale

MOST = len(theme.VOICES["light"])
"""Things that a chart has colours for."""
BAR, GAP, NAME = 16, 10, 18
"""Pixels of a bar, between rows, and of a row's name above its bars."""
HEADER, FOOT = 24, 4
LABEL_ROOM = 1.22
LABEL = 46
"""Most columns of a row's name."""


@dataclass(frozen=True)
class BesideWords(ChartWords):
    """What the chart prints: what is measured, its `axis`, unit included, and who is who."""

    scale: Scale
    axis: str
    names: Mapping[str, str]
    """Thing → its name, in the order in which they are drawn; at most MOST."""
    alt: str = N_(
        "{axis} of {names}, side by side in {rows} rows; {most} has most, {value} {unit}."
    )
    """Fields: axis, names, rows, most (whose total is the largest), value, unit."""
    alt_empty: str = N_("Nothing to set side by side.")


class Row(NamedTuple):
    """A row: its name, and the value of each thing in the unit, None where it has none."""

    name: str
    values: tuple[float | None, ...]


def bars(frame: pd.DataFrame, words: BesideWords, mode: Mode) -> Spec:
    """Draw a row a group in the order of the frame, in each a bar a thing with its value.

    `frame`: `group` str, the row's name; `thing` str, a key of `words.names`; `value` number, in
    yuan or whatever `words.scale` divides, may be missing. Of a thing without a value in a row
    nothing is drawn. The `customdata` of a bar is `[group, thing, text]`. No value gives a figure
    without axes.
    """
    rows = read(frame, words)
    if not rows:
        return theme.nothing(mode)
    places, texts = _places(rows), _texts(rows, words)
    traces = [_bars(rows, places, texts, place, words, mode) for place in range(len(words.names))]
    traces.append(_names(rows, places))
    return theme.figure(mode, traces, _layout(rows, places, traces, words, mode))


def alt(frame: pd.DataFrame, words: BesideWords) -> str:
    """What the chart says to who does not see it, from the same frame and words."""
    rows = read(frame, words)
    if not rows:
        return words.alt_empty
    totals = [sum(row.values[place] or 0 for row in rows) for place in range(len(words.names))]
    most = max(range(len(totals)), key=totals.__getitem__)
    names = list(words.names.values())
    return words.alt.format(
        axis=words.axis,
        names=", ".join(names),
        rows=len(rows),
        most=names[most],
        value=amounts.written([totals[most]], whole=words.scale.divisor == 1)[0],
        unit=words.scale.unit,
    )


def read(frame: pd.DataFrame, words: BesideWords) -> list[Row]:
    """The rows from the top, those without any value left out."""
    found: dict[str, dict[str, float]] = {}
    columns = (frame["group"], frame["thing"], frame["value"].astype("float64"))
    for group, thing, value in zip(*columns, strict=True):
        row = found.setdefault(str(group), {})
        if not math.isnan(value):
            row[thing] = row.get(thing, 0) + value / words.scale.divisor
    rows = [Row(name, tuple(map(of.get, words.names))) for name, of in found.items()]
    return [row for row in rows if any(value is not None for value in row.values)]


def _places(rows: Sequence[Row]) -> list[int]:
    """Pixels from the top at which the name of each row begins."""
    height = NAME + BAR * len(rows[0].values) + GAP
    return [height * number for number in range(len(rows))]


def _texts(rows: Sequence[Row], words: BesideWords) -> dict[float, str]:
    """Every value as it is written, all with the same digits."""
    values = [value for row in rows for value in row.values if value is not None]
    return dict(zip(values, amounts.written(values, whole=words.scale.divisor == 1), strict=True))


def _bars(
    rows: Sequence[Row],
    places: Sequence[int],
    texts: Mapping[float, str],
    of: int,
    words: BesideWords,
    mode: Mode,
) -> Spec:
    thing, name = list(words.names.items())[of]
    unit = plain(words.scale.unit)
    own = [
        (row.name, value, top)
        for row, top in zip(rows, places, strict=True)
        if (value := row.values[of]) is not None
    ]
    return {
        "type": "bar", "orientation": "h", "name": legend.label(name), "meta": plain(name),
        "x": [value for _name, value, _top in own],
        "y": [top + NAME + BAR * (of + 0.5) for _name, _value, top in own],
        "width": BAR * 0.8, "marker": {"color": theme.VOICES[mode][of]},
        "text": [texts[value] for _name, value, _top in own],
        "textposition": "outside", "cliponaxis": False,
        "textfont": {"color": theme.INKS[mode].ink, "size": theme.TEXT_SIZE},
        "customdata": [
            [group, thing, f"{plain(group)}<br>{plain(name)}: <b>{texts[value]}</b> {unit}"]
            for group, value, _top in own
        ],
        "hovertemplate": "%{customdata[2]}<extra></extra>",
    }  # fmt: skip


def _names(rows: Sequence[Row], places: Sequence[int]) -> Spec:
    texts = [plain(shorten(row.name, LABEL)) for row in rows]
    return notes.row_names(texts, [top + NAME / 2 for top in places])


def _layout(
    rows: Sequence[Row],
    places: Sequence[int],
    traces: Sequence[Spec],
    words: BesideWords,
    mode: Mode,
) -> Spec:
    hidden = {"visible": False, "fixedrange": True}
    longest = max(value or 0 for row in rows for value in row.values) or 1
    deep = places[-1] + NAME + BAR * len(words.names) + GAP
    over = HEADER + legend.height(traces) - legend.AXIS
    return {
        "height": over + deep + FOOT,
        "margin": {"t": over, "b": FOOT},
        "legend": {"y": 1, "yanchor": "top"},
        "barmode": "overlay",
        "xaxis": {**hidden, "range": [0, longest * LABEL_ROOM]},
        "yaxis": {**hidden, "range": [deep, 0]},
        "annotations": [notes.axis_title(words.axis, mode)],
    }
