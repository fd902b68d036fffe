"""Links between tiles, and the arcs that draw them."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from charts import arcs
from charts.marks import marks
from charts.tiles import Tile


class Link(NamedTuple):
    """A row of the frame of links."""

    helper_adcode: str
    receiver_adcode: str
    weight: float
    label: str


def read(links: pd.DataFrame, placed: Sequence[Tile]) -> list[Link]:
    """The links between squares, the heaviest first."""
    known = {tile.adcode for tile in placed}
    kept = [link for link in marks(links, Link) if {link[0], link[1]} <= known]
    return sorted(kept, key=lambda link: (-link.weight, link))


def curves(
    links: Sequence[Link], placed: Sequence[Tile], parting: Sequence[float]
) -> list[arcs.Arc]:
    """An arc a link."""
    at = {tile.adcode: tile.landing for tile in placed}
    return [
        arcs.arc(at[link.helper_adcode], at[link.receiver_adcode], arcs.size(link.weight, parting))
        for link in links
    ]
