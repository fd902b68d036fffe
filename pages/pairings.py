"""Pairings: who helps whom in the years chosen, or one couple's own page."""

import streamlit as st

from db.queries import pairings
from ui import address, filters, frames, markup, names, paged, pairing, sections
from ui.load import load
from ui.text import _, n_

asked = st.query_params.get("pairing")

if asked is None:
    chosen = filters.current().filter
    paired = names.with_sides(load(pairings.listed, chosen))
    markup.heading(_("Pairings"))
    sections.coverage(frames.ledgers(chosen))
    counted = n_("{n} pairing in force.", "{n} pairings in force.", len(paired))
    markup.section(_("All pairings of the selection"), counted)
    if paired.empty:
        markup.notice(filters.nothing_because(_("No pairing was in force.")))
    else:
        pairing.table(paired)
else:
    identity = address.number("pairing")
    record = load(pairings.record, identity) if identity else None
    paged.back(_("← All pairings"), "pairing")
    if record is None:
        paged.unknown(_("This pairing is not in the store"), asked)
    else:
        pairing.show(record)
