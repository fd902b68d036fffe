"""Money in place, by year and industry."""

import pandas as pd
import plotly.graph_objects as go

from charts import legend, theme, years
from charts.text import columns, plain
from charts.theme import Mode
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
    parts = by_year_and_industry(frame) / words.scale.divisor
    if parts.empty:
        return theme.nothing(mode)
    fig = theme.figure(mode, height=PLOT_HEIGHT)
    fig.add_traces(_bars(parts, words, mode))
    fig.add_traces(_totals(parts.sum(axis=1), mode))
    _axes(fig, parts, words, mode)
    legend.below(fig)
    return fig


def by_year_and_industry(frame: pd.DataFrame) -> pd.DataFrame:
    """Yuan as a table of years × industries, both in the order in which they are drawn.

    Unknown industries count as `other`; years and industries without money are left out.
    """
    key = frame["industry"].where(frame["industry"].isin(list(theme.INDUSTRIES)), "other")
    table = frame.assign(industry=key).pivot_table(
        index="year", columns="industry", values="in_place", aggfunc="sum", fill_value=0
    )
    table = table.loc[table.sum(axis=1) != 0]
    return table[[key for key in theme.INDUSTRIES if key in table and table[key].any()]]


def digits(amounts: list[float]) -> list[str]:
    """Amounts as text, all with the digits their largest needs, and more where one would be 0."""
    largest = max(amounts)
    places = 0 if largest >= 100 else 1 if largest >= 10 else 2
    return [f"{amount:,.{_places(amount, places)}f}" for amount in amounts]


def _places(amount: float, places: int) -> int:
    while amount and not round(amount, places) and places < 8:
        places += 1
    return places


def _bars(parts: pd.DataFrame, words: MoneyWords, mode: Mode) -> list[go.Bar]:
    totals = parts.sum(axis=1)
    hover = f"%{{meta}} %{{x}}<br><b>%{{y:,.4~r}}</b> {plain(words.scale.unit)}"
    separator = {"color": theme.INKS[mode].paper, "width": 0.6}
    return [
        go.Bar(
            name=legend.label(words.industries.get(key, key)),
            meta=plain(words.industries.get(key, key)),
            x=amounts.index.tolist(),
            y=amounts.tolist(),
            customdata=(amounts / totals[amounts.index]).round(4).tolist(),
            marker={"color": theme.industry_colour(key), "line": separator},
            hovertemplate=hover + "<br>%{customdata:.1%}<extra></extra>",
        )
        for key, amounts in ((str(key), amounts[amounts != 0]) for key, amounts in parts.items())
    ]


def _totals(totals: pd.Series, mode: Mode) -> list[go.Bar | go.Scatter]:
    """Texts on bars of no height: Plotly leaves out those that do not fit side by side.

    On a long axis the highest total stands by itself, so that a narrow screen keeps it.
    """
    text = pd.Series(digits(totals.tolist()), totals.index)
    peak = totals[totals == totals.max()].index[:1] if len(totals) > ALL_TOTALS else []
    rest = text.drop(peak)
    font = {"color": theme.INKS[mode].ink, "size": theme.TEXT_SIZE}
    over_bars = go.Bar(
        x=rest.index.tolist(),
        y=[0] * len(rest),
        width=1,
        text=_padded(rest.tolist()),
        textposition="outside",
        textangle=0,
        textfont=font,
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
    )
    over_peak = go.Scatter(
        x=list(peak),
        y=totals[peak].tolist(),
        mode="text",
        text=text[peak].tolist(),
        textposition="top center",
        textfont=font,
    )
    traces = [over_bars, over_peak] if len(peak) else [over_bars]
    return [trace.update(showlegend=False, hoverinfo="skip", cliponaxis=False) for trace in traces]


def _padded(texts: list[str]) -> list[str]:
    """Texts of one width, by thin spaces on both sides: all of them fit over their bars or none."""
    widest = max((columns(text) for text in texts), default=0)
    pads = ["\u2005" * (widest - columns(text)) for text in texts]
    return [pad + text + pad for pad, text in zip(pads, texts, strict=True)]


def _axes(fig: go.Figure, parts: pd.DataFrame, words: MoneyWords, mode: Mode) -> None:
    first, last = int(parts.index.min()), int(parts.index.max())
    spare = max(0, FEWEST_SLOTS - (last - first + 1)) / 2
    fig.update_layout(
        barmode="stack",
        bargap=0.34,
        uniformtext={"mode": "hide", "minsize": 9},
        xaxis={
            "range": [first - 0.6 - spare, last + 0.6 + spare],
            "tickvals": years.ticks(first, last),
            "tickformat": "d",
        },
        yaxis={"range": [0, parts.sum(axis=1).max() * 1.1], "tickformat": ",.6~f", "nticks": 6},
    )
    room = years.mark_repairing(fig, first, last, words.repaired, mode)
    fig.update_layout(margin_t=HEADER + room, height=fig.layout.height + room)
    fig.add_annotation(
        text=plain(words.axis),
        x=0, xref="paper", xanchor="left", y=1, yref="paper", yanchor="bottom", yshift=6 + room,
        showarrow=False, borderpad=0, font=theme.small(mode),
    )  # fmt: skip
