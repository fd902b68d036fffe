"""Years along an axis, and the breaks in them."""

from collections.abc import Sequence
from typing import NamedTuple

from charts import theme
from charts.text import lines, plain
from charts.theme import Mode, Spec
from charts.words import Break

LINE_HEIGHT = 15
CAPTION = 58
"""Columns of a caption as wide as a telephone."""
GAP = 2
"""Pixels between the plot and the lowest caption."""


def ticks(first: int, last: int, most: int = 10) -> list[int]:
    """The years to print: each of them up to `most`, fewer on a longer axis."""
    span = last - first + 1
    if span <= most:
        return list(range(first, last + 1))
    if span <= 2 * most:
        return list(range(last, first - 1, -2))[::-1]
    step = 5 if span <= 50 else 10
    return [year for year in range(first, last + 1) if year % step == 0]


class Rules(NamedTuple):
    """The rules between eras, their captions, and the pixels that those need above the plot."""

    shapes: list[Spec]
    annotations: list[Spec]
    room: int


def crossed(before: int, year: int, breaks: Sequence[Break]) -> list[Break]:
    """The breaks that lie between two years, the first one first."""
    return sorted((one for one in breaks if before < one.year <= year), key=lambda one: one.year)


def rules(
    first: int, last: int, span: tuple[float, float], breaks: Sequence[Break], mode: Mode
) -> Rules:
    """A dotted rule before the year of each break that data from `first` to `last` run across.

    `span` is the range of the x axis. Captions stand above the plot, one over the other, each on
    the side of its rule that has more room. Without a rule all is empty.
    """
    shapes: list[Spec] = []
    annotations: list[Spec] = []
    height = 0
    for one in crossed(first, last, breaks):
        rule = one.year - 0.5
        if all(shape["x0"] != rule for shape in shapes):
            shapes.append(_rule(rule, mode))
        broken = _broken(rule, span, one.caption)
        annotations.append(_caption(rule, span, broken, GAP + height, mode))
        height += LINE_HEIGHT * len(broken)
    return Rules(shapes, annotations, height + 6 if height else 0)


def _rule(at: float, mode: Mode) -> Spec:
    return {
        "type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper",
        "layer": "below", "line": {"color": theme.INKS[mode].muted, "width": 1, "dash": "dot"},
    }  # fmt: skip


def _broken(rule: float, span: tuple[float, float], caption: str) -> list[str]:
    """A caption in lines that have room beside its rule."""
    left, right = span
    room = max(rule - left, right - rule) / (right - left)
    return lines(caption, int(CAPTION * room))


def _caption(
    rule: float, span: tuple[float, float], broken: Sequence[str], up: int, mode: Mode
) -> Spec:
    side = "left" if rule - span[0] < span[1] - rule else "right"
    return {
        "text": "<br>".join(plain(line) for line in broken),
        "x": rule, "xanchor": side, "align": side,
        "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": up,
        "showarrow": False, "borderpad": 0, "font": theme.small(mode),
    }  # fmt: skip
