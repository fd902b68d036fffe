"""The forms with which an administrator changes a measure of assessment, by further versions."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from db.accounts import Account
from db.assessment import revising
from db.assessment.dossier import Dossier
from db.assessment.measures import Head, Indicator, Measure, Version
from db.assessment.refused import LONGEST, LONGEST_HEAD, LONGEST_REASON
from db.queries import store
from db.results import grid
from db.writer import change as write
from ui.frame import actions, markup, state
from ui.frame.query_cache import load
from ui.frame.text import N_, _, either

NAMES = {"name_zh": N_("Name in Chinese"), "name_en": N_("Name in English"), "source": N_("Source")}
NEW = ""
"""The key of a head that is not there yet."""
EVERYWHERE = ""
"""What stands for no province."""


def offer(found: Dossier) -> None:
    """Draw them, folded away."""
    held = found.of.measure
    if held is not None:
        _offer_head(held)
        _offer_measure(held)
        if held.number > 1:
            _offer_back(held)
    _offer_new(found)


def provinces() -> dict[str, str]:
    """Code → name, in the reader's language; first what holds for all."""
    every = load(store.provinces).to_dict("records")
    names = {one["adcode"]: either(one["short_zh"], one["name_en"]) for one in every}
    return {EVERYWHERE: _("all provinces")} | names


def _offer_head(held: Version) -> None:
    heads = {head.key: either(head.name_zh, head.name_en) for head in held.said.heads}
    with st.expander(_("Change a head")):
        names = heads | {NEW: _("A new head")}
        key = st.selectbox(
            _("Head"), list(names), format_func=names.__getitem__, key=_key(held, "head")
        )
        head = next((h for h in held.said.heads if h.key == key), Head(NEW, "", ""))
        metrics = {k: either(m.name_zh, m.name_en) for k, m in load(grid.indicators).items()}
        with st.form(_key(held, f"head_form_{key}"), border=False):
            left, middle, right = st.columns([2, 2, 1])
            for place, name in ((left, "name_zh"), (middle, "name_en")):
                place.text_input(
                    _(NAMES[name]),
                    value=getattr(head, name),
                    max_chars=LONGEST_HEAD[name],
                    key=_key(held, f"{key}_{name}"),
                )
            _weight(right, _("Points"), head.weight, _key(held, f"{key}_weight"))
            st.multiselect(
                _("Indicators, in their order"),
                list(metrics),
                default=[one.metric for one in head.indicators if one.metric in metrics],
                format_func=metrics.__getitem__,
                key=_key(held, f"{key}_metrics"),
            )
            columns = st.columns(3)
            for number, one in enumerate(head.indicators):
                label = _("Points of {name}", name=metrics.get(one.metric, one.metric))
                at = _key(held, f"{key}_{one.metric}")
                _weight(columns[number % 3], label, one.weight, at)
            _reason(held, f"{key}_reason")
            st.form_submit_button(
                _("Save as version {n}", n=held.number + 1), on_click=_save_head, args=(held, head)
            )
            if key != NEW and len(heads) > 1:
                st.form_submit_button(
                    _("Leave this head out"), on_click=_leave_out, args=(held, head)
                )


def _weight(place: Any, label: str, weight: int | None, key: str) -> None:
    value = None if weight is None else weight / 100
    place.number_input(label, 0.0, 100.0, value, step=0.5, format="%g", key=key)


def _reason(held: Version | None, part: str) -> None:
    st.text_input(_("Reason"), max_chars=LONGEST_REASON, key=_key(held, part))


def _offer_measure(held: Version) -> None:
    with (
        st.expander(_("Change its name, years or province")),
        st.form(_key(held, "measure_form"), border=False),
    ):
        _fields(held, held.said)
        st.form_submit_button(
            _("Save as version {n}", n=held.number + 1), on_click=_save_measure, args=(held,)
        )


def _offer_back(held: Version) -> None:
    with (
        st.expander(_("Take version {n} back", n=held.number)),
        st.form(_key(held, "back_form"), border=False),
    ):
        text = _("What stood before it becomes version {n}.", n=held.number + 1)
        markup.draw('<p class="x-note">{text}</p>', text=text)
        _reason(held, "back_reason")
        st.form_submit_button(_("Take it back"), on_click=_take_back, args=(held,))


def _offer_new(found: Dossier) -> None:
    """A measure for a province or years, with the heads of the one that holds."""
    held = found.of.measure
    heads = held.said.heads if held else (Head(NEW, "组织领导", "Organisation and leadership"),)
    year, province = found.of.year, found.of.couple.provinces[0]
    began = Measure("", "", province, year, None, "", heads)
    with (
        st.expander(_("A measure of its own for a province or year")),
        st.form(_key(None, f"new_{year}_{province}"), border=False),
    ):
        _fields(None, began)
        st.form_submit_button(_("Make it"), on_click=_begin, args=(began,))


def _fields(held: Version | None, of: Measure) -> None:
    for name in LONGEST:
        st.text_input(
            _(NAMES[name]), getattr(of, name), max_chars=LONGEST[name], key=_key(held, name)
        )
    first, last, where = st.columns([1, 1, 2])
    first.number_input(_("First year"), 1990, 2100, of.year_from, key=_key(held, "year_from"))
    last.number_input(_("Last year"), 1990, 2100, of.year_to, key=_key(held, "year_to"))
    known = provinces()
    where.selectbox(
        _("Province"),
        list(known),
        index=list(known).index(of.province or EVERYWHERE),
        format_func=known.__getitem__,
        key=_key(held, "province"),
    )
    _reason(held, "reason")


def _typed(held: Version | None, of: Measure) -> Measure:
    years = {name: _given(held, name) for name in ("year_from", "year_to")}
    texts = {name: _given(held, name) for name in LONGEST}
    return replace(of, province=_given(held, "province") or None, **texts, **years)


def _save_measure(held: Version) -> None:
    _revise(held, lambda: _typed(held, held.said), "reason")


def _save_head(held: Version, head: Head) -> None:
    def typed() -> Measure:
        key = head.key
        known = {one.metric for one in head.indicators}
        under = tuple(
            Indicator(one, _hundredths(held, f"{key}_{one}") if one in known else None)
            for one in _given(held, f"{key}_metrics")
        )
        names = (_given(held, f"{key}_name_zh"), _given(held, f"{key}_name_en"))
        now = Head(key, *names, _hundredths(held, f"{key}_weight"), under)
        heads = tuple(now if one.key == key else one for one in held.said.heads)
        return replace(held.said, heads=heads if key != NEW else (*heads, now))

    _revise(held, typed, f"{head.key}_reason")


def _leave_out(held: Version, head: Head) -> None:
    left = tuple(one for one in held.said.heads if one.key != head.key)
    _revise(held, lambda: replace(held.said, heads=left), f"{head.key}_reason")


def _revise(held: Version, typed: Callable[[], Measure], reason: str) -> None:
    def deed(person: Account) -> actions.Told:
        why = _given(held, reason)
        return _told(write(revising.revise, person, held.key, held.number, typed(), why))

    actions.do(deed)


def _take_back(held: Version) -> None:
    def deed(person: Account) -> actions.Told:
        why = _given(held, "back_reason")
        return _told(write(revising.take_back, person, held.key, held.number, why))

    actions.do(deed)


def _begin(began: Measure) -> None:
    def deed(person: Account) -> actions.Told:
        write(revising.begin, person, _typed(None, began), _given(None, "reason"))
        return actions.Told(_("The measure is there, and holds where it says so."))

    actions.do(deed)


def _told(number: int) -> actions.Told:
    return actions.Told(_("Saved as version {n}.", n=number))


def _hundredths(held: Version, part: str) -> int | None:
    value = _given(held, part)
    return None if value is None else round(value * 100)


def _key(held: Version | None, part: str) -> str:
    """A key that is new with each version, so that a form shows what is said now."""
    of = f"{held.key}_{held.number}" if held else "new"
    return state.control(f"measure_{of}_{part}")


def _given(held: Version | None, part: str) -> Any:
    return st.session_state[_key(held, part)]
