"""Money from helper to receiver and on into industries."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.colours import see_through
from charts.text import plain, shorten
from charts.theme import Mode, Spec
from charts.words import FlowWords

MOST = 11
"""Nodes of one side; the smallest are one where there are more."""
NODE, SMALLEST_HEIGHT = 32, 260
"""Pixels of a node with its gap, in the column that has most."""
NAMES = (16, 12, 16)
"""Columns of a label by side: those of receivers and industries meet on a telephone."""
OTHER = ""
"""Key of the joined nodes of a side."""
Flow = tuple[str, str, str]
"""Helper, receiver, industry."""


class Node(NamedTuple):
    """A node: which side it is on (0 to 2) and what it is called there."""

    side: int
    key: str


def money(frame: pd.DataFrame, words: FlowWords, mode: Mode) -> go.Figure:
    """Draw a Sankey diagram: helpers, receivers, industries.

    `frame`: `helper`, `receiver` str, names in the reader's language; `industry` str, a key of
    `theme.INDUSTRIES`; `value` int, yuan. Rows of the same three are added up. The smallest helpers
    and receivers beyond the tenth of a side are joined. No money gives a figure without axes.
    """
    flows = read(frame)
    if not flows:
        return theme.nothing(mode)
    nodes = _nodes(flows)
    number = {node: place for place, node in enumerate(nodes)}
    trace = {
        "type": "sankey", "arrangement": "fixed",
        "node": _drawn(nodes, words, mode), "link": _links(flows, number, words, mode),
        "textfont": {"color": theme.INKS[mode].ink, "size": theme.SMALL_SIZE, "shadow": "none"},
    }  # fmt: skip
    most = max(Counter(node.side for node in nodes).values())
    height = max(SMALLEST_HEIGHT, NODE * most)
    return theme.figure(mode, [trace], {"height": height, **theme.NO_AXES})


def read(frame: pd.DataFrame) -> dict[Flow, int]:
    """Yuan by helper, receiver and industry, the small ones joined."""
    sums: Counter[Flow] = Counter()
    names = ("helper", "receiver", "industry", "value")
    for helper, receiver, industry, yuan in zip(
        *(frame[name].tolist() for name in names), strict=True
    ):
        if yuan > 0:
            key = industry if industry in theme.INDUSTRIES else "other"
            sums[helper, receiver, key] += yuan
    kept = [largest(sums, side) for side in (0, 1)]
    joined: Counter[Flow] = Counter()
    for (helper, receiver, industry), yuan in sums.items():
        source = helper if helper in kept[0] else OTHER
        joined[source, receiver if receiver in kept[1] else OTHER, industry] += yuan
    return dict(joined)


def largest(flows: Mapping[Flow, int], side: int) -> list[str]:
    """The names of a side that have a node of their own, the largest first."""
    sums = totals(flows, side)
    names = sorted(sums, key=lambda name: (-sums[name], name))
    return names if len(names) <= MOST else names[: MOST - 1]


def totals(flows: Mapping[Flow, int], side: int) -> Counter[str]:
    """Yuan by the name on one side (0 helper, 1 receiver, 2 industry)."""
    sums: Counter[str] = Counter()
    for flow, yuan in flows.items():
        sums[flow[side]] += yuan
    return sums


def _nodes(flows: Mapping[Flow, int]) -> list[Node]:
    """Sides by size, joined ones last; industries in the order they have everywhere."""
    nodes = []
    for side in (0, 1):
        sums = totals(flows, side)
        names = sorted(sums, key=lambda name: (name == OTHER, -sums[name], name))
        nodes += [Node(side, name) for name in names]
    used = totals(flows, 2)
    return nodes + [Node(2, key) for key in theme.INDUSTRIES if key in used]


def name(node: Node, words: FlowWords) -> str:
    """What a node is called."""
    if node.side == 2:
        return words.industries.get(node.key, node.key)
    return node.key or (words.other_helpers, words.other_receivers)[node.side]


def _colour(node: Node) -> str:
    if node.side == 2:
        return theme.industry_colour(node.key)
    return (theme.HELPER, theme.RECEIVER)[node.side]


def _drawn(nodes: Sequence[Node], words: FlowWords, mode: Mode) -> Spec:
    names = [(name(node, words), NAMES[node.side]) for node in nodes]
    return {
        "label": [plain(shorten(text, width)) for text, width in names],
        "customdata": [plain(text) for text, _width in names],
        "color": [_colour(node) for node in nodes],
        "pad": 14, "thickness": 12, "line": {"width": 0},
        "hovertemplate": f"%{{customdata}}<br><b>%{{value:,.4~r}}</b> {plain(words.scale.unit)}"
        "<extra></extra>",
    }  # fmt: skip


def _links(
    flows: Mapping[Flow, int], number: Mapping[Node, int], words: FlowWords, mode: Mode
) -> Spec:
    """First from helpers to receivers, in the helper's colour, then on, in the industry's."""
    first = _summed((Node(0, flow[0]), Node(1, flow[1]), yuan) for flow, yuan in flows.items())
    then = _summed((Node(1, flow[1]), Node(2, flow[2]), yuan) for flow, yuan in flows.items())
    links = list({**first, **then}.items())
    pale = 0.28 if mode == "light" else 0.4
    return {
        "source": [number[source] for (source, _target), _yuan in links],
        "target": [number[target] for (_source, target), _yuan in links],
        "value": [yuan / words.scale.divisor for _ends, yuan in links],
        "color": [
            see_through(_colour(target if target.side == 2 else source), pale)
            for (source, target), _yuan in links
        ],
        "customdata": [
            plain(f"{name(source, words)} → {name(target, words)}")
            for (source, target), _yuan in links
        ],
        "hovertemplate": f"%{{customdata}}<br><b>%{{value:,.4~r}}</b> {plain(words.scale.unit)}"
        "<extra></extra>",
    }


def _summed(parts: Iterable[tuple[Node, Node, int]]) -> dict[tuple[Node, Node], int]:
    sums: Counter[tuple[Node, Node]] = Counter()
    for source, target, yuan in parts:
        sums[source, target] += yuan
    return dict(sums)
