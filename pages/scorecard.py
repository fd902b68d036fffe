"""The scorecard: what became of each clause of a year's agreements, or one clause's history."""

import streamlit as st

from db.results import history
from ui.frame import address, filters, markup, paged
from ui.frame.query_cache import load
from ui.frame.text import _
from ui.results import clause, clause_list, scorecard
from ui.sections import clauses
from ui.sections import scorecard as drawn

asked = st.query_params.get("clause")

if asked is None:
    chosen = filters.current().filter
    markup.heading(_("Scorecard"), scorecard.what_it_is())
    year = scorecard.choose_year(chosen)
    if year is None:
        markup.notice(drawn.nothing())
    else:
        found = clauses.of_year(chosen, year)
        scorecard.say(found, year)
        if len(found):
            couples, pages = paged.place(found["couple"].nunique())
            drawn.matrix(chosen, year, couples)
            paged.turn(couples, pages)
            drawn.worst(chosen, year)
            markup.section(_("All clauses of the selection"))
            clause_list.show(found, (chosen, year))
else:
    identity = address.number("clause")
    record = load(history.of_clause, identity) if identity else None
    paged.back(_("← The scorecard"), "clause")
    if record is None:
        paged.unknown(_("This clause is not in the store"), asked)
    else:
        clause.show(record)
