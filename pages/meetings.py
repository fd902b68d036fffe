"""Meetings: in time and as a list, or the record of the one that the address names."""

import streamlit as st

from db.queries import meetings
from ui import address, filters, frames, lists, markup, meeting, paged, provenance, timeline
from ui.load import load
from ui.text import _

asked = st.query_params.get("meeting")

if asked is None:
    chosen = filters.current().filter
    markup.heading(_("Meetings"))
    provenance.demo_banner(frames.ledgers(chosen).totals, ["meetings"])
    timeline.show(chosen)
    markup.section(_("All meetings of the selection, and what they agreed"))
    lists.show(lists.choose(lists.of_meetings()), chosen)
else:
    identity = address.number("meeting")
    record = load(meetings.record, identity) if identity else None
    paged.back(_("← All meetings"), "meeting")
    if record is None:
        paged.unknown(_("This meeting is not in the store"), asked)
    else:
        meeting.show(record)
