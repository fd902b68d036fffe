"""Taking an import back: first what would be reversed and what kept, then the button for it."""

import streamlit as st
from markupsafe import Markup

from db.accounts import Account
from db.importing.batches import Batch, Deed
from db.importing.reversible import Kept
from db.importing.undo import CannotUndo, undo, undo_preview
from db.queries import records
from db.reader import store_engine
from ui.frame import actions, address, batched, links, markup, state
from ui.frame.actions import Told
from ui.frame.names import of_record
from ui.frame.query_cache import load
from ui.frame.text import N_, _, language, n_

REASONS = {
    "edited": N_("changed since"),
    "pointed_to": N_("newer records are linked to it"),
    "reference_gone": N_("what it was linked to is gone"),
    "key_taken": N_("another record has its name and date, or its code, by now"),
    "deleted": N_("removed since"),
    "together": N_("it was merged with one that cannot be parted from it"),
    "missing": N_("no longer in the store"),
}
TITLES = {
    None: N_("Undo this import"),
    Deed.ADDED: N_("Undo this addition"),
    Deed.CORRECTED: N_("Undo this correction"),
    Deed.PROGRESS: N_("Undo this progress"),
    Deed.DELETED: N_("Undo this removal"),
    Deed.MERGED: N_("Undo this merger"),
}
ASKING = {
    None: N_("Undo this import …"),
    Deed.ADDED: N_("Undo this addition …"),
    Deed.CORRECTED: N_("Undo this correction …"),
    Deed.PROGRESS: N_("Undo this progress …"),
    Deed.DELETED: N_("Undo this removal …"),
    Deed.MERGED: N_("Undo this merger …"),
}
NAMED = 50
"""So many kept records are named; the rest is counted."""


def show(batch: Batch) -> None:
    """A button that asks what undo would do; with `undo` in the address, the answer."""
    if st.query_params.get("undo") is None:
        st.button(
            _(ASKING[batch.deed]),
            key=state.control("undo_preview"),
            on_click=address.put,
            args=("undo", "1"),
        )
        return
    markup.section(_(TITLES[batch.deed]))
    try:
        found = load(undo_preview, batch.id)
    except CannotUndo as refusal:
        markup.notice(refusal.words[language()], "warning")
        return
    parts = [
        _reversed_count(batch, found.reversed),
        _kept_count(len(found.kept) + len(found.failed)),
    ]
    text = ("" if language() == "zh" else " ").join(filter(None, parts))
    markup.draw('<p class="x-verdict" role="status">{text}</p>', text=text)
    _name([*found.kept, *found.failed])
    with st.container(horizontal=True):
        if found.reversed and st.button(
            _("Undo it now"), type="primary", key=state.control("undo")
        ):
            _undo(batch.id)
        st.button(
            _("Leave it"),
            type="tertiary",
            key=state.control("undo_not"),
            on_click=address.put,
            args=("undo", None),
        )


def _reversed_count(batch: Batch, count: int) -> str:
    if batch.deed is Deed.ADDED and count:
        return _("The record that was added would be removed.")
    return n_(
        "{n} record would be put back as it was.",
        "{n} records would be put back as they were.",
        count,
    )


def _kept_count(kept: int) -> str:
    if not kept:
        return ""
    return n_(
        "{n} would be kept as it is, for the reason below.",
        "{n} would be kept as they are, for the reasons below.",
        kept,
    )


def _name(kept: list[Kept]) -> None:
    if not kept:
        return
    first = kept[:NAMED]
    names = {
        table: load(records.titles, table, tuple(k.row_id for k in first if k.table == table))
        for table in {k.table for k in first}
    }
    items = []
    for one in first:
        text = of_record(names[one.table].get(one.row_id), f"{one.table} {one.row_id}")
        link = links.record(one.table, one.row_id, text)
        items.append(Markup("<li>{} {}</li>").format(link, markup.quiet(_(REASONS[one.reason]))))
    if len(kept) > NAMED:
        more = n_("and {n} more", "and {n} more", len(kept) - NAMED)
        items.append(Markup('<li class="x-quiet">{}</li>').format(more))
    markup.draw('<ul class="x-records">{items}</ul>', items=markup.join(items))


def _undo(batch_id: int) -> None:
    def deed(person: Account) -> Told:
        receipt = undo(store_engine(), batch_id, person)
        address.put("undo", None)
        done = n_(
            "Undone: {n} record is as it was before.",
            "Undone: {n} records are as they were before.",
            receipt.reversed,
        )
        left = n_("{n} was kept.", "{n} were kept.", len(receipt.kept)) if receipt.kept else ""
        return Told(f"{done} {left}".strip())

    with batched.spinner(_("Taking it back …")):
        actions.do(deed)
    st.rerun()
