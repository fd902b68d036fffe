"""What the hover tells of a meeting."""

from typing import Any

import pandas as pd

from charts.text import plain_lines
from charts.words import Dates, MeetingWords

WIDTH = 34
"""Columns of a line in the hover."""


def details(row: Any, words: MeetingWords) -> list[object]:
    """A meeting's id, its title, and the lines below it, from a row of `timeline.meetings`."""
    when = written(row.date, row.precision, words.dates)
    category = words.categories.get(row.category, row.category)
    facts = [
        " · ".join(_known(when, row.place)),
        " → ".join(_known(row.helper, row.receiver)),
        " · ".join(_known(category, words.demo if row.demo else None)),
    ]
    below = "<br>".join(plain_lines(fact, WIDTH) for fact in facts if fact)
    return [int(row.meeting_id), plain_lines(row.title, WIDTH), below]


def _known(*texts: object) -> list[str]:
    return [str(text) for text in texts if isinstance(text, str) and text]


def written(date: pd.Timestamp, precision: str, dates: Dates) -> str:
    """A date as far as it is known, in the reader's words."""
    template = {"day": dates.day, "month": dates.month}.get(precision, dates.year)
    return template.format(d=date)
