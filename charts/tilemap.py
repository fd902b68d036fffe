"""Who helps whom, on a map of equal squares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from charts import arcs, grid, legend, theme, tiles
from charts.links import Link, curves, read
from charts.text import paragraphs, plain
from charts.theme import Mode, Spec
from charts.tiles import Tile
from charts.words import N_, ChartWords, Scale

TILE = 50
"""Pixels of a tile on a desk, its gap included; a telephone has about 38."""
MOST_LABELS = 6
"""Links that the hover of a tile lists."""
HANDLES = (0.3, 0.5, 0.7)
"""Where along an arc its hover answers, beside its end."""
EDGE, OVERHEAD = 0.55, 0.9
"""Tiles of room around the outermost ones, and above the top row for arcs."""


@dataclass(frozen=True)
class TileWords(ChartWords):
    """What the map prints. Thicker arcs stand for more: `least`, `between` and `below` name their
    classes.
    """

    roles: Mapping[str, str]
    """Role (`helper`, `receiver`, `both`, `none`) → label."""
    scale: Scale
    """Unit of the weights; `Scale(1, …)` for counts."""
    least: str = N_("≥ {least} {unit}")
    between: str = N_("{least}–{most} {unit}")
    below: str = N_("< {most} {unit}")
    alt: str = N_(
        "Map of equal squares: {couples} couples of {helpers} helpers and {receivers} "
        "receivers; most money in place: {first}."
    )
    alt_empty: str = N_("No couple.")


def pairs(squares: pd.DataFrame, links: pd.DataFrame, words: TileWords, mode: Mode) -> Spec:
    """Draw a square a province and an arc a link, from helper to receiver, thicker by weight.

    `squares`: `adcode`; `name` str, short and in the reader's language; `column`, `row` int, row 0
    on top; `role` str: helper, receiver, both or none. `links`: `helper_adcode`,
    `receiver_adcode`; `weight` number, yuan or a count; `label` str, for the hover. Links of areas
    without a square are left out. The `customdata` of a square is `[adcode, text]`, of an arc
    `[helper_adcode, receiver_adcode, text]`. No square gives a figure without axes.
    """
    placed = tiles.read(squares)
    if not placed:
        return theme.nothing(mode)
    drawn = read(links, placed)
    parting = arcs.limits((link.weight for link in drawn), words.scale.divisor)
    drawn_arcs = curves(drawn, placed, parting)
    keys = _keys(placed, parting, {one.size for one in drawn_arcs}, words, mode)
    told = [[tile.adcode, _told(tile, drawn, words)] for tile in placed]
    traces = [
        *_handles(drawn, drawn_arcs, mode),
        tiles.names(placed, mode),
        grid.handles([(tile.column, tile.row) for tile in placed], told, size=34),
        *keys,
    ]
    shapes = [*tiles.squares(placed, mode), *arcs.shapes(drawn_arcs, mode)]
    return theme.figure(mode, traces, {**_layout(placed, keys), "shapes": shapes})


def alt(squares: pd.DataFrame, links: pd.DataFrame, words: TileWords) -> str:
    """What the chart says to who does not see it, from the same frames and words."""
    drawn = read(links, tiles.read(squares))
    if not drawn:
        return words.alt_empty
    return words.alt.format(
        couples=len({link[:2] for link in drawn}),
        helpers=len({link.helper_adcode for link in drawn}),
        receivers=len({link.receiver_adcode for link in drawn}),
        first=" ".join(drawn[0].label.split()),
    )


def _handles(links: Sequence[Link], ways: Sequence[arcs.Arc], mode: Mode) -> list[Spec]:
    """Dots at the receivers' ends, and points along the arcs that answer to the pointer."""
    inks = theme.INKS[mode]
    ends = sorted({curve.points[-1] for curve in ways})
    last = arcs.POINTS - 1
    seen = [
        (curve.points[round(where * last)], link)
        for curve, link in zip(ways, links, strict=True)
        for where in HANDLES
    ]
    dots = {
        "type": "scatter", "mode": "markers",
        "x": [x for x, _y in ends], "y": [y for _x, y in ends],
        "marker": {"color": inks.receiver, "size": 7, "line": {"color": inks.paper, "width": 1}},
        "hoverinfo": "skip", "showlegend": False, "cliponaxis": False,
    }  # fmt: skip
    handles = {
        "type": "scatter", "mode": "markers",
        "x": [x for (x, _y), _link in seen], "y": [y for (_x, y), _link in seen],
        "customdata": [[link[0], link[1], paragraphs(link.label)] for _point, link in seen],
        "marker": {"color": inks.ink, "size": 10, "opacity": 0},
        "unselected": {"marker": {"opacity": 0}},
        "hovertemplate": "%{customdata[2]}<extra></extra>",
        "showlegend": False, "cliponaxis": False,
    }  # fmt: skip
    return [dots, handles] if links else []


def _told(tile: Tile, links: Sequence[Link], words: TileWords) -> str:
    own = [link.label for link in links if tile.adcode in link[:2]]
    shown = [*own[:MOST_LABELS], *(["…"] if len(own) > MOST_LABELS else [])]
    role = words.roles.get(tile.role, tile.role)
    return "<br>".join([f"<b>{plain(tile.name)}</b>", plain(role), *map(paragraphs, shown)])


def _keys(
    placed: Sequence[Tile],
    parting: Sequence[float],
    used: set[int],
    words: TileWords,
    mode: Mode,
) -> list[Spec]:
    inks = theme.INKS[mode]
    roles = {tile.role for tile in placed}
    keys = [
        legend.key(
            words.roles.get(role, role),
            mode="markers",
            marker={"symbol": "square", "size": 11, "color": colour},
        )
        for role, colour in (("helper", inks.helper), ("receiver", inks.receiver))
        if roles & {role, "both"}
    ]
    classes = _classes(parting, used, words) if len(used) > 1 else []
    keys += [
        legend.key(name, mode="lines", line={"color": inks.muted, "width": width})
        for name, width in classes
    ]
    return keys


def _layout(placed: Sequence[Tile], keys: Sequence[Spec]) -> Spec:
    columns, rows = [tile.column for tile in placed], [tile.row for tile in placed]
    across = [min(columns) - EDGE, max(columns) + EDGE]
    down = [max(rows) + EDGE, min(rows) - OVERHEAD]
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain"}
    room = legend.height(keys) if keys else 0
    return {
        "height": round(TILE * (down[0] - down[1])) + room,
        "margin": {"l": 0, "r": 0, "t": 0, "b": legend.MARGIN if keys else 0},
        "xaxis": {"range": across, **hidden},
        "yaxis": {"range": down, "scaleanchor": "x", "constraintoward": "top", **hidden},
    }


def _classes(parting: Sequence[float], used: set[int], words: TileWords) -> list[tuple[str, float]]:
    """Name and width of the classes in use, the thickest first."""
    unit = words.scale.unit
    texts = [f"{limit / words.scale.divisor:,g}" for limit in parting]
    names = [words.least.format(least=texts[-1], unit=unit)]
    names += [
        words.between.format(least=least, most=most, unit=unit)
        for least, most in reversed(list(pairwise(texts)))
    ]
    names.append(words.below.format(most=texts[0], unit=unit))
    named = zip(names, reversed(arcs.WIDTHS), reversed(range(len(arcs.WIDTHS))), strict=False)
    return [(name, width) for name, width, number in named if number in used]
