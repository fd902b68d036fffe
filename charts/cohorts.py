"""Projects by the year of their ledger, and how far those of each year have come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from charts import stacks, theme
from charts.amounts import yearly
from charts.theme import Mode, Spec
from charts.words import N_, Break, ChartWords

Cohorts = dict[str, dict[int, int]]
"""Stage → year → projects, both in the order in which they are drawn."""


@dataclass(frozen=True)
class CohortWords(ChartWords):
    """What the bars of projects print."""

    stages: Mapping[str, str]
    """Stage key → label."""
    breaks: Sequence[Break]
    unit: str = N_("projects")
    """What is counted, in the hover."""
    axis: str = N_("Projects (number)")
    alt: str = N_(
        "Stacked bars of projects by year, {first} to {last}: {total} in all, most in "
        "{peak_year} ({peak}); {share} of them are {stage}."
    )
    alt_empty: str = N_("No projects.")


def projects_by_year(frame: pd.DataFrame, words: CohortWords, mode: Mode) -> Spec:
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


def alt(frame: pd.DataFrame, words: CohortWords) -> str:
    """What the chart says to who does not see it, from the same frame and words."""
    parts = read(frame)
    if not parts:
        return words.alt_empty
    totals = yearly(parts)
    total = sum(totals.values())
    peak = max(totals, key=totals.__getitem__)
    of_stages = {stage: sum(of.values()) for stage, of in parts.items()}
    stage = max(of_stages, key=of_stages.__getitem__)
    return words.alt.format(
        first=min(totals),
        last=max(totals),
        total=f"{total:,}",
        peak=f"{totals[peak]:,}",
        peak_year=peak,
        stage=words.stages.get(stage, stage),
        share=f"{of_stages[stage] / total:.0%}",
    )


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
