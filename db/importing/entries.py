"""The history of a batch, as it is written: an entry for each row that was changed."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Table,
    func,
    insert,
    literal,
    literal_column,
    select,
    true,
)

from db.folding import keys_of
from db.importing import bulk
from db.importing.rows import Values
from db.models import RowHistory, table_of
from db.terms import Action

HISTORY = table_of(RowHistory)


class Entry(NamedTuple):
    """One row of history, yet to be given its batch."""

    table_name: str
    row_id: int
    action: Action
    version: int
    before: Values | None
    after: Values | None


def history_entry(
    table: Table,
    row_id: int,
    action: Action,
    version: int,
    before: Values | None = None,
    after: Values | None = None,
) -> Entry:
    """What was done to a row of a table, and the version that it reached."""
    return Entry(str(table.name), row_id, action, version, before, after)


def as_written(table: Table, row: Values) -> Values:
    """A row without what is only the folded copy of its texts."""
    keys = {key for key, _ in keys_of(table)}
    return {name: value for name, value in row.items() if name not in keys}


def write_history(connection: Connection, batch_id: int, entries: Iterable[Entry]) -> None:
    """Append entries to the history of a batch."""
    if rows := list(entries):
        columns: dict[str, Sequence[Any]] = {"batch_id": [batch_id] * len(rows)}
        columns |= zip(Entry._fields, zip(*rows, strict=True), strict=True)
        bulk.insert(connection, HISTORY, columns)


def write_insertions(
    connection: Connection,
    batch_id: int,
    table: Table,
    identities: Sequence[int],
    rows: Sequence[Values],
) -> None:
    """Append to the history of a batch that these rows were inserted, as their first version.

    The ids are ascending, and nobody else's between them. Of rows that have the same columns the
    store itself takes down what it was just given: it costs half of giving it all once more.
    """
    if len({tuple(row) for row in rows}) == 1:
        take_down(connection, batch_id, table, identities, tuple(rows[0]))
    else:
        entries = (
            history_entry(table, identity, Action.INSERT, 1, after=row)
            for identity, row in zip(identities, rows, strict=True)
        )
        write_history(connection, batch_id, entries)


def take_down(
    connection: Connection,
    batch_id: int,
    table: Table,
    identities: Sequence[int],
    names: Sequence[str],
) -> None:
    """The rows of these ids as JSON of the columns of these names."""
    source: FromClause = table
    after: ColumnElement[Any]
    if connection.dialect.name == "sqlite":
        pairs = chain.from_iterable((literal_column(f"'{n}'"), table.c[n]) for n in names)
        after = func.json_object(*pairs)
    else:  # a row as a whole takes two thirds of what its columns take one by one
        whole = select(*(table.c[name] for name in names)).correlate(table).lateral("taken")
        source, after = table.join(whole, true()), func.row_to_json(whole.table_valued())
    taken: dict[str, ColumnElement[Any]] = {
        "batch_id": literal(batch_id),
        "table_name": literal(str(table.name)),
        "row_id": table.c.id,
        "action": literal(Action.INSERT, HISTORY.c.action.type),
        "version": literal(1),
        "after": after,
    }
    rows = (
        select(*taken.values())
        .select_from(source)
        .where(table.c.id.between(identities[0], identities[-1]))
        .order_by(table.c.id)
    )
    connection.execute(insert(HISTORY).from_select(list(taken), rows))
