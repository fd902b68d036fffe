"""What a chart shows, in one sentence for those who do not see it: totals and extremes."""

from collections import Counter
from collections.abc import Callable

import pandas as pd

from charts.lanes import NATIONAL, OTHER, lane_of
from charts.money import by_year_and_industry, digits
from charts.words import MeetingWords, MoneyWords, TrendWords


def in_place_by_year(frame: pd.DataFrame, words: MoneyWords) -> str:
    """Alt text of `money.in_place_by_year`, from the same frame and words."""
    parts = by_year_and_industry(frame) / words.scale.divisor
    if parts.empty:
        return words.alt_empty
    totals, industries = parts.sum(axis=1), parts.sum()
    (total,), (peak, low) = digits([totals.sum()]), digits([totals.max(), totals.min()])
    template = words.alt if len(totals) > 1 else words.alt_one_year
    return template.format(
        first=totals.index.min(),
        last=totals.index.max(),
        total=total,
        unit=words.scale.unit,
        peak=peak,
        peak_year=totals.idxmax(),
        low=low,
        low_year=totals.idxmin(),
        industry=words.industries.get(str(industries.idxmax()), str(industries.idxmax())),
        share=f"{industries.max() / totals.sum():.0%}",
    )


def meetings(frame: pd.DataFrame, words: MeetingWords) -> str:
    """Alt text of `timeline.meetings`, from the same frame and words."""
    if frame.empty:
        return words.alt_empty
    own = [lane_of(*row) for row in zip(frame.category, frame.helper, frame.receiver, strict=True)]
    counts = Counter(own)
    couples = [lane for lane in counts if lane not in (NATIONAL, OTHER)]
    most = min(couples or counts, key=lambda lane: (-counts[lane], lane))
    names = {NATIONAL: words.national, OTHER: words.other}
    return words.alt.format(
        count=len(frame),
        first=frame["date"].dt.year.min(),
        last=frame["date"].dt.year.max(),
        couples=len(couples),
        couple=names.get(most, f"{most.helper} → {most.receiver}"),
        couple_count=counts[most],
        demo=int(frame["demo"].sum()),
    )


def trend(frame: pd.DataFrame, words: TrendWords, number: Callable[[float], str]) -> str:
    """Alt text of `sparkline.sparkline`; `number` writes a value with its unit."""
    values = frame.dropna(subset=["value"]).set_index("year")["value"].sort_index()
    if values.empty:
        return words.alt_empty
    return words.alt.format(
        first=values.index[0],
        first_value=number(values.iloc[0]),
        last=values.index[-1],
        last_value=number(values.iloc[-1]),
        high=values.idxmax(),
        high_value=number(values.max()),
        low=values.idxmin(),
        low_value=number(values.min()),
    )
