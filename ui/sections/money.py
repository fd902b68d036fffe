"""Money in place: where it flows, and when it came."""

from functools import partial
from typing import Any

import pandas as pd

import charts.alt
from charts import flows, money
from ui import address, chart_words, clicks, figure, figures, filters, frames, provenance, tables
from ui.text import _


def flow(grouped: pd.DataFrame) -> None:
    """Money in place from helper over receiver to industry."""
    found = frames.flows(grouped)
    words = chart_words.flows(found)
    figure.show(
        figure.Chart(
            key="money-flows",
            title=_("Money in place, from helper over receiver to industry"),
            definition=figures.definition("ledger_in_place"),
            source=provenance.ledgers(demo=bool(grouped["demo"].any())),
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
    adcodes = {name: adcode for adcode, name in frames.province_names().items()}
    chosen = {"helper": adcodes.get(helper), "receiver": adcodes.get(receiver)}
    for parameter, value in (chosen | {"industry": industry}).items():
        if value:
            address.put(parameter, value)


def by_year(
    grouped: pd.DataFrame, *, pick: clicks.Click | None = None, lead: clicks.Click | None = None
) -> None:
    """Money in place by year and industry; a click on a part picks it, or leads to its projects."""
    placed = frames.in_place(grouped)
    words = chart_words.money(placed)
    figure.show(
        figure.Chart(
            key="in-place-by-year",
            title=_("Money in place, by year and industry"),
            definition=figures.definition("ledger_in_place"),
            source=provenance.ledgers(demo=bool(placed["demo"].sum())),
            figure=money.in_place_by_year(placed, words, figure.mode()),
            rows=len(placed),
            table=partial(tables.in_place, placed),
            alt=charts.alt.in_place_by_year(placed, words),
            empty=filters.nothing_because(_("No project of this selection has money in place.")),
            pick=pick,
            open=lead,
        )
    )
