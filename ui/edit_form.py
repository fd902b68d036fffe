"""The form of one record: its fields, what is wrong with each, and saving what was typed."""

from dataclasses import dataclass, field
from functools import partial
from itertools import count

import streamlit as st
from markupsafe import Markup

from db import editing
from db.accounts import Account
from db.editing import Addition, Correction, Doubtful, Exists, Saved, Seen, Unfit
from db.editing.problems import fix
from db.engine import make_engine
from db.importing.issue import Invalid, Issue
from db.queries import records
from db.reader import answer
from db.settings import database_url
from db.terms import Kind
from ui import address, deeds, edit_fields, edit_start, links, markup, state
from ui.deeds import Told
from ui.load import load
from ui.text import _, either, language

FORM, RECORD = "form", "record"
"""Places that tell what became of it: above the form's buttons, and above the record."""

NUMBERS = count()

TABLES = {
    Kind.MEETINGS: "meeting",
    Kind.PROJECTS: "project",
    Kind.VISITS: "visit",
    Kind.AGREEMENTS: "agreement_target",
}


@dataclass
class Form:
    """What is open: the record as it was seen (none where one is added), what its fields begin
    with, and what came of saving.

    `now` has what the record says by now in fields that were typed over meanwhile. `number` is in
    the key of every field: fields that begin anew are new ones, for to set the value of one that is
    there already is lost on a browser that has not drawn it yet.
    """

    kind: Kind
    seen: Seen | None
    texts: dict[str, str]
    number: int = field(default_factory=NUMBERS.__next__)
    issues: list[Issue] = field(default_factory=list)
    looked_at: frozenset[str] = frozenset()
    now: dict[str, str] = field(default_factory=dict)
    drawn: bool = False
    tried: bool = False

    @property
    def id(self) -> int | None:
        return self.seen.id if self.seen else None

    def key(self, name: str) -> str:
        """The key of a field's control."""
        return state.control(f"edit_{self.number}_{name}")


def show(kind: Kind, record_id: int | None) -> None:
    """Draw the form of a record, or an empty one; as it was left, while it is open."""
    form = _open(kind, record_id)
    if form is None:
        return
    note = _("Fields with * must be filled in.")
    markup.draw('<p class="x-note">{note}</p>', note=note)
    with st.form(state.control("edit_form"), border=False, enter_to_submit=False):
        for group in edit_fields.GROUPS[kind]:
            markup.draw('<h2 class="x-group">{title}</h2>', title=_(group.title))
            for row in group.rows:
                for place, name in zip(st.columns(len(row)), row, strict=True):
                    with place:
                        _field(form, name)
        deeds.tell(FORM)
        with st.container(horizontal=True):
            st.form_submit_button(_("Save"), type="primary", on_click=_save)
            st.form_submit_button(_("Cancel"), type="tertiary", on_click=close)
    form.drawn = True


def close() -> None:
    """Leave the form, nothing written."""
    st.session_state.pop(state.FORM, None)
    address.put("edit", None)
    address.put("add", None)


def _open(kind: Kind, record_id: int | None) -> Form | None:
    """The form that is open, or a new one; None where the record is gone."""
    form: Form | None = st.session_state.get(state.FORM)
    if (
        form is not None
        and (form.kind, form.id) == (kind, record_id)
        and (form.tried or not form.drawn or _is_kept(form))
    ):
        if form.drawn and not _is_kept(form):  # what was typed could not be saved: it is not lost
            form.number = next(NUMBERS)
        return form
    seen = None if record_id is None else load(editing.look, kind, record_id)
    if record_id is not None and seen is None:
        return None
    deeds.forget(FORM)
    form = Form(kind, seen, dict(seen.texts) if seen else edit_start.texts(kind))
    st.session_state[state.FORM] = form
    return form


def _is_kept(form: Form) -> bool:
    """Whether the browser still has its fields: they are gone once another page was shown."""
    return all(form.key(name) in st.session_state for name in edit_fields.fields(form.kind))


def _field(form: Form, name: str) -> None:
    """One field, and below it what is to be said of it."""
    label, key, text = edit_fields.name(form.kind, name), form.key(name), form.texts[name]
    hint = _(edit_fields.HINTS[name]) if name in edit_fields.HINTS else None
    chosen = edit_fields.choices(form.kind, name)
    if chosen is not None:
        options = list(chosen if text in chosen or not text else [*chosen, text])
        st.selectbox(
            label,
            options,
            index=options.index(text) if text in options else None,
            format_func=lambda text: chosen.get(text, text),
            placeholder=_("Please choose"),
            key=key,
        )
    elif name in edit_fields.LONG:
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


def _save() -> None:
    """Write what stands in the form. What cannot be taken stays in it, with the reason."""
    form: Form | None = st.session_state.get(state.FORM)
    if form is None:  # a second click
        return
    typed = {name: st.session_state[form.key(name)] or "" for name in edit_fields.fields(form.kind)}
    form.texts, form.tried, form.issues, form.now = typed, True, [], {}
    deeds.do(partial(_write, form, typed), FORM)


def _write(form: Form, typed: dict[str, str], person: Account) -> Told:
    engine = make_engine(database_url())
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
    close()
    if form.seen is None and form.kind is not Kind.AGREEMENTS:
        address.put(TABLES[form.kind], str(saved.id))
    return Told(_saved(form, saved), where=RECORD)


def _unfit(form: Form, unfit: Unfit) -> Told:
    """Keep what is wrong for the fields, and say which ones."""
    form.issues = unfit.issues
    of_all = [issue.what[language()] for issue in unfit.issues if not issue.field]
    names = dict.fromkeys(
        edit_fields.bare_name(form.kind, issue.field) for issue in unfit.issues if issue.field
    )
    listed = _(", ").join(names)
    if isinstance(unfit, Doubtful):
        form.looked_at |= {editing.note_of(issue) for issue in unfit.issues}
        text = _(
            "Not saved yet: please look at {fields}. If all is right, save again.", fields=listed
        )
    else:
        text = _("Not saved. To be mended: {fields}.", fields=listed)
    return Told(" ".join([text, *of_all]), good=False)


def _exists(exists: Exists) -> Told:
    table = TABLES[exists.kind]
    title = answer(records.titles, table, [exists.id]).get(exists.id)
    name = either(title.zh, title.en) or title.more if title else str(exists.id)
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
