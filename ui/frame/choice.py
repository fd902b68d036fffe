"""A choice among a few, that a parameter of the address says."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import streamlit as st

from ui.frame import address, filters, state
from ui.frame.text import _

DOT = "."
"""Between several values of one parameter."""


def joined(terms: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Parameters with several values each, as the address has them."""
    return {name: DOT.join(some) for name, some in terms.items()}


def among(
    parameter: str,
    label: str,
    names: Mapping[str, str],
    page: str = "page",
    clears: Collection[str] = (),
) -> str:
    """Draw the choice (value → name); what the address says, the first where it says none. A value
    that it does not know is said to be left out. `page` is the parameter of the list's page, which
    it turns to the first; a change takes those that it `clears` away.
    """

    def write(value: Any) -> str | None:
        for other in clears:
            address.put(other, None)
        return None if value == first else str(value)

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
        on_change=address.on_change(parameter, write, page),
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


def several(
    parameter: str,
    label: str,
    names: Mapping[str, str],
    page: str = "page",
    most: int | None = None,
) -> tuple[str, ...]:
    """A box from which several may be chosen, `most` of them where that is said; the address has
    them with dots between. Nothing where none is chosen: that is all of them. What it does not know
    is said to be left out.
    """
    given = [one for one in st.query_params.get(parameter, "").split(DOT) if one]
    left_out = [one for one in given if one not in names]
    filters.say_left_out([address.Wrong(parameter, one) for one in left_out])
    key = state.control(parameter)
    st.session_state[key] = [one for one in dict.fromkeys(given) if one in names][:most]
    chosen = st.multiselect(
        label,
        list(names),
        format_func=names.__getitem__,
        placeholder=_("Choose") if most else _("All"),
        key=key,
        max_selections=most,
        on_change=address.on_change(parameter, lambda some: DOT.join(some) or None, page),
    )
    return tuple(chosen)
