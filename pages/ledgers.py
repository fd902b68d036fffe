"""Ledgers without a page of their own: a list of each, or one of its records."""

import streamlit as st

from db.importing.kinds import LEDGERS
from db.queries import ledgers
from db.terms import Kind
from ui.editing import edit
from ui.frame import address, choice, filters, links, markup, paged, terms
from ui.frame.query_cache import load
from ui.frame.text import _
from ui.records import ledger_list, ledger_record

names = {kind.value: terms.kind(kind) for kind, one in LEDGERS.items() if one.place is None}
ledger = LEDGERS[Kind(address.word(links.KIND, names))]
asked = st.query_params.get(links.ANYWHERE.parameter)

if asked is None and edit.adding():
    paged.back(_("← All records"), "add")
    edit.add(ledger.kind, f"{terms.kind(ledger.kind)} · {_('Add a record')}")
elif asked is None:
    markup.heading(_("Other ledgers"), _("What has no page of its own, ledger by ledger."))
    choice.among(links.KIND, _("Ledger"), names)
    edit.offer_addition(_("Add a record …"))
    ledger_list.show(ledger, filters.current().filter)
else:
    identity = address.number(links.ANYWHERE.parameter)
    record = load(ledgers.record, ledger.kind, identity) if identity else None
    paged.back(_("← All records"), links.ANYWHERE.parameter, "edit", "remove", "merge")
    if record is None:
        paged.unknown(_("This record is not in the store"), asked)
    elif edit.correcting(record):
        edit.correct(ledger.kind, record)
    elif edit.removed(record):
        edit.remove(ledger.kind, record)
    else:
        ledger_record.show(ledger, record)
