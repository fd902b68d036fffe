"""The words a chart prints: written in English beside what prints them, shown in the reader's
language.

Sentences (`alt…`) and dates are `str.format` templates with named fields, so that a translator
orders the fields as the language wants them. Words are plain text: the charts escape them.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, Self


def N_(message: str, /) -> str:
    """Mark a message for translation where it is defined."""
    return message


@dataclass(frozen=True)
class ChartWords:
    """What a chart prints. Texts have their English as default; other parts whoever draws gives.

    What is put into a template beforehand, such as a name, has its braces doubled.
    """

    @classmethod
    def translated(cls, translate: Callable[[str], str], **given: Any) -> Self:
        """The words in the reader's language, but for those that are `given`."""
        texts = {
            part.name: translate(part.default)
            for part in fields(cls)
            if isinstance(part.default, str) and part.name not in given
        }
        return cls(**texts, **given)


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
