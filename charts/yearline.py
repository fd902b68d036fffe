"""A clause's year as high as two lines of text: its running values against its target."""

from collections.abc import Sequence
from typing import NamedTuple

WIDTH, HEIGHT, MARGIN = 120, 28, 3
"""Pixels of each, and around it. January begins at the left edge, December ends at the right."""
MONTHS = 12


class Year(NamedTuple):
    """Running values as (month, value), the target, and whether values grow from nothing."""

    line: Sequence[tuple[int, float]]
    target: float
    accrues: bool = True


def svg(years: Sequence[Year], colour: str) -> str:
    """A picture of all of them, one below the other; nothing where a clause has no value. The
    target is a thin line at its height.
    """
    drawn = "".join(_year(year, HEIGHT * place, colour) for place, year in enumerate(years))
    height = HEIGHT * len(years)
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}">'
    return f"{opening}{drawn}</svg>"


def _year(year: Year, top: int, colour: str) -> str:
    if not year.line:
        return ""
    highest = max(year.target, *(value for _month, value in year.line), 1)

    def place(month: float, value: float) -> tuple[float, float]:
        across = MARGIN + (WIDTH - 2 * MARGIN) * month / MONTHS
        return across, top + HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * value / highest

    start = [(0, 0.0)] if year.accrues else []
    points = [place(*one) for one in [*start, *year.line]]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    _x, level = place(0, year.target)
    x, y = points[-1]
    return (
        f'<line x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{level:.1f}" y2="{level:.1f}" '
        f'stroke="{colour}" stroke-width="0.8" stroke-dasharray="2 2"/>'
        f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.4" fill="{colour}"/>'
    )
