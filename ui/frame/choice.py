"""A choice among a few, that a parameter of the address says."""

from collections.abc import Mapping

import streamlit as st

from ui.frame import address, filters, state
from ui.frame.text import _


def among(parameter: str, label: str, names: Mapping[str, str], page: str = "page") -> str:
    """Draw the choice (value → name); what the address says, the first where it says none. A value
    that it does not know is said to be left out. `page` is the parameter of the list's page, which
    it turns to the first.
    """
    filters.say_left_out(address.misread(parameter, names))
    first, key = next(iter(names)), state.control(parameter)
    st.session_state[key] = address.word(parameter, names)
    chosen = st.segmented_control(
        label,
        list(names),
        format_func=names.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=address.on_change(
            parameter, lambda value: None if value == first else value, page
        ),
    )
    return str(chosen)


def one_of(
    parameter: str,
    label: str,
    names: Mapping[str, str],
    page: str = "page",
    placeholder: str = "",
) -> str | None:
    """A select box whose choice stands in the address; None where nothing is chosen. `page` is the
    parameter of the list's page, which it turns to the first.
    """
    given = st.query_params.get(parameter)
    key = state.control(parameter)
    st.session_state[key] = given if given in names else None
    chosen: str | None = st.selectbox(
        label,
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=placeholder or _("All"),
        key=key,
        on_change=address.on_change(parameter, page=page),
    )
    return chosen
