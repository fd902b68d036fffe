"""Rows that are much like a record of the store: shown beside it, to be taken as one or as two."""

from functools import partial
from typing import Any

import streamlit as st

from db.importing.issue import Issue
from db.importing.kinds import LEDGERS
from db.importing.preview import Preview
from db.importing.problems.records import SIMILAR
from db.importing.rows import RowPlan
from db.importing.upload import Upload
from ui.frame import links, markup, state
from ui.frame.text import N_, _, n_
from ui.uploads.upload_choices import restore

SHOWN = 10
"""So many are asked about at a time; once they are answered, the next come."""

ONE, TWO = "one", "two"
ANSWERS = {ONE: N_("The same: change that record"), TWO: N_("Two records: add it")}


def show(plan_id: str, given: Upload, checked: Preview) -> None:
    """A question for each such row; where none is answered they are added as two."""
    found = [i for i in checked.issues if i.problem is SIMILAR and i.record_no is not None]
    if not found:
        return
    note = n_(
        "{n} row is much like a record of the store. Unanswered, it is added as one of its own.",
        "{n} rows are much like records of the store. Unanswered, they are added on their own.",
        len(found),
    )
    markup.section(_("The same, or two?"), note)
    asked = found[:SHOWN]
    with st.form(f"similar_{plan_id}", border=False):
        for issue in asked:
            _ask(plan_id, given, issue, checked.plans[(issue.record_no or 1) - 1])
        st.form_submit_button(
            _("Check with these answers"), on_click=partial(_answer, plan_id, given, asked)
        )


def _ask(plan_id: str, given: Upload, issue: Issue, plan: RowPlan) -> None:
    table = LEDGERS[given.kind].spec.table.name
    other: dict[str, Any] = dict(issue.details)
    here = _described(plan.values)
    there = links.record(table, other["other"], _described(other) or str(other["other"]))
    row = _("no. {n} (line {line})", n=plan.record_no, line=plan.line_no)
    headers = (_("In the file"), _("In the store"))
    st.html(str(markup.table(headers, [(markup.join([row, here], " · "), there)], "similar")))
    names = {answer: _(text) for answer, text in ANSWERS.items()}
    st.radio(
        _("Are they one?"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        horizontal=True,
        label_visibility="collapsed",
        key=_key(plan_id, plan.record_no),
    )


def _described(values: dict[str, Any]) -> str:
    when = values.get("when") or values.get("date_start") or values.get("year")
    title = values.get("title") or values.get("head")
    return " · ".join(str(part) for part in (title, values.get("code"), when) if part)


def _answer(plan_id: str, given: Upload, asked: list[Issue]) -> None:
    same = dict(given.same)
    for issue in asked:
        answer = st.session_state.get(_key(plan_id, issue.record_no or 0))
        if answer is not None:
            same[issue.record_no or 0] = int(str(issue.details["other"])) if answer == ONE else 0
    restore(given, same=same)


def _key(plan_id: str, record_no: int) -> str:
    return state.control(f"similar_{plan_id}_{record_no}")
