"""Meetings: in time and as a list, or the record of the one that the address names."""

import streamlit as st

from db.queries import meetings
from db.terms import Kind
from ui.editing import edit
from ui.frame import address, aggregates, filters, markup, paged, provenance
from ui.frame.query_cache import load
from ui.frame.text import _
from ui.records import lists, meeting
from ui.sections import meetings as drawn

asked = st.query_params.get("meeting")

if asked is None and edit.adding():
    paged.back(_("← All meetings"), "add")
    edit.add(Kind.MEETINGS, _("Add a meeting"))
elif asked is None:
    chosen = filters.current().filter
    markup.heading(_("Meetings"))
    provenance.demo_banner(aggregates.ledgers(chosen).totals, ["meetings"])
    drawn.in_time(chosen)
    markup.section(_("All meetings of the selection, and what they agreed"))
    edit.offer_addition(_("Add a meeting …"))
    lists.show(lists.choose(lists.of_meetings()), chosen)
else:
    identity = address.number("meeting")
    record = load(meetings.record, identity) if identity else None
    paged.back(_("← All meetings"), "meeting", "edit", "remove", "merge")
    if record is None:
        paged.unknown(_("This meeting is not in the store"), asked)
    elif edit.correcting(record.meeting):
        edit.correct(Kind.MEETINGS, record.meeting)
    elif edit.removed(record.meeting):
        edit.remove(Kind.MEETINGS, record.meeting)
    else:
        meeting.show(record)
