"""What batches did to rows: their values of then, and which changes still stand."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Enum, Table, select

from db.importing.rows import Values, chunks
from db.models import ImportBatch, RowHistory
from db.models.base import Remark


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


def _typed(table: Table, name: str, value: Any) -> Any:
    kind = table.c[name].type
    if value is None:
        return "" if isinstance(kind, Remark) else None
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    return value
