"""The columns that say as of when the records of a group hold, the same in every query."""

from typing import Any

from sqlalchemy import ColumnElement, func

AS_OF = ("as_of_first", "as_of_last", "undated")
"""What every ledger says of its groups: the first and the last day to which what it holds was kept
(NaT where none is known), and how many of its records do not know theirs.
"""


def as_of(columns: Any) -> tuple[ColumnElement[Any], ...]:
    """The columns of AS_OF over the records of a group; `columns` are a model or a table's."""
    day = columns.as_of
    ways = (func.min(day), func.max(day), func.count() - func.count(day))
    return tuple(way.label(name) for way, name in zip(ways, AS_OF, strict=True))
