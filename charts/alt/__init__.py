"""What a chart shows, in one sentence for those who do not see it: totals and extremes."""

from charts.alt.couples import coverage, flow, pairs
from charts.alt.projects import bars, projects_by_year, stages
from charts.alt.results import progress, published
from charts.alt.scorecard import clauses, course, matrix
from charts.alt.time import in_place_by_year, meetings, visits

__all__ = [
    "bars",
    "clauses",
    "course",
    "coverage",
    "flow",
    "in_place_by_year",
    "matrix",
    "meetings",
    "pairs",
    "progress",
    "projects_by_year",
    "published",
    "stages",
    "visits",
]
