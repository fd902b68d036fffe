"""The words a chart prints, already in the reader's language.

Sentences (`alt…`) and dates are `str.format` templates with named fields, so that a translator
orders the fields as the language wants them. Words are plain text: the charts escape them.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A unit of money on an axis: `Scale(100_000_000, "亿元")` divides yuan by 10⁸."""

    divisor: int
    unit: str


@dataclass(frozen=True)
class MoneyWords:
    """Words of `money.in_place_by_year`."""

    scale: Scale
    axis: str
    """What the axis measures, unit included: 到位资金（亿元）."""
    industries: Mapping[str, str]
    """Industry key → label."""
    repaired: str
    """Caption of the rule between 2020 and 2021; short: 2021 年重新结对，前后不可比."""
    alt: str
    """Fields: first, last, total, unit, peak, peak_year, low, low_year, industry, share."""
    alt_one_year: str
    """Fields: last, total, unit, industry, share."""
    alt_empty: str


@dataclass(frozen=True)
class Dates:
    """Date templates by precision, with the field `d`, a `datetime`.

    For example `"{d.year}年{d.month}月{d.day}日"` or `"{d.day} {d:%B} {d.year}"`.
    """

    day: str
    month: str
    year: str


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
class TrendWords:
    """Words of a sparkline's alt text."""

    alt: str
    """Fields: first, first_value, last, last_value, high, high_value, low, low_value."""
    alt_empty: str
