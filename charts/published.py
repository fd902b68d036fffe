"""One definition as it was published: a row a figure, of one year above, of more below."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from charts import legend, notes, shares, theme
from charts.periods import Published, PublishedWords, read, said, told, when
from charts.text import plain, shorten
from charts.theme import Mode, Spec
from charts.words import Break
from charts.years import crossed

MOST = 24
"""Figures of a panel, the latest of them; the table has them all."""
ROW, HEADER, BETWEEN = 40, 26, 48
"""Pixels of a row, of the heading above, of the room between two panels with a heading in it."""
BAR, LOW, NAME = 0.3, 0.2, -0.2
"""Height of a bar as a share of its row; how far it lies below the middle, its name above."""
ROOM = 2.6
"""The axis is so much longer than the longest bar, for what is written behind it."""
LABEL = 56
"""Most columns of a name, as many as a telephone is wide."""
BREAK = 0.7
"""Rows that a break takes."""


class Row(NamedTuple):
    """A figure, its place from the top of its panel, and the breaks that lie above it."""

    one: Published
    place: float
    breaks: tuple[Break, ...]


def series(frame: pd.DataFrame, words: PublishedWords, mode: Mode) -> Spec:
    """Draw the published figures of one metric and scope; they are never summed.

    `frame`: `code` str; `period_start` int, may be missing; `period_end` int; `as_of` datetime64;
    `value` number, yuan or whatever `words.scale` divides; `basis` str: actual, cumulative, plan;
    `qualifier` str: exact, approx, over; `label` str, whose it is; `source` str; `published` str,
    as printed. Each figure is a row with its period, as-of date and number as printed: a solid bar,
    an outlined one where its year was not over, a line for a plan. Figures of a year and of longer
    periods have a panel and a scale each, the earliest on top; a dotted rule marks each
    break. The `customdata` of a row is `[code, text]`. No figure gives a figure without axes.
    """
    found = read(frame)
    if not found:
        return theme.nothing(mode)
    panels = [placed(part, words.breaks) for part in split(found) if part]
    keys = _keys(found, words, mode)
    traces = [
        {**trace, "xaxis": ("x", "x2")[number], "yaxis": ("y", "y2")[number]}
        for number, rows in enumerate(panels)
        for trace in _traces(rows, words, mode)
    ]
    return theme.figure(mode, [*traces, *keys], _layout(panels, keys, words, mode))


def alt(frame: pd.DataFrame, words: PublishedWords) -> str:
    """What the chart says to who does not see it, from the same frame and words."""
    found = read(frame)
    if not found:
        return words.alt_empty
    plans = [one for one in found if one.basis == "plan"]
    yearly = [one for one in found if one.is_yearly and one.basis != "plan"]
    starts = [one.period_end if one.period_start is None else one.period_start for one in found]
    facts = {
        "count": len(found),
        "yearly": len(yearly),
        "cumulative": len(found) - len(yearly) - len(plans),
        "plans": len(plans),
        "first": min(starts),
        "last": max(one.period_end for one in found),
    }
    if not yearly:
        return words.alt_without_yearly.format(**facts)
    newest = yearly[-1]
    number = words.qualifiers.get(newest.qualifier, "") + newest.published
    return words.alt.format(
        **facts, newest=number, newest_year=newest.period_end, newest_label=newest.label
    )


def split(found: Sequence[Published]) -> tuple[list[Published], list[Published]]:
    """The figures of one year, and those of longer periods."""
    yearly = [one for one in found if one.is_yearly]
    return yearly, [one for one in found if not one.is_yearly]


def placed(part: Sequence[Published], breaks: Sequence[Break]) -> list[Row]:
    """The latest figures of a panel, the earliest of them on top."""
    rows: list[Row] = []
    place = 0.0
    for one in part[-MOST:]:
        before = crossed(rows[-1].one.period_end, one.period_end, breaks) if rows else ()
        place += BREAK * len(before)
        rows.append(Row(one, place, tuple(before)))
        place += 1
    return rows


def _traces(rows: Sequence[Row], words: PublishedWords, mode: Mode) -> list[Spec]:
    kinds = {kind: [row for row in rows if _kind(row.one) == kind] for kind in ("full", "part")}
    bars = [_bars(of, kind, words, mode) for kind, of in kinds.items() if of]
    return [*bars, *_plans([row for row in rows if _kind(row.one) == "plan"], words, mode),
            _numbers(rows, words, mode)]  # fmt: skip


def _kind(one: Published) -> str:
    if one.basis == "plan":
        return "plan"
    return "part" if one.is_yearly and one.is_part_year else "full"


def _at(rows: Sequence[Row], words: PublishedWords) -> Spec:
    return {
        "x": [row.one.value / words.scale.divisor for row in rows],
        "y": [row.place + LOW for row in rows],
        "customdata": [[row.one.code, told(row.one, words)] for row in rows],
        "hovertemplate": "%{customdata[1]}<extra></extra>", "showlegend": False,
    }  # fmt: skip


def _look(kind: str, mode: Mode) -> Spec:
    inks = theme.INKS[mode]
    rim = {"color": inks.muted, "width": 1.2}
    return {"color": theme.neutral(mode), "line": {"width": 0}} if kind == "full" else {
        "color": theme.CLEAR, "line": rim,
    }  # fmt: skip


def _bars(rows: Sequence[Row], kind: str, words: PublishedWords, mode: Mode) -> Spec:
    return {
        "type": "bar", "orientation": "h", "width": BAR, "marker": _look(kind, mode),
        **_at(rows, words),
    }  # fmt: skip


def _plans(rows: Sequence[Row], words: PublishedWords, mode: Mode) -> list[Spec]:
    """A short upright line at each planned amount."""
    marker = shares.tick(13, 1.6, theme.INKS[mode].ink)
    trace = {"type": "scatter", "mode": "markers", "marker": marker, **_at(rows, words)}
    return [trace] if rows else []


def _numbers(rows: Sequence[Row], words: PublishedWords, mode: Mode) -> Spec:
    """Behind each bar its number as printed, its as-of date and what else must be known of it."""
    return {
        "type": "scatter", "mode": "text", **_at(rows, words),
        "text": [f"\u2004{said(row.one, words)}" for row in rows],
        "textposition": "middle right",
        "textfont": {"color": theme.INKS[mode].ink, "size": theme.SMALL_SIZE},
        "cliponaxis": False,
    }  # fmt: skip


def _keys(found: Sequence[Published], words: PublishedWords, mode: Mode) -> list[Spec]:
    """What the marks are that occur."""
    square = {"symbol": "square", "size": 11}
    looks = {
        "full": (words.full_year, {**square, **_look("full", mode)}),
        "part": (words.part_year, {**square, **_look("part", mode)}),
        "plan": (words.plan, shares.tick(13, 1.6, theme.INKS[mode].ink)),
    }
    kinds = {_kind(one) for one in found}
    return [
        legend.key(name, mode="markers", marker=marker)
        for kind, (name, marker) in looks.items()
        if kind in kinds
    ]


def _layout(
    panels: Sequence[Sequence[Row]], keys: Sequence[Spec], words: PublishedWords, mode: Mode
) -> Spec:
    heights = [round(ROW * (rows[-1].place + 1)) for rows in panels]
    plot = sum(heights) + BETWEEN * (len(panels) - 1)
    tops = [1.0, heights[-1] / plot]
    layout: Spec = {
        "height": HEADER + plot + legend.height(keys),
        "margin": {"t": HEADER, "b": legend.MARGIN},
        "barmode": "overlay",
        "shapes": [], "annotations": [],
    }  # fmt: skip
    for number, (rows, top, height) in enumerate(zip(panels, tops, heights, strict=False)):
        name = ("", "2")[number]
        most = max(row.one.value for row in rows) / words.scale.divisor or 1
        hidden = {"visible": False, "fixedrange": True}
        layout[f"xaxis{name}"] = {**hidden, "range": [0, most * ROOM], "anchor": f"y{name}"}
        layout[f"yaxis{name}"] = {
            **hidden, "anchor": f"x{name}", "domain": [max(0, top - height / plot), top],
            "range": [rows[-1].place + 0.5, -0.5],
        }  # fmt: skip
        title = words.yearly if rows[0].one.is_yearly else words.cumulative
        layout["annotations"] += [
            {**notes.axis_title(title.format(unit=words.scale.unit), mode), "y": top},
            *(_name(row, f"y{name}", words) for row in rows),
        ]
        for row in rows:
            if row.breaks:
                _break(layout, row, f"y{name}", mode)
    return layout


def _name(row: Row, axis: str, words: PublishedWords) -> Spec:
    """Over a bar, its period and whose it is."""
    text = " · ".join(part for part in (when(row.one, words), row.one.label) if part)
    return notes.row_name(plain(shorten(text, LABEL)), row.place + NAME, yref=axis)


def _break(layout: Spec, row: Row, axis: str, mode: Mode) -> None:
    """The dotted rule over the first figure after breaks, and their captions."""
    at = row.place - 0.5 - BREAK * len(row.breaks) + 0.12
    layout["shapes"].append(
        {
            "type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": at, "y1": at, "yref": axis,
            "layer": "below",
            "line": {"color": theme.INKS[mode].muted, "width": 1, "dash": "dot"},
        }
    )  # fmt: skip
    look: Spec = {"x": 1, "xanchor": "right", "yref": axis, "font": theme.small(mode)}
    layout["annotations"] += [
        notes.row_name(plain(one.caption), at + 0.28 + BREAK * number, **look)
        for number, one in enumerate(row.breaks)
    ]
