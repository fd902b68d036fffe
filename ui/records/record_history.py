"""What was done to one record, batch by batch: for those who may see imports."""

import streamlit as st

from db.accounts import Action, may
from db.importing import lineage
from db.importing.lineage import Deed
from db.reader import answer
from db.terms import Action as Done
from ui.frame import current_user, links, markup, numbers, terms
from ui.frame.text import N_, _
from ui.uploads import changes

DONE = {
    Done.INSERT: N_("added"),
    Done.UPDATE: N_("changed"),
    Done.DELETE: N_("merged into this one, and gone"),
}


def show(table: str, record_id: int) -> None:
    """Draw the batches that wrote a record, or one merged into it, the newest first."""
    person = current_user.account()
    if person is None or not may(person, Action.UPLOADS):
        return
    deeds = answer(lineage.deeds, person, table, record_id)
    if not deeds:
        return
    markup.section(_("What was done to it"))
    headers = (_("When"), _("By"), _("What"), _("Before → after"), _("Loaded in"))
    rows = [
        (numbers.moment(deed.at), deed.author, _what(deed), _changed(deed), _batch(deed))
        for deed in deeds
    ]
    st.html(str(markup.table(headers, rows, "deeds")))


def _what(deed: Deed) -> str:
    told = _(DONE[deed.done])
    if deed.undoes is not None:
        told = _("an undo: {done}", done=told)
    elif deed.undone:
        told = _("{done}; undone since", done=told)
    if deed.merged is None:
        return told
    return _("record {n}, now part of this one: {done}", n=deed.merged, done=told)


def _changed(deed: Deed) -> object:
    """The columns that it changed, with both values."""
    return changes.told(deed.change, changes.diff(deed.change)) if deed.done is Done.UPDATE else ""


def _batch(deed: Deed) -> object:
    name = deed.file_name or (terms.kind(deed.kind) if deed.kind else _("on the page"))
    return links.batch(deed.batch, _("no. {n} ({file})", n=deed.batch, file=name))
