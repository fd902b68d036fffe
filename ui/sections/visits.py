"""Visits: both directions by year, and where they lead."""

from functools import partial

import pandas as pd

from charts import butterfly, ranked, theme
from charts.words import Scale
from db.filters import Filter
from db.queries import stops as stops_of
from db.terms import Direction
from ui.drawing import clicks, figure, section
from ui.frame import aggregates, as_of, definitions, filters, provenance, terms
from ui.frame.query_cache import load
from ui.frame.text import N_, _, either


@section.chart(
    "visits-by-year",
    N_("Visits by year, in both directions"),
    "ledger_visits",
    again=section.of_ledgers,
)
def by_year(
    of: section.Section[...], ledgers: aggregates.Ledgers, click: clicks.Click = clicks.NONE
) -> figure.Chart:
    """Visits by year in both directions, and what a click on a year does."""
    visits = ledgers.visits
    found = aggregates.directions(visits)
    words = butterfly.VisitWords.translated(
        _,
        directions={
            Direction.EAST_TO_WEST.value: _("East to west (visits)"),
            Direction.WEST_TO_EAST.value: _("West to east (visits)"),
        },
        breaks=definitions.along_years("ledger_visits"),
    )
    return figure.Chart(
        of,
        **definitions.of("ledger_visits", definitions.so_far(found["year"])),
        source=provenance.ledgers(bool(visits["demo"].any()), as_of.of(visits)),
        figure=butterfly.visits(found, words, section.mode()),
        rows=len(found),
        table=partial(_by_year, found),
        alt=butterfly.alt(found, words),
        empty=filters.nothing_because(_("No visit matches this selection.")),
        **figure.on_click(click),
    )


def _by_year(found: pd.DataFrame) -> pd.DataFrame:
    """A row a year and direction: visits and people."""
    return pd.DataFrame(
        {
            _("Year"): found["year"],
            _("Direction"): [terms.label(terms.DIRECTIONS, key) for key in found["direction"]],
            _("Visits"): found["visits"],
            _("People"): found["people"],
        }
    )


@section.chart("stops", N_("Most visited stops"), "ledger_visits", again=section.of_filter)
def stops(of: section.Section[...], chosen: Filter) -> figure.Chart:
    """The places that delegations stopped at most; a click narrows the list to one."""
    found = load(stops_of.most_visited, chosen)
    found = found.assign(
        key=found["name"],
        label=[either(zh, en) for zh, en in zip(found["name"], found["name_en"], strict=True)],
        value=found["visits"],
    )
    bars = found.assign(demo=found["demo"].astype("float64") / found["visits"].astype("float64"))
    words = ranked.RankWords.translated(
        _,
        scale=Scale(1, _("visits")),
        axis=_("Visits (number)"),
        alt=_(
            "The {count} stops that most visits had: {first} leads with {first_value}, {last} is "
            "last of them with {last_value}."
        ),
        alt_one=_("{first}: {first_value} visits."),
        alt_empty=_("No stops."),
    )
    mode = section.mode()
    return figure.Chart(
        of,
        **definitions.counting(
            _(
                "Visits of the selection that stopped there, each counted once a stop; the "
                "fifteen stops that most visits had."
            ),
            "ledger_visits",
        ),
        hint=_("A click narrows the visits below to it."),
        source=provenance.ledgers(
            bool(found["demo"].sum()), as_of.of(aggregates.ledgers(chosen).visits)
        ),
        figure=ranked.bars(bars, words, mode, theme.neutral(mode)),
        rows=len(found),
        table=partial(_stops, found),
        alt=ranked.alt(bars, words),
        empty=filters.nothing_because(_("No visit of this selection names its stops.")),
        pick=clicks.Narrow(("stop",)),
    )


def _stops(found: pd.DataFrame) -> pd.DataFrame:
    """A row a stop: visits, and how many of them are demo records."""
    return pd.DataFrame(
        {
            _("Stop"): found["label"],
            _("Visits"): found["visits"],
            _("of which demo"): found["demo"],
        }
    )
