"""Money from helper to receiver and on into industries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from charts import ribbons, theme
from charts.amounts import digits
from charts.colours import see_through
from charts.ribbons import Node, Place, Ribbon
from charts.text import columns, plain, shorten
from charts.theme import Mode, Spec
from charts.words import N_, ChartWords, Scale

MOST = 11
"""Nodes of one side; the smallest are one where there are more."""
NODE, SMALLEST_HEIGHT = 32, 260
"""Pixels of a node with its gap, in the column that has most."""
NAMES = (14, 14, 19)
"""Columns of a label by side: all of them have room on a telephone."""
COLUMN_WIDTH, ASIDE = 6, 8
"""Pixels of half a Chinese character in a label, and between a node and its label."""
THICK = 0.03
"""Width of a node, of the 1 from edge to edge."""
STANDS = (THICK / 2, 0.5, 1 - THICK / 2)
"""Where the middles of the three columns are."""
LABELS = ("middle left", "middle right", "middle right")
SEEN = 0.004
"""Ribbons of a smaller share do not answer to the pointer: they are too thin to be met."""
OTHER = ""
"""Key of the joined nodes of a side."""
Flow = tuple[str, str, str]
"""Helper, receiver, industry."""


@dataclass(frozen=True)
class FlowWords(ChartWords):
    """What the flows print."""

    scale: Scale
    industries: Mapping[str, str]
    """Industry key → label."""
    other_helpers: str = N_("Other helpers")
    """Name of the helpers that have no node of their own."""
    other_receivers: str = N_("Other receivers")
    alt: str = N_(
        "Flows of {total} {unit} from {helpers} helpers through {receivers} receivers to "
        "industries: {helper} gives {helper_share}, {receiver} has {receiver_share}, "
        "{industry} {industry_share}."
    )
    alt_empty: str = N_("No money in place.")


def money(frame: pd.DataFrame, words: FlowWords, mode: Mode) -> Spec:
    """Draw helpers on the left, receivers in the middle, industries on the right, and as bands
    between them the money, as thick as it is much (a Sankey diagram).

    `frame`: `helper`, `receiver` str, names in the reader's language; `industry` str, a key of
    `theme.INDUSTRIES`; `value` int, yuan. Rows of the same three are added up. The smallest helpers
    and receivers beyond the tenth of a side are joined. The `customdata` of a node or a band is
    `[helper, receiver, industry, text]`, what it is not about being "". No money gives a figure
    without axes.
    """
    flows = read(frame)
    if not flows:
        return theme.nothing(mode)
    amounts = _amounts(flows, words.scale.divisor)
    ranks = _columns(flows)
    height = max(SMALLEST_HEIGHT, NODE * max(len(rank) for rank in ranks))
    at = ribbons.places(ranks, amounts, height)
    bands = ribbons.ribbons(amounts, at)
    traces = [_nodes(at, words), _handles(bands, words, mode), *_labels(ranks, at, words, mode)]
    return theme.figure(mode, traces, _layout(ranks, at, bands, height, words, mode))


def alt(frame: pd.DataFrame, words: FlowWords) -> str:
    """What the chart says to who does not see it, from the same frame and words."""
    found = read(frame)
    if not found:
        return words.alt_empty
    total = sum(found.values())
    sums = [totals(found, side) for side in (0, 1, 2)]
    leaders = [max(of, key=lambda key: (key != OTHER, of[key])) for of in sums]
    helper, receiver, industry = leaders
    shares = [f"{of[key] / total:.0%}" for of, key in zip(sums, leaders, strict=True)]
    return words.alt.format(
        total=digits([total / words.scale.divisor])[0],
        unit=words.scale.unit,
        helpers=frame.loc[frame["value"] > 0, "helper"].nunique(),
        receivers=frame.loc[frame["value"] > 0, "receiver"].nunique(),
        helper=helper,
        helper_share=shares[0],
        receiver=receiver,
        receiver_share=shares[1],
        industry=words.industries.get(industry, industry),
        industry_share=shares[2],
    )


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


def _amounts(flows: Mapping[Flow, int], divisor: int) -> dict[tuple[Node, Node], float]:
    """Ends of a band → amount in the unit."""
    sums: Counter[tuple[Node, Node]] = Counter()
    for (helper, receiver, industry), yuan in flows.items():
        sums[Node(0, helper), Node(1, receiver)] += yuan
        sums[Node(1, receiver), Node(2, industry)] += yuan
    return {ends: yuan / divisor for ends, yuan in sums.items()}


def _columns(flows: Mapping[Flow, int]) -> list[list[Node]]:
    """Helpers by size; receivers as near to their helpers as can be; industries in the order they
    have everywhere.
    """
    by_size = totals(flows, 0)
    helpers = sorted(by_size, key=lambda name: (name == OTHER, -by_size[name], name))
    rank = {name: place for place, name in enumerate(helpers)}
    pull: defaultdict[str, float] = defaultdict(float)
    of_receivers, used = totals(flows, 1), totals(flows, 2)
    for (helper, receiver, _industry), yuan in flows.items():
        pull[receiver] += rank[helper] * yuan / of_receivers[receiver]
    receivers = sorted(pull, key=lambda name: (name == OTHER, pull[name], name))
    industries = [key for key in theme.INDUSTRIES if key in used]
    named = ((0, helpers), (1, receivers), (2, industries))
    return [[Node(side, key) for key in keys] for side, keys in named]


def name(node: Node, words: FlowWords) -> str:
    """What a node is called."""
    if node.side == 2:
        return words.industries.get(node.key, node.key)
    return node.key or (words.other_helpers, words.other_receivers)[node.side]


def _colour(node: Node) -> str:
    if node.side == 2:
        return theme.industry_colour(node.key)
    return (theme.HELPER, theme.RECEIVER)[node.side]


def _meant(nodes: Iterable[Node], text: str) -> list[str]:
    """Customdata: helper, receiver, industry, and what the hover tells."""
    keys = {node.side: node.key for node in nodes}
    return [*(keys.get(side, "") for side in (0, 1, 2)), text]


def _told(title: str, amount: float, words: FlowWords) -> str:
    return f"{plain(title)}<br><b>{digits([amount])[0]}</b> {plain(words.scale.unit)}"


def _nodes(at: Mapping[Node, Place], words: FlowWords) -> Spec:
    return {
        "type": "bar",
        "x": [STANDS[node.side] for node in at], "width": THICK,
        "base": [place.top for place in at.values()],
        "y": [place.height for place in at.values()],
        "marker": {"color": [_colour(node) for node in at], "line": {"width": 0}},
        "customdata": [
            _meant([node], _told(name(node, words), place.height, words))
            for node, place in at.items()
        ],
        "hovertemplate": "%{customdata[3]}<extra></extra>", "showlegend": False,
    }  # fmt: skip


def _handles(bands: Sequence[Ribbon], words: FlowWords, mode: Mode) -> Spec:
    """Points in the middle of the bands that answer to the pointer."""
    total = sum(band.amount for band in bands) / 2
    seen = [band for band in bands if band.amount >= SEEN * total]
    return {
        "type": "scatter", "mode": "markers",
        "x": [(STANDS[band.source.side] + STANDS[band.target.side]) / 2 for band in seen],
        "y": [(band.leaves + band.arrives + band.amount) / 2 for band in seen],
        "customdata": [
            _meant(
                band[:2],
                _told(
                    f"{name(band.source, words)} → {name(band.target, words)}", band.amount, words
                ),
            )
            for band in seen
        ],
        "marker": {"color": theme.INKS[mode].ink, "size": 12, "opacity": 0},
        "unselected": {"marker": {"opacity": 0}},
        "hovertemplate": "%{customdata[3]}<extra></extra>", "showlegend": False,
    }  # fmt: skip


def _label(node: Node, words: FlowWords) -> str:
    return shorten(name(node, words), NAMES[node.side])


def _labels(
    ranks: Sequence[Sequence[Node]], at: Mapping[Node, Place], words: FlowWords, mode: Mode
) -> list[Spec]:
    """Names beside the nodes: outside on both edges, over the bands in the middle."""
    inks = theme.INKS[mode]
    beside = (0, STANDS[1] + THICK / 2, 1)
    return [
        {
            "type": "scatter", "mode": "text",
            "x": [beside[side]] * len(rank),
            "y": [at[node].top + at[node].height / 2 for node in rank],
            "text": [f"\u2005{plain(_label(node, words))}\u2005" for node in rank],
            "textposition": LABELS[side],
            "textfont": {
                "color": inks.ink, "size": theme.SMALL_SIZE,
                "shadow": ", ".join([f"0 0 2px {inks.paper}"] * 3),
            },
            "hoverinfo": "skip", "showlegend": False, "cliponaxis": False,
        }
        for side, rank in enumerate(ranks)
    ]  # fmt: skip


def _layout(
    ranks: Sequence[Sequence[Node]],
    at: Mapping[Node, Place],
    bands: Sequence[Ribbon],
    height: int,
    words: FlowWords,
    mode: Mode,
) -> Spec:
    left, right = (
        round(max(columns(_label(node, words)) for node in ranks[side]) * COLUMN_WIDTH) + 2 * ASIDE
        for side in (0, 2)
    )
    bottom = max(place.top + place.height for place in at.values())
    hidden = {"visible": False, "fixedrange": True}
    return {
        "height": height + 16,
        "margin": {"l": left, "r": right, "t": 8, "b": 8},
        "barmode": "overlay",
        "xaxis": {"range": [0, 1], **hidden},
        "yaxis": {"range": [bottom, 0], **hidden},
        "shapes": _shapes(bands, mode),
    }


def _shapes(bands: Sequence[Ribbon], mode: Mode) -> list[Spec]:
    """A path a colour, the helper's first and then the industries', under everything."""
    pale = 0.28 if mode == "light" else 0.4
    paths: defaultdict[str, list[str]] = defaultdict(list)
    for band in bands:
        ends = STANDS[band.source.side] + THICK / 2, STANDS[band.target.side] - THICK / 2
        owner = band.target if band.target.side == 2 else band.source
        paths[_colour(owner)].append(ribbons.path(band, *ends))
    return [
        {
            "type": "path", "path": "".join(parts), "fillrule": "nonzero", "layer": "below",
            "fillcolor": see_through(colour, pale), "line": {"width": 0},
        }
        for colour, parts in paths.items()
    ]  # fmt: skip
