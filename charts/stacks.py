"""Columns by year, each a stack of parts, with its total above it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from charts import legend, notes, theme, years
from charts.amounts import digits, yearly
from charts.text import columns, plain
from charts.theme import Mode, Spec
from charts.words import Break

FEWEST_SLOTS = 5
"""A single year is drawn as narrow as one of five."""
ALL_TOTALS = 10
"""Up to so many years every total fits on any screen."""
PLOT_HEIGHT, HEADER = 290, 26
MOST_LINES = 6
"""Lines of the grid above the axis."""
LETTER, ASIDE = 6.4, 10
"""Pixels of a digit of the axis, and beside its numbers."""

Parts = Mapping[str, Mapping[int, int]]
"""Key of a part → year → amount, both in the order in which they are drawn."""


@dataclass(frozen=True)
class Look:
    """How parts are named, coloured and measured."""

    names: Mapping[str, str]
    colours: Mapping[str, str]
    divisor: int
    unit: str
    axis: str
    """What the axis measures, unit included."""
    breaks: Sequence[Break]


def by_year(parts: Parts, look: Look, mode: Mode) -> Spec:
    """Draw a column a year. The `customdata` of a part of it is `[year, key, share of its year]`.

    A dotted rule marks each break that the years run across. No part gives a figure
    without axes.
    """
    if not parts:
        return theme.nothing(mode)
    sums = yearly(parts)
    totals = {year: amount / look.divisor for year, amount in sums.items()}
    bars = [_bar(key, of, sums, look, mode) for key, of in parts.items()]
    layout = _layout(totals, look, mode)
    layout["height"] += legend.height(bars)
    whole = look.divisor == 1
    return theme.figure(mode, [*bars, *_totals(totals, whole, mode)], layout)


def _bar(key: str, of: Mapping[int, int], sums: Mapping[int, int], look: Look, mode: Mode) -> Spec:
    name = look.names.get(key, key)
    return {
        "type": "bar", "name": legend.label(name), "meta": plain(name),
        "x": list(of), "y": [amount / look.divisor for amount in of.values()],
        "customdata": [[year, key, round(amount / sums[year], 4)] for year, amount in of.items()],
        "marker": {
            "color": look.colours[key],
            "line": {"color": theme.INKS[mode].paper, "width": 0.6},
        },
        "hovertemplate": f"%{{meta}} %{{x}}<br><b>%{{y:,.4~r}}</b> {plain(look.unit)}"
        "<br>%{customdata[2]:.1%}<extra></extra>",
    }  # fmt: skip


def _totals(totals: Mapping[int, float], whole: bool, mode: Mode) -> list[Spec]:
    """Texts on bars of no height: Plotly leaves out those that do not fit side by side.

    On a long axis the highest total stands by itself, so that a narrow screen keeps it.
    """
    amounts = list(totals.values())
    told = [f"{amount:,.0f}" for amount in amounts] if whole else digits(amounts)
    texts = dict(zip(totals, told, strict=True))
    peak = [max(totals, key=totals.__getitem__)] if len(totals) > ALL_TOTALS else []
    rest = [year for year in totals if year not in peak]
    quiet = {
        "textfont": {"color": theme.INKS[mode].ink, "size": theme.TEXT_SIZE},
        "showlegend": False,
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    over_bars = {
        "type": "bar",
        "x": rest,
        "y": [0] * len(rest),
        "width": 1,
        "text": _padded([texts[year] for year in rest]),
        "textposition": "outside",
        "textangle": 0,
        "marker": {"color": theme.CLEAR, "line": {"width": 0}},
        **quiet,
    }
    over_peak = {
        "type": "scatter",
        "x": peak,
        "y": [totals[year] for year in peak],
        "mode": "text",
        "text": [texts[year] for year in peak],
        "textposition": "top center",
        **quiet,
    }
    return [over_bars, over_peak] if peak else [over_bars]


def _padded(texts: list[str]) -> list[str]:
    """Texts of one width, by thin spaces on both sides: all of them fit over their bars or none."""
    widest = max((columns(text) for text in texts), default=0)
    pads = ["\u2005" * (widest - columns(text)) for text in texts]
    return [pad + text + pad for pad, text in zip(pads, texts, strict=True)]


def _layout(totals: Mapping[int, float], look: Look, mode: Mode) -> Spec:
    """All but the legend's height."""
    first, last = min(totals), max(totals)
    spare = max(0, FEWEST_SLOTS - (last - first + 1)) / 2
    span = (first - 0.6 - spare, last + 0.6 + spare)
    rule = years.rules(first, last, span, look.breaks, mode)
    title = notes.axis_title(look.axis, mode, rule.room)
    top = max(totals.values()) * 1.1
    step = _step(top, whole=look.divisor == 1)
    return {
        "height": PLOT_HEIGHT + rule.room,
        "margin": {"t": HEADER + rule.room, "b": legend.MARGIN, "l": _left(top, step)},
        "barmode": "stack",
        "bargap": 0.34,
        "legend": legend.BELOW_AXIS,
        "uniformtext": {"mode": "hide", "minsize": 9},
        "xaxis": {
            "range": list(span), "tickvals": years.ticks(first, last), "tickformat": "d",
            "automargin": False,
        },
        "yaxis": {
            "range": [0, top], "tickformat": ",.6~f", "tick0": 0, "dtick": step,
            "automargin": False,
        },
        "shapes": rule.shapes,
        "annotations": [*rule.annotations, title],
    }  # fmt: skip


def _step(top: float, *, whole: bool) -> float:
    """From line to line of the grid: a round number, of things a whole one."""
    least = max(top / MOST_LINES, 1 if whole else 0)
    power: float = 10.0 ** math.floor(math.log10(least))
    return next(nice * power for nice in (1, 2, 5, 10) if nice * power >= least * (1 - 1e-9))


def _left(top: float, step: float) -> int:
    """Pixels that the numbers of the axis need. Told so, Plotly draws once; looking for itself it
    draws everything up to three times.
    """
    numbers = [f"{step * n:,.6f}".rstrip("0").rstrip(".") for n in range(1, int(top / step) + 1)]
    return round(LETTER * max(map(len, numbers), default=1)) + ASIDE
