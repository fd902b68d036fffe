"""Words of charts along the years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from charts.words.units import Break, Dates, Scale


@dataclass(frozen=True)
class MoneyWords:
    """Words of `money.in_place_by_year`."""

    scale: Scale
    axis: str
    """What the axis measures, unit included: 到位资金（亿元）."""
    industries: Mapping[str, str]
    """Industry key → label."""
    breaks: Sequence[Break]
    alt: str
    """Fields: first, last, total, unit, peak, peak_year, low, low_year, industry, share."""
    alt_one_year: str
    """Fields: last, total, unit, industry, share."""
    alt_empty: str


@dataclass(frozen=True)
class MeetingWords:
    """Words of `timeline.meetings`."""

    categories: Mapping[str, str]
    """Category key → label."""
    dates: Dates
    national: str
    """Name of the lane of national conferences."""
    other: str
    """Name of the lane of the couples that have none of their own."""
    lesser: str
    """What a diamond is: 座谈会及其他会议, of the categories that have no shape of their own."""
    demo: str
    """What a hollow mark is: 演示记录."""
    alt: str
    """Fields: count, first, last, couples, couple (which met most), couple_count, demo."""
    alt_empty: str


@dataclass(frozen=True)
class VisitWords:
    """Words of `butterfly.visits`."""

    directions: Mapping[str, str]
    """Direction key (`east_to_west`, `west_to_east`) → heading: 东部赴西部（次）."""
    hover: str
    """Fields: direction, year, visits."""
    hover_people: str
    """What follows where the headcount is known; field: people."""
    breaks: Sequence[Break]
    alt: str
    """Fields: first, last, east_to_west, west_to_east, most, most_year."""
    alt_empty: str
