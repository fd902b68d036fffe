"""Pairings that a file names and the store lacks: those who may make them here, and it goes on."""

from functools import partial

import streamlit as st

from db import clock
from db.accounts import Account, may_pair
from db.importing.pipeline import Preview, Upload, import_file
from db.importing.problems.places import PAIRING
from db.importing.safe import csv_bytes
from db.reader import store_engine
from db.terms import Kind
from ui.editing import edit_fields
from ui.frame import actions, current_user, state
from ui.frame.actions import Told
from ui.frame.text import _, language, n_
from ui.uploads import upload_choices

Couple = tuple[str, str]

COLUMNS = ("helper", "receiver", "scheme", "from", "source")
PLACE = "pairing"
"""Where it is told what became of it."""


def offer(given: Upload, checked: Preview) -> None:
    """A form for the pairings that rows of the file name in vain, for those who may make them."""
    actions.tell(PLACE)
    lacking = _lacking(checked)
    if not lacking or not may_pair(current_user.account()):
        return
    count = len(lacking)
    label = n_("Make the {n} missing pairing here …", "Make the {n} missing pairings here …", count)
    with st.expander(label, expanded=True), st.form(state.control("pair"), border=False):
        couples = list(lacking)
        st.multiselect(
            _("Couples"),
            couples,
            default=couples,
            format_func=" → ".join,
            key=state.control("pair_couples"),
        )
        scheme, first = st.columns(2)
        names = edit_fields.choices(Kind.PAIRINGS, "scheme") or {}
        scheme.selectbox(
            _("Scheme"),
            list(names),
            index=None,
            format_func=lambda text: names.get(text, text),
            placeholder=_("Choose one, or type a new one"),
            accept_new_options=True,
            key=state.control("pair_scheme"),
        )
        first.text_input(
            _("First year"), str(min(lacking.values())), key=state.control("pair_from")
        )
        st.text_input(_("Source"), key=state.control("pair_source"))
        st.form_submit_button(
            _("Add them, and check the file again"), on_click=_make, args=(given,)
        )


def _lacking(checked: Preview) -> dict[Couple, int]:
    """Couples by name, each with the first year in which a row needs it."""
    found: dict[Couple, int] = {}
    for issue in checked.issues:
        if issue.problem is PAIRING:
            couple = str(issue.details["helper"]), str(issue.details["receiver"])
            year = int(str(issue.details["year"]))
            found[couple] = min(year, found.get(couple, year))
    return found


def _make(given: Upload) -> None:
    kept = ("couples", "scheme", "from", "source")
    couples, *same = (st.session_state.get(state.control(f"pair_{name}")) or "" for name in kept)
    rows = [[*couple, *same] for couple in couples]
    actions.do(partial(_write, given, rows), PLACE)


def _write(given: Upload, rows: list[list[str]], person: Account) -> Told:
    """All of them as one import, which can be undone as one."""
    if not rows:
        return Told(_("Choose at least one couple."), good=False)
    made = Upload(
        kind=Kind.PAIRINGS,
        data=csv_bytes([list(COLUMNS), *rows]),
        file_name=f"{_('Pairings')}-{clock.today():%Y-%m-%d}.csv",
        by=person,
    )
    checked = import_file(store_engine(), made)
    if checked.batch is None:
        told = dict.fromkeys(issue.message[language()] for issue in checked.issues)
        return Told(" ".join(told), good=False)
    upload_choices.restore(given)
    added = n_("{n} pairing was added.", "{n} pairings were added.", checked.counts["new"])
    return Told(added + " " + _("The file was checked again."))
