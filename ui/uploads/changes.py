"""What a batch did to a row: the record's name, and its columns before and after."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from markupsafe import Markup

from db.importing.batches import Change
from db.importing.kinds import ATTRIBUTES, PARTS, RECORDS
from db.importing.kinds.attributes import OWN
from db.queries import records
from ui.frame import columns, links, markup
from ui.frame.names import of_record
from ui.frame.query_cache import load
from ui.frame.text import _, said
from ui.uploads import upload_changes

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
        if key := values.get("measure_key"):
            number = columns.value(change.table, "measure_key", key)
        return said(PARTS[change.table].one.format(n=number))
    found = known[change.table].get(change.row_id)
    if found is None:
        gone = markup.quiet(_("no longer in the store"))
        return Markup("{} {}").format(_called(change, values), gone)
    return links.record(change.table, change.row_id, of_record(found))


def _called(change: Change, values: dict[str, Any]) -> str:
    """A record by its values, or else by its number."""
    named = [name for name in RECORDS[change.table].called if values.get(name)]
    told = " ".join(columns.value(change.table, name, values[name], values) for name in named)
    return told or str(change.row_id)


def diff(change: Change) -> list[columns.Change]:
    """The columns that differ."""
    before: dict[str, Any] = change.before or {}
    after: dict[str, Any] = change.after or {}
    told = ATTRIBUTES.get(change.table, {}).keys() - OWN
    return [
        (name, before.get(name), after.get(name))
        for name in (before | after)
        if name in told and before.get(name) != after.get(name)
    ]


def told(change: Change, differing: Iterable[columns.Change]) -> Markup:
    """Columns of a row with their old and new values in words."""
    values = (change.before or {}) | (change.after or {})
    name = partial(columns.name, change.table)
    value = partial(columns.value, change.table, record=values)
    return upload_changes.told(differing, name, value)
