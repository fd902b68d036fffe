"""What can be measured of projects, as the dictionary has it, and the forms that add to it."""

import streamlit as st

from db.accounts import Account, Action, may
from db.definitions.measuring import LONGEST, NewMeasure, NewUnit, introduce_measure, introduce_unit
from db.queries import measures as queries
from db.writer import change as write
from ui.frame import actions, current_user, links, markup, measures, state
from ui.frame.query_cache import load
from ui.frame.text import N_, _, either

MEASURE = {
    "key": N_("Key (small letters)"),
    "name_zh": N_("Name in Chinese"),
    "name_en": N_("Name in English"),
    "unit": N_("Unit"),
    "also": N_("Other names in ledgers, with 、 between them"),
    "definition_zh": N_("Definition in Chinese"),
    "definition_en": N_("Definition in English"),
    "source": N_("Source"),
}
BOTH = 2


def show() -> None:
    """Draw all measures with their units, and for administrators the forms."""
    known = measures.every()
    note = _("What ledgers of projects may have columns of; only like units are added up.")
    markup.section(_("Measures of projects"), note)
    headers = (_("What is measured"), _("Unit"), _("Converted"), _("Definition"), _("Source"))
    rows = [
        (one.name, one.unit, _conversions(one.own), one.definition, _either(one.source))
        for one in known.values()
    ]
    if rows:
        st.html(str(markup.table(headers, rows, "definitions")))
        text = _("What is measured in each industry")
        markup.draw('<p><a href="{to}">{text}</a></p>', to=links.to("industry"), text=text)
    if may(current_user.account(), Action.ADMINISTER):
        _offer(known)


def _conversions(base: str) -> str:
    found = load(queries.units)
    rows = found[found["base"] == base].to_dict("records")
    told = [
        f"1 {one['unit']} = {_rate(int(one['times']), int(one['per']))} {base}"
        for one in rows
        if (one["times"], one["per"]) != (1, 1)
    ]
    return _(", ").join(told)


def _rate(times: int, per: int) -> str:
    return f"{times:,}" if per == 1 else f"{times:,}/{per:,}"


def _either(text: str) -> str:
    parts = text.split(" / ")
    return either(*parts) if len(parts) == BOTH else text


def _offer(known: dict[str, measures.Told]) -> None:
    with st.expander(_("Add a measure")), st.form("new_measure", border=False):
        for name, label in MEASURE.items():
            draw = st.text_area if name.startswith("definition") else st.text_input
            draw(_(label), max_chars=LONGEST[name], key=_key("measure", name))
        st.form_submit_button(_("Add the measure"), on_click=actions.do, args=(_add,))
    with st.expander(_("Add a unit that is converted")), st.form("new_unit", border=False):
        bases = {one.own: one.unit for one in known.values()}
        st.text_input(_("Unit"), max_chars=LONGEST["unit"], key=_key("unit", "unit"))
        left, middle, right = st.columns(3)
        for place, label, name in (
            (left, _("One of it is"), "times"),
            (middle, _("divided by"), "per"),
        ):
            place.number_input(label, min_value=1, value=1, step=1, key=_key("unit", name))
        right.selectbox(
            _("of"), list(bases), format_func=bases.__getitem__, key=_key("unit", "base")
        )
        st.text_input(_("Source"), max_chars=LONGEST["source"], key=_key("unit", "source"))
        st.form_submit_button(_("Add the unit"), on_click=actions.do, args=(_add_unit,))


def _add(by: Account) -> actions.Told:
    texts = {name: st.session_state[_key("measure", name)] or "" for name in MEASURE}
    write(introduce_measure, by, NewMeasure(**texts))
    return actions.Told(_("“{name}” can be measured now.", name=texts["name_zh"]))


def _add_unit(by: Account) -> actions.Told:
    names = ("base", "unit", "times", "per", "source")
    given = {name: st.session_state[_key("unit", name)] for name in names}
    write(introduce_unit, by, NewUnit(**{**given, "base": given["base"] or ""}))
    return actions.Told(_("“{name}” is converted now.", name=given["unit"]))


def _key(form: str, name: str) -> str:
    return state.control(f"new_{form}_{name}")
