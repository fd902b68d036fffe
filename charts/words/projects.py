"""Words of charts of projects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from charts.words.units import Break, Scale


@dataclass(frozen=True)
class StageWords:
    """Words of `ladder.stages`."""

    stages: Mapping[str, str]
    """Stage key → label."""
    scale: Scale
    projects: str
    """Heading of the counts: 项目数（个）."""
    money: str
    """Heading of the amounts, unit included: 金额（亿元）."""
    amounts: str
    """Over the bars of a stage. Fields: in_place, agreed: 到位 {in_place} · 协议 {agreed}."""
    agreed: str
    """What an outlined bar is: 协议金额."""
    in_place: str
    """What a solid bar is: 到位资金."""
    hover: str
    """Fields: stage, projects, in_place, agreed, unit; `\\n` begins a new line."""
    alt: str
    """Fields: projects, agreed, in_place, unit, stage (with most projects), stage_projects,
    stopped (stalled and cancelled ones)."""
    alt_empty: str


@dataclass(frozen=True)
class RankWords:
    """Words of `ranked.bars`."""

    scale: Scale
    """Unit of the values; `Scale(1, "个")` for counts."""
    axis: str
    """What is ranked, unit included: 到位资金（亿元）."""
    other: str
    """The last bar, of those beyond the fifteenth. Field: count."""
    demo: str
    """In the hover, where a part of the value is demo. Field: share."""
    alt: str
    """Fields: count, total, unit, first, first_value, first_share, last, last_value."""
    alt_one: str
    """Fields: first, first_value, unit."""
    alt_empty: str


@dataclass(frozen=True)
class CohortWords:
    """Words of `cohorts.projects_by_year`."""

    stages: Mapping[str, str]
    """Stage key → label."""
    unit: str
    """What is counted, in the hover: 个."""
    axis: str
    """项目数（个）."""
    breaks: Sequence[Break]
    alt: str
    """Fields: first, last, total, peak, peak_year, stage (with most projects), share."""
    alt_empty: str
