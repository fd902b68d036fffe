"""What is different between the data of a snapshot and the same table today: pure."""

from collections import Counter
from collections.abc import Collection, Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas.api import types


@dataclass(frozen=True)
class Total:
    """A column of numbers added up, then and now."""

    column: str
    then: float
    now: float


@dataclass(frozen=True)
class Comparison:
    """How two tables of the same columns differ, whatever their order.

    `gone` are rows of then that are not there any more, `come` those that were not there before: a
    row whose number changed is one of each. `totals` are those that differ.
    """

    rows_then: int
    rows_now: int
    gone: pd.DataFrame
    come: pd.DataFrame
    totals: tuple[Total, ...]

    @property
    def rows(self) -> int:
        """How many rows differ; one that changed counts once."""
        return max(len(self.gone), len(self.come))


class Different(Exception):
    """The tables have other columns: nothing can be said about their rows."""


def compare(then: pd.DataFrame, now: pd.DataFrame, years: Collection[str] = ()) -> Comparison:
    """What has changed; `years` are columns of numbers that are never added up.

    Raises:
        Different: they have other columns.
    """
    if list(then.columns) != list(now.columns):
        raise Different
    old, new = _rows(then), _rows(now)
    return Comparison(
        rows_then=len(then),
        rows_now=len(now),
        gone=_left(then, old, new),
        come=_left(now, new, old),
        totals=tuple(
            total
            for name in then.columns
            if name not in years and _adds_up(then[name]) and _adds_up(now[name])
            if (total := Total(str(name), _sum(then[name]), _sum(now[name]))).then != total.now
        ),
    )


def _rows(table: pd.DataFrame) -> list[tuple[Hashable, ...]]:
    """Rows as values that compare: what is missing is None, a whole number an int."""
    columns = [[_plain(value) for value in table.iloc[:, place]] for place in range(table.shape[1])]
    return list(zip(*columns, strict=True))


def _left(table: pd.DataFrame, rows: list[Any], others: list[Any]) -> pd.DataFrame:
    """The rows of a table without those that the other one has as well."""
    there = Counter(others)
    kept = []
    for row in rows:
        kept.append(there[row] <= 0)
        there[row] -= 1
    return table[kept].reset_index(drop=True)


def _adds_up(column: "pd.Series[Any]") -> bool:
    return types.is_numeric_dtype(column.dtype) and not types.is_bool_dtype(column.dtype)


def _sum(column: "pd.Series[Any]") -> float:
    """Whole numbers are added as such: a sum of yuan has more digits than a float."""
    known = [value for value in column.tolist() if not pd.isna(value)]
    total: float = sum(known)
    return total


def _plain(value: Any) -> Hashable:
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    plain: Hashable = value.item() if hasattr(value, "item") else value
    return plain
