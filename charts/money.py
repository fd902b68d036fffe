"""Money in place, by year and industry."""

import pandas as pd
import plotly.graph_objects as go

from charts import stacks, theme
from charts.amounts import by_industry_and_year
from charts.theme import Mode
from charts.words import MoneyWords


def in_place_by_year(frame: pd.DataFrame, words: MoneyWords, mode: Mode) -> go.Figure:
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
        axis=words.axis,
        breaks=words.breaks,
    )
    return stacks.by_year(by_industry_and_year(frame), look, mode)
