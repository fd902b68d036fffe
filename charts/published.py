"""One metric as it was published: figures of a year above, figures of longer periods below."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import legend, marks, notes, theme, years
from charts.marks import Colours
from charts.periods import Published, read
from charts.theme import Mode, Spec
from charts.words import PublishedWords

YEARLY, LONGER, BETWEEN, HEADER = 230, 190, 46, 26
"""Pixels of the two panels, of what parts them, of the heading above."""
FEWEST_SLOTS = 5
"""A single year is as narrow as one of five."""
HEADROOM = 1.1


def series(frame: pd.DataFrame, words: PublishedWords, mode: Mode) -> go.Figure:
    """Draw the published figures of one metric; they are never summed, never joined by a line.

    `frame`, all of one metric: `code` str; `period_start` int, may be missing; `period_end` int;
    `as_of` datetime64; `value` number, yuan or whatever `words.scale` divides; `basis` str: actual,
    cumulative, plan; `qualifier` str: exact, approx, over; `label` str, whose it is; `source` str;
    `published` str, as printed. One-year figures are points, hollow where the year was not over;
    figures of longer periods lie as lines on a panel and a scale of their own; plans are short
    lines, or dashed ones there. Up to four labels have colours. The `customdata` of a mark is
    `[code, text]`. No figure gives a figure without axes.
    """
    found = read(frame)
    if not found:
        return theme.nothing(mode)
    colours = _colours(found, mode)
    parts = [part for part in _panels(found) if part]
    keys = marks.keys(found, colours, words, mode)
    traces = [
        trace
        for number, part in enumerate(parts)
        for trace in _traces(part, ("y", "y2")[number], _range(found)[0], colours, words, mode)
    ]
    return theme.figure(mode, [*traces, *keys], _layout(found, parts, keys, words, mode))


def _panels(found: Sequence[Published]) -> tuple[list[Published], list[Published]]:
    yearly = [one for one in found if one.is_yearly]
    return yearly, [one for one in found if not one.is_yearly]


def _colours(found: Sequence[Published], mode: Mode) -> Colours:
    """A colour a label where there are few, ink for all where there are many."""
    labels = list(dict.fromkeys(one.label for one in found))
    voices = theme.VOICES[mode]
    few = voices if len(labels) <= len(voices) else voices[:1] * len(labels)
    return dict(zip(labels, few, strict=False))


def _traces(
    part: Sequence[Published],
    axis: str,
    edge: float,
    colours: Colours,
    words: PublishedWords,
    mode: Mode,
) -> list[Spec]:
    if part[0].is_yearly:
        traces = marks.points(part, colours, words, mode)
    else:
        traces = marks.spans(part, edge, colours, words, mode)
    return [{**trace, "yaxis": axis} for trace in traces]


def _years(found: Sequence[Published]) -> tuple[int, int]:
    starts = [one.period_end if one.period_start is None else one.period_start for one in found]
    return min(starts), max(one.period_end for one in found)


def _range(found: Sequence[Published]) -> tuple[float, float]:
    first, last = _years(found)
    spare = max(0, FEWEST_SLOTS - (last - first + 1)) / 2
    return first - 0.6 - spare, last + 0.6 + spare


def _layout(
    found: Sequence[Published],
    parts: Sequence[Sequence[Published]],
    keys: Sequence[Spec],
    words: PublishedWords,
    mode: Mode,
) -> Spec:
    span, (first, last) = _range(found), _years(found)
    rule = years.repairing(first, last, span, words.repaired, mode)
    heights = [YEARLY if part[0].is_yearly else LONGER for part in parts]
    plot = sum(heights) + BETWEEN * (len(parts) - 1)
    tops = [1.0, heights[-1] / plot]
    titles = [words.yearly if part[0].is_yearly else words.cumulative for part in parts]
    axes = {
        name: _axis(part, (top - height / plot, top), words)
        for name, part, top, height in zip(("yaxis", "yaxis2"), parts, tops, heights, strict=False)
    }
    return {
        "height": HEADER + rule.room + plot + legend.height(keys),
        "margin": {"t": HEADER + rule.room, "b": legend.MARGIN},
        "xaxis": {
            "range": list(span), "tickvals": years.ticks(first, last), "tickformat": "d",
            "anchor": ("y", "y2")[len(parts) - 1],
        },
        **axes,
        "shapes": rule.shapes,
        "annotations": [
            *rule.annotations,
            *(
                {**notes.axis_title(title, mode, 0 if number else rule.room), "y": tops[number]}
                for number, title in enumerate(titles)
            ),
        ],
    }  # fmt: skip


def _axis(part: Sequence[Published], domain: tuple[float, float], words: PublishedWords) -> Spec:
    most = max(one.value for one in part) / words.scale.divisor or 1
    return {
        "domain": [max(0.0, domain[0]), domain[1]], "anchor": "x", "range": [0, most * HEADROOM],
        "tickformat": ",.6~f", "nticks": 5, "zeroline": False, "fixedrange": True,
    }  # fmt: skip
