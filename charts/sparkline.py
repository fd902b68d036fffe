"""A line as high as two of text, beside a figure: plain SVG, light enough for a row of them."""

from collections.abc import Sequence
from itertools import islice

WIDTH, HEIGHT, MARGIN = 120, 28, 3
"""Pixels: of each line, and around it."""


Pieces = Sequence[Sequence[float]]
"""The values of a line in order, in pieces between which it breaks off."""


def svg(rows: Sequence[Pieces], colour: str) -> str:
    """The values of each row as a line, its last point marked, one below the other; nothing where a
    row has fewer than two. Where a piece ends the line has a gap, and a piece of one value is a
    dot. They are one picture, for a browser takes as long for each as for all.
    """
    lines = "".join(_line(pieces, HEIGHT * number, colour) for number, pieces in enumerate(rows))
    height = HEIGHT * len(rows)
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}">'
    return f"{opening}{lines}</svg>"


def _line(pieces: Pieces, top: int, colour: str) -> str:
    values = [value for piece in pieces for value in piece]
    if len(values) < 2:
        return ""
    low, high = min(0, *values), max(values)
    step = (WIDTH - 2 * MARGIN) / (len(values) - 1)
    rise = (HEIGHT - 2 * MARGIN) / ((high - low) or 1)
    points = [
        f"{MARGIN + step * number:.1f},{top + HEIGHT - MARGIN - rise * (value - low):.1f}"
        for number, value in enumerate(values)
    ]
    x, y = points[-1].split(",")
    lines, rest = "", iter(points)
    for piece in filter(None, pieces):
        of_piece = list(islice(rest, len(piece)))
        # A point twice is a dot by the round ends of its line.
        line = " ".join(of_piece if len(of_piece) > 1 else of_piece * 2)
        lines += f'<polyline points="{line}"/>'
    return (
        f'<g fill="none" stroke="{colour}" stroke-width="1.5" stroke-linecap="round">{lines}</g>'
        f'<circle cx="{x}" cy="{y}" r="2.4" fill="{colour}"/>'
    )
