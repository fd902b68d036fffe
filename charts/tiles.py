"""Provinces as equal squares, each in its place."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from charts import theme
from charts.arcs import Point, path
from charts.colours import mix
from charts.marks import marks
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
SYLLABLE = re.compile(r"(?<=[aeioung])(?=[bcdfghjklmnpqrstwxyz]h?[aeiou])")
"""Where a syllable of pinyin may begin."""
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
    tiles = marks(frame, Tile)
    return [tile if tile.role in ROLES else tile._replace(role="none") for tile in tiles]


def squares(tiles: Sequence[Tile], mode: Mode) -> list[Spec]:
    """A shape a role; a tile that helps and receives is split between both colours."""
    inks = theme.INKS[mode]
    shapes = []
    for role in ROLES:
        part = [tile for tile in tiles if tile.role == role]
        if part and role == "both":
            shapes.append(_shape(part, UPPER, _ground(inks.helper, mode), inks.helper))
            shapes.append(_shape(part, LOWER, _ground(inks.receiver, mode), inks.receiver))
        elif part:
            colour = {"helper": inks.helper, "receiver": inks.receiver}.get(role)
            fill = _ground(colour, mode) if colour else theme.CLEAR
            shapes.append(_shape(part, SQUARE, fill, colour or inks.rule))
    return shapes


def _ground(colour: str, mode: Mode) -> str:
    return mix(colour, theme.INKS[mode].paper, TINT)


SQUARE = ((-HALF, -HALF), (HALF, -HALF), (HALF, HALF), (-HALF, HALF))
UPPER = ((-HALF, -HALF), (HALF, -HALF), (-HALF, HALF))
LOWER = ((HALF, HALF), (-HALF, HALF), (HALF, -HALF))


def _shape(tiles: Sequence[Tile], corners: Sequence[Point], fill: str, rim: str) -> Spec:
    """The same filled outline on each tile."""
    outlines = (path(tuple((tile.column + x, tile.row + y) for x, y in corners)) for tile in tiles)
    return {
        "type": "path", "path": "Z".join([*outlines, ""]), "layer": "below",
        "fillcolor": fill, "line": {"color": rim, "width": 1.2},
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


@lru_cache(maxsize=256)
def _written(name: str) -> str:
    """A name on at most two lines, each as long as a tile on a telephone is wide."""
    return "<br>".join(plain(shorten(line, NAME)) for line in _lines(name)[:2])


def _lines(name: str) -> list[str]:
    """A single word that is too long is broken between syllables: Heilong-jiang."""
    joints = [joint.start() for joint in SYLLABLE.finditer(name) if joint.start() < NAME]
    if columns(name) > NAME and name.isalpha() and joints:
        return [f"{name[: joints[-1]]}-", name[joints[-1] :]]
    return lines(name, NAME)


@lru_cache(maxsize=256)
def _size(name: str) -> int:
    widest = max((columns(line) for line in lines(name, NAME)), default=0)
    return theme.TEXT_SIZE if widest <= 6 and not name.isascii() else 9
