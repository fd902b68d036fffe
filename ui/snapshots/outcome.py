"""What came of saving or changing a snapshot: kept for one run, then said."""

import logging

import streamlit as st

from db.errors import StoreError
from db.importing.words import Words
from db.snapshots import Snapshot
from ui.frame import links, markup, state
from ui.frame.text import _, language

log = logging.getLogger("xieshou")

NO_STORE = Words(
    "数据库暂时无法访问，未作任何更改。请稍后再试。",
    "The database does not answer, and nothing was changed. Please try again shortly.",
)

DONE = Words("已保存。", "Saved.")


def note(key: str, outcome: Snapshot | Words) -> None:
    """Keep what came of it under a key."""
    st.session_state[state.OUTCOME] = {key: outcome}


def no_store(error: StoreError) -> Words:
    """What is said when the store fails; the reason is for the log."""
    log.error("%s", error)
    return NO_STORE


def tell(key: str) -> None:
    """Say what came of it; nothing where nothing was done."""
    outcome = st.session_state.get(state.OUTCOME, {}).get(key)
    if outcome is DONE:
        markup.notice(outcome[language()])
    elif isinstance(outcome, Words):
        markup.notice(outcome[language()], "warning")
    elif outcome is not None:
        link = links.snapshot(outcome.public_id, outcome.number)
        markup.notice(markup.join([_("Saved as snapshot"), link], " "))
