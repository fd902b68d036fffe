"""Taking the audit along as a file."""

from datetime import timedelta

import streamlit as st

from db import clock
from db.accounts import auditing
from db.reader import store_engine
from ui.frame import current_user, state
from ui.frame.text import _

USUAL = timedelta(days=180)


def take_along() -> None:
    """A day to begin with, and the button that makes the file when it is clicked."""
    person = current_user.account()
    if person is None:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        since = st.date_input(
            _("From this day on"), value=clock.today() - USUAL, key=state.control("audit_since")
        )

        def data() -> bytes:
            return auditing.hand_out(store_engine(), person, since)

        st.download_button(
            _("Audit as CSV"),
            data,
            f"audit-{since:%Y%m%d}-{clock.today():%Y%m%d}.csv",
            "text/csv",
            key=state.control("audit_csv"),
            on_click="ignore",
        )
