"""The table behind a chart as JSON that keeps its types, and back."""

import json
from collections.abc import Collection
from typing import Any, Literal

import pandas as pd
from pandas.api import types

Kind = Literal["year", "integer", "number", "boolean", "day", "text"]
"""`year` is a whole number that is never added up."""

DTYPES: dict[Kind, str] = {
    "year": "Int64",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "day": "datetime64[s]",
    "text": "object",
}


def written(table: pd.DataFrame, years: Collection[str] = ()) -> str:
    """The table as JSON: its columns with name and kind, then its rows, what is missing as null.

    `years` are the names of columns that hold years.
    """
    kinds = [_kind(table.iloc[:, place], name in years) for place, name in enumerate(table.columns)]
    columns = [
        [_plain(value, kind) for value in table.iloc[:, place]] for place, kind in enumerate(kinds)
    ]
    named = [
        {"name": str(name), "kind": kind} for name, kind in zip(table.columns, kinds, strict=True)
    ]
    rows = list(zip(*columns, strict=True))
    return json.dumps({"columns": named, "rows": rows}, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> pd.DataFrame:
    """The table that was written."""
    found = json.loads(text)
    rows = found["rows"]
    return pd.DataFrame(
        {
            column["name"]: pd.Series([row[place] for row in rows], dtype=DTYPES[column["kind"]])
            for place, column in enumerate(found["columns"])
        }
    )


def years(text: str) -> list[str]:
    """The names of the columns that hold years."""
    return [column["name"] for column in json.loads(text)["columns"] if column["kind"] == "year"]


def _kind(column: "pd.Series[Any]", year: bool) -> Kind:
    if types.is_bool_dtype(column.dtype):
        return "boolean"
    if types.is_integer_dtype(column.dtype):
        return "year" if year else "integer"
    if types.is_float_dtype(column.dtype):
        return "number"
    if types.is_datetime64_any_dtype(column.dtype):
        return "day"
    return "text"


def _plain(value: Any, kind: Kind) -> Any:
    if pd.isna(value):
        return None
    if kind == "day":
        return pd.Timestamp(value).date().isoformat()
    return {"year": int, "integer": int, "number": float, "boolean": bool}.get(kind, str)(value)
