"""Pairings: who helps whom in the years chosen, or one couple's own page."""

import streamlit as st

from db.queries import pairings
from ui import address, filters, frames, markup, names, paged, pairing, provenance
from ui.load import load
from ui.sections import coverage
from ui.text import _

asked = st.query_params.get("pairing")

if asked is None:
    chosen = filters.current().filter
    found = frames.ledgers(chosen)
    paired = pairing.in_order(names.with_sides(load(pairings.listed, chosen)))
    page, pages = paged.place(len(paired))
    grid = frames.coverage(paired, found, chosen.years or filters.bounds())
    here = paired.iloc[paged.PAGE * (page - 1) : paged.PAGE * page]
    markup.heading(_("Pairings"))
    provenance.demo_banner(found.totals)
    coverage.by_year(grid[grid["pairing_id"].isin(here["id"])], found)
    pairing.listing(here, len(paired))
    paged.turn(page, pages)
    coverage.idle(grid, paired)
else:
    identity = address.number("pairing")
    record = load(pairings.record, identity) if identity else None
    paged.back(_("← All pairings"), "pairing")
    if record is None:
        paged.unknown(_("This pairing is not in the store"), asked)
    else:
        pairing.show(record)
