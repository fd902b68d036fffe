"""Upload: bring a ledger, see what it would do, and import it. The address holds the plan's id."""

import streamlit as st

from ui.frame import actions, markup, paged
from ui.frame.text import _
from ui.uploads import upload, upload_plan

asked = st.query_params.get("plan")

if asked is None:
    lead = _("Bring a ledger as it is. Nothing is written before you have seen what will happen.")
    markup.heading(_("Upload a ledger"), lead)
    actions.tell()
    upload.receive()
    upload.unfinished()
    upload.show_templates()
else:
    paged.back(_("← Another file"), "plan", "page")
    actions.tell()
    upload_plan.show(asked)
