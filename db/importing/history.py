"""A row as JSON and back, for the history that undo and audit read."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, Enum, Table

from db.importing.rows import Values


def to_json(values: Values) -> dict[str, Any]:
    """Dates as ISO text, terms as their words; everything else as it is."""
    return {name: _plain(value) for name, value in values.items()}


def from_json(table: Table, stored: dict[str, Any]) -> Values:
    """What `to_json` was given, by the types of the table's columns."""
    return {name: _typed(table, name, value) for name, value in stored.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _typed(table: Table, name: str, value: Any) -> Any:
    kind = table.c[name].type
    if value is None:
        return None
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    return value
