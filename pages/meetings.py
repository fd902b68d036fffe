"""Meetings: the list, or the record of the one that the address names."""

import streamlit as st

from db.queries import meetings
from ui import address, filters, markup, meeting, meeting_list
from ui.load import load
from ui.text import _

asked = st.query_params.get("meeting")

if asked is None:
    meeting_list.show(filters.current())
else:
    identity = address.number("meeting")
    record = load(meetings.record, identity) if identity else None
    st.button(
        _("← All meetings"),
        key="back",
        type="tertiary",
        on_click=address.put,
        args=("meeting", None),
    )
    if record is None:
        markup.heading(_("This meeting is not in the store"))
        text = _("No meeting has the number “{asked}”. It may have been taken back.", asked=asked)
        markup.notice(text, "warning")
    else:
        meeting.show(record)
