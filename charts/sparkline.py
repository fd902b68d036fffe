"""A line as high as two of text, beside a figure: plain SVG, light enough for a row of them."""

from collections.abc import Sequence

WIDTH, HEIGHT, MARGIN = 120, 28, 3
"""Pixels: of each line, and around it."""


def svg(rows: Sequence[Sequence[float]], colour: str) -> str:
    """The values of each row in order as a polyline, its last point marked, one line below the
    other; nothing where a row has fewer than two. They are one picture, for a browser takes as long
    for each as for all.
    """
    lines = "".join(_line(values, HEIGHT * number, colour) for number, values in enumerate(rows))
    height = HEIGHT * len(rows)
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}">'
    return f"{opening}{lines}</svg>"


def _line(values: Sequence[float], top: int, colour: str) -> str:
    if len(values) < 2:
        return ""
    low, high = min(0, *values), max(values)
    step = (WIDTH - 2 * MARGIN) / (len(values) - 1)
    rise = (HEIGHT - 2 * MARGIN) / ((high - low) or 1)
    points = [
        (MARGIN + step * number, top + HEIGHT - MARGIN - rise * (value - low))
        for number, value in enumerate(values)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return (
        f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.4" fill="{colour}"/>'
    )
