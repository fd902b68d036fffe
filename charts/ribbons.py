"""Where the nodes and ribbons of a flow diagram lie."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

GAP = 13
"""Pixels between two nodes of the fullest column."""


class Node(NamedTuple):
    """A node: which column it is in (0 to 2) and what it is called there."""

    side: int
    key: str


class Place(NamedTuple):
    """Where a node begins and how high it is, in the unit of the amounts, from the top."""

    top: float
    height: float


class Ribbon(NamedTuple):
    """A band from the right of one node to the left of another, where it begins at each."""

    source: Node
    target: Node
    amount: float
    leaves: float
    arrives: float


Amounts = Mapping[tuple[Node, Node], float]


def places(columns: Sequence[Sequence[Node]], amounts: Amounts, height: int) -> dict[Node, Place]:
    """All columns from the top to the bottom of `height` pixels, nodes as high as their amount.

    Every column carries the same total; the gaps are equal within a column, a single node stands
    in the middle.
    """
    sizes: defaultdict[Node, float] = defaultdict(float)
    for (source, target), amount in amounts.items():
        for node in (source, target):
            sizes[node] += amount / (2 if node.side == 1 else 1)
    total = sum(sizes[node] for node in columns[0])
    most = max(len(column) for column in columns)
    spare = total * GAP * (most - 1) / max(1, height - GAP * (most - 1))
    found: dict[Node, Place] = {}
    for column in columns:
        gap = spare / (len(column) - 1) if len(column) > 1 else 0
        top = 0 if len(column) > 1 else spare / 2
        for node in column:
            found[node] = Place(top, sizes[node])
            top += sizes[node] + gap
    return found


def ribbons(amounts: Amounts, at: Mapping[Node, Place]) -> list[Ribbon]:
    """Bands that leave and arrive in the order of what they lead to, so that few of them cross."""
    down = sorted(amounts, key=lambda ends: (at[ends[0]].top, at[ends[1]].top))
    across = sorted(amounts, key=lambda ends: (at[ends[1]].top, at[ends[0]].top))
    leaves = _stacked([(ends[0], ends) for ends in down], amounts, at)
    arrives = _stacked([(ends[1], ends) for ends in across], amounts, at)
    return [Ribbon(*ends, amounts[ends], leaves[ends], arrives[ends]) for ends in down]


def _stacked(
    order: Sequence[tuple[Node, tuple[Node, Node]]], amounts: Amounts, at: Mapping[Node, Place]
) -> dict[tuple[Node, Node], float]:
    """Where each band begins at a node, one below the other."""
    used: defaultdict[Node, float] = defaultdict(float)
    found = {}
    for node, ends in order:
        found[ends] = at[node].top + used[node]
        used[node] += amounts[ends]
    return found


def path(ribbon: Ribbon, left: float, right: float) -> str:
    """A ribbon between two columns as an SVG path in the units of the axes."""
    middle = (left + right) / 2
    top, end = ribbon.leaves, ribbon.arrives
    low, last = top + ribbon.amount, end + ribbon.amount
    return (
        f"M{left:g},{top:.4g}C{middle:g},{top:.4g} {middle:g},{end:.4g} {right:g},{end:.4g}"
        f"L{right:g},{last:.4g}C{middle:g},{last:.4g} {middle:g},{low:.4g} {left:g},{low:.4g}Z"
    )
