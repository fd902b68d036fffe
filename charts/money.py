"""Money in place, by year and industry."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from charts import legend, notes, theme, years
from charts.amounts import Amounts, by_industry_and_year, digits, yearly
from charts.text import columns, plain
from charts.theme import Mode, Spec
from charts.words import MoneyWords

FEWEST_SLOTS = 5
"""A single year is drawn as narrow as one of five."""
ALL_TOTALS = 10
"""Up to so many years every total fits on any screen."""
PLOT_HEIGHT, HEADER = 290, 26


def in_place_by_year(frame: pd.DataFrame, words: MoneyWords, mode: Mode) -> go.Figure:
    """Draw stacked bars, one a year, one part an industry, each year's total above its bar.

    `frame`: `year` int; `industry` str, a key of `theme.INDUSTRIES`; `in_place` int, yuan.
    Rows of the same year and industry are added up. A dotted rule marks the 2021 re-pairing
    where the years run across it. No money gives a figure without axes.
    """
    amounts = by_industry_and_year(frame)
    if not amounts:
        return theme.nothing(mode)
    totals = {year: yuan / words.scale.divisor for year, yuan in yearly(amounts).items()}
    bars = _bars(amounts, words, mode)
    layout = _layout(totals, words, mode)
    layout["height"] += legend.height(bars)
    return theme.figure(mode, [*bars, *_totals(totals, mode)], layout)


def _bars(amounts: Amounts, words: MoneyWords, mode: Mode) -> list[Spec]:
    totals = yearly(amounts)
    hover = f"%{{meta}} %{{x}}<br><b>%{{y:,.4~r}}</b> {plain(words.scale.unit)}"
    separator = {"color": theme.INKS[mode].paper, "width": 0.6}
    return [
        {
            "type": "bar",
            "name": legend.label(words.industries.get(key, key)),
            "meta": plain(words.industries.get(key, key)),
            "x": list(of),
            "y": [yuan / words.scale.divisor for yuan in of.values()],
            "customdata": [round(yuan / totals[year], 4) for year, yuan in of.items()],
            "marker": {"color": theme.industry_colour(key), "line": separator},
            "hovertemplate": hover + "<br>%{customdata:.1%}<extra></extra>",
        }
        for key, of in amounts.items()
    ]


def _totals(totals: Mapping[int, float], mode: Mode) -> list[Spec]:
    """Texts on bars of no height: Plotly leaves out those that do not fit side by side.

    On a long axis the highest total stands by itself, so that a narrow screen keeps it.
    """
    texts = dict(zip(totals, digits(list(totals.values())), strict=True))
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


def _layout(totals: Mapping[int, float], words: MoneyWords, mode: Mode) -> Spec:
    """All but the legend's height."""
    first, last = min(totals), max(totals)
    spare = max(0, FEWEST_SLOTS - (last - first + 1)) / 2
    span = (first - 0.6 - spare, last + 0.6 + spare)
    rule = years.repairing(first, last, span, words.repaired, mode)
    title = notes.axis_title(words.axis, mode, rule.room)
    return {
        "height": PLOT_HEIGHT + rule.room,
        "margin": {"t": HEADER + rule.room, "b": legend.MARGIN},
        "barmode": "stack",
        "bargap": 0.34,
        "uniformtext": {"mode": "hide", "minsize": 9},
        "xaxis": {"range": list(span), "tickvals": years.ticks(first, last), "tickformat": "d"},
        "yaxis": {
            "range": [0, max(totals.values()) * 1.1],
            "tickformat": ",.6~f",
            "nticks": 6,
        },
        "shapes": rule.shapes,
        "annotations": [*rule.annotations, title],
    }
