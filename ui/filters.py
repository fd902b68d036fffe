"""The filter: drawn once, for every page, and said in words above each."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from db.filters import Filter
from db.queries import overview, store
from ui import address, markup, state
from ui.load import load
from ui.text import _, either

EMPTY_STORE = (1996, 2026)
"""Years to choose from while there is no record yet."""

Names = dict[str, str]


@dataclass(frozen=True)
class Selection:
    """What this run shows: the filter, its parts in words, and what of the address was wrong."""

    filter: Filter
    words: str
    wrong: list[address.Wrong]


def choose() -> Selection:
    """Draw the controls and return what they say."""
    provinces = load(store.provinces)
    names = _names(provinces)
    bounds = load(overview.years) or EMPTY_STORE
    chosen, wrong = address.read_filter(names.keys(), bounds)
    receiving, helping = provinces["receives"], provinces["helps"]
    _province("helper", _("Helper (east)"), names, provinces["adcode"][helping], chosen.helper)
    _province(
        "receiver", _("Receiver (west)"), names, provinces["adcode"][receiving], chosen.receiver
    )
    _province(
        "province",
        _("Province, on either side"),
        names,
        provinces["adcode"][helping | receiving],
        chosen.province,
    )
    _years(bounds, chosen.years)
    st.button(
        _("Clear all filters"),
        key=state.control("clear"),
        on_click=address.clear,
        disabled=not (chosen.in_force or wrong),
        type="tertiary",
    )
    return Selection(chosen, _in_words(chosen, names, bounds), wrong)


def say(selection: Selection) -> None:
    """Say what the address asked for in vain."""
    for wrong in selection.wrong:
        given = f"{wrong.parameter}={wrong.value[:60]}"
        text = _("“{given}” in the address means nothing here; it was left out.", given=given)
        markup.notice(text, "warning")


def current() -> Selection:
    """The selection of this run."""
    selection: Selection = st.session_state[state.SELECTION]
    return selection


def nothing_because(reason: str) -> str:
    """Why something is empty, and the way back."""
    back = _("Choose more years or provinces, or clear all filters.")
    return f"{reason} {back}" if current().filter.in_force else reason


def _names(provinces: pd.DataFrame) -> Names:
    columns = (provinces[name].tolist() for name in ("adcode", "short_zh", "name_en"))
    return {adcode: either(zh, en) for adcode, zh, en in zip(*columns, strict=True)}


def _province(
    parameter: str, label: str, names: Names, options: pd.Series, chosen: str | None
) -> None:
    key = state.control(parameter)
    known = list(options)
    st.session_state[key] = chosen
    st.selectbox(
        label,
        known if chosen is None or chosen in known else [*known, chosen],
        index=None,
        format_func=names.__getitem__,
        placeholder=_("All"),
        key=key,
        on_change=address.on_change(parameter, lambda adcode: adcode),
    )


def _years(bounds: tuple[int, int], chosen: tuple[int, int] | None) -> None:
    key = state.control("years")
    st.session_state[key] = chosen or bounds
    if bounds[0] == bounds[1]:
        return

    def write(years: tuple[int, int]) -> str | None:
        return None if years == bounds else f"{years[0]}-{years[1]}"

    st.slider(
        _("Years"),
        *bounds,
        key=key,
        format="%d",
        on_change=address.on_change("years", write),
    )


def _in_words(chosen: Filter, names: Names, bounds: tuple[int, int]) -> str:
    first, last = chosen.years or bounds
    parts: list[str] = []
    if chosen.helper or chosen.receiver:
        anyone = _("all")
        helper = names.get(chosen.helper or "", anyone)
        receiver = names.get(chosen.receiver or "", anyone)
        parts.append(f"{helper} → {receiver}")
    if chosen.province:
        parts.append(_("{province} on either side", province=names[chosen.province]))
    years = str(first) if first == last else f"{first}–{last}"
    return " · ".join([*(parts or [_("All provinces")]), years])
