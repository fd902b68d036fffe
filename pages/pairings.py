"""Pairings: who helps whom in the years chosen, or one couple's own page."""

import streamlit as st

from db.queries import pairings
from db.terms import Kind
from ui.editing import edit
from ui.frame import address, aggregates, filters, links, markup, paged, provenance
from ui.frame.query_cache import derive, load
from ui.frame.text import _, language
from ui.records import ledger_list, pairing
from ui.results import targets
from ui.sections import coverage

asked = st.query_params.get("pairing")

if asked is None and edit.adding_pairing():
    paged.back(_("← All pairings"), "add")
    edit.add(Kind.PAIRINGS, _("Add a pairing"))
elif asked is None:
    chosen = filters.current().filter
    found = aggregates.ledgers(chosen)
    paired = derive(coverage.in_order, chosen, language())
    markup.heading(_("Pairings"))
    edit.offer_new_pairing()
    provenance.demo_banner(found.totals)
    page, pages = paged.place(len(paired))
    coverage.by_year(found, page)
    pairing.listing(paired.iloc[paged.PAGE * (page - 1) : paged.PAGE * page], len(paired))
    paged.turn(page, pages)
    coverage.idle(chosen)
else:
    identity = address.number("pairing")
    record = load(pairings.record, identity) if identity else None
    if record is None:
        paged.back(_("← All pairings"), "pairing", "edit")
        paged.unknown(_("This pairing is not in the store"), asked)
    elif (clause := edit.clause(record.targets)) is not None:
        paged.back(_("← All pairings"), "pairing", "edit")
        edit.correct(Kind.AGREEMENTS, clause)
    elif (clause := edit.clause(record.targets, "remove", "merge")) is not None:
        paged.back(_("← The couple"), "remove", "merge")
        edit.remove_clause(clause, targets.named(record.targets))
    elif edit.correcting_pairing(record.pairing):
        paged.back(_("← The couple"), "edit")
        edit.correct(Kind.PAIRINGS, record.pairing)
    elif edit.adding(record.pairing):
        paged.back(_("← The couple"), "add")
        edit.add(Kind.AGREEMENTS, _("Add an agreement target"))
    elif links.LIST in st.query_params:
        narrowing = ("q", "order", "page", "direction", "day", "days", *ledger_list.NARROWING)
        paged.back(_("← The couple"), links.LIST, links.OF_YEARS, *narrowing)
        pairing.whole_list(record)
    else:
        paged.back(_("← All pairings"), "pairing", "edit")
        pairing.show(record)
