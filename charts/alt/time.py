"""Alt texts of charts along the years."""

from collections import Counter

import pandas as pd

from charts import wings
from charts.amounts import by_industry_and_year, digits, yearly
from charts.lanes import NATIONAL, OTHER, read
from charts.words import MeetingWords, MoneyWords, VisitWords


def in_place_by_year(frame: pd.DataFrame, words: MoneyWords) -> str:
    """Alt text of `money.in_place_by_year`, from the same frame and words."""
    amounts = by_industry_and_year(frame)
    if not amounts:
        return words.alt_empty
    totals = {year: yuan / words.scale.divisor for year, yuan in yearly(amounts).items()}
    industries = {key: sum(of.values()) / words.scale.divisor for key, of in amounts.items()}
    peak, low = max(totals, key=totals.__getitem__), min(totals, key=totals.__getitem__)
    leader = max(industries, key=industries.__getitem__)
    total = sum(totals.values())
    (all_years,), (highest, lowest) = digits([total]), digits([totals[peak], totals[low]])
    template = words.alt if len(totals) > 1 else words.alt_one_year
    return template.format(
        first=min(totals),
        last=max(totals),
        total=all_years,
        unit=words.scale.unit,
        peak=highest,
        peak_year=peak,
        low=lowest,
        low_year=low,
        industry=words.industries.get(leader, leader),
        share=f"{industries[leader] / total:.0%}",
    )


def meetings(frame: pd.DataFrame, words: MeetingWords) -> str:
    """Alt text of `timeline.meetings`, from the same frame and words."""
    if frame.empty:
        return words.alt_empty
    counts = Counter(meeting.lane for meeting in read(frame))
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


def visits(frame: pd.DataFrame, words: VisitWords) -> str:
    """Alt text of `butterfly.visits`, from the same frame and words."""
    years = [row for row in wings.read(frame) if sum(row.visits)]
    if not years:
        return words.alt_empty
    most = max(years, key=lambda row: sum(row.visits))
    return words.alt.format(
        first=years[0].year,
        last=years[-1].year,
        east_to_west=f"{sum(row.visits[0] for row in years):,}",
        west_to_east=f"{sum(row.visits[1] for row in years):,}",
        most=f"{sum(most.visits):,}",
        most_year=most.year,
    )
