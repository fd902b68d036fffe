"""The address is where a page's state lives: a copied link shows a colleague the same.

A control writes its parameter when it is changed, and shows what the address says on every run.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from db.filters import Filter
from db.terms import Industry, Level, Stage
from ui.frame import state

WHOLE = re.compile(r"[1-9][0-9]{0,9}")
YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")

TERMS = {"industry": Industry, "stage": Stage, "level": Level}
"""Parameters whose values are words of a closed vocabulary."""

PROVINCES = ("helper", "receiver", "province")
"""Parameters whose values are adcodes of provinces."""

FILTERS = (*PROVINCES, "years", "scheme", *TERMS)
KEPT = (*FILTERS, "lang")
"""Parameters that a link to another page carries along."""


@dataclass(frozen=True)
class Wrong:
    """A parameter whose value means nothing here."""

    parameter: str
    value: str


def read_filter(
    provinces: Collection[str],
    schemes: Collection[str],
    bounds: tuple[int, int],
    asked: Mapping[str, str] | None = None,
) -> tuple[Filter, list[Wrong]]:
    """The Filter that the address asks for (or parameters that were kept of one), and what of it
    cannot be followed. `provinces` and `schemes` are those that the store knows.
    """
    known = dict.fromkeys(PROVINCES, provinces) | {"scheme": schemes}
    if asked is None:
        asked = st.query_params
    wrong: list[Wrong] = []
    chosen: dict[str, Any] = {}
    for parameter in FILTERS:
        given = asked.get(parameter)
        if given is None:
            continue
        value = _meaning(parameter, given, known, bounds)
        if value is None:
            wrong.append(Wrong(parameter, given))
        else:
            chosen[parameter] = value
    return Filter(**chosen), wrong


def misread(parameter: str, known: Collection[str] | None = None) -> list[Wrong]:
    """The parameter where its value means nothing: it is none of the known words or, where no words
    are given, no whole number above 0.
    """
    given = st.query_params.get(parameter)
    meant = given in known if known is not None else number(parameter) is not None
    return [] if given is None or meant else [Wrong(parameter, given)]


def number(parameter: str) -> int | None:
    """A whole number above 0 from the address; None where it is missing or something else."""
    given = st.query_params.get(parameter, "")
    return int(given) if WHOLE.fullmatch(given) and int(given) < 2**31 else None


def span(parameter: str) -> tuple[int, int] | None:
    """A year, or from one to another; None where it is missing or something else."""
    return _span(st.query_params.get(parameter, ""))


def day(parameter: str) -> date | None:
    """A day of this or the last century; None where it is missing or something else."""
    try:
        asked = date.fromisoformat(st.query_params.get(parameter, ""))
    except ValueError:
        return None
    return asked if 1900 <= asked.year <= 2100 else None


def years(of: tuple[int, int]) -> str:
    """Years as the address has them."""
    return "-".join(map(str, dict.fromkeys(of)))


def word(parameter: str, known: Mapping[str, Any]) -> str:
    """One of the known words from the address, the first of them where it is none."""
    given = st.query_params.get(parameter, "")
    return given if given in known else next(iter(known))


def kept(**more: str) -> dict[str, str]:
    """The parameters for a link within the dashboard: the filter in force, and more."""
    given = dict(st.query_params)
    return {name: given[name] for name in KEPT if name in given} | more


def put(parameter: str, value: str | None) -> None:
    """Set a parameter, or take it away."""
    if value is not None:
        st.query_params[parameter] = value
    elif parameter in st.query_params:
        del st.query_params[parameter]


def offer(label: str, parameter: str, value: str = "1", name: str = "") -> None:
    """Draw the button that sets a parameter; `name` tells it from another one of the parameter."""
    key = state.control(name or parameter)
    st.button(label, key=key, type="tertiary", on_click=put, args=(parameter, value))


def on_change(
    parameter: str, write: Callable[[Any], str | None] = lambda v: v, page: str = "page"
) -> Callable[[], None]:
    """A callback that writes a control's new value into its parameter, and turns to page 1."""

    def changed() -> None:
        put(parameter, write(st.session_state[state.control(parameter)]))
        put(page, None)

    return changed


def clear() -> None:
    """Take every filter away."""
    for parameter in (*FILTERS, "page"):
        put(parameter, None)


def _meaning(
    parameter: str, given: str, known: Mapping[str, Collection[str]], bounds: tuple[int, int]
) -> Any:
    if parameter == "years":
        return _years(given, bounds)
    if parameter in known:
        return given if given in known[parameter] else None
    vocabulary = TERMS[parameter]
    return vocabulary(given) if given in set(vocabulary) else None


def _years(given: str, bounds: tuple[int, int]) -> tuple[int, int] | None:
    found = _span(given)
    return found if found and bounds[0] <= found[0] and found[1] <= bounds[1] else None


def _span(given: str) -> tuple[int, int] | None:
    found = YEARS.fullmatch(given)
    if not found:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return (first, last) if first <= last else None
