"""What charts print, in the reader's language."""

import pandas as pd

from charts.words import Dates, MeetingWords, MoneyWords, Scale
from ui import terms
from ui.text import _, language

SCALES = {
    "zh": (Scale(10**8, "亿元"), Scale(10**4, "万元")),
    "en": (Scale(10**9, "billion yuan"), Scale(10**6, "million yuan")),
}
"""Units of money on an axis, the larger first."""


def money(placed: pd.DataFrame) -> MoneyWords:
    """Words of the chart of `placed` (overview.in_place_by_year_and_industry), its scale that of
    the tallest bar.
    """
    scale = scale_for(max(placed.groupby("year")["in_place"].sum(), default=0))
    return MoneyWords(
        scale=scale,
        axis=_("Money in place ({unit})", unit=scale.unit),
        industries=terms.labels(terms.INDUSTRIES),
        repaired=_("re-paired in 2021"),
        alt=_(
            "Stacked bars of money in place, {first} to {last}: {total} {unit} in all; most in "
            "{peak_year} ({peak}), least in {low_year} ({low}); {industry} leads with {share}."
        ),
        alt_one_year=_("Money in place in {last}: {total} {unit}; {industry} leads with {share}."),
        alt_empty=_("No money in place."),
    )


def meetings() -> MeetingWords:
    """Words of the timeline of meetings."""
    return MeetingWords(
        categories=terms.labels(terms.CATEGORIES),
        dates=dates(),
        national=_("National conferences"),
        other=_("Other couples"),
        lesser=_("Symposia and other meetings"),
        demo=_("Demo record"),
        alt=_(
            "{count} meetings from {first} to {last}, of {couples} couples; most of them of "
            "{couple} ({couple_count}); {demo} are demo records."
        ),
        alt_empty=_("No meetings."),
    )


def dates() -> Dates:
    """Templates of dates."""
    if language() == "zh":
        return Dates("{d.year}年{d.month}月{d.day}日", "{d.year}年{d.month}月", "{d.year}年")
    return Dates("{d.day} {d:%b} {d.year}", "{d:%B} {d.year}", "{d.year}")


def scale_for(largest: int) -> Scale:
    """The larger unit, unless the largest amount is less than one of it."""
    large, small = SCALES[language()]
    return large if largest >= large.divisor else small
