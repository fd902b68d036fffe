"""Values in order, the longest bar first."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from charts import amounts, notes, theme
from charts.text import plain, shorten
from charts.theme import Mode, Spec
from charts.words import N_, ChartWords, Scale

MOST = 15
"""Bars before the rest is one row."""
ROW, HEADER, FOOT = 40, 24, 4
"""Pixels of a bar with its label, of the axis title, of the room below."""
BAR, LOW, NAME = 0.34, 0.2, -0.22
"""Height of a bar as a share of its row; how far it lies below the middle, its label above."""
LABEL_ROOM = 1.22
LABEL = 46
"""Most columns of a label, as many as a telephone is wide."""
OTHER = "…"
"""Key of the row of the rest."""


class Bar(NamedTuple):
    """A row of the frame of `bars`, its value in the unit."""

    key: str
    label: str
    value: float
    demo: float | None

    @property
    def length(self) -> float:
        """Of the rest there is no bar: it may be longer than all others."""
        return 0 if self.key == OTHER else self.value


@dataclass(frozen=True)
class RankWords(ChartWords):
    """What a ranking prints; what is ranked, its `axis`, unit included, and `alt` sentences say."""

    scale: Scale
    """Unit of the values; `Scale(1, …)` for counts."""
    axis: str
    alt: str
    """Fields: count, total, unit, first, first_value, first_share, last, last_value."""
    alt_one: str
    """Fields: first, first_value, unit."""
    alt_empty: str
    other: str = N_("{count} others")
    """The last row, of those beyond the fifteenth."""
    demo: str = N_("of which demo {share}")


def bars(
    frame: pd.DataFrame, words: RankWords, mode: Mode, colour: str | Mapping[str, str]
) -> Spec:
    """Draw horizontal bars, the longest first, each with its label above and its value at the end.

    `frame`: `key`, `label` str; `value` number, in yuan or whatever `words.scale` divides; `demo`
    number from 0 to 1, the demo share of a value, may be missing or left out. Values of 0 are left
    out; what lies beyond the fifteenth is one row, a number without a bar. `colour` is one of all
    bars or one by key. The `customdata` of a bar is `[key, text]`. No value gives a figure without
    axes.
    """
    rows = read(frame, words)
    if not rows:
        return theme.nothing(mode)
    traces = [_bars(rows, words, mode, colour), _labels(rows)]
    return theme.figure(mode, traces, _layout(rows, words, mode))


def alt(frame: pd.DataFrame, words: RankWords) -> str:
    """What the chart says to who does not see it, from the same frame and words."""
    rows = read(frame, words)
    if not rows:
        return words.alt_empty
    texts = written(rows, words)
    total = sum(bar.value for bar in rows)
    own = [place for place, bar in enumerate(rows) if bar.key != OTHER]
    count = int((frame["value"] > 0).sum())
    return (words.alt if count > 1 else words.alt_one).format(
        count=count,
        total=written([rows[0]._replace(value=total)], words)[0],
        unit=words.scale.unit,
        first=rows[0].label,
        first_value=texts[0],
        first_share=f"{rows[0].value / total:.0%}",
        last=rows[own[-1]].label,
        last_value=texts[own[-1]],
    )


def read(frame: pd.DataFrame, words: RankWords) -> list[Bar]:
    """The bars from the top, the rest of them last. Of hundreds only those drawn are made."""
    columns = (frame["key"], frame["label"], _numbers(frame, "value"), _numbers(frame, "demo"))
    above = sorted(
        (row for row in zip(*columns, strict=True) if row[2] > 0),  # nor is what is missing
        key=lambda row: (-row[2], row[1]),
    )
    shown = above if len(above) - MOST < 2 else above[:MOST]
    divisor, rest = words.scale.divisor, above[len(shown) :]
    bars = [
        Bar(str(key), label, value / divisor, None if math.isnan(demo) else demo)
        for key, label, value, demo in shown
    ]
    if rest:
        total = sum(value for _key, _label, value, _demo in rest)
        demo = sum(value * demo for _key, _label, value, demo in rest) / total
        label = words.other.format(count=len(rest))
        bars.append(Bar(OTHER, label, total / divisor, None if math.isnan(demo) else demo))
    return bars


def _numbers(frame: pd.DataFrame, name: str) -> list[float]:
    """A column, NaN where there is none or nothing in it."""
    if name not in frame:
        return [math.nan] * len(frame)
    return list(frame[name].to_numpy("float64", na_value=math.nan).tolist())


def _bars(
    rows: Sequence[Bar], words: RankWords, mode: Mode, colour: str | Mapping[str, str]
) -> Spec:
    grey = theme.INDUSTRIES["other"]
    one = colour if isinstance(colour, str) else None
    by_key: Mapping[str, str] = {} if isinstance(colour, str) else colour
    texts = written(rows, words)
    return {
        "type": "bar", "orientation": "h",
        "x": [bar.length for bar in rows], "y": [place + LOW for place in range(len(rows))],
        "width": BAR, "marker": {"color": [one or by_key.get(bar.key, grey) for bar in rows]},
        "text": texts, "textposition": "outside", "cliponaxis": False,
        "textfont": {"color": theme.INKS[mode].ink, "size": theme.TEXT_SIZE},
        "customdata": [
            [bar.key, _told(bar, text, words)] for bar, text in zip(rows, texts, strict=True)
        ],
        "hovertemplate": "%{customdata[1]}<extra></extra>", "showlegend": False,
    }  # fmt: skip


def written(rows: Sequence[Bar], words: RankWords) -> list[str]:
    """Values as text: counts whole, amounts with the digits of the largest."""
    return amounts.written([bar.value for bar in rows], whole=words.scale.divisor == 1)


def _told(bar: Bar, value: str, words: RankWords) -> str:
    shown = f"{plain(bar.label)}<br><b>{value}</b> {plain(words.scale.unit)}"
    demo = f"{bar.demo:.0%}" if bar.demo else ""
    return shown + (f"<br>{plain(words.demo.format(share=demo))}" if demo else "")


def _labels(rows: Sequence[Bar]) -> Spec:
    texts = [plain(shorten(bar.label, LABEL)) for bar in rows]
    return notes.row_names(texts, [place + NAME for place in range(len(rows))])


def _layout(rows: Sequence[Bar], words: RankWords, mode: Mode) -> Spec:
    hidden = {"visible": False, "fixedrange": True}
    longest = max(bar.length for bar in rows)
    return {
        "height": HEADER + ROW * len(rows) + FOOT,
        "margin": {"t": HEADER, "b": FOOT},
        "xaxis": {**hidden, "range": [0, longest * LABEL_ROOM]},
        "yaxis": {**hidden, "range": [len(rows) - 0.5, -0.5]},
        "annotations": [notes.axis_title(words.axis, mode)],
    }
