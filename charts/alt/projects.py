"""Alt texts of charts of projects."""

import pandas as pd

from charts import cohorts, ranked
from charts.amounts import digits, yearly
from charts.steps import STOPPED, read
from charts.words import CohortWords, RankWords, StageWords


def stages(frame: pd.DataFrame, words: StageWords) -> str:
    """Alt text of `ladder.stages`, from the same frame and words."""
    steps = read(frame, words.scale.divisor)
    projects = sum(step.projects for step in steps)
    if not projects:
        return words.alt_empty
    most = max(steps, key=lambda step: step.projects)
    agreed, in_place = digits(
        [sum(step.agreed for step in steps), sum(step.in_place for step in steps)]
    )
    stopped = sum(step.projects for step in steps if step.stage in STOPPED)
    return words.alt.format(
        projects=f"{projects:,}",
        agreed=agreed,
        in_place=in_place,
        unit=words.scale.unit,
        stage=words.stages.get(most.stage, most.stage),
        stage_projects=f"{most.projects:,}",
        stopped=f"{stopped:,}",
    )


def bars(frame: pd.DataFrame, words: RankWords) -> str:
    """Alt text of `ranked.bars`, from the same frame and words."""
    rows = ranked.read(frame, words)
    if not rows:
        return words.alt_empty
    texts = ranked.written(rows, words)
    total = sum(bar.value for bar in rows)
    own = [place for place, bar in enumerate(rows) if bar.key != ranked.OTHER]
    count = int((frame["value"] > 0).sum())
    return (words.alt if count > 1 else words.alt_one).format(
        count=count,
        total=ranked.written([rows[0]._replace(value=total)], words)[0],
        unit=words.scale.unit,
        first=rows[0].label,
        first_value=texts[0],
        first_share=f"{rows[0].value / total:.0%}",
        last=rows[own[-1]].label,
        last_value=texts[own[-1]],
    )


def projects_by_year(frame: pd.DataFrame, words: CohortWords) -> str:
    """Alt text of `cohorts.projects_by_year`, from the same frame and words."""
    parts = cohorts.read(frame)
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
