"""Reconciliation: where both sides' reports differ, or one difference and what is behind it."""

import streamlit as st

from db.results import differences
from ui.frame import actions, choice, filters, markup, paged
from ui.frame.query_cache import load
from ui.frame.text import _
from ui.results import difference, difference_list, tolerances
from ui.results import differences as told

asked = st.query_params.get(told.DIFFERENCE)

if asked is None:
    chosen = filters.current().filter
    markup.heading(_("Reconciliation"), difference_list.what_it_is())
    actions.tell()
    year = difference_list.choose_year(chosen)
    if year is None:
        text = _("Neither side has reported a result yet. Upload a ledger of results first.")
        markup.notice(filters.nothing_because(text))
    else:
        states = difference_list.states(chosen, year)
        standing = choice.among(told.STATE, _("State"), states)
        difference_list.show(chosen, year, standing)
    tolerances.show()
else:
    at = told.at_of(asked)
    found = load(differences.one, at) if at else None
    paged.back(_("← All differences"), told.DIFFERENCE)
    if at is None or found is None:
        paged.unknown(_("There is no such difference"), asked)
        actions.tell()
    else:
        difference.show(at, found)
