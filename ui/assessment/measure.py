"""The measure that a year is assessed by, and its versions."""

import streamlit as st

from db.accounts import Action, may
from db.assessment import measures
from db.assessment.dossier import Dossier
from db.assessment.measures import Version
from papers.written import both
from ui.assessment import measuring
from ui.frame import current_user, markup, numbers
from ui.frame.query_cache import load
from ui.frame.text import _, either, said


def show(found: Dossier) -> None:
    """Draw the measure that holds, and its versions."""
    held = found.of.measure
    note = _("Heads, indicators and weights differ by year and province. Nothing is written over.")
    markup.section(_("The measure of assessment"), note)
    if held is None:
        markup.notice(_("No measure holds for this couple and year."), "warning")
    else:
        _facts(held)
    if may(current_user.account(), Action.ADMINISTER):
        measuring.offer(found)


def _facts(held: Version) -> None:
    of = held.said
    years = f"{of.year_from or '…'}–{of.year_to or '…'}"
    where = measuring.provinces()[of.province or measuring.EVERYWHERE]
    facts = (
        (_("Measure"), either(of.name_zh, of.name_en)),
        (_("Years"), years),
        (_("Province"), where),
        (_("Source"), said(both(of.source))),
    )
    st.html(str(markup.facts(facts)))
    versions = load(measures.history, held.key)[held.key]
    rows = [
        (str(one.number), numbers.moment(one.made_at), one.author, said(both(one.reason)))
        for one in reversed(versions)
    ]
    headers = (_("Version"), _("When"), _("By"), _("Reason"))
    st.html(str(markup.table(headers, rows, "measure_versions")))
