"""Meetings in time: the same chart on the overview and on the page of meetings."""

from functools import partial

import pandas as pd

from charts import timeline
from charts.details import MeetingWords
from db.filters import Filter
from db.queries import overview
from ui.drawing import figure, scales, section
from ui.frame import (
    aggregates,
    as_of,
    definitions,
    filters,
    links,
    names,
    numbers,
    provenance,
    terms,
)
from ui.frame.query_cache import derived, load
from ui.frame.text import N_, _


@section.chart(
    "meetings-in-time",
    N_("Meetings, by date and couple"),
    "ledger_meetings",
    again=section.of_filter,
)
def in_time(of: section.Section[...], chosen: Filter) -> figure.Chart:
    """The meetings of a filter; a click on one opens its record."""
    held = _held(chosen)
    words = MeetingWords.translated(
        _, categories=terms.labels(terms.CATEGORIES), dates=scales.dates()
    )
    return figure.Chart(
        of,
        **definitions.of("ledger_meetings"),
        source=provenance.ledgers(
            bool(held["demo"].sum()), as_of.of(aggregates.ledgers(chosen).meetings)
        ),
        figure=timeline.meetings(held, words, section.mode()),
        rows=len(held),
        table=partial(_table, held),
        alt=timeline.alt(held, words),
        empty=filters.nothing_because(_("No meeting is known for this selection.")),
        open=lambda mark: links.open_record("meetings", "meeting", mark[0]),
    )


def _table(held: pd.DataFrame) -> pd.DataFrame:
    """One row a meeting, the newest first."""
    newest_first = held.iloc[::-1]
    rows = newest_first.to_dict("records")
    return pd.DataFrame(
        {
            _("Date"): [numbers.day(row["date"], row["precision"]) for row in rows],
            _("Meeting"): newest_first["title"].tolist(),
            _("Couple"): [names.couple(row) for row in rows],
            _("Place"): newest_first["place"].tolist(),
            _("Kind"): [terms.label(terms.CATEGORIES, key) for key in newest_first["category"]],
            _("Demo record"): newest_first["demo"].tolist(),
        }
    )


def _held(chosen: Filter) -> pd.DataFrame:
    """The meetings of a filter, named: those of any year are read once, and cut to its years."""
    every = _named(aggregates.in_any_year(chosen))
    if chosen.years is None:
        return every
    first, last = chosen.years
    within: pd.DataFrame = every[every["year"].between(first, last)]
    return within


@derived
def _named(chosen: Filter) -> pd.DataFrame:
    held = names.with_sides(load(overview.meetings_in_time, chosen))
    return held.assign(
        title=names.chosen(held, "title", "title_en"),
        place=names.chosen(held, "place", "place_en"),
        year=held["date"].dt.year,
    )
