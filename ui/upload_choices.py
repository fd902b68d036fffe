"""The questions of a preview and their answers. Every answer is a plan of its own."""

from dataclasses import replace
from typing import Any

import streamlit as st

from db.accounts import Account
from db.engine import make_engine
from db.importing import plans
from db.importing.identity import Codes
from db.importing.issue import Issue
from db.importing.kinds import LEDGERS
from db.importing.mapping import UNIT_SIGN
from db.importing.numbers import COLUMN_UNITS
from db.importing.preview import Preview
from db.importing.problems.records import CODE_RESTARTS, CODES
from db.importing.resume import Shown
from db.importing.upload import Upload
from db.settings import database_url
from db.terms import Kind
from ui import address, deeds, markup, state, terms
from ui.deeds import Told
from ui.text import _, language

LEAVE_OUT = ""
"""The answer that a column is not to be imported."""


def ask(plan_id: str, given: Upload, found: Shown) -> None:
    """A form with every question, beside the first values of the column it is about."""
    checked = found.preview
    markup.section(_("Questions"))
    if checked.options:
        _ask_encoding(plan_id, given, checked)
        return
    if any(question.problem is CODE_RESTARTS for question in checked.questions):
        _ask_codes(plan_id, given, checked)
        return
    asked: dict[str, list[Issue]] = {}
    for question in checked.questions:
        asked.setdefault(question.column or "", []).append(question)
    with st.form(f"questions_{plan_id}", border=False):
        for column, questions in asked.items():
            _ask_column(plan_id, given.kind, column, questions, _values(found, column))
        st.form_submit_button(
            _("Check with these answers"),
            type="primary",
            on_click=_answer,
            args=(plan_id, given, list(asked)),
        )


def _ask_encoding(plan_id: str, given: Upload, checked: Preview) -> None:
    for question in checked.questions:
        markup.draw('<p class="x-text">{text}</p>', text=question.what[language()])
    key = state.control(f"encoding_{plan_id}")
    st.radio(_("Encoding"), list(checked.options), format_func=str.upper, key=key)
    st.button(
        _("Read it so"),
        type="primary",
        key=state.control("encode"),
        on_click=lambda: restore(given, encoding=st.session_state[key]),
    )


def _ask_codes(plan_id: str, given: Upload, checked: Preview) -> None:
    """Whether codes stay with their projects, beside the first two that do not agree."""
    for question in checked.questions:
        markup.draw('<p class="x-text">{text}</p>', text=question.what[language()])
    key = state.control(f"codes_{plan_id}")
    names = {codes: CODES[codes][language()] for codes in Codes}
    st.radio(
        _("The codes of this ledger"),
        list(names),
        format_func=names.__getitem__,
        index=None,
        key=key,
    )
    st.button(
        _("Check with these answers"),
        type="primary",
        key=state.control("answer_codes"),
        on_click=lambda: restore(given, codes=st.session_state[key]),
    )


def _ask_column(
    plan_id: str, kind: Kind, header: str, questions: list[Issue], values: list[str]
) -> None:
    """Which field a column is, and in what unit where only that is open."""
    told = " ".join(question.what[language()] for question in questions)
    first = _("First values: {values}", values=_(", ").join(values)) if values else ""
    markup.draw(
        '<h3 class="x-question">{header}</h3><p class="x-note">{told} {first}</p>',
        header=header,
        told=told,
        first=first,
    )
    fields = {column.field: column for column in LEDGERS[kind].columns}
    known = next((q.details["field"] for q in questions if "field" in q.details), None)
    money = known is not None or any(fields[field].unit for field in fields)
    left, right = st.columns(2)
    names = {LEAVE_OUT: _("Not imported: leave it out")}
    names |= {field: label(kind, field) for field in fields}
    options = list(names)
    with left:
        st.selectbox(
            _("Is the column"),
            options,
            index=options.index(str(known)) if known in fields else None,
            format_func=names.__getitem__,
            placeholder=_("Please choose"),
            key=_key(plan_id, header, "field"),
        )
    if money:
        with right:
            st.selectbox(
                _("Unit of the amounts (for money only)"),
                COLUMN_UNITS,
                index=None,
                placeholder=_("Please choose"),
                key=_key(plan_id, header, "unit"),
            )


def _answer(plan_id: str, given: Upload, headers: list[str]) -> None:
    """Take what was answered into a new plan; what was not answered is asked again."""
    fields = {column.field: column for column in LEDGERS[given.kind].columns}
    mapping = dict(given.mapping)
    for header in headers:
        field = st.session_state.get(_key(plan_id, header, "field"))
        unit = st.session_state.get(_key(plan_id, header, "unit"))
        if field is None or (field and fields[field].unit and not unit):
            continue
        mapping[header] = f"{field}{UNIT_SIGN}{unit}" if field and fields[field].unit else field
    restore(given, mapping=mapping)


def other(plan_id: str, given: Upload, checked: Preview) -> None:
    """What can be chosen otherwise though nothing is asked: the ledger, the mapping."""
    with st.expander(_("Read it otherwise")):
        _other_kind(plan_id, given)
        if given.mapping or checked.used:
            st.button(
                _("Ask about the columns again"),
                key=state.control("remap"),
                on_click=restore,
                args=(given,),
                kwargs={"mapping": {}},
            )


def _other_kind(plan_id: str, given: Upload) -> None:
    key = state.control(f"kind_{plan_id}")
    st.segmented_control(
        _("Ledger"),
        list(Kind),
        default=given.kind,
        format_func=lambda kind: terms.label(terms.KINDS, kind),
        required=True,
        key=key,
        on_change=lambda: restore(given, kind=st.session_state[key], mapping={}),
    )


def sheet(plan_id: str, given: Upload, checked: Preview) -> None:
    """Which sheet of a workbook is read, where there are several: the others are not."""
    sheets = list(checked.facts.sheets)
    if len(sheets) < 2:
        return
    key = state.control(f"sheet_{plan_id}")
    st.selectbox(
        _("Sheet to import, one of {n}", n=len(sheets)),
        sheets,
        index=sheets.index(checked.facts.sheet) if checked.facts.sheet in sheets else 0,
        key=key,
        on_change=lambda: restore(given, sheet=st.session_state[key], mapping={}),
    )


def restore(given: Upload, **choices: Any) -> None:
    """Store the upload with other choices as a plan of its own, and open that."""

    def deed(person: Account) -> Told:
        anew = replace(given, by=person, **choices)
        plan, _checked = plans.store_plan(make_engine(database_url()), anew)
        old = st.query_params.get("plan")
        if old:
            plans.drop_plan(make_engine(database_url()), old, person)
        address.put("plan", plan)
        address.put("page", None)
        return Told("")

    deeds.do(deed)


def label(kind: Kind, field: str) -> str:
    """A ledger's column as its template calls it."""
    column = next(column for column in LEDGERS[kind].columns if column.field == field)
    return column.zh if language() == "zh" else column.field


def _values(found: Shown, header: str) -> list[str]:
    if header not in found.header:
        return []
    at = list(found.header).index(header)
    cells = [row[at].strip() for row in found.rows if at < len(row)]
    return [cell[:40] for cell in cells if cell][:3]


def _key(plan_id: str, header: str, part: str) -> str:
    return state.control(f"answer_{plan_id}_{header}_{part}")
