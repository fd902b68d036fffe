"""Lanes of a timeline: which meeting lies on which, and how meetings of one week keep apart."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
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


class Meeting(NamedTuple):
    """A row of the frame of `timeline.meetings`."""

    meeting_id: int
    date: dt.date
    precision: str
    title: str
    place: object
    helper: object
    receiver: object
    category: str
    demo: bool

    @property
    def middle(self) -> dt.date:
        """Its date, or the middle of the month or year it is known by."""
        if self.precision == "month":
            return self.date.replace(day=15)
        if self.precision == "year":
            return self.date.replace(month=1, day=1) + dt.timedelta(days=182)
        return self.date

    @property
    def lane(self) -> Lane:
        """The lane it belongs on, however many lanes there will be."""
        if self.category == "national_conference":
            return NATIONAL
        helper, receiver = self.helper, self.receiver
        if isinstance(helper, str) and isinstance(receiver, str) and helper and receiver:
            return Lane(helper, receiver)
        return OTHER


class Placed(NamedTuple):
    """A meeting, when it is drawn, the number of its lane (0 is on top) and its row there."""

    meeting: Meeting
    when: dt.date
    lane: int
    row: int


def read(frame: pd.DataFrame) -> list[Meeting]:
    """The meetings of a frame of `timeline.meetings`."""
    days = frame["date"].dt.date
    columns = [days if name == "date" else frame[name] for name in Meeting._fields]
    return [Meeting(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def laid_out(meetings: Iterable[Meeting]) -> tuple[list[Placed], list[Lane]]:
    """Give each meeting its lane and its row within it; list the lanes.

    National conferences come first, then couples by their number of meetings and by name, then
    all other couples on one lane.
    """
    own = [(meeting, meeting.lane) for meeting in meetings]
    counts = Counter(lane for _meeting, lane in own if lane not in (NATIONAL, OTHER))
    couples = sorted(counts, key=lambda lane: (-counts[lane], lane))[:MOST_COUPLES]
    kept = {NATIONAL, *couples}
    used = {lane if lane in kept else OTHER for _meeting, lane in own}
    lanes = [lane for lane in (NATIONAL, *couples, OTHER) if lane in used]
    number = {lane: place for place, lane in enumerate(lanes)}
    last = len(lanes) - 1
    placed = [
        Placed(meeting, meeting.middle, number.get(lane, last), ROWS[0]) for meeting, lane in own
    ]
    return _apart(
        sorted(placed, key=lambda one: (one.lane, one.when, one.meeting.meeting_id))
    ), lanes


def _apart(placed: list[Placed]) -> list[Placed]:
    """A row for each mark such that marks close in time do not cover each other."""
    days = [one.when for one in placed]
    near = (max(days) - min(days)) / 70
    apart: list[Placed] = []
    last: dict[tuple[int, int], dt.date] = {}
    for one in placed:
        free = (row for row in ROWS if _is_free(last.get((one.lane, row)), one.when, near))
        row = next(free, ROWS[0])
        last[one.lane, row] = one.when
        apart.append(one._replace(row=row))
    return apart


def _is_free(before: dt.date | None, when: dt.date, near: dt.timedelta) -> bool:
    return before is None or when - before > near
