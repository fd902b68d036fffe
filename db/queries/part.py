"""A part of a table: the rows whose columns have one of the values that are asked for."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table

Part = Mapping[str, Collection[Any]]
"""Column → its values; of a column that is not named all."""


def within(table: Table, part: Part) -> list[ColumnElement[bool]]:
    """The conditions under which a row of a table, which has these columns, is of a part."""
    return [table.c[name].in_(values) for name, values in part.items()]
