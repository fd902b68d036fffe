"""A chart that was kept, as the sheet that it was: whoever keeps it need not know of sheets."""

import json
from typing import Protocol

import pandas as pd

from export.sheet import Sheet, caption


class Kept(Protocol):
    """What was kept: all of a caption, and the figure as Plotly's JSON."""

    @property
    def figure(self) -> str: ...


def sheet(kept: Kept, table: pd.DataFrame, number: str) -> Sheet:
    """The sheet of what was kept, under its number."""
    return Sheet(**caption(kept), figure=json.loads(kept.figure), table=table, number=number)
