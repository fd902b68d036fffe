"""Meetings in time: the same chart on the overview and on the page of meetings."""

from functools import partial

import charts.alt
from charts import timeline
from db.filters import Filter
from db.queries import overview
from ui import chart_words, figure, figures, filters, links, names, provenance, tables
from ui.load import load
from ui.text import _


@figure.kept
def show(chosen: Filter) -> figure.Chart:
    """Draw the meetings of a filter; a click on one opens its record."""
    held = names.with_sides(load(overview.meetings_in_time, chosen))
    held = held.assign(
        title=names.chosen(held, "title", "title_en"), place=names.chosen(held, "place", "place_en")
    )
    words = chart_words.meetings()
    return figure.show(
        figure.Chart(
            key="meetings-in-time",
            title=_("Meetings, by date and couple"),
            definition=figures.definition("ledger_meetings"),
            source=provenance.ledgers(demo=bool(held["demo"].sum())),
            figure=timeline.meetings(held, words, figure.mode()),
            rows=len(held),
            table=partial(tables.meetings, held),
            alt=charts.alt.meetings(held, words),
            empty=filters.nothing_because(_("No meeting is known for this selection.")),
            open=lambda mark: links.open_record("meetings", "meeting", mark[0]),
        )
    )
