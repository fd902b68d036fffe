"""In which unit an axis is, and how a chart writes dates, in the reader's language."""

from charts.words import Dates, Scale
from db.results import RATE
from ui.frame import terms
from ui.frame.text import language

SCALES = {
    "zh": (Scale(10**8, "亿元"), Scale(10**4, "万元")),
    "en": (Scale(10**9, "bn yuan"), Scale(10**6, "m yuan")),
}
"""Units of money on an axis, the larger first."""


def money(largest: int) -> Scale:
    """The larger unit, unless the largest amount is less than one of it."""
    large, small = SCALES[language()]
    return large if largest >= large.divisor else small


def of(unit: str, largest: float) -> Scale:
    """The scale of an axis for values in a unit of the dictionary."""
    if unit == "yuan":
        return money(int(largest))
    if unit == RATE:
        return Scale(100, "%")
    return Scale(1, terms.label(terms.UNITS, unit))


def dates() -> Dates:
    """Templates of dates."""
    if language() == "zh":
        return Dates("{d.year}年{d.month}月{d.day}日", "{d.year}年{d.month}月", "{d.year}年")
    return Dates("{d.day} {d:%b} {d.year}", "{d:%B} {d.year}", "{d.year}")
