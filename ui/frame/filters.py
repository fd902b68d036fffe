"""The filter: drawn once, for every page, and said in words above each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from db.filters import Filter
from db.queries import overview, store
from ui.frame import address, aggregates, markup, state, terms
from ui.frame.query_cache import derive, load
from ui.frame.text import LANGUAGES, Language, _, either, language

EMPTY_STORE = (1996, 2026)
"""Years to choose from while there is no record yet."""


@dataclass(frozen=True)
class Selection:
    """What this run shows: the filter, its parts in words, and what of the address was wrong."""

    filter: Filter
    parts: Sequence[str]
    wrong: Sequence[address.Wrong]

    @property
    def words(self) -> str:
        return " · ".join(self.parts)


def current() -> Selection:
    """The selection of this run."""
    selection: Selection = st.session_state[state.SELECTION]
    return selection


def leave_open() -> None:
    """On a page that no filter changes: whatever is made there is not narrowed by one."""
    st.session_state[state.SELECTION] = Selection(aggregates.counting(Filter()), (), ())


def nothing_because(reason: str) -> str:
    """Why something is empty, and the way back."""
    back = _("Choose more years or provinces, or clear all filters.")
    return f"{reason} {back}" if current().filter.in_force else reason


def bounds() -> tuple[int, int]:
    """First and last year of the store."""
    return load(overview.years) or EMPTY_STORE


def vocabularies() -> dict[str, dict[str, str]]:
    """Parameter → its terms in the reader's words. The schemes are rows of the store."""
    return {
        "scheme": aggregates.scheme_names(),
        "level": terms.labels(terms.LEVELS),
        "industry": terms.labels(terms.INDUSTRIES),
        "stage": terms.labels(terms.STAGES),
    }


def choose() -> Selection:
    """Draw the controls and return what they say."""
    names, options = derive(_provinces, language())
    limits = bounds()
    chosen, wrong = address.read_filter(names.keys(), aggregates.scheme_names(), limits)
    labels = {
        "helper": _("Helper (east)"),
        "receiver": _("Receiver (west)"),
        "province": _("Province, on either side"),
    }
    for parameter, known in options.items():
        _select(parameter, labels[parameter], known, names, getattr(chosen, parameter))
    chosen = aggregates.counting(chosen)
    _years(limits, chosen.years)
    _more(chosen)
    selection = Selection(chosen, _in_words(chosen, names, limits), wrong)
    st.session_state[state.SELECTION] = selection
    return selection


def say(selection: Selection) -> None:
    """Say what is in force, with the way out of it, and what the address asked for in vain."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        chips = markup.join(markup.chip(part) for part in selection.parts)
        st.html(f'<p class="x-chips">{chips}</p>', width="content")
        st.button(
            _("Clear filters"),
            key=state.control("clear"),
            on_click=address.clear,
            disabled=not (selection.filter.in_force or selection.wrong),
            type="tertiary",
        )
    say_left_out([*selection.wrong, *address.misread("lang", list(LANGUAGES))])


def say_left_out(wrong: Sequence[address.Wrong]) -> None:
    """Say which parts of the address mean nothing."""
    for part in wrong:
        given = f"{part.parameter}={part.value[:60]}"
        text = _("“{given}” in the address means nothing here; it was left out.", given=given)
        markup.notice(text, "warning")


def _provinces(_language: Language) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Adcode → name of every province, and the adcodes to choose from on either side and both."""
    provinces = load(store.provinces)
    columns = (provinces[name].tolist() for name in ("adcode", "short_zh", "name_en"))
    names = {adcode: either(zh, en) for adcode, zh, en in zip(*columns, strict=True)}
    receiving, helping = provinces["receives"], provinces["helps"]
    among = {"helper": helping, "receiver": receiving, "province": helping | receiving}
    return names, {side: provinces["adcode"][some].tolist() for side, some in among.items()}


def _more(chosen: Filter) -> None:
    labels = {
        "scheme": _("Scheme"),
        "level": _("Level"),
        "industry": _("Industry (projects)"),
        "stage": _("Stage (projects)"),
    }
    used = any(getattr(chosen, parameter) for parameter in labels)
    # Another key where one is in force: it opens then, whoever has set it.
    key = state.control("more_in_force" if used else "more")
    more = st.expander(_("More filters"), expanded=used, key=key, on_change="rerun")
    if not more.open:
        return
    with more:
        for parameter, names in vocabularies().items():
            value = getattr(chosen, parameter)
            shown = str(value) if value else None
            _select(parameter, labels[parameter], list(names), names, shown)


def _select(
    parameter: str, label: str, options: list[Any], names: Mapping[Any, str], chosen: Any
) -> None:
    key = state.control(parameter)
    st.session_state[key] = chosen
    st.selectbox(
        label,
        options if chosen is None or chosen in options else [*options, chosen],
        index=None,
        format_func=names.__getitem__,
        placeholder=_("All"),
        key=key,
        on_change=address.on_change(parameter),
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


def _in_words(chosen: Filter, names: Mapping[str, str], bounds: tuple[int, int]) -> list[str]:
    parts: list[str] = []
    if chosen.helper or chosen.receiver:
        anyone = _("all")
        helper = names.get(chosen.helper or "", anyone)
        receiver = names.get(chosen.receiver or "", anyone)
        parts.append(f"{helper} → {receiver}")
    if chosen.province:
        parts.append(_("{province} on either side", province=names[chosen.province]))
    first, last = chosen.years or bounds
    years = str(first) if first == last else f"{first}–{last}"
    said = [
        vocabulary[value]
        for parameter, vocabulary in vocabularies().items()
        if (value := getattr(chosen, parameter))
    ]
    return [*(parts or [_("All provinces")]), years, *said]
