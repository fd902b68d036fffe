"""The form of a record that is open: one at a time, kept until it is saved or left."""

from dataclasses import dataclass, field
from itertools import count

import streamlit as st

from db import editing
from db.editing import Seen
from db.importing.issue import Issue
from db.importing.kinds import LEDGERS
from db.terms import Kind
from ui.editing import edit_start
from ui.frame import actions, address, state
from ui.frame.query_cache import load

FORM, RECORD = "form", "record"
"""Places that tell what became of it: above the form's buttons, and above the record."""

NUMBERS = count()


@dataclass
class Form:
    """What is open: the record as it was seen (none where one is added), what its fields begin
    with, and what came of saving.

    `now` has what the record says by now in fields that were typed over meanwhile. `number` is in
    the key of every field: fields that begin anew are new ones, for to set the value of one that is
    there already is lost on a browser that has not drawn it yet.
    """

    kind: Kind
    seen: Seen | None
    texts: dict[str, str]
    number: int = field(default_factory=NUMBERS.__next__)
    issues: list[Issue] = field(default_factory=list)
    looked_at: frozenset[str] = frozenset()
    now: dict[str, str] = field(default_factory=dict)
    drawn: bool = False
    tried: bool = False

    @property
    def id(self) -> int | None:
        return self.seen.id if self.seen else None

    def key(self, name: str) -> str:
        """The key of a field's control."""
        return state.control(f"edit_{self.number}_{name}")


def opened(kind: Kind, record_id: int | None) -> Form | None:
    """The form that is open, or a new one; None where the record is gone."""
    form: Form | None = st.session_state.get(state.FORM)
    if (
        form is not None
        and (form.kind, form.id) == (kind, record_id)
        and (form.tried or not form.drawn or _is_kept(form))
    ):
        if form.drawn and not _is_kept(form):  # what was typed could not be saved: it is not lost
            form.number = next(NUMBERS)
        return form
    seen = None if record_id is None else load(editing.look, kind, record_id)
    if record_id is not None and seen is None:
        return None
    actions.forget(FORM)
    form = Form(kind, seen, dict(seen.texts) if seen else edit_start.texts(kind))
    st.session_state[state.FORM] = form
    return form


def _is_kept(form: Form) -> bool:
    """Whether the browser still has its fields: they are gone once another page was shown."""
    return all(form.key(name) in st.session_state for name in LEDGERS[form.kind].form)


def close() -> None:
    """Leave the form, nothing written."""
    st.session_state.pop(state.FORM, None)
    address.put("edit", None)
    address.put("add", None)
