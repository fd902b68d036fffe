"""Years along an axis, and the break in them."""

import plotly.graph_objects as go

from charts import theme
from charts.text import lines, plain
from charts.theme import Mode

REPAIRED = 2021
"""Since this year provinces are paired anew, and series do not run on (DOMAIN.md)."""
LINE_HEIGHT = 15
CAPTION = 58
"""Columns of a caption as wide as a telephone."""


def ticks(first: int, last: int) -> list[int]:
    """The years to print: each of them on a short axis, fewer on a long one."""
    span = last - first + 1
    if span <= 10:
        return list(range(first, last + 1))
    if span <= 20:
        return list(range(last, first - 1, -2))[::-1]
    step = 5 if span <= 50 else 10
    return [year for year in range(first, last + 1) if year % step == 0]


def mark_repairing(fig: go.Figure, first: int, last: int, caption: str, mode: Mode) -> int:
    """Draw a dotted rule between 2020 and 2021 where data from `first` to `last` run across it.

    The caption stands above the plot, on the side of the rule that has more room. Returns the
    pixels it needs there, 0 without a rule.
    """
    if not first < REPAIRED <= last:
        return 0
    left, right = fig.layout.xaxis.range
    rule = REPAIRED - 0.5
    fig.add_shape(
        type="line", x0=rule, x1=rule, y0=0, y1=1, yref="paper", layer="below",
        line={"color": theme.INKS[mode].muted, "width": 1, "dash": "dot"},
    )  # fmt: skip
    room = max(rule - left, right - rule) / (right - left)
    broken = lines(caption, int(CAPTION * room))
    side = "left" if rule - left < right - rule else "right"
    fig.add_annotation(
        text="<br>".join(plain(line) for line in broken),
        x=rule, xanchor=side, align=side, y=1, yref="paper", yanchor="bottom", yshift=2,
        showarrow=False, borderpad=0, font=theme.small(mode),
    )  # fmt: skip
    return LINE_HEIGHT * len(broken) + 6
