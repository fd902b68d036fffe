"""Overview: the figures of the selection, who helps whom, money, meetings, and the newest."""

import streamlit as st

from ui.drawing import clicks, kpi_row
from ui.followup import attention
from ui.frame import aggregates, as_of, filters, markup, provenance
from ui.frame.text import _
from ui.records import newest
from ui.sections import couples, meetings, money

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
found = aggregates.ledgers(chosen)

markup.heading(_("Overview"))
provenance.demo_banner(found.totals)
kpi_row.show(found, FIGURES, provenance.as_of(as_of.of(*found.by_name.values())))
attention.show(chosen)

left, right = st.columns(2, gap="large")
with left:
    couples.couples(found)
with right:
    money.flow(found)
money.by_year(found, clicks.Lead("projects", ("years", "industry")))
meetings.in_time(chosen)
newest.show(chosen)
