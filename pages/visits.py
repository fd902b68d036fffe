"""Visits: both directions by year, and as a list, or the record of one."""

import streamlit as st

from db.queries import visits
from ui import address, filters, frames, markup, paged, sections, visit_list
from ui.load import load
from ui.text import _

asked = st.query_params.get("visit")

if asked is None:
    chosen = filters.current().filter
    markup.heading(_("Visits"))
    sections.visits_by_year(frames.ledgers(chosen))
    markup.section(_("All visits of the selection"))
    visit_list.show(chosen)
else:
    identity = address.number("visit")
    record = load(visits.record, identity) if identity else None
    paged.back(_("← All visits"), "visit")
    if record is None:
        paged.unknown(_("This visit is not in the store"), asked)
    else:
        visit_list.record(record)
