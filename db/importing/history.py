"""What batches did to rows: their values of then, and which changes still stand."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Enum, Select, Table, or_, select

from db.importing.rows import Values, chunks
from db.models import ImportBatch, RowHistory, table_of
from db.models.base import Remark
from db.terms import Action

HISTORY = table_of(RowHistory)


def from_json(table: Table, stored: dict[str, Any]) -> Values:
    """A row's values before or after a change, by the types of the table's columns."""
    return {name: _typed(table, name, value) for name, value in stored.items()}


def standing(
    connection: Connection, table: Table, identities: Iterable[int]
) -> dict[int, list[int]]:
    """Row id → the batches that changed it, oldest first, without those taken back since."""
    found: dict[int, list[int]] = defaultdict(list)
    for chunk in chunks(identities):
        changes = (
            select(RowHistory.row_id, RowHistory.batch_id, ImportBatch.undoes_id)
            .join(ImportBatch, ImportBatch.id == RowHistory.batch_id)
            .where(RowHistory.table_name == table.name, RowHistory.row_id.in_(chunk))
            .order_by(RowHistory.id)
        )
        for row_id, batch, undone in connection.execute(changes):
            if undone is None:
                found[row_id].append(batch)
            else:
                found[row_id].remove(undone)
    return found


def tables(connection: Connection, batch: int) -> set[str]:
    """The tables of which a batch has written rows."""
    names = select(HISTORY.c.table_name).where(HISTORY.c.batch_id == batch).distinct()
    return set(connection.scalars(names))


def of(batch: int, table: Table) -> tuple[Any, Any]:
    """The conditions under which an entry is of a batch and a table."""
    return HISTORY.c.batch_id == batch, HISTORY.c.table_name == table.name


def entries(batch: int, table: Table, *columns: Any) -> Select[Any]:
    """Rows of a table that a batch has touched, as they are now."""
    rows = select(*columns).join_from(HISTORY, table, HISTORY.c.row_id == table.c.id)
    return rows.where(*of(batch, table))


def before(
    connection: Connection, batch: int, table: Table, names: Collection[str]
) -> Iterator[Values]:
    """Rows as they were that a batch removed, or gave another value in one of these columns."""
    was = HISTORY.c.before
    moved = (
        HISTORY.c.action != Action.INSERT,  # those alone have nothing before, and are the most
        or_(HISTORY.c.action == Action.DELETE, *(was[n].as_string().is_not(None) for n in names)),
    )
    found = connection.execute(select(HISTORY.c.row_id, was).where(*of(batch, table), *moved)).all()
    rows = entries(batch, table, table).where(*moved)
    now = {row["id"]: dict(row) for row in connection.execute(rows).mappings()} if found else {}
    for row_id, stored in found:
        kept = {name: value for name, value in (stored or {}).items() if name in table.c}
        yield {
            **dict.fromkeys(table.c.keys()),
            "id": row_id,
            **now.get(row_id, {}),
            **from_json(table, kept),
        }


def touched(
    connection: Connection, batch: int, table: Table, names: Collection[str]
) -> set[tuple[Any, ...]]:
    """What the rows that a batch has touched have in some columns now, and had before."""
    columns = [table.c[name] for name in names]
    now = map(tuple, connection.execute(entries(batch, table, *columns).distinct()))
    was = before(connection, batch, table, names)
    return {*now, *(tuple(row[name] for name in names) for row in was)}


def _typed(table: Table, name: str, value: Any) -> Any:
    kind = table.c[name].type
    if value is None:
        return "" if isinstance(kind, Remark) else None
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    return value
