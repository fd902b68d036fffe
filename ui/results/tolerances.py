"""Tolerances: up to what two reports count as the same. All see them, administrators set them."""

from typing import Any

import streamlit as st

from db.accounts import Account, Action, may
from db.reader import store_engine
from db.results import RATE, judging
from db.results.scorecard import tolerances
from ui.frame import actions, current_user, markup, state, terms
from ui.frame.query_cache import load
from ui.frame.text import _
from ui.results import differences


def show() -> None:
    """Draw the tolerances in force, and for an administrator the form."""
    note = _(
        "Up to so much, or so many in a thousand of the larger value, whichever is more, two "
        "reports count as the same. Of a unit that is not here only what is equal is."
    )
    markup.section(_("Tolerances"), note)
    found = load(tolerances)
    rows = [
        (_unit(unit), differences.amount(much, unit), f"{thousandths / 10:g}%")
        for unit, (much, thousandths) in sorted(found.items())
        if much or thousandths
    ]
    if rows:
        headers = (_("Unit"), _("Up to"), _("Share of the larger value"))
        st.html(str(markup.table(headers, rows, "tolerances")))
    else:
        text = _("No tolerance is set: any difference counts.")
        markup.draw('<p class="x-note">{text}</p>', text=text)
    if may(current_user.account(), Action.ADMINISTER):
        _form()


def _form() -> None:
    names = {unit: _unit(unit) for unit in load(judging.units)}
    if not names:
        return
    with st.form("tolerance", border=False):
        unit, much, share = st.columns([1, 1, 1])
        unit.selectbox(_("Unit"), list(names), format_func=names.__getitem__, key=_key("unit"))
        much.number_input(
            _("Up to (in the unit; of % in points)"),
            min_value=0.0,
            max_value=float(judging.LARGEST // 100),
            value=0.0,
            step=1.0,
            format="%g",
            key=_key("absolute"),
        )
        share.number_input(
            _("Or per mille of the larger value"), 0, 1_000, 0, 1, key=_key("per_mille")
        )
        st.form_submit_button(_("Set the tolerance"), on_click=_set)


def _set() -> None:
    def deed(person: Account) -> actions.Told:
        unit, much = _given("unit"), _given("absolute")
        absolute = round(much * 100) if unit == RATE else round(much)
        engine = store_engine()
        judging.set_tolerance(engine, unit, absolute, int(_given("per_mille")), person)
        return actions.Told(_("The tolerance of {unit} is set.", unit=_unit(unit)))

    actions.do(deed)


def _unit(unit: str) -> str:
    return terms.label(terms.UNITS, unit) or unit


def _key(part: str) -> str:
    return state.control(f"tolerance_{part}")


def _given(part: str) -> Any:
    return st.session_state[_key(part)]
