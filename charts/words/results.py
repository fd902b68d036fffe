"""Words of charts of published figures and of targets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from charts.words.units import Break, Dates, Scale


@dataclass(frozen=True)
class PublishedWords:
    """Words of `published.series`."""

    scale: Scale
    yearly: str
    """Heading of the one-year figures, unit included: 年度数（亿元）."""
    cumulative: str
    """Heading of the cumulative figures, unit included: 累计数（亿元）."""
    dates: Dates
    full_year: str
    """What a solid bar is: 全年数、累计数."""
    part_year: str
    """What an outlined bar is: 年内时点数."""
    plan: str
    """What a short line is: 计划."""
    bases: Mapping[str, str]
    """Basis (`actual`, `cumulative`, `plan`) → label."""
    qualifiers: Mapping[str, str]
    """Qualifier (`exact`, `approx`, `over`) → what stands before the printed value, space included:
    约."""
    period_of_one: str
    """The period of a one-year figure. Field: year: {year}年."""
    period: str
    """Fields: first, last: {first}—{last}年."""
    since_unknown: str
    """A period without a known beginning. Field: last: 截至{last}年."""
    as_of: str
    """Field: date, the as-of date in words."""
    breaks: Sequence[Break]
    alt: str
    """Fields: count, yearly, cumulative, plans, first, last, newest (the last one-year figure as
    printed), newest_year, newest_label."""
    alt_without_yearly: str
    """Fields: count, cumulative, plans, first, last."""
    alt_empty: str


@dataclass(frozen=True)
class TargetWords:
    """Words of `targets.progress`."""

    axis: str
    """What the bars measure: 完成率（%）."""
    values: str
    """Over a bar. Fields: result, target, share: {result} / {target} · {share}."""
    no_result: str
    """Over a row without a result. Field: target: 目标 {target}，尚无结果."""
    target: str
    """What the line at 100 % is: 目标."""
    pace: str
    """What the thin tick is: 时序进度. Field: share."""
    alt: str
    """Fields: clauses, met, behind, unknown, best, best_share, worst, worst_share."""
    alt_unknown: str
    """Without any result. Field: clauses."""
    alt_empty: str
