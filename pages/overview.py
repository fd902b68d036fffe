"""Overview: the figures of the selection, who helps whom, money, meetings, and the newest."""

import streamlit as st

from ui import figures, filters, frames, markup, newest, provenance, sections, timeline
from ui.text import _

FIGURES = [
    "ledger_meetings",
    "ledger_commitments",
    "ledger_visits",
    "ledger_projects",
    "ledger_agreed_amount",
    "ledger_in_place",
    "ledger_jobs",
    "ledger_beneficiaries",
]

chosen = filters.current().filter
found = frames.ledgers(chosen)

markup.heading(_("Overview"))
provenance.demo_banner(found.totals)
figures.show(found, FIGURES, provenance.as_of())

left, right = st.columns(2, gap="large")
with left:
    sections.couples(found)
with right:
    sections.money_flows(found)
sections.money_by_year(found)
timeline.show(chosen)
newest.show(chosen)
