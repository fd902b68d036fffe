"""The words a chart prints, already in the reader's language.

Sentences (`alt…`) and dates are `str.format` templates with named fields, so that a translator
orders the fields as the language wants them. Words are plain text: the charts escape them.
"""

from charts.words.couples import CoverageWords, FlowWords, TileWords
from charts.words.projects import CohortWords, RankWords, StageWords
from charts.words.results import PublishedWords, TargetWords
from charts.words.scorecard import ClauseWords, CourseWords, MatrixWords
from charts.words.time import MeetingWords, MoneyWords, VisitWords
from charts.words.units import Break, Dates, Scale

__all__ = [
    "Break",
    "ClauseWords",
    "CohortWords",
    "CourseWords",
    "CoverageWords",
    "Dates",
    "FlowWords",
    "MatrixWords",
    "MeetingWords",
    "MoneyWords",
    "PublishedWords",
    "RankWords",
    "Scale",
    "StageWords",
    "TargetWords",
    "TileWords",
    "VisitWords",
]
