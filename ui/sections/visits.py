"""Visits: both directions by year, and where they lead."""

from functools import partial

import charts.alt
from charts import butterfly, ranked, theme
from db.filters import Filter
from db.queries import stops as stops_of
from ui.drawing import chart_words, clicks, figure, tables
from ui.frame import aggregates, as_of, definitions, filters, provenance
from ui.frame.query_cache import load
from ui.frame.text import _, either


@figure.kept
def by_year(ledgers: aggregates.Ledgers, click: clicks.Click) -> figure.Chart:
    """Visits by year in both directions, and what a click on a year does."""
    visits = ledgers.visits
    found = aggregates.directions(visits)
    words = chart_words.visits(definitions.along_years("ledger_visits"))
    return figure.show(
        figure.Chart(
            key="visits-by-year",
            title=_("Visits by year, in both directions"),
            **definitions.of("ledger_visits", definitions.so_far(found["year"])),
            source=provenance.ledgers(bool(visits["demo"].any()), as_of.of(visits)),
            figure=butterfly.visits(found, words, figure.mode()),
            rows=len(found),
            table=partial(tables.directions, found),
            alt=charts.alt.visits(found, words),
            empty=filters.nothing_because(_("No visit matches this selection.")),
            **figure.on_click(click),
        )
    )


@figure.kept
def stops(chosen: Filter) -> figure.Chart:
    """The places that delegations stopped at most; a click narrows the list to one."""
    found = load(stops_of.most_visited, chosen)
    found = found.assign(
        key=found["name"],
        label=[either(zh, en) for zh, en in zip(found["name"], found["name_en"], strict=True)],
        value=found["visits"],
    )
    bars = found.assign(demo=found["demo"].astype("float64") / found["visits"].astype("float64"))
    words, mode = chart_words.stops(), figure.mode()
    return figure.show(
        figure.Chart(
            key="stops",
            title=_("Most visited stops"),
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
            table=partial(tables.stops, found),
            alt=charts.alt.bars(bars, words),
            empty=filters.nothing_because(_("No visit of this selection names its stops.")),
            pick=clicks.Narrow(("stop",)),
        )
    )
