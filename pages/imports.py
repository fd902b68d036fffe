"""Imports: every batch, or the one that the address names, with its rows and its undo."""

import streamlit as st

from ui.frame import actions, address, markup, paged
from ui.frame.text import _
from ui.uploads import imports, imports_batch

asked = st.query_params.get("batch")

if asked is None:
    lead = _("Every import, edit and undo: who, when, from which file, and what became of it.")
    markup.heading(_("Imports"), lead)
    actions.tell()
    imports.show()
else:
    paged.back(_("← All imports"), "batch", "undo", "page")
    identity = address.number("batch")
    if identity is None or not imports_batch.show(identity):
        paged.unknown(_("This import is not in the store"), asked)
