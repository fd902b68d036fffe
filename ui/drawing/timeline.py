"""Meetings in time: the same chart on the overview and on the page of meetings."""

from functools import partial

import pandas as pd

import charts.alt
from charts import timeline
from db.filters import Filter
from db.queries import overview
from ui.drawing import chart_words, figure, tables
from ui.frame import aggregates, as_of, definitions, filters, links, names, provenance
from ui.frame.query_cache import derive, load
from ui.frame.text import Language, _, language


@figure.kept
def show(chosen: Filter) -> figure.Chart:
    """Draw the meetings of a filter; a click on one opens its record."""
    held = _held(chosen)
    words = chart_words.meetings()
    return figure.show(
        figure.Chart(
            key="meetings-in-time",
            title=_("Meetings, by date and couple"),
            **definitions.of("ledger_meetings"),
            source=provenance.ledgers(
                bool(held["demo"].sum()), as_of.of(aggregates.ledgers(chosen).meetings)
            ),
            figure=timeline.meetings(held, words, figure.mode()),
            rows=len(held),
            table=partial(tables.meetings, held),
            alt=charts.alt.meetings(held, words),
            empty=filters.nothing_because(_("No meeting is known for this selection.")),
            open=lambda mark: links.open_record("meetings", "meeting", mark[0]),
        )
    )


def _held(chosen: Filter) -> pd.DataFrame:
    """The meetings of a filter, named: those of any year are read once, and cut to its years."""
    every = derive(_named, aggregates.in_any_year(chosen), language())
    if chosen.years is None:
        return every
    first, last = chosen.years
    within: pd.DataFrame = every[every["year"].between(first, last)]
    return within


def _named(chosen: Filter, _language: Language) -> pd.DataFrame:
    held = names.with_sides(load(overview.meetings_in_time, chosen))
    return held.assign(
        title=names.chosen(held, "title", "title_en"),
        place=names.chosen(held, "place", "place_en"),
        year=held["date"].dt.year,
    )
