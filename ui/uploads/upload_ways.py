"""Questions about how cells of a workbook are to be taken, and about its sheets."""

from collections.abc import Sequence

import streamlit as st

from db.importing.issue import Issue
from db.importing.preview import Preview
from db.importing.problems.workbook import OTHER_SHEETS_ASKED
from db.importing.ways import EACH, FIRST, HIDDEN, KEEP, LEAVE, SHOWN, SIGN, STORED, without_ways
from ui.frame import markup, state
from ui.frame.text import N_, _, language

WAYS = {
    SHOWN: N_("Take what is shown"),
    STORED: N_("Take what the cells hold"),
    FIRST: N_("The first record alone has it"),
    EACH: N_("Each record has it"),
    KEEP: N_("Import the hidden rows"),
    LEAVE: N_("Leave the hidden rows out"),
}


def questions(checked: Preview) -> list[Issue]:
    """Those that are about cells and rows, not about which column is which field."""
    return [question for question in checked.questions if "ways" in question.details]


def about_sheets(checked: Preview) -> list[Issue]:
    """Those that are answered by choosing sheets."""
    return [q for q in checked.questions if q.problem is OTHER_SHEETS_ASKED]


def ask(plan_id: str, asked: Sequence[Issue]) -> None:
    """One choice for each question, in a form."""
    for question in asked:
        ways = question.details["ways"]
        names = {way: _(WAYS[way]) for way in ways} if isinstance(ways, tuple) else {}
        title = _("Hidden rows") if question.column == HIDDEN else question.column
        markup.draw(
            '<h3 class="x-question">{header}</h3><p class="x-note">{told}</p>',
            header=title,
            told=question.what[language()],
        )
        st.radio(
            _("How it is to be taken"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            key=_key(plan_id, question),
            label_visibility="collapsed",
        )


def answers(plan_id: str, asked: Sequence[Issue], mapping: dict[str, str]) -> None:
    """Add what was chosen to the answers, beside what they say of fields."""
    for question in asked:
        way = st.session_state.get(_key(plan_id, question))
        if way is not None and question.column is not None:
            known = without_ways(mapping.get(question.column, SHOWN))
            mapping[question.column] = SIGN.join(filter(None, (known, way)))


def _key(plan_id: str, question: Issue) -> str:
    return state.control(f"way_{plan_id}_{question.column}_{question.code}")
