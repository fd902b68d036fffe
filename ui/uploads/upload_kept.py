"""The day to which an uploaded ledger was kept: proposed, and the official's to change."""

from datetime import date

import streamlit as st

from db import clock
from db.importing.kinds import LEDGERS
from db.importing.preview import Outcome, Preview
from db.importing.problems.asof import AS_OF_BEFORE, AS_OF_FUTURE
from db.importing.upload import Upload
from ui.frame import as_of, markup, state
from ui.frame.text import _
from ui.uploads.upload_choices import restore

EARLIEST = date(1990, 1, 1)
REFUSED = (AS_OF_FUTURE, AS_OF_BEFORE)


def ask(plan_id: str, given: Upload, checked: Preview) -> None:
    """The day, and where the proposal comes from; nothing of a file that cannot be read."""
    refused = any(issue.problem in REFUSED for issue in checked.issues)
    if "as_of" not in LEDGERS[given.kind].spec.table.c or not (checked.plans or refused):
        return
    if checked.outcome is Outcome.NEED_CHOICE:
        return
    kept, key = checked.as_of, state.control(f"kept_to_{plan_id}")
    day = kept.day if kept else given.as_of
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input(
            _("The day to which the ledger was kept"),
            value=min(max(day, EARLIEST), clock.today()) if day else None,
            min_value=EARLIEST,
            max_value=clock.today(),
            format="YYYY-MM-DD",
            key=key,
            on_change=lambda: restore(given, as_of=st.session_state[key]),
            width=260,
        )
        if kept:
            text = as_of.origin(kept.origin, kept.words)
            markup.draw('<p class="x-note">{text}</p>', text=_("This day: {text}.", text=text))
        elif not refused:
            text = _("The ledger does not say: please choose the day.")
            markup.draw('<p class="x-note">{text}</p>', text=text)
