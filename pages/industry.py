"""An industry: what its projects measure, by year and place, and the rows behind each figure."""

import streamlit as st

from ui.drawing import kpi_row
from ui.frame import aggregates, as_of, choice, filters, markup, provenance, terms
from ui.frame.page_request import MEASURE
from ui.frame.text import _
from ui.records import industry, industry_list
from ui.sections import measures as drawn

FIGURES = [
    "ledger_projects",
    "ledger_agreed_amount",
    "ledger_in_place",
    "ledger_jobs",
    "ledger_beneficiaries",
]

chosen = filters.current().filter
found = aggregates.ledgers(chosen)

if chosen.industry is None:
    markup.heading(_("Industries"))
    provenance.demo_banner(found.totals, ["projects"])
    industry.overview(found)
else:
    markup.heading(terms.label(terms.INDUSTRIES, chosen.industry))
    provenance.demo_banner(found.totals, ["projects"])
    kpi_row.show(found, FIGURES, provenance.as_of(as_of.of(found.projects)))
    known = drawn.told(chosen)
    industry.all_measures(chosen, known)
    one = None
    if known:
        names = {key: measure.name for key, measure in known.items()}
        one = known[choice.among(MEASURE, _("What is measured"), names)]
        left, right = st.columns(2, gap="large")
        with left:
            drawn.by_year(chosen, one.key)
        with right:
            drawn.by_place(chosen, one.key)
    industry.by_year(found, known)
    industry.by_place(found, known)
    industry_list.show(chosen, chosen.industry, one)
