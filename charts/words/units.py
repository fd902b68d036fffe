"""Units of money and templates of dates."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A unit of money on an axis: `Scale(100_000_000, "亿元")` divides yuan by 10⁸."""

    divisor: int
    unit: str


@dataclass(frozen=True)
class Break:
    """Where a series does not run on: figures from `year` on are not comparable with those before.

    `caption` says why, short: 2021 年重新结对，前后不可比.
    """

    year: int
    caption: str


@dataclass(frozen=True)
class Dates:
    """Date templates by precision, with the field `d`, a `datetime`.

    For example `"{d.year}年{d.month}月{d.day}日"` or `"{d.day} {d:%B} {d.year}"`.
    """

    day: str
    month: str
    year: str
