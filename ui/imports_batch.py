"""One import: what is known of it, its rows before and after, its file, and its undo."""

import math
from typing import Any

import streamlit as st
from markupsafe import Markup

from db.accounts import Account, Forbidden
from db.engine import make_engine
from db.importing import batches
from db.importing.batches import Batch, Change
from db.queries import records
from db.reader import answer
from db.settings import database_url
from ui import address, batch_facts, columns, deeds, imports_undo, links, markup, paged, state, who
from ui.load import load
from ui.text import N_, _, either, language, n_
from ui.upload_changes import told

PAGE = 40
ACTIONS = {"insert": N_("new"), "update": N_("changed"), "delete": N_("removed")}
PARTS = {
    "attendee": N_("Person {n}"),
    "commitment": N_("Agreed item {n}"),
    "visit_site": N_("Stop {n}"),
    "commitment_progress": N_("Progress {n}"),
}
"""Rows that belong to a record; their number is in the order of the record."""

HIDDEN = frozenset(["id", "version", "batch_id", "demo", "meeting_id", "visit_id"])
HIDDEN_OF = {"commitment_progress": frozenset(["commitment_id", "number"])}
"""What says only whose row it is, or stands in its title."""


def show(batch_id: int) -> bool:
    """Draw a batch; False where there is none."""
    person = who.account()
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
    markup.heading(_("Import no. {n}", n=batch.id), batch.file_name or _("on the page"))
    deeds.tell()
    if batch.demo:
        markup.notice(_("Its records are demo records, generated at random."), "demo")
    st.html(str(markup.facts([*batch_facts.facts(batch), (_("Rows"), batch_facts.counted(batch))])))
    if batch.has_file:
        _file(batch, person)
    if batch.undoable:
        imports_undo.show(batch, person)
    _changes(batch, person)


def _file(batch: Batch, person: Account) -> None:
    def data() -> bytes:
        found = batches.original_file(make_engine(database_url()), person, batch.id)
        return found[1] if found else b""

    st.download_button(
        _("The file as it was uploaded"),
        data,
        batch.file_name,
        key=state.control(f"original_{batch.id}"),
        on_click="ignore",
    )


def _changes(batch: Batch, person: Account) -> None:
    asked = address.number("page") or 1
    found, total = _page(batch, person, asked)
    pages = max(1, math.ceil(total / PAGE))
    if asked > pages:
        found, total = _page(batch, person, pages)
    note = n_("{n} row changed.", "{n} rows changed, in the order of the work.", total)
    markup.section(_("Its rows, before and after"), note)
    if not total:
        return
    names = {
        table: load(records.titles, table, tuple(c.row_id for c in found if c.table == table))
        for table in {change.table for change in found} - PARTS.keys()
    }
    rows = [_row(change, names) for change in found]
    st.html(str(markup.table((_("Row"), _("What"), _("Before → after")), rows, "history")))
    paged.turn(min(asked, pages), pages)


def _page(batch: Batch, person: Account, page: int) -> tuple[list[Change], int]:
    return answer(batches.changes, person, batch.id, limit=PAGE, offset=PAGE * (page - 1))


def _row(change: Change, names: dict[str, dict[int, records.Title]]) -> tuple[object, ...]:
    return (
        _title(change, names),
        _(ACTIONS[change.action]),
        told(_diff(change)),
    )


def _title(change: Change, names: dict[str, dict[int, records.Title]]) -> object:
    values = (change.before or {}) | (change.after or {})
    if change.table in PARTS:
        number = values.get("number") or values.get("position") or ""
        return _(PARTS[change.table], n=number)
    title = names[change.table].get(change.row_id)
    if title is None:
        return Markup("{} {}").format(
            values.get("title") or values.get("purpose") or change.row_id,
            markup.quiet(_("no longer in the store")),
        )
    text = either(title.zh, title.en) or title.more
    return links.record(change.table, change.row_id, text)


def _diff(change: Change) -> list[columns.Change]:
    before: dict[str, Any] = change.before or {}
    after: dict[str, Any] = change.after or {}
    hidden = HIDDEN | HIDDEN_OF.get(change.table, frozenset())
    return [
        (name, before.get(name), after.get(name))
        for name in (before | after)
        if name not in hidden and before.get(name) != after.get(name)
    ]
