"""Renaming, describing and withdrawing a snapshot: for whoever took it, and administrators."""

from collections.abc import Callable

import streamlit as st

from db.accounts import Forbidden
from db.errors import StoreError
from db.snapshots import Refused, Snapshot
from db.snapshots import revising as change
from db.snapshots.refused import LONGEST_NAME, LONGEST_TEXT
from db.writer import change as write
from ui.frame import audited, current_user, markup, state
from ui.frame.text import _
from ui.snapshots import outcome

Change = Callable[..., Snapshot]


def offer(found: Snapshot) -> None:
    """Draw the three forms, folded away."""
    with st.expander(_("Rename, describe or withdraw")):
        _form(
            found, "name", _("Name of the snapshot"), found.name, _("Save the name"), change.rename
        )
        _form(
            found,
            "description",
            _("Description"),
            found.description,
            _("Save the description"),
            change.describe,
        )
        markup.note(
            _(
                "A withdrawn snapshot is kept and marked; its files are not given out any more. "
                "This cannot be taken back."
            )
        )
        _form(found, "reason", _("Reason"), "", _("Withdraw it"), change.withdraw)


def _form(found: Snapshot, part: str, label: str, value: str, button: str, what: Change) -> None:
    key = state.control(f"snapshot_{part}_{found.id}")
    with st.form(f"{key}_form", border=False):
        if part == "name":
            st.text_input(label, value=value, max_chars=LONGEST_NAME, key=key)
        else:
            st.text_area(label, value=value, max_chars=LONGEST_TEXT, key=key, height="content")
        st.form_submit_button(button, on_click=_change, args=(found, key, what))


def _change(found: Snapshot, key: str, what: Change) -> None:
    person = current_user.account()
    try:
        write(what, person, found.public_id, st.session_state[key])
    except (Forbidden, Refused) as refusal:
        audited.refused(person, refusal)
        outcome.note(found.public_id, refusal.words)
    except StoreError as error:
        outcome.note(found.public_id, outcome.no_store(error))
    else:
        outcome.note(found.public_id, outcome.DONE)
