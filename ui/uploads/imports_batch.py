"""One import: what is known of it, its rows before and after, its file, and its undo."""

import streamlit as st

from db.accounts import Account, Forbidden
from db.importing import batches
from db.importing.batches import Batch, Change
from db.reader import answer, store_engine
from ui.frame import actions, current_user, markup, paged, state, terms
from ui.frame.text import N_, _, language, n_
from ui.uploads import batch_facts, changes, imports_undo

ACTIONS = {"insert": N_("new"), "update": N_("changed"), "delete": N_("removed")}


def show(batch_id: int) -> bool:
    """Draw a batch; False where there is none."""
    person = current_user.account()
    if person is None:
        return True
    try:
        batch = answer(batches.batch, person, batch_id)
    except Forbidden as refusal:
        markup.heading(_("Import no. {n}", n=batch_id))
        markup.notice(refusal.words[language()], "warning")
        return True
    if batch is None:
        return False
    _draw(batch, person)
    return True


def _draw(batch: Batch, person: Account) -> None:
    markup.heading(_heading(batch), batch.file_name or _("on the page"))
    actions.tell()
    if batch.demo:
        markup.notice(_("Its records are demo records, generated at random."), "demo")
    st.html(str(markup.facts([*batch_facts.facts(batch), (_("Rows"), batch_facts.counted(batch))])))
    if batch.has_file:
        _file(batch, person)
    if batch.undoable:
        imports_undo.show(batch)
    _changes(batch, person)


def _heading(batch: Batch) -> str:
    """What kind of batch it is, and its number."""
    if batch.deed is None:
        return _("Import no. {n}", n=batch.id)
    deed = terms.label(terms.DEEDS, batch.deed)
    return _("{deed} · import no. {n}", deed=deed, n=batch.id)


def _file(batch: Batch, person: Account) -> None:
    def data() -> bytes:
        found = batches.original_file(store_engine(), person, batch.id)
        return found[1] if found else b""

    st.download_button(
        _("The file as it was uploaded"),
        data,
        batch.file_name,
        key=state.control(f"original_{batch.id}"),
        on_click="ignore",
    )


def _changes(batch: Batch, person: Account) -> None:
    total = answer(batches.changed, person, batch.id)
    page, pages = paged.place(total)
    note = n_("{n} row changed.", "{n} rows changed, in the order of the work.", total)
    markup.section(_("Its rows, before and after"), note)
    if not total:
        return
    start = paged.PAGE * (page - 1)
    found = answer(batches.changes, person, batch.id, limit=paged.PAGE, offset=start)
    names = changes.names(found)
    rows = [_row(change, names) for change in found]
    st.html(str(markup.table((_("Row"), _("What"), _("Before → after")), rows, "history")))
    paged.turn(page, pages)


def _row(change: Change, names: changes.Names) -> tuple[object, ...]:
    return (
        changes.title(change, names),
        _(ACTIONS[change.action]),
        changes.told(change, changes.diff(change)),
    )
