"""A chart that was kept, as the sheet that it was: whoever keeps it need not know of sheets."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Protocol

import pandas as pd

from export.sheet import Condition, Sheet
from export.words import Language


class Kept(Protocol):
    """What was kept; `figure` is Plotly's JSON."""

    @property
    def title(self) -> str: ...
    @property
    def figure(self) -> str: ...
    @property
    def definition(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def as_of(self) -> dt.date: ...
    @property
    def dated(self) -> str: ...
    @property
    def demo(self) -> bool: ...
    @property
    def language(self) -> Language: ...
    @property
    def conditions(self) -> Sequence[tuple[str, str]]: ...
    @property
    def scope(self) -> Sequence[str]: ...
    @property
    def alt(self) -> str: ...


def sheet(kept: Kept, table: pd.DataFrame, number: str) -> Sheet:
    """The sheet of what was kept, under its number."""
    return Sheet(
        title=kept.title,
        figure=json.loads(kept.figure),
        table=table,
        definition=kept.definition,
        unit=kept.unit,
        source=kept.source,
        demo=kept.demo,
        as_of=kept.as_of,
        dated=kept.dated,
        language=kept.language,
        filters=tuple(Condition(name, value) for name, value in kept.conditions),
        number=number,
        scope=tuple(kept.scope),
        alt=kept.alt,
    )
