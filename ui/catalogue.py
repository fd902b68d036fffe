"""Every chart by its key: what draws it, and what it counts.

A chart that was kept is made anew from here, with the filter that it had then.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from db.queries import published, store
from ui import figure, sections, terms, timeline
from ui.asked import Asked
from ui.load import load
from ui.text import N_, _, either


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
    return charts[0]


def unit(key: str, parameters: Mapping[str, str]) -> str:
    """The unit of what a chart counts; empty where it counts several things."""
    if key not in CHARTS:
        return ""
    dictionary = load(store.metrics).set_index("key")["unit"]
    counted = dictionary.get(parameters.get("metric", CHARTS[key].metric), "")
    if counted == "yuan":
        return _("yuan in the table; the chart's axis names its own")
    return terms.label(terms.UNITS, counted)


def title(key: str) -> str:
    """What a chart is called in a list; its key where it is not made any more."""
    return _(CHARTS[key].title) if key in CHARTS else key


def _published(asked: Asked) -> None:
    found = load(published.figures, asked.filter)
    of_metric: pd.DataFrame = found[found["metric_key"] == asked.parameters.get("metric")]
    if of_metric.empty:
        raise NoLonger
    name = either(of_metric["name_zh"].iloc[0], of_metric["name_en"].iloc[0])
    sections.published(name, of_metric)


CHARTS = {
    "couples": Entry(
        N_("Who helps whom, by money in place"),
        "ledger_in_place",
        lambda asked: sections.couples(asked.ledgers),
    ),
    "money-flows": Entry(
        N_("Money in place, from helper over receiver to industry"),
        "ledger_in_place",
        lambda asked: sections.money_flows(asked.ledgers),
    ),
    "in-place-by-year": Entry(
        N_("Money in place, by year and industry"),
        "ledger_in_place",
        lambda asked: sections.money_by_year(asked.ledgers),
    ),
    "meetings-in-time": Entry(
        N_("Meetings, by date and couple"),
        "ledger_meetings",
        lambda asked: timeline.show(asked.filter),
    ),
    "stages": Entry(
        N_("Projects by stage"),
        "ledger_projects",
        lambda asked: sections.stages(asked.ledgers),
    ),
    "industries": Entry(
        N_("Projects by industry"),
        "ledger_projects",
        lambda asked: sections.industries(asked.ledgers),
    ),
    "places": Entry(
        N_("Projects by place"),
        "ledger_projects",
        lambda asked: sections.places(asked.ledgers),
    ),
    "visits-by-year": Entry(
        N_("Visits by year, in both directions"),
        "ledger_visits",
        lambda asked: sections.visits_by_year(asked.ledgers),
    ),
    "published": Entry(N_("Published figures"), "", _published),
    "coverage": Entry(
        N_("Meetings, projects and visits of each pairing, by year"),
        "",
        lambda asked: sections.coverage(asked.ledgers),
    ),
}
