"""Lanes of a timeline: which meeting lies on which, and how meetings of one week keep apart."""

from collections import Counter
from typing import NamedTuple

import pandas as pd

MOST_COUPLES = 12
ROWS = (0, 1, -1)
"""Where marks that would cover each other go: on the line, below it, above it."""


class Lane(NamedTuple):
    """A couple, or one of the two lanes without a couple."""

    helper: str
    receiver: str


NATIONAL = Lane("", "national")
OTHER = Lane("", "other")


def lane_of(category: str, helper: object, receiver: object) -> Lane:
    """The lane a meeting belongs on, however many lanes there will be."""
    if category == "national_conference":
        return NATIONAL
    if isinstance(helper, str) and isinstance(receiver, str) and helper and receiver:
        return Lane(helper, receiver)
    return OTHER


def laid_out(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Lane]]:
    """Give each meeting its `lane` (0 is on top) and its `row` within it; list the lanes.

    National conferences come first, then couples by their number of meetings and by name, then
    all other couples on one lane.
    """
    own = [lane_of(*row) for row in zip(frame.category, frame.helper, frame.receiver, strict=True)]
    counts = Counter(lane for lane in own if lane not in (NATIONAL, OTHER))
    couples = sorted(counts, key=lambda lane: (-counts[lane], lane))[:MOST_COUPLES]
    kept = [lane if lane in (NATIONAL, *couples) else OTHER for lane in own]
    lanes = [lane for lane in (NATIONAL, *couples, OTHER) if lane in kept]
    placed = frame.assign(lane=[lanes.index(lane) for lane in kept])
    placed = placed.sort_values(["lane", "date", "meeting_id"], ignore_index=True)
    return placed.assign(row=_rows(placed)), lanes


def _rows(placed: pd.DataFrame) -> list[int]:
    """A row for each mark such that marks close in time do not cover each other."""
    near = (placed["date"].max() - placed["date"].min()) / 70
    rows: list[int] = []
    last: dict[tuple[int, int], pd.Timestamp] = {}
    for lane, date in zip(placed["lane"], placed["date"], strict=True):
        free = [row for row in ROWS if (lane, row) not in last or date - last[lane, row] > near]
        row = free[0] if free else ROWS[0]
        last[lane, row] = date
        rows.append(row)
    return rows
