"""Projects by the year of their ledger, and how far those of each year have come."""

import pandas as pd
import plotly.graph_objects as go

from charts import stacks, theme
from charts.theme import Mode
from charts.words import CohortWords

Cohorts = dict[str, dict[int, int]]
"""Stage → year → projects, both in the order in which they are drawn."""


def projects_by_year(frame: pd.DataFrame, words: CohortWords, mode: Mode) -> go.Figure:
    """Draw stacked bars, one a year, one part a stage, each year's number above its bar.

    `frame`: `year` int; `stage` str, a key of `theme.STAGES`; `projects` int. Stages stand in their
    fixed order, the farthest at the bottom, those that left the ladder on top. A dotted rule marks
    each break. The `customdata` of a part is `[year, stage, share]`. No project gives a
    figure without axes.
    """
    look = stacks.Look(
        names=words.stages,
        colours=theme.STAGES[mode],
        divisor=1,
        unit=words.unit,
        axis=words.axis,
        breaks=words.breaks,
    )
    return stacks.by_year(read(frame), look, mode)


def read(frame: pd.DataFrame) -> Cohorts:
    """The numbers of each part; unknown stages and empty parts are left out."""
    ladder = list(theme.STAGES["light"])
    order = [*ladder[4::-1], *ladder[5:]]
    parts: Cohorts = {stage: {} for stage in order}
    rows = zip(*(frame[name].tolist() for name in ("year", "stage", "projects")), strict=True)
    for year, stage, number in sorted(rows):
        if number and stage in parts:
            parts[stage][year] = parts[stage].get(year, 0) + number
    return {stage: of for stage, of in parts.items() if of}
