"""What a batch did to a row: the record's name, and its columns before and after."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from db.importing.batches import Change
from db.queries import records
from ui import columns, links, markup
from ui.load import load
from ui.text import N_, _, either

PARTS = {
    "attendee": N_("Person {n}"),
    "commitment": N_("Agreed item {n}"),
    "visit_site": N_("Stop {n}"),
    "commitment_progress": N_("Progress {n}"),
}
"""Rows that belong to a record; their number is in the order of the record."""

HIDDEN = frozenset(
    ["id", "version", "batch_id", "demo", "twin", "code_year", "meeting_id", "visit_id", "as_of"]
)
HIDDEN_OF = {
    "project": HIDDEN - {"meeting_id"},
    "visit": HIDDEN - {"meeting_id"},
    "commitment_progress": HIDDEN | {"commitment_id", "number"},
}
"""What says only whose row it is, or stands in its title, or is said of the batch."""

Names = dict[str, dict[int, records.Title]]


def names(changes: Iterable[Change]) -> Names:
    """Table → row id → title, of the records among the rows."""
    found: dict[str, list[int]] = {}
    for change in changes:
        if change.table not in PARTS:
            found.setdefault(change.table, []).append(change.row_id)
    return {table: load(records.titles, table, tuple(ids)) for table, ids in found.items()}


def title(change: Change, known: Names) -> object:
    """A record's name as a link to it, or which part of one a row is."""
    values = (change.before or {}) | (change.after or {})
    if change.table in PARTS:
        number = values.get("number") or values.get("position") or ""
        return _(PARTS[change.table], n=number)
    found = known[change.table].get(change.row_id)
    if found is None:
        return Markup("{} {}").format(
            values.get("title") or values.get("purpose") or change.row_id,
            markup.quiet(_("no longer in the store")),
        )
    return links.record(change.table, change.row_id, either(found.zh, found.en) or found.more)


def diff(change: Change) -> list[columns.Change]:
    """The columns that differ."""
    before: dict[str, Any] = change.before or {}
    after: dict[str, Any] = change.after or {}
    hidden = HIDDEN_OF.get(change.table, HIDDEN)
    return [
        (name, before.get(name), after.get(name))
        for name in (before | after)
        if name not in hidden and before.get(name) != after.get(name)
    ]
