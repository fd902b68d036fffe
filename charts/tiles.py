"""Provinces as equal squares, each in its place."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from charts import theme
from charts.arcs import Point
from charts.colours import mix
from charts.text import columns, lines, plain, shorten
from charts.theme import Mode, Spec

HALF = 0.465
"""Half the side of a square, of the 1 from tile to tile."""
LANDING = 0.34
"""Where arcs leave and arrive: so far above a tile's middle, over its name."""
TINT = 0.26
"""Share of its colour in the ground of a tile."""
NAME = 9
"""Most columns of a name on its tile."""
ROLES = ("none", "helper", "receiver", "both")


class Tile(NamedTuple):
    """A row of the frame of tiles."""

    adcode: str
    name: str
    column: int
    row: int
    role: str

    @property
    def landing(self) -> Point:
        """Where arcs leave it and arrive."""
        return self.column, self.row - LANDING


def read(frame: pd.DataFrame) -> list[Tile]:
    """The tiles of a frame of `tilemap.pairs`; an unknown role is none."""
    rows = zip(*(frame[name].tolist() for name in Tile._fields), strict=True)
    tiles = [Tile(*row) for row in rows]
    return [tile if tile.role in ROLES else tile._replace(role="none") for tile in tiles]


def squares(tiles: Sequence[Tile], mode: Mode) -> list[Spec]:
    """A trace a role; a tile that helps and receives is split between both colours."""
    inks = theme.INKS[mode]
    traces = []
    for role in ROLES:
        part = [tile for tile in tiles if tile.role == role]
        if part and role == "both":
            traces.append(_shapes(part, UPPER, _ground(inks.helper, mode), inks.helper))
            traces.append(_shapes(part, LOWER, _ground(inks.receiver, mode), inks.receiver))
        elif part:
            colour = {"helper": inks.helper, "receiver": inks.receiver}.get(role)
            fill = _ground(colour, mode) if colour else theme.CLEAR
            traces.append(_shapes(part, SQUARE, fill, colour or inks.rule))
    return traces


def _ground(colour: str, mode: Mode) -> str:
    return mix(colour, theme.INKS[mode].paper, TINT)


SQUARE = ((-HALF, -HALF), (HALF, -HALF), (HALF, HALF), (-HALF, HALF), (-HALF, -HALF))
UPPER = ((-HALF, -HALF), (HALF, -HALF), (-HALF, HALF), (-HALF, -HALF))
LOWER = ((HALF, HALF), (-HALF, HALF), (HALF, -HALF), (HALF, HALF))


def _shapes(tiles: Sequence[Tile], corners: Sequence[Point], fill: str, rim: str) -> Spec:
    """One filled shape a tile, parted by gaps."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for tile in tiles:
        xs += [*(tile.column + x for x, _y in corners), None]
        ys += [*(tile.row + y for _x, y in corners), None]
    return {
        "type": "scatter", "mode": "lines", "x": xs, "y": ys,
        "fill": "toself", "fillcolor": fill, "line": {"color": rim, "width": 1.2},
        "hoverinfo": "skip", "showlegend": False,
    }  # fmt: skip


def names(tiles: Sequence[Tile], mode: Mode) -> Spec:
    """The name of each tile in its middle, quieter where the tile has no role."""
    inks = theme.INKS[mode]
    return {
        "type": "scatter", "mode": "text",
        "x": [tile.column for tile in tiles], "y": [tile.row + 0.04 for tile in tiles],
        "text": [_written(tile.name) for tile in tiles],
        "textfont": {
            "size": [_size(tile.name) for tile in tiles],
            "shadow": ", ".join([f"0 0 3px {inks.paper}"] * 5),
            "color": [inks.muted if tile.role == "none" else inks.ink for tile in tiles],
        },
        "hoverinfo": "skip", "showlegend": False, "cliponaxis": False,
    }  # fmt: skip


def _written(name: str) -> str:
    """A name on at most two lines, each as long as a tile on a telephone is wide."""
    return "<br>".join(plain(shorten(line, NAME)) for line in lines(name, NAME)[:2])


def _size(name: str) -> int:
    widest = max((columns(line) for line in lines(name, NAME)), default=0)
    return theme.TEXT_SIZE if widest <= 6 and not name.isascii() else 9
