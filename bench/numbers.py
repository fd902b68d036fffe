"""Medians, percentiles and slopes of what was measured."""

from collections.abc import Sequence
from statistics import linear_regression, median, quantiles

__all__ = ["median", "p95", "slope"]


def p95(values: Sequence[float]) -> float:
    """The value that 95 in 100 stay below; the highest where there are fewer than 20."""
    return quantiles(values, n=20)[-1] if len(values) >= 20 else max(values)


def slope(points: Sequence[tuple[float, float]]) -> float:
    """How much the second number rises with the first: the line of least squares."""
    xs, ys = zip(*points, strict=True)
    return linear_regression(xs, ys).slope
