"""A chart's marks: each row of a frame as what it says, nothing where a cell has nothing."""

from typing import Any, NamedTuple, TypeVar

import pandas as pd

Mark = TypeVar("Mark", bound=NamedTuple)


def marks(frame: pd.DataFrame, kind: type[Mark]) -> list[Mark]:
    """The rows of a frame that has a column for each field of `kind`."""
    columns = (_column(frame[name]) for name in kind._fields)
    return [kind(*row) for row in zip(*columns, strict=True)]


def _column(cells: "pd.Series[Any]") -> list[Any]:
    values, there = cells.tolist(), cells.notna().tolist()
    return [value if known else None for value, known in zip(values, there, strict=True)]
