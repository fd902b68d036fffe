"""The form of one record: its fields, and what is to be said of each."""

import streamlit as st

from db.editing.problems import fix
from db.importing.issue import Issue
from db.importing.kinds import LEDGERS
from db.terms import Kind
from ui.editing import edit_fields, edit_open, edit_save
from ui.editing.edit_open import FORM, Form
from ui.frame import actions, markup, state
from ui.frame.text import _, language, said


def show(kind: Kind, record_id: int | None) -> None:
    """Draw the form of a record, or an empty one; as it was left, while it is open."""
    form = edit_open.opened(kind, record_id)
    if form is None:
        return
    markup.note(_("Fields with * must be filled in."))
    with st.form(state.control("edit_form"), border=False, enter_to_submit=False):
        for group in LEDGERS[kind].groups:
            markup.draw('<h2 class="x-group">{title}</h2>', title=said(group.title))
            for row in group.rows:
                for place, name in zip(st.columns(len(row)), row, strict=True):
                    with place:
                        _field(form, name)
        actions.tell(FORM)
        with st.container(horizontal=True):
            st.form_submit_button(_("Save"), type="primary", on_click=edit_save.save)
            st.form_submit_button(_("Cancel"), type="tertiary", on_click=edit_open.close)
    form.drawn = True


def _field(form: Form, name: str) -> None:
    """One field, and below it what is to be said of it."""
    label = edit_fields.name(form.kind, name, adding=form.seen is None)
    key, text = form.key(name), form.texts[name]
    column = LEDGERS[form.kind].fields[name]
    hint = said(column.hint) or None
    chosen = edit_fields.choices(form.kind, name)
    if chosen is not None:
        options = list(chosen if text in chosen or not text else [*chosen, text])
        st.selectbox(
            label,
            options,
            index=options.index(text) if text in options else None,
            format_func=lambda text: chosen.get(text, text),
            placeholder=_("Please choose"),
            accept_new_options=column.open,
            key=key,
        )
    elif column.long:
        st.text_area(label, text, key=key, height="content", placeholder=hint)
    else:
        st.text_input(label, text, key=key, placeholder=hint, autocomplete="off")
    for issue in form.issues:
        if issue.field == name:
            _issue(issue)
    if name in form.now:
        text = _("The record says by now: {text}", text=form.now[name] or _("nothing"))
        markup.draw('<p class="x-issue x-note">{text}</p>', text=markup.lines(text))


def _issue(issue: Issue) -> None:
    text = (issue.what + fix(issue))[language()].strip()
    markup.draw('<p class="x-issue x-{severity}">{text}</p>', severity=issue.severity, text=text)
