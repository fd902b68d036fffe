"""What can be chosen otherwise of an upload: the sheet, the ledger. Every choice is a plan anew."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from db.accounts import Account
from db.importing import plans
from db.importing.bundle import is_bundle
from db.importing.cells import Column
from db.importing.kinds import LEDGERS
from db.importing.mapping import UNIT_SIGN
from db.importing.numbers import COLUMN_UNITS
from db.importing.preview import Preview
from db.importing.upload import Upload
from db.reader import store_engine
from db.terms import Kind
from ui.frame import actions, address, state, terms
from ui.frame.actions import Told
from ui.frame.text import _
from ui.uploads import upload_words


def other(plan_id: str, given: Upload, checked: Preview) -> None:
    """What can be chosen otherwise though nothing is asked: the ledger, the mapping."""
    with st.expander(_("Read it otherwise")):
        _other_kind(plan_id, given)
        _other_column(plan_id, given, checked)
        if given.mapping or checked.used:
            st.button(
                _("Ask about the columns again"),
                key=state.control("remap"),
                on_click=restore,
                args=(given,),
                kwargs={"mapping": {}},
            )


def _other_column(plan_id: str, given: Upload, checked: Preview) -> None:
    """A column that is not imported, to be taken for one of the ledger's after all."""
    asked = {question.column for question in checked.questions}
    headers = [c.header for c in checked.columns if c.field is None and c.header not in asked]
    if not headers:
        return
    keys = [state.control(f"{part}_{plan_id}") for part in ("column", "taken", "in_unit")]
    columns = upload_words.fields(given.kind, checked)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        header = st.selectbox(_("Column that is not imported"), headers, index=None, key=keys[0])
        field = st.selectbox(
            _("Take it as"),
            list(columns),
            index=None,
            format_func=lambda name: upload_words.field(columns[name]),
            key=keys[1],
        )
        named = header and LEDGERS[given.kind].names.unit_in(header)
        if field and columns[field].unit and not named:
            st.selectbox(
                _("Unit of its amounts"),
                COLUMN_UNITS,
                index=None,
                format_func=upload_words.unit,
                key=keys[2],
            )
        st.button(
            _("Import it"), key=state.control("take"), on_click=_take, args=(given, columns, keys)
        )


def _take(given: Upload, columns: Mapping[str, Column], keys: Sequence[str]) -> None:
    header, field, unit = (st.session_state.get(key) for key in keys)
    if not header or not field:
        return
    if columns[field].unit and not LEDGERS[given.kind].names.unit_in(header):
        if not unit:
            return
        field = f"{field}{UNIT_SIGN}{unit}"
    restore(given, mapping={**given.mapping, header: field})


def _other_kind(plan_id: str, given: Upload) -> None:
    key = state.control(f"kind_{plan_id}")
    st.segmented_control(
        _("Ledger"),
        list(Kind),
        default=given.kind,
        format_func=terms.kind,
        required=True,
        key=key,
        on_change=lambda: restore(given, kind=st.session_state[key], mapping={}),
    )


def sheet(plan_id: str, given: Upload, checked: Preview) -> None:
    """Which sheets of a workbook are read, where there are several: the others are not."""
    facts = checked.facts
    if len(facts.sheets) < 2 or is_bundle(given.data):
        return
    key = state.control(f"sheet_{plan_id}")
    st.multiselect(
        _("Sheets to import as one ledger, of {n}", n=len(facts.sheets)),
        list(facts.sheets),
        default=list(facts.read or facts.fitting),
        key=key,
    )
    st.button(
        _("Read these sheets"),
        key=state.control("sheets"),
        on_click=lambda: restore(given, sheets=tuple(st.session_state[key]), mapping={}),
    )


def restore(given: Upload, **choices: Any) -> None:
    """Store the upload with other choices as a plan of its own, and open that."""

    def deed(person: Account) -> Told:
        anew = replace(given, by=person, **choices)
        plan, _checked = plans.store_plan(store_engine(), anew)
        old = st.query_params.get("plan")
        if old:
            plans.drop_plan(store_engine(), old, person)
        address.put("plan", plan)
        address.put("page", None)
        return Told("")

    actions.do(deed)
