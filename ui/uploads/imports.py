"""The list of imports: of one's own scope, or for administrators all."""

from typing import Any

import streamlit as st
from markupsafe import Markup

from db.accounts import Account
from db.importing import batches
from db.importing.batches import Batch, Change, Deed, Search
from db.reader import answer
from db.terms import Kind
from ui.frame import choice, current_user, links, markup, numbers, paged, terms
from ui.frame.text import _, n_
from ui.uploads import batch_facts, changes

MOST_CHANGES = 4
"""So many rows that an edit changed are shown in the list; its own page has them all."""

LONGEST = 60
"""So many characters of a text are shown in the list."""


def show() -> None:
    """Draw the page of the list that the address names."""
    person = current_user.account()
    if person is None:
        return
    search, total = _search(person)
    if not total:
        markup.notice(_nothing(search))
        return
    page, pages = paged.place(total)
    start = paged.PAGE * (page - 1)
    found = answer(batches.batches, person, search, limit=paged.PAGE, offset=start)
    text = n_("{n} batch, the newest first.", "{n} batches, the newest first.", total)
    markup.draw('<p class="x-note">{text}</p>', text=text)
    subject, did = _("File or record"), _("Rows or changes")
    headers = (_("No."), _("When"), _("What"), subject, _("By"), did, _("Status"))
    names = changes.names(change for batch in found for change in batch.changes)
    st.html(str(markup.table(headers, [_row(batch, names) for batch in found], "imports")))
    paged.turn(page, pages)


def _search(person: Account) -> tuple[Search, int]:
    """The controls; what they say, and how many batches that is."""
    left, right = st.columns([3, 1])
    with left:
        text = paged.search(_("Search file names, authors and numbers"))
    given = st.query_params.get("kind")
    known = {kind: 0 for kind in (*Kind, *terms.WORK) if kind == given}  # also where none is found
    known |= answer(batches.counts, person, Search(text))
    names = {kind: f"{terms.kind(kind)} · {numbers.count(count)}" for kind, count in known.items()}
    with right:
        kind = choice.one_of("kind", _("What"), names)
    return Search(text, kind), known[kind] if kind else sum(known.values())


def _nothing(search: Search) -> str:
    if search == Search():
        return _("There is no import of records in your charge yet.")
    return _("No import matches. Search for something else.")


def _row(batch: Batch, names: changes.Names) -> tuple[object, ...]:
    return (
        links.batch(batch.id, str(batch.id)),
        numbers.moment(batch.at),
        batch_facts.what(batch),
        markup.marked(_of(batch, names), batch.demo),
        batch.author,
        _did(batch, names),
        batch_facts.status(batch),
    )


def _of(batch: Batch, names: changes.Names) -> object:
    """The file of an import; the record of what was done by hand."""
    if batch.record is None:
        return batch.file_name or _("on the page")
    return changes.title(batch.record, names)


def _did(batch: Batch, names: changes.Names) -> object:
    """Counts of an import; of a correction the columns, old and new."""
    if batch.deed is None or batch.deed is Deed.ADDED:
        return batch_facts.counted(batch)
    found = [
        _shortly(change) if change is batch.record else _part(change, names)
        for change in batch.changes
        if changes.diff(change)
    ]
    left = len(found) - MOST_CHANGES
    more = [markup.quiet(n_("and {n} more", "and {n} more", left))] if left > 0 else []
    return markup.join([*found[:MOST_CHANGES], *more], "<br>")


def _part(change: Change, names: changes.Names) -> Markup:
    """A row that belongs to the record, or another record: which one, and what became of it."""
    name = Markup('<span class="x-quiet">{}</span> ').format(changes.title(change, names))
    return name + _shortly(change)


def _shortly(change: Change) -> Markup:
    """The columns that differ, long texts cut."""
    return changes.told(
        change, [(name, _cut(old), _cut(new)) for name, old, new in changes.diff(change)]
    )


def _cut(value: Any) -> Any:
    long = isinstance(value, str) and len(value) > LONGEST
    return f"{value[:LONGEST]}…" if long else value
