"""What the hover tells of a meeting."""

from datetime import date

from charts.lanes import Meeting
from charts.text import plain_lines
from charts.words import Dates, MeetingWords

WIDTH = 34
"""Columns of a line in the hover."""


def details(meeting: Meeting, words: MeetingWords) -> list[object]:
    """A meeting's id, its title, and the lines below it."""
    when = written(meeting.date, meeting.precision, words.dates)
    category = words.categories.get(meeting.category, meeting.category)
    facts = [
        " · ".join(_known(when, meeting.place)),
        " → ".join(_known(meeting.helper, meeting.receiver)),
        " · ".join(_known(category, words.demo if meeting.demo else None)),
    ]
    below = "<br>".join(plain_lines(fact, WIDTH) for fact in facts if fact)
    return [meeting.meeting_id, plain_lines(meeting.title, WIDTH), below]


def _known(*texts: object) -> list[str]:
    return [str(text) for text in texts if isinstance(text, str) and text]


def written(date: date, precision: str, dates: Dates) -> str:
    """A date as far as it is known, in the reader's words."""
    template = {"day": dates.day, "month": dates.month}.get(precision, dates.year)
    return template.format(d=date)
