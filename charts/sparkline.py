"""A line as high as two of text, beside a figure: plain SVG, light enough for a row of them."""

from collections.abc import Sequence

WIDTH, HEIGHT, MARGIN = 120, 28, 3


def svg(values: Sequence[float], colour: str) -> str:
    """The values in order as a polyline, its last point marked; nothing for fewer than two."""
    if len(values) < 2:
        return ""
    low, high = min(0, *values), max(values)
    step = (WIDTH - 2 * MARGIN) / (len(values) - 1)
    rise = (HEIGHT - 2 * MARGIN) / ((high - low) or 1)
    points = [
        (MARGIN + step * number, HEIGHT - MARGIN - rise * (value - low))
        for number, value in enumerate(values)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.4" fill="{colour}"/></svg>'
    )
