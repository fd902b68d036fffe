"""Snapshots: the list, or the one that the address names."""

import streamlit as st

from db.reader import answer
from db.snapshots import queries
from ui.frame import markup, paged
from ui.frame.text import _
from ui.snapshots import snapshot, snapshot_list

asked = st.query_params.get("snapshot")

if asked is None:
    markup.heading(_("Snapshots"), _("Charts as they were when somebody saved them, for reports."))
    snapshot_list.show()
else:
    found = answer(queries.find, asked)
    paged.back(_("← All snapshots"), "snapshot")
    if found is None:
        paged.unknown(_("This snapshot is not in the store"), asked)
    else:
        snapshot.show(found)
