"""Places: all units and development zones, or one of them: what it was, and what names it."""

import streamlit as st

from ui.frame import actions, markup, paged
from ui.frame.text import _
from ui.records import place_list, place_record

asked = st.query_params.get(place_list.AREA)

if asked is None:
    lead = _("Units and development zones: since when, until when, and what came after.")
    markup.heading(_("Places"), lead)
    actions.tell()
    place_list.show()
else:
    paged.back(_("← All places"), place_list.AREA, place_record.NAMED)
    if not place_record.show(asked):
        markup.heading(_("Places"))
        actions.tell()
        markup.notice(_("No place has the code “{asked}”.", asked=asked[:60]), "warning")
