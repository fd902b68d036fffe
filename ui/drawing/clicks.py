"""What a click on a mark of a chart does: it narrows the filter, or leads to a page so narrowed.

The first parts of a mark's customdata say what it stands for, in the order of the parameters.
Clicks are values, so that a chart is kept drawn under what its click does.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from charts.ranked import OTHER
from ui.frame import address

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Narrow:
    """A click puts what the mark stands for into the address; the lists begin anew."""

    parameters: tuple[str, ...]

    def __call__(self, mark: Any) -> None:
        meant = _meant(self.parameters, mark)
        for parameter, value in meant.items():
            address.put(parameter, value)
        if meant:
            address.put("page", None)


@dataclass(frozen=True)
class Lead:
    """A click opens a page (named as its file) narrowed to what the mark stands for, and `more`."""

    page: str
    parameters: tuple[str, ...]
    more: tuple[tuple[str, str], ...] = ()

    def __call__(self, mark: Any) -> None:
        meant = _meant(self.parameters, mark)
        if meant:
            carried = address.kept(**dict(self.more), **meant)
            st.switch_page(ROOT / f"pages/{self.page}.py", query_params=carried)


Click = Narrow | Lead

NONE = Narrow(())
"""What becomes a file is not clicked."""


def _meant(parameters: tuple[str, ...], mark: Any) -> dict[str, str]:
    """Parameter → value; nothing for a mark that stands for the rest of others."""
    values = {name: str(value) for name, value in zip(parameters, mark, strict=False)}
    return {name: value for name, value in values.items() if value not in ("", OTHER)}
