"""Years along an axis, and the break in them."""

from typing import NamedTuple

from charts import theme
from charts.text import lines, plain
from charts.theme import Mode, Spec

REPAIRED = 2021
"""Since this year provinces are paired anew, and series do not run on (DOMAIN.md)."""
LINE_HEIGHT = 15
CAPTION = 58
"""Columns of a caption as wide as a telephone."""


def ticks(first: int, last: int, most: int = 10) -> list[int]:
    """The years to print: each of them up to `most`, fewer on a longer axis."""
    span = last - first + 1
    if span <= most:
        return list(range(first, last + 1))
    if span <= 2 * most:
        return list(range(last, first - 1, -2))[::-1]
    step = 5 if span <= 50 else 10
    return [year for year in range(first, last + 1) if year % step == 0]


class Break(NamedTuple):
    """The rule between two eras, its caption, and the pixels that needs above the plot."""

    shapes: list[Spec]
    annotations: list[Spec]
    room: int


def repairing(first: int, last: int, span: tuple[float, float], caption: str, mode: Mode) -> Break:
    """A dotted rule between 2020 and 2021 where data from `first` to `last` run across it.

    `span` is the range of the x axis. The caption stands above the plot, on the side of the rule
    that has more room. Without a rule all is empty.
    """
    if not first < REPAIRED <= last:
        return Break([], [], 0)
    left, right = span
    rule = REPAIRED - 0.5
    line = {
        "type": "line", "x0": rule, "x1": rule, "y0": 0, "y1": 1, "yref": "paper",
        "layer": "below", "line": {"color": theme.INKS[mode].muted, "width": 1, "dash": "dot"},
    }  # fmt: skip
    room = max(rule - left, right - rule) / (right - left)
    broken = lines(caption, int(CAPTION * room))
    side = "left" if rule - left < right - rule else "right"
    note = {
        "text": "<br>".join(plain(line) for line in broken),
        "x": rule, "xanchor": side, "align": side,
        "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 2,
        "showarrow": False, "borderpad": 0, "font": theme.small(mode),
    }  # fmt: skip
    return Break([line], [note], LINE_HEIGHT * len(broken) + 6)
