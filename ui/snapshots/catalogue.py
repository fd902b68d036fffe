"""Every chart by its key: what draws it, and what it counts.

A chart that was kept is made anew from here, with the filter that it had then.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from db.filters import Filter
from db.queries import store
from db.results import history
from db.terms import Scope
from ui.drawing import clicks, figure, timeline
from ui.drawing import published as figures_of
from ui.frame import address, paged, terms
from ui.frame.page_request import CLAUSE, MEASURE, METRIC, Asked
from ui.frame.query_cache import derive, load
from ui.frame.text import N_, _, either, language
from ui.results import targets
from ui.sections import clauses as promised
from ui.sections import couples, coverage, measures, money, projects, published, scorecard, visits
from ui.sections import targets as clauses

NO_CLICK = clicks.Narrow(())
"""What becomes a file is not clicked."""


@dataclass(frozen=True)
class Entry:
    """`draw` shows the chart for what is asked; `metric` is the key of what it counts in the
    dictionary; `title` what it is called in a list.
    """

    title: str
    metric: str
    draw: Callable[[Asked], object]


class NoLonger(Exception):
    """The chart is not made any more, or what it was about is not in the store."""


def made(key: str, asked: Asked) -> figure.Chart:
    """The chart of a key as a file wants it: light.

    Raises:
        NoLonger: no such chart, or nothing to draw it from.
    """
    if key not in CHARTS:
        raise NoLonger
    with figure.collecting() as charts:
        CHARTS[key].draw(asked)
    for chart in charts:
        if chart.key == key:
            return chart
    raise NoLonger


def unit(key: str, parameters: Mapping[str, str]) -> str:
    """The unit of what a chart counts; empty where it counts several things."""
    if key not in CHARTS:
        return ""
    dictionary = load(store.metrics).set_index("key")["unit"]
    metric = parameters.get(METRIC, "") if key in PUBLISHED else CHARTS[key].metric
    counted = dictionary.get(metric, "")
    if counted == "yuan":
        return _("yuan in the table; the chart's axis names its own")
    return terms.label(terms.UNITS, counted)


def title(key: str) -> str:
    """What a chart is called in a list; its key where it is not made any more."""
    return _(CHARTS[key].title) if key in CHARTS else key


def _coverage(asked: Asked) -> None:
    given = asked.parameters.get("page", "")
    found = len(derive(coverage.in_order, asked.filter, language()))
    last = max(1, math.ceil(found / paged.PAGE))
    coverage.by_year(asked.ledgers, min(int(given), last) if address.WHOLE.fullmatch(given) else 1)


def _published(asked: Asked) -> None:
    found = figures_of.named(asked.figures)
    if len(found):
        name = either(found["name_zh"].iloc[0], found["name_en"].iloc[0])
        published.by_scope(name, found)


def _targets(asked: Asked) -> None:
    if asked.record and len(asked.record.targets):
        clauses.progress(targets.against_results(asked.record.targets, asked.record.figures))


def _scorecard(asked: Asked) -> None:
    """The clauses most behind of a selection, or all of a couple."""
    year = promised.year_of(asked.filter, asked.parameters)
    if year is not None:
        many = len(promised.of_year(asked.filter, year)) if asked.record else scorecard.WORST
        scorecard.worst(asked.filter, year, many)


def _matrix(asked: Asked) -> None:
    year = promised.year_of(asked.filter, asked.parameters)
    if year is not None:
        given = asked.parameters.get("page", "")
        found = promised.of_year(asked.filter, year)["couple"].nunique()
        last = max(1, math.ceil(found / paged.PAGE))
        page = min(int(given), last) if address.WHOLE.fullmatch(given) else 1
        scorecard.matrix(asked.filter, year, page)


def _clause(asked: Asked) -> None:
    found = load(history.of_clause, int(asked.parameters[CLAUSE]))
    if found is not None:
        scorecard.course_of(found)


def _measure(draw: Callable[[Filter, str], object]) -> Callable[[Asked], None]:
    """The measure that is asked for, or the first that is told."""

    def drawn(asked: Asked) -> None:
        known = measures.told(asked.filter)
        if known:
            given = asked.parameters.get(MEASURE, "")
            draw(asked.filter, given if given in known else next(iter(known)))

    return drawn


PUBLISHED = tuple(f"published-{scope.value}" for scope in Scope)

CHARTS = {
    "couples": Entry(
        N_("Who helps whom, by money in place"),
        "ledger_in_place",
        lambda asked: couples.couples(asked.ledgers),
    ),
    "money-flows": Entry(
        N_("Money in place, from helper over receiver to industry"),
        "ledger_in_place",
        lambda asked: money.flow(asked.ledgers),
    ),
    "in-place-by-year": Entry(
        N_("Money in place, by year and industry"),
        "ledger_in_place",
        lambda asked: money.by_year(asked.ledgers, NO_CLICK),
    ),
    "meetings-in-time": Entry(
        N_("Meetings, by date and couple"),
        "ledger_meetings",
        lambda asked: timeline.show(asked.filter),
    ),
    "stages": Entry(
        N_("Projects by stage"),
        "ledger_projects",
        lambda asked: projects.stages(asked.ledgers, NO_CLICK),
    ),
    "projects-by-year": Entry(
        N_("Projects, by year and stage"),
        "ledger_projects",
        lambda asked: projects.years(asked.ledgers),
    ),
    "industries": Entry(
        N_("Projects by industry"),
        "ledger_projects",
        lambda asked: projects.industries(asked.ledgers),
    ),
    "places": Entry(
        N_("Projects by place"),
        "ledger_projects",
        lambda asked: projects.places(asked.ledgers),
    ),
    "measure-by-year": Entry(N_("A measure of projects, by year"), "", _measure(measures.by_year)),
    "measure-by-place": Entry(
        N_("A measure of projects, by place"), "", _measure(measures.by_place)
    ),
    "visits-by-year": Entry(
        N_("Visits by year, in both directions"),
        "ledger_visits",
        lambda asked: visits.by_year(asked.ledgers, NO_CLICK),
    ),
    "stops": Entry(
        N_("Most visited stops"),
        "ledger_visits",
        lambda asked: visits.stops(asked.filter),
    ),
    "coverage": Entry(N_("Meetings, projects and visits of each pairing, by year"), "", _coverage),
    "scorecard": Entry(N_("Clauses of a year and how far they are"), "", _scorecard),
    "scorecard-matrix": Entry(N_("Clauses of a year by couple"), "", _matrix),
    "clause": Entry(N_("Course of a clause through its year"), "", _clause),
    "targets": Entry(N_("Agreement targets and their results"), "", _targets),
    **{key: Entry(N_("Published figures"), "", _published) for key in PUBLISHED},
}
