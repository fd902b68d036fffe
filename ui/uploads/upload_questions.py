"""The questions of a preview, all together with one button. The answers are a plan of their own.

A question about a column has the fields that it may be, the likeliest chosen already, and asks for
a unit only where the field is one of money. Any other question has `options` among its details:
what can be answered → words for it. Its answer goes beside those about columns, under the column
that it names.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from db.importing.cells import Column
from db.importing.directed import REPORTER, WAY
from db.importing.identity import Codes
from db.importing.issue import Issue
from db.importing.mapping import OTHERS, UNIT_SIGN
from db.importing.numbers import COLUMN_UNITS
from db.importing.older import OLDER
from db.importing.preview import Preview
from db.importing.problems.records import CODE_RESTARTS, CODES
from db.importing.problems.table import MAPPING
from db.importing.problems.workbook import OTHER_SHEETS_ASKED
from db.importing.resume import Shown
from db.importing.sided import SIDES
from db.importing.upload import Upload
from db.importing.words import Words
from db.terms import Kind
from ui.frame import markup, state
from ui.frame.text import N_, _, language, n_
from ui.uploads import upload_ways, upload_words
from ui.uploads.upload_choices import restore, sheet

SEEN_AT_ONCE = 8
"""Of more answers than that a list is opened."""
TITLES = {
    SIDES: N_("The two sides"),
    OLDER: N_("An older file"),
    WAY: N_("Direction"),
    REPORTER: N_("Reporting side"),
}
"""Of questions about the file as a whole."""
LEAVE_OUT = ""
"""The answer that a column is not to be imported."""


def ask(plan_id: str, given: Upload, found: Shown) -> None:
    """Every question, beside the first values of the column that it is about."""
    checked = found.preview
    if any(question.problem is CODE_RESTARTS for question in checked.questions):
        _ask_codes(plan_id, given, checked)
        return
    asked = _by_column(checked.questions)
    ways = upload_ways.questions(checked)
    for question in upload_ways.about_sheets(checked):
        markup.section(_("Which sheets?"))
        markup.draw('<p class="x-text">{text}</p>', text=question.what[language()])
        sheet(plan_id, given, checked)
    if not asked and not ways:
        return
    note = _("Where an answer is likely it is chosen already: please check it.")
    markup.section(n_("{n} question", "{n} questions", len(asked) + len(ways)), note)
    for header, questions in asked.items():
        told, choice = st.columns([3, 2], gap="small")
        with told:
            _tell(header, questions, _values(found, header))
        with choice:
            _choose(plan_id, given.kind, header, questions, checked)
    upload_ways.ask(plan_id, ways)
    unknown = [header for header, questions in asked.items() if questions[0].problem is MAPPING]
    with st.container(horizontal=True):
        st.button(
            _("Check with these answers"),
            type="primary",
            key=state.control("answer"),
            on_click=_answer,
            args=(plan_id, given, checked),
        )
        if len(unknown) > 1:
            st.button(
                _("Leave out all columns that are not known"),
                key=state.control("leave_out"),
                on_click=_answer,
                args=(plan_id, given, checked),
                kwargs={"leave_out": unknown},
            )


def _ask_codes(plan_id: str, given: Upload, checked: Preview) -> None:
    """Whether codes stay with their projects, beside the first two that do not agree."""
    markup.section(n_("{n} question", "{n} questions", 1))
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


def _by_column(questions: Sequence[Issue]) -> dict[str, list[Issue]]:
    """Those about columns, by header; those about cells and sheets are asked in `upload_ways`."""
    asked: dict[str, list[Issue]] = {}
    for question in questions:
        if "ways" in question.details or question.problem is OTHER_SHEETS_ASKED:
            continue
        asked.setdefault(question.column or "", []).append(question)
    return asked


def _tell(header: str, questions: list[Issue], values: list[str]) -> None:
    told = " ".join(question.what[language()] for question in questions)
    first = _("First values: {values}", values=_(", ").join(values)) if values else ""
    markup.draw(
        '<h3 class="x-question">{header}</h3><p class="x-note">{told}</p><p class="x-note">{first}'
        "</p>",
        header=_(TITLES[header]) if header in TITLES else header or _("The file as a whole"),
        told=told,
        first=first,
    )


def _choose(
    plan_id: str, kind: Kind, header: str, questions: list[Issue], checked: Preview
) -> None:
    if any("fields" in question.details for question in questions):
        _choose_field(plan_id, upload_words.fields(kind, checked), header, questions)
    for number, question in enumerate(questions):
        if options := _options(question, checked):
            key = _key(plan_id, header, f"option_{number}")
            _choose_option(_("Answer to “{header}”", header=header), options, key)


def _choose_option(label: str, options: Mapping[str, str], key: str) -> None:
    """One of a few answers that are all seen, or of a list to be opened."""
    first = 0 if len(options) == 1 else None
    if len(options) > SEEN_AT_ONCE:
        st.selectbox(
            label,
            list(options),
            index=first,
            format_func=options.__getitem__,
            placeholder=_("Please choose"),
            key=key,
            label_visibility="collapsed",
        )
    else:
        st.radio(
            label,
            list(options),
            index=first,
            format_func=options.__getitem__,
            key=key,
            label_visibility="collapsed",
        )


def _options(question: Issue, checked: Preview) -> dict[str, str]:
    """What can be answered, in words; of encodings their names are all there is to say."""
    options = question.details.get("options", ())
    if isinstance(options, Mapping):
        return {
            key: words[language()] if isinstance(words, Words) else str(words)
            for key, words in options.items()
        }
    return {name: name.upper() for name in checked.options}


def _choose_field(
    plan_id: str, columns: Mapping[str, Column], header: str, questions: list[Issue]
) -> None:
    """Which field a column is; the unit, where that is a field of money and the file has none."""
    likely = [f for q in questions for f in _texts(q.details.get("fields"))]
    others = [field for field in columns if field not in likely]
    options = list(dict.fromkeys([*likely, LEAVE_OUT, *others]))
    preferred = questions[0].details.get("preferred", likely[0] if likely else None)
    names = {field: upload_words.field(column) for field, column in columns.items()}
    names[LEAVE_OUT] = _("Not imported: leave it out")
    field = st.selectbox(
        _("“{header}” is", header=header),
        options,
        index=options.index(preferred) if preferred in options else None,
        format_func=names.__getitem__,
        placeholder=_("Please choose"),
        key=_key(plan_id, header, "field"),
        label_visibility="collapsed",
    )
    if field and columns[field].unit and not _unit_known(questions):
        usual = next((q.details["unit"] for q in questions if q.details.get("unit")), None)
        st.selectbox(
            _("Unit of its amounts"),
            COLUMN_UNITS,
            index=COLUMN_UNITS.index(str(usual)) if usual in COLUMN_UNITS else None,
            format_func=upload_words.unit,
            placeholder=_("Please choose"),
            key=_key(plan_id, header, "unit"),
        )


def _unit_known(questions: list[Issue]) -> bool:
    """Whether the file says in what unit amounts of this column are."""
    return any(question.details.get("unit_named") for question in questions)


def _answer(
    plan_id: str, given: Upload, checked: Preview, leave_out: Sequence[str] | None = None
) -> None:
    """Take what was answered into a new plan; what was not answered is asked again."""
    columns = upload_words.fields(given.kind, checked)
    mapping, encoding = dict(given.mapping), given.encoding
    for header, questions in _by_column(checked.questions).items():
        if leave_out is not None and header in leave_out:
            continue
        field = st.session_state.get(_key(plan_id, header, "field"))
        unit = st.session_state.get(_key(plan_id, header, "unit"))
        if field and columns[field].unit and not _unit_known(questions):
            field = f"{field}{UNIT_SIGN}{unit}" if unit else None
        if field is not None:
            mapping[header] = field
        for number, question in enumerate(questions):
            chosen = st.session_state.get(_key(plan_id, header, f"option_{number}"))
            if chosen is not None and isinstance(question.details.get("options"), Mapping):
                mapping[header] = UNIT_SIGN.join(filter(None, (mapping.get(header), chosen)))
            elif chosen is not None:
                encoding = chosen
    upload_ways.answers(plan_id, upload_ways.questions(checked), mapping)
    if leave_out is not None:
        mapping[OTHERS] = LEAVE_OUT
    restore(given, mapping=mapping, encoding=encoding)


def _texts(value: object) -> list[str]:
    return [str(text) for text in value] if isinstance(value, list | tuple) else []


def _values(found: Shown, header: str) -> list[str]:
    if header not in found.header:
        return []
    at = list(found.header).index(header)
    cells = [row[at].strip() for row in found.rows if at < len(row)]
    return [cell[:40] for cell in cells if cell][:3]


def _key(plan_id: str, header: str, part: str) -> str:
    return state.control(f"answer_{plan_id}_{header}_{part}")
