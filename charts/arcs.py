"""Arcs from helper to receiver: their course, their width, their colour."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from charts import theme
from charts.colours import mix
from charts.theme import Mode, Spec

WIDTHS = (1, 1.8, 2.8, 4)
"""Pixels of the four classes of weight."""
SHARES = (1 / 4, 1 / 2, 3 / 4)
"""Where the classes part, before rounding, as shares of the heaviest link."""
NICE = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9)
POINTS, STEPS = 25, 8
"""Points of an arc, and steps of its colour from helper to receiver."""
BULGE = 0.22
"""How far an arc leaves the straight line, as a share of its length."""

Point = tuple[float, float]


class Arc(NamedTuple):
    """The points of an arc and the class of its weight, 0 to 3."""

    points: tuple[Point, ...]
    size: int


@lru_cache(maxsize=4096)  # two squares stay where they are, whatever is chosen
def arc(start: Point, end: Point, size: int) -> Arc:
    """A quadratic Bézier curve that bulges upwards (y runs down)."""
    (x0, y0), (x1, y1) = start, end
    dx, dy = x1 - x0, y1 - y0
    up = -1 if dx > 0 or (dx == 0 and dy > 0) else 1
    x, y = (x0 + x1) / 2 - 2 * BULGE * up * dy, (y0 + y1) / 2 + 2 * BULGE * up * dx
    points = (_bezier((x0, y0), (x, y), (x1, y1), n / (POINTS - 1)) for n in range(POINTS))
    return Arc(tuple(points), size)


def _bezier(start: Point, middle: Point, end: Point, t: float) -> Point:
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
    x, y = (a * p + b * q + c * r for p, q, r in zip(start, middle, end, strict=True))
    return round(x, 3), round(y, 3)


def limits(weights: Iterable[float], divisor: int) -> list[float]:
    """Where the classes of weight part, rising: round numbers of the unit, whole ones of counts."""
    heaviest = max(weights, default=0) / divisor
    rounded = [_nice(heaviest * share) for share in SHARES] if heaviest > 0 else []
    whole = {math.ceil(limit) if divisor == 1 else limit for limit in rounded}
    return [limit * divisor for limit in sorted(whole)]


def _nice(amount: float) -> float:
    """The largest round number that is not above an amount."""
    power: float = 10.0 ** math.floor(math.log10(amount))
    return max(step * power for step in NICE if step * power <= amount * (1 + 1e-9))


def size(weight: float, parting: Sequence[float]) -> int:
    """The class of a weight, 3 for the heaviest."""
    return len(SHARES) - sum(weight < limit for limit in parting)


def shapes(arcs: Sequence[Arc], mode: Mode) -> list[Spec]:
    """The arcs, each from the helper's colour to the receiver's, the thin ones on top. A path draws
    in a tenth of the time that a trace takes, and there is one a step of colour and a width.
    """
    sizes = sorted({one.size for one in arcs}, reverse=True)
    return [
        _shape([one for one in arcs if one.size == size], step, WIDTHS[size], mode)
        for size in sizes
        for step in range(STEPS)
    ]


def _shape(arcs: Sequence[Arc], step: int, width: float, mode: Mode) -> Spec:
    """One step of the colour of all arcs of one width.

    It runs a point too far, under the next step, so that no joint shows.
    """
    inks = theme.INKS[mode]
    length = (POINTS - 1) / STEPS
    first, last = round(step * length), round((step + 1) * length)
    colour = mix(inks.receiver, inks.helper, step / (STEPS - 1))
    return {
        "type": "path", "path": "".join(path(one.points[first : last + 2]) for one in arcs),
        "line": {"color": colour, "width": width}, "layer": "below",
    }  # fmt: skip


@lru_cache(maxsize=16384)
def path(points: tuple[Point, ...]) -> str:
    """A line through points, in the words of SVG."""
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in points)
