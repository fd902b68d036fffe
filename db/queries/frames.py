"""From a select to a DataFrame."""

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select

Query = Select[*tuple[Any, ...]]
"""A select of any columns."""


def frame(connection: Connection, statement: Query) -> pd.DataFrame:
    """The rows of a select: terms as their words, dates as datetime64, whole numbers as Int64."""
    result = connection.execute(statement)
    data = pd.DataFrame(result.all(), columns=list(result.keys()))
    for name, column in zip(data.columns, statement.selected_columns, strict=True):
        kind: type = column.type.python_type
        if kind.__name__ in ("date", "datetime"):
            data[name] = pd.to_datetime(data[name])
        elif kind in (int, bool):
            data[name] = data[name].astype("Int64" if kind is int else "boolean")
        else:
            data[name] = data[name].map(_word, na_action="ignore").astype("object")
    return data


def _word(value: Any) -> Any:
    return getattr(value, "value", value)


def first_row(data: pd.DataFrame) -> dict[str, Any]:
    """The first row as plain values, None where one is missing."""
    values = data.iloc[0].to_dict()
    return {str(name): None if pd.isna(value) else value for name, value in values.items()}
