"""Words of charts of clauses: how they stand, how far they are, their course."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class MatrixWords:
    """Words of `statuses.matrix`."""

    statuses: Mapping[str, str]
    """Status (the keys of statuses.SYMBOLS) → label."""
    alt: str
    """Fields: clauses, couples, counts (each status with its number)."""
    count: str
    """Fields: status, number."""
    separator: str
    alt_empty: str


@dataclass(frozen=True)
class ClauseWords:
    """Words of `clauses.progress`."""

    axis: str
    """What the bars measure: 结果占目标的比例（%）."""
    target: str
    expected: str
    """What the tick and its band are: 至该日应有."""
    forecast: str
    """What the diamond and its line are: 照此全年预计."""
    statuses: Mapping[str, str]
    alt: str
    """Fields: clauses, worst, worst_status, counts."""
    count: str
    separator: str
    alt_empty: str


@dataclass(frozen=True)
class CourseWords:
    """Words of `course.course`."""

    axis: str
    """What is measured, unit included."""
    month: str
    """The end of a month on the axis. Field: month."""
    tick_format: str
    """How the axis writes numbers (d3): `,~s` or `,`."""
    series: Mapping[str, str]
    """Series → label: the sides, `settled`, `published`, `target`, each former year."""
    alt: str
    """Fields: series, last (what the last mark says)."""
    separator: str
    alt_empty: str
