"""Steps of the ladder of stages, each in its place."""

from typing import NamedTuple

import pandas as pd

from charts import theme

STOPPED = ("stalled", "cancelled")
APART = 0.36
"""Rows of the gap above those that left the ladder."""


class Step(NamedTuple):
    """A row of the frame of `stages`, amounts in the unit, and its place from the top."""

    stage: str
    projects: int
    agreed: float
    in_place: float
    place: float


def read(frame: pd.DataFrame, divisor: int = 1) -> list[Step]:
    """The stages in their order; unknown ones are left out."""
    names = ("stage", "projects", "agreed", "in_place")
    rows = zip(*(frame[name].fillna(0).tolist() for name in names), strict=True)
    known = {row[0]: row[1:] for row in rows}
    steps: list[Step] = []
    for stage in theme.STAGES["light"]:
        projects, agreed, in_place = known.get(stage, (0, 0, 0))
        if projects or stage not in STOPPED:
            apart = APART if stage in STOPPED else 0
            place = len(steps) + apart
            steps.append(Step(stage, int(projects), agreed / divisor, in_place / divisor, place))
    return steps
