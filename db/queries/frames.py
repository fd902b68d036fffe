"""From a select to a DataFrame."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select

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
    """A column: an array where it can be, for a Series each would take twice as long."""
    if issubclass(kind, date):
        return np.array(values, dtype="datetime64[s]")
    if kind is bool:
        return pd.array(values, dtype="boolean")
    if kind is int:
        return pd.array(values, dtype="Int64")
    return pd.Series([_word(value) for value in values], dtype="object")


def _word(value: Any) -> Any:
    return getattr(value, "value", value)


def first_row(data: pd.DataFrame) -> dict[str, Any]:
    """The first row as plain values, None where one is missing."""
    values = data.iloc[0].to_dict()
    return {str(name): None if pd.isna(value) else value for name, value in values.items()}
