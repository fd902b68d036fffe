"""Money in place, by year and industry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from charts import stacks, theme
from charts.amounts import by_industry_and_year, digits, yearly
from charts.theme import Mode, Spec
from charts.words import N_, Break, ChartWords, Scale


@dataclass(frozen=True)
class MoneyWords(ChartWords):
    """What the bars of money print."""

    scale: Scale
    industries: Mapping[str, str]
    """Industry key → label."""
    breaks: Sequence[Break]
    axis: str = N_("Money in place ({unit})")
    alt: str = N_(
        "Stacked bars of money in place, {first} to {last}: {total} {unit} in all; most in "
        "{peak_year} ({peak}), least in {low_year} ({low}); {industry} leads with {share}."
    )
    alt_one_year: str = N_(
        "Money in place in {last}: {total} {unit}; {industry} leads with {share}."
    )
    alt_empty: str = N_("No money in place.")


def in_place_by_year(frame: pd.DataFrame, words: MoneyWords, mode: Mode) -> Spec:
    """Draw stacked bars, one a year, one part an industry, each year's total above its bar.

    `frame`: `year` int; `industry` str, a key of `theme.INDUSTRIES`; `in_place` int, yuan.
    Rows of the same year and industry are added up. A dotted rule marks each break that
    the years run across. The `customdata` of a part is `[year, industry, share]`. No money
    gives a figure without axes.
    """
    look = stacks.Look(
        names=words.industries,
        colours=theme.INDUSTRIES,
        divisor=words.scale.divisor,
        unit=words.scale.unit,
        axis=words.axis.format(unit=words.scale.unit),
        breaks=words.breaks,
    )
    return stacks.by_year(by_industry_and_year(frame), look, mode)


def alt(frame: pd.DataFrame, words: MoneyWords) -> str:
    """What the chart says to who does not see it, from the same frame and words."""
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
