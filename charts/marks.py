"""A chart's marks: each row of a frame as what it says, nothing where a cell has nothing."""

from typing import NamedTuple, TypeVar

import pandas as pd

Mark = TypeVar("Mark", bound=NamedTuple)


def marks(frame: pd.DataFrame, kind: type[Mark]) -> list[Mark]:
    """The rows of a frame that has a column for each field of `kind`."""
    columns = [
        frame[name].astype(object).where(frame[name].notna(), None).tolist()
        for name in kind._fields
    ]
    return [kind(*row) for row in zip(*columns, strict=True)]
