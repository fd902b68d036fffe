"""A table as a backup sees it, read from the database: it may be of an older version than ours."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    TableClause,
    Text,
    cast,
    column,
    select,
    table,
)
from sqlalchemy.types import TypeEngine

VERSION_TABLE = "alembic_version"

NOT_KEPT = frozenset({"sign_in", "sign_in_attempt", "one_time_link", "known_device"})
"""Sessions and links end with the store that they opened: a backup must revive none of them."""

JSON_TEXT = "json"

TYPES: dict[str, TypeEngine[Any]] = {
    "boolean": Boolean(),
    "integer": Integer(),
    "datetime": DateTime(),
    "date": Date(),
    JSON_TEXT: Text(),  # as it is stored, so that not a blank of it changes
    "bytes": LargeBinary(),
    "text": Text(),
}
"""Kinds of columns, and how their values are read and written."""

KINDS: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (Boolean, "boolean"),
    (Integer, "integer"),
    (DateTime, "datetime"),
    (Date, "date"),
    (JSON, JSON_TEXT),
    (LargeBinary, "bytes"),
    (String, "text"),
)


@dataclass(frozen=True)
class Shape:
    """A table's name, its columns with their kinds, and its primary key."""

    name: str
    columns: dict[str, str]
    key: tuple[str, ...]

    @cached_property
    def table(self) -> TableClause:
        return table(self.name, *(column(name, TYPES[kind]) for name, kind in self.columns.items()))

    def select(self, dialect: str) -> Select[Any]:
        """All rows by primary key, in an order that both databases agree on."""
        return select(*map(self._read, self.columns)).order_by(
            *(self._ordered(name, dialect) for name in self.key)
        )

    def _read(self, name: str) -> ColumnElement[Any]:
        stored = self.table.c[name]
        return cast(stored, Text).label(name) if self.columns[name] == JSON_TEXT else stored

    def _ordered(self, name: str, dialect: str) -> ColumnElement[Any]:
        stored = self.table.c[name]
        by_bytes = self.columns[name] == "text" and dialect == "postgresql"
        return stored.collate("C") if by_bytes else stored


def tables(connection: Connection) -> list[Table]:
    """The tables of the store as they are, each after those it points to."""
    found = MetaData()
    found.reflect(connection)
    return [each for each in found.sorted_tables if each.name != VERSION_TABLE]


def shape(stored: Table) -> Shape:
    """The shape of a table that was read from the database."""
    columns = {each.name: _kind(each) for each in stored.columns}
    return Shape(stored.name, columns, tuple(each.name for each in stored.primary_key))


def _kind(stored: Column[Any]) -> str:
    for type_, kind in KINDS:
        if isinstance(stored.type, type_):
            return kind
    raise TypeError(f"{stored}: a backup cannot hold a column of type {stored.type!r}")
