"""Words of charts of couples: who helps whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from charts.words.units import Break, Scale


@dataclass(frozen=True)
class TileWords:
    """Words of `tilemap.pairs`."""

    roles: Mapping[str, str]
    """Role (`helper`, `receiver`, `both`, `none`) → label: 帮扶方."""
    scale: Scale
    """Unit of the weights; `Scale(1, "个")` for counts."""
    least: str
    """The class of the thickest arcs: ≥ {least}{unit}."""
    between: str
    """A class between: {least}–{most}{unit}."""
    below: str
    """The class of the thinnest arcs: < {most}{unit}."""
    alt: str
    """Fields: couples, helpers, receivers, first (the label of the heaviest link)."""
    alt_empty: str


@dataclass(frozen=True)
class FlowWords:
    """Words of `flows.money`."""

    scale: Scale
    industries: Mapping[str, str]
    """Industry key → label."""
    other_helpers: str
    """Name of the helpers that have no node of their own."""
    other_receivers: str
    alt: str
    """Fields: total, unit, helpers, receivers, helper, helper_share, receiver, receiver_share,
    industry, industry_share."""
    alt_empty: str


@dataclass(frozen=True)
class CoverageWords:
    """Words of `matrix.coverage`."""

    meeting: str
    project: str
    visit: str
    gap: str
    """What a tinted cell is: 当年三项皆无."""
    unknown: str
    """What a grey cell is: 未导入当年台账."""
    hollow: str
    """What a hollow mark is: 无记录."""
    breaks: Sequence[Break]
    hover: str
    """Fields: pairing, year, meetings, projects, visits; `\\n` begins a new line."""
    alt: str
    """Fields: couples, first, last, gaps, cells, couple (with most gaps), couple_gaps."""
    alt_full: str
    """Without any gap. Fields: couples, first, last, cells."""
    alt_unknown: str
    """Added where cells are grey. Fields: unknown."""
    alt_empty: str
