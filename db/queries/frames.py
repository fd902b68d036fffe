"""From a select to a DataFrame."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from pandas.arrays import BooleanArray, IntegerArray
from sqlalchemy import Connection, Enum, Select, String, Table, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from db.models import Base

pd.set_option("mode.string_storage", "python")
"""Frames have tens of rows and are made anew for each selection: with Arrow's texts pandas takes
half as long again.
"""

Query = Select[*tuple[Any, ...]]
"""A select of any columns."""


def frame(connection: Connection, statement: Query) -> pd.DataFrame:
    """The rows of a select: terms as their words, dates as datetime64, whole numbers as Int64.

    A missing text is None, whatever else stands in its column.
    """
    result = connection.execute(statement)
    names, rows = list(result.keys()), result.all()
    return pd.DataFrame(
        {
            name: _column([row[place] for row in rows], column.type.python_type)
            for place, (name, column) in enumerate(
                zip(names, statement.selected_columns, strict=True)
            )
        },
        copy=False,
    )


def _column(values: list[Any], kind: type) -> Any:
    """A column: an array where it can be, for a Series each would take twice as long. That the
    database gave whole numbers pandas need not find out.
    """
    if issubclass(kind, date):
        return np.array(values, dtype="datetime64[s]")
    if kind is bool:
        return BooleanArray(*_known(values, "bool"))
    if kind is int:
        return IntegerArray(*_known(values, "int64"))
    words = values if kind is str else [getattr(value, "value", value) for value in values]
    return pd.Series(words, dtype="object")


def _known(values: list[Any], kind: str) -> tuple[Any, Any]:
    """The values, and where there is none."""
    if None not in values:
        return np.array(values, dtype=kind), np.zeros(len(values), dtype="bool")
    missing = np.array([value is None for value in values], dtype="bool")
    return np.array([value or 0 for value in values], dtype=kind), missing


def of(model: type[Base], names: str) -> list[InstrumentedAttribute[Any]]:
    """Columns of a model by their names, between spaces."""
    return [getattr(model, name) for name in names.split()]


def plainly(table: Table) -> Query:
    """All columns of a table, terms read as the words that they are kept as: to make terms of words
    and words of terms takes as long as reading them.
    """
    return select(
        *(type_coerce(c, String).label(c.name) if isinstance(c.type, Enum) else c for c in table.c)
    )


def records(data: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as pandas' own to_dict has them: of tens of columns in a fifth of the time."""
    names = [str(name) for name in data.columns]
    columns = [column.tolist() for _name, column in data.items()]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def first_row(data: pd.DataFrame) -> dict[str, Any]:
    """The first row as plain values, None where one is missing."""
    values = data.iloc[0].to_dict()
    return {str(name): None if pd.isna(value) else value for name, value in values.items()}
