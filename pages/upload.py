"""Upload: bring a ledger, see what it would do, and import it. The address holds the plan's id."""

import streamlit as st

from ui import deeds, markup, paged, upload, upload_plan
from ui.text import _

asked = st.query_params.get("plan")

if asked is None:
    lead = _("Bring a ledger as it is. Nothing is written before you have seen what will happen.")
    markup.heading(_("Upload a ledger"), lead)
    deeds.tell()
    upload.receive()
    upload.unfinished()
    upload.show_templates()
else:
    paged.back(_("← Another file"), "plan", "page")
    deeds.tell()
    upload_plan.show(asked)
