"""Visits: both directions by year, and as a list, or the record of one."""

import streamlit as st

from db.queries import visits
from db.terms import Kind
from ui.drawing import clicks
from ui.editing import edit
from ui.frame import address, aggregates, filters, markup, paged, provenance
from ui.frame.query_cache import load
from ui.frame.text import _
from ui.records import visit_list
from ui.sections import visits as drawn

asked = st.query_params.get("visit")

if asked is None and edit.adding():
    paged.back(_("← All visits"), "add")
    edit.add(Kind.VISITS, _("Add a visit"))
elif asked is None:
    chosen = filters.current().filter
    found = aggregates.ledgers(chosen)
    markup.heading(_("Visits"))
    provenance.demo_banner(found.totals, ["visits"])
    drawn.by_year(found, clicks.Narrow(("years", "direction")))
    drawn.stops(chosen)
    markup.section(_("All visits of the selection"))
    edit.offer_addition(_("Add a visit …"))
    visit_list.show(chosen)
else:
    identity = address.number("visit")
    record = load(visits.record, identity) if identity else None
    paged.back(_("← All visits"), "visit", "edit", "remove", "merge")
    if record is None:
        paged.unknown(_("This visit is not in the store"), asked)
    elif edit.correcting(record):
        edit.correct(Kind.VISITS, record)
    elif edit.removed(record):
        edit.remove(Kind.VISITS, record)
    else:
        visit_list.record(record)
