"""Saving what was typed in a record's form, and telling what became of it."""

from functools import partial

import streamlit as st
from markupsafe import Markup

from db import editing
from db.accounts import Account
from db.editing import Addition, Correction, Doubtful, Exists, Saved, Seen, Unfit
from db.importing.issue import Invalid
from db.importing.kinds import LEDGERS
from db.queries import records
from db.reader import answer, store_engine
from ui.editing import edit_fields, edit_open
from ui.editing.edit_open import FORM, RECORD, Form
from ui.frame import actions, address, links, markup, names, state
from ui.frame.actions import Told
from ui.frame.text import _, language


def save() -> None:
    """Write what stands in the form. What cannot be taken stays in it, with the reason."""
    form: Form | None = st.session_state.get(state.FORM)
    if form is None:  # a second click
        return
    typed = {name: st.session_state[form.key(name)] or "" for name in LEDGERS[form.kind].form}
    form.texts, form.tried, form.issues, form.now = typed, True, [], {}
    actions.do(partial(_write, form, typed), FORM)


def _write(form: Form, typed: dict[str, str], person: Account) -> Told:
    engine = store_engine()
    try:
        if form.seen is None:
            saved = editing.add(engine, Addition(form.kind, typed, form.looked_at), person)
        else:
            seen = form.seen
            texts = {name: text for name, text in typed.items() if text != seen.texts[name]}
            correction = Correction(form.kind, seen.id, seen.version, texts, form.looked_at)
            saved = editing.correct(engine, correction, person)
    except Unfit as unfit:
        return _unfit(form, unfit)
    except Exists as exists:
        return _exists(exists)
    except Invalid as invalid:
        if form.seen and invalid.problem is editing.STALE:
            _begin_again(form.seen, typed)
        return Told(invalid.issue().message[language()], good=False)
    edit_open.close()
    place = links.place(form.kind)
    if form.seen is None and place.page == st.session_state.get(state.SCREEN):
        address.put(place.parameter, str(saved.id))
    return Told(_saved(form, saved), where=RECORD)


def _unfit(form: Form, unfit: Unfit) -> Told:
    """Keep what is wrong for the fields, and say which ones."""
    form.issues = unfit.issues
    of_all = [issue.what[language()] for issue in unfit.issues if not issue.field]
    names = dict.fromkeys(
        edit_fields.bare_name(form.kind, issue.field) for issue in unfit.issues if issue.field
    )
    doubtful = isinstance(unfit, Doubtful)
    if doubtful:
        form.looked_at |= {editing.note_of(issue) for issue in unfit.issues}
    text = _not_saved(_(", ").join(names), doubtful)
    return Told(("" if language() == "zh" else " ").join([text, *of_all]), good=False)


def _not_saved(fields: str, doubtful: bool) -> str:
    """What to do about the fields named, or, where none is, about the record as a whole."""
    if not fields:
        again = _("Not saved yet. If all is right, save again.")
        return again if doubtful else _("Not saved.")
    if doubtful:
        return _(
            "Not saved yet: please look at {fields}. If all is right, save again.", fields=fields
        )
    return _("Not saved. To be mended: {fields}.", fields=fields)


def _exists(exists: Exists) -> Told:
    table = LEDGERS[exists.kind].spec.table.name
    title = answer(records.titles, table, [exists.id]).get(exists.id)
    name = names.of_record(title, exists.id)
    text = _("Not saved: this record is in the store already.")
    return Told(markup.join([text, links.record(table, exists.id, name)], " "), good=False)


def _begin_again(seen: Seen, typed: dict[str, str]) -> None:
    """Show the record as it is now; what was typed stays, beside what stands there by now."""
    now = answer(editing.look, seen.kind, seen.id)
    if now is None:
        return
    touched = {name: text for name, text in typed.items() if text != seen.texts[name]}
    form = Form(seen.kind, now, {**now.texts, **touched})
    form.now = {
        name: now.texts[name]
        for name, text in touched.items()
        if now.texts[name] not in (seen.texts[name], text)
    }
    st.session_state[state.FORM] = form


def _saved(form: Form, saved: Saved) -> Markup:
    """What was written, where it can be taken back, and how what was not plain was read."""
    done = _("The correction was saved.") if form.seen else _("The record was added.")
    batch = links.batch(saved.batch, _("import no. {n}", n=saved.batch))
    way = ("" if language() == "zh" else " ").join([done, _("To look at it or undo it:")])
    notes = [
        _(
            "{field}: {problem}",
            field=edit_fields.bare_name(form.kind, issue.field),
            problem=issue.what[language()].strip(),
        )
        for issue in saved.notes
        if issue.field and editing.note_of(issue) not in form.looked_at
    ]
    return markup.join([markup.join([way, batch], " "), *notes], "<br>")
