"""Correcting a record on its page, and adding one: who is offered it, and the form of either.

The form stands in place of the record or the list, at `edit` or `add` of the address. Its fields
hold texts as a ledger has them; whoever writes is asked again in the function that writes.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from db.accounts import Action, Matter, matter_of, may, may_pair
from db.importing.kinds import LEDGERS
from db.queries import records
from db.queries.pairings import PairingRecord
from db.terms import Kind
from ui.editing import edit_form, removing
from ui.editing.edit_open import RECORD
from ui.frame import actions, address, current_user, markup, state
from ui.frame.names import of_record
from ui.frame.query_cache import load
from ui.frame.text import _

PAIRING = "pairing"
"""What `edit` of the address says on a couple's page for the pairing itself."""


def offer(record: Mapping[Any, Any]) -> None:
    """What became of the last correction, and the way to the form for those in charge."""
    actions.tell(RECORD)
    if st.query_params.get("edit") is not None:
        markup.notice(_("Only those in charge of a record can correct it."), "warning")
    if _may_correct(record):
        with st.container(horizontal=True):
            address.offer(_("Correct this record …"), "edit")
            removing.offer()


def offer_clauses(record: PairingRecord, names: Mapping[int, str]) -> None:
    """The ways to the form of one of a couple's agreement targets, each by its name, and to an
    empty one, for those in charge.
    """
    _offer_correction(record.targets, names)
    offer_addition(_("Add an agreement target …"), record.pairing)


def _offer_correction(targets: pd.DataFrame, names: Mapping[int, str]) -> None:
    mine = [row["id"] for row in targets.to_dict("records") if _may_correct(row)]
    if not mine:
        return
    key = state.control("clause")
    with st.expander(_("Correct one of them …")):
        st.selectbox(_("Agreement target"), mine, format_func=names.__getitem__, key=key)
        ways = {"edit": _("Correct it"), **removing.ways()}
        with st.container(horizontal=True):
            for parameter, label in ways.items():
                st.button(
                    label,
                    key=state.control(parameter),
                    on_click=lambda asked: address.put(asked, str(st.session_state[key])),
                    args=(parameter,),
                )


def clause(targets: pd.DataFrame, *parameters: str) -> Mapping[Any, Any] | None:
    """The agreement target whose form the address asks for (at `edit`, or at one of these), if
    whoever is signed in may have it.
    """
    asked = {address.number(name) for name in parameters or ("edit",) if name in st.query_params}
    found = (row for row in targets.to_dict("records") if row["id"] in asked)
    return next((row for row in found if _may_correct(row)), None)


def remove_clause(clause: Mapping[Any, Any], names: Mapping[int, str]) -> None:
    """Draw what removing an agreement target, or merging it with another, would do."""
    others = {identity: name for identity, name in names.items() if identity != clause["id"]}
    removing.show(Kind.AGREEMENTS, clause, _name(Kind.AGREEMENTS, clause), others)


def correcting(record: Mapping[Any, Any]) -> bool:
    """Whether the address asks for a record's form, and whoever is signed in may have it."""
    return st.query_params.get("edit") is not None and _may_correct(record)


def remove(kind: Kind, record: Mapping[Any, Any]) -> None:
    """Draw what removing a record, or merging it with another, would do."""
    removing.show(kind, record, _name(kind, record))


def removed(record: Mapping[Any, Any]) -> bool:
    """Whether the address asks for its removal or merger, and whoever is signed in may do it."""
    return removing.asked(record)


def correct(kind: Kind, record: Mapping[Any, Any]) -> None:
    """Draw the form of a record."""
    markup.heading(_("Correct the record"), _name(kind, record))
    markup.note(
        _("What you change is saved with its history, and can be undone among the imports.")
    )
    if record.get("demo"):
        markup.notice(_("This is a demo record, and stays one when it is corrected."), "demo")
    edit_form.show(kind, int(record["id"]))


def offer_addition(label: str, couple: Mapping[Any, Any] | None = None) -> None:
    """The way to an empty form, for staff and administrators; on the page of a couple
    (PairingRecord.pairing) for those in charge of it.
    """
    actions.tell(RECORD)
    if _may_add(couple):
        address.offer(label, "add")


def adding(couple: Mapping[Any, Any] | None = None) -> bool:
    """Whether the address asks for an empty form, and whoever is signed in may have it."""
    return st.query_params.get("add") is not None and _may_add(couple)


def add(kind: Kind, title: str) -> None:
    """Draw an empty form."""
    lead = _("For what comes in no file. A ledger is better uploaded whole.")
    markup.heading(title, lead)
    edit_form.show(kind, None)


def offer_pairing(pairing: Mapping[Any, Any]) -> None:
    """The way to the form of the pairing itself, for those who may change it."""
    if _may_correct(pairing):
        address.offer(_("Correct or end this pairing …"), "edit", PAIRING, name="edit_pairing")


def correcting_pairing(pairing: Mapping[Any, Any]) -> bool:
    """Whether the address asks for the form of the pairing itself, and they may have it."""
    return st.query_params.get("edit") == PAIRING and _may_correct(pairing)


def offer_new_pairing() -> None:
    """The way to an empty form for a pairing, for those who may make one."""
    actions.tell(RECORD)
    if may_pair(current_user.account()):
        address.offer(_("Add a pairing …"), "add")


def adding_pairing() -> bool:
    """Whether the address asks for an empty form for a pairing, and they may have it."""
    return st.query_params.get("add") is not None and may_pair(current_user.account())


def _name(kind: Kind, record: Mapping[Any, Any]) -> str:
    """What a record is called."""
    identity = int(record["id"])
    title = load(records.titles, LEDGERS[kind].spec.table.name, (identity,)).get(identity)
    return of_record(title, identity)


def _may_add(couple: Mapping[Any, Any] | None) -> bool:
    over = []
    if couple:
        over = [Matter(couple["helper_adcode"], couple["receiver_adcode"], couple["id"])]
    return may(current_user.account(), Action.EDIT, over)


def _may_correct(record: Mapping[Any, Any]) -> bool:
    return may(current_user.account(), Action.EDIT, [matter_of(record)])
