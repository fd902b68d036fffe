"""Money in place: where it flows, and when it came."""

from functools import partial
from typing import Any

import charts.alt
from charts import flows, money
from ui.drawing import chart_words, clicks, figure, tables
from ui.frame import address, aggregates, as_of, definitions, filters, provenance
from ui.frame.text import _


@figure.kept
def flow(ledgers: aggregates.Ledgers) -> figure.Chart:
    """Money in place from helper over receiver to industry; a click chooses what it is on."""
    grouped = ledgers.projects
    found = aggregates.flows(grouped)
    words = chart_words.flows(found)
    return figure.show(
        figure.Chart(
            key="money-flows",
            title=_("Money in place, from helper over receiver to industry"),
            **definitions.of("ledger_in_place"),
            source=provenance.ledgers(bool(grouped.demo.any()), as_of.of(grouped)),
            figure=flows.money(found, words, figure.mode()),
            rows=len(found),
            table=partial(tables.flows, found),
            alt=charts.alt.flow(found, words),
            empty=filters.nothing_because(_("No project of this selection has money in place.")),
            pick=_pick_node,
        )
    )


def _pick_node(mark: Any) -> None:
    """A click on a province or an industry chooses it, one on a band both of its ends."""
    helper, receiver, industry = mark[:3]
    adcodes = {name: adcode for adcode, name in aggregates.province_names().items()}
    chosen = {"helper": adcodes.get(helper), "receiver": adcodes.get(receiver)}
    for parameter, value in (chosen | {"industry": industry}).items():
        if value:
            address.put(parameter, value)


@figure.kept
def by_year(ledgers: aggregates.Ledgers, click: clicks.Click) -> figure.Chart:
    """Money in place by year and industry, and what a click on a part of it does."""
    placed = aggregates.in_place(ledgers.projects)
    words = chart_words.money(placed, definitions.along_years("ledger_in_place"))
    return figure.show(
        figure.Chart(
            key="in-place-by-year",
            title=_("Money in place, by year and industry"),
            **definitions.of("ledger_in_place", definitions.so_far(placed["year"])),
            source=provenance.ledgers(bool(placed["demo"].sum()), as_of.of(ledgers.projects)),
            figure=money.in_place_by_year(placed, words, figure.mode()),
            rows=len(placed),
            table=partial(tables.in_place, placed),
            alt=charts.alt.in_place_by_year(placed, words),
            empty=filters.nothing_because(_("No project of this selection has money in place.")),
            **figure.on_click(click),
        )
    )
