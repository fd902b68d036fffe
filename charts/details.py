"""What the hover tells of a meeting, in so few lines that Plotly draws it.

A label that is taller than its whole chart is left out without a word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from charts.lanes import Meeting
from charts.text import few_lines
from charts.words import N_, ChartWords, Dates

WIDTH = 34
"""Columns of a line in the hover."""
MOST_LINES, LINES_OF_FACT = 8, 2
"""Most lines of a label, and of each of the three facts in it; the title has what is left."""
HEIGHT = 132
"""Pixels of the tallest label: its lines, 1.3 times the size of the text, and its border."""


@dataclass(frozen=True)
class MeetingWords(ChartWords):
    """What the timeline prints."""

    categories: Mapping[str, str]
    """Category key → label."""
    dates: Dates
    national: str = N_("National conferences")
    """Name of their lane."""
    other: str = N_("Other couples")
    """Name of the lane of the couples that have none of their own."""
    lesser: str = N_("Other meetings")
    """What a diamond is, of the categories that have no shape of their own."""
    demo: str = N_("Demo record")
    """What a hollow mark is."""
    alt: str = N_(
        "{count} meetings from {first} to {last}, of {couples} couples; most of them of "
        "{couple} ({couple_count}); {demo} are demo records."
    )
    alt_empty: str = N_("No meetings.")


def details(meeting: Meeting, words: MeetingWords) -> list[object]:
    """A meeting's id, its title, and the lines below it."""
    when = written(meeting.date, meeting.precision, words.dates)
    category = words.categories.get(meeting.category, meeting.category)
    facts = [
        " · ".join(_known(when, meeting.place)),
        " → ".join(_known(meeting.helper, meeting.receiver)),
        " · ".join(_known(category, words.demo if meeting.demo else None)),
    ]
    told = [few_lines(fact, WIDTH, LINES_OF_FACT) for fact in facts if fact]
    below = [line for lines in told for line in lines]
    title = few_lines(meeting.title, WIDTH, MOST_LINES - len(below))
    return [meeting.meeting_id, "<br>".join(title), "<br>".join(below)]


def _known(*texts: object) -> list[str]:
    return [str(text) for text in texts if isinstance(text, str) and text]


def written(date: date, precision: str, dates: Dates) -> str:
    """A date as far as it is known, in the reader's words."""
    template = {"day": dates.day, "month": dates.month}.get(precision, dates.year)
    return template.format(d=date)
