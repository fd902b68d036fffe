"""The address is where a page's state lives: a copied link shows a colleague the same.

A control writes its parameter when it is changed, and shows what the address says on every run.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import streamlit as st

from db.filters import Filter
from ui import state

YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")

FILTERS = ("province", "helper", "receiver", "years")
KEPT = (*FILTERS, "lang")
"""Parameters that a link to another page carries along."""


@dataclass(frozen=True)
class Wrong:
    """A parameter whose value means nothing here."""

    parameter: str
    value: str


def read_filter(provinces: Collection[str], bounds: tuple[int, int]) -> tuple[Filter, list[Wrong]]:
    """The Filter that the address asks for, and what of it cannot be followed."""
    wrong: list[Wrong] = []
    chosen: dict[str, Any] = {}
    for parameter in FILTERS:
        given = st.query_params.get(parameter)
        if given is None:
            continue
        value = _years(given, bounds) if parameter == "years" else _known(given, provinces)
        if value is None:
            wrong.append(Wrong(parameter, given))
        else:
            chosen[parameter] = value
    return Filter(**chosen), wrong


def number(parameter: str) -> int | None:
    """A whole number above 0 from the address; None where it is missing or something else."""
    given = st.query_params.get(parameter, "")
    return int(given) if given.isascii() and given.isdigit() and 0 < int(given) < 2**31 else None


def kept(**more: str) -> dict[str, str]:
    """The parameters for a link within the dashboard: the filter in force, and more."""
    carried = {name: st.query_params[name] for name in KEPT if name in st.query_params}
    return carried | more


def put(parameter: str, value: str | None) -> None:
    """Set a parameter, or take it away."""
    if value is not None:
        st.query_params[parameter] = value
    elif parameter in st.query_params:
        del st.query_params[parameter]


def on_change(parameter: str, write: Callable[[Any], str | None]) -> Callable[[], None]:
    """A callback that writes a control's new value into its parameter."""

    def changed() -> None:
        put(parameter, write(st.session_state[state.control(parameter)]))

    return changed


def clear() -> None:
    """Take every filter away."""
    for parameter in FILTERS:
        put(parameter, None)


def _known(given: str, provinces: Collection[str]) -> str | None:
    return given if given in provinces else None


def _years(given: str, bounds: tuple[int, int]) -> tuple[int, int] | None:
    found = YEARS.fullmatch(given)
    if not found:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return (first, last) if bounds[0] <= first <= last <= bounds[1] else None
