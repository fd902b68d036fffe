"""What a click on a mark of a chart does: it narrows the filter, or leads to a page so narrowed.

The first parts of a mark's customdata say what it stands for, in the order of the parameters.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from charts.ranked import OTHER
from ui import address

ROOT = Path(__file__).resolve().parent.parent

Click = Callable[[Any], None]


def narrow(*parameters: str) -> Click:
    """A click puts what the mark stands for into the address; the lists begin anew."""

    def clicked(mark: Any) -> None:
        meant = _meant(parameters, mark)
        for parameter, value in meant.items():
            address.put(parameter, value)
        if meant:
            address.put("page", None)

    return clicked


def lead(page: str, *parameters: str, **more: str) -> Click:
    """A click opens a page (named as its file) narrowed to what the mark stands for, and `more`."""

    def clicked(mark: Any) -> None:
        meant = _meant(parameters, mark)
        if meant:
            carried = address.kept(**more, **meant)
            st.switch_page(ROOT / f"pages/{page}.py", query_params=carried)

    return clicked


def _meant(parameters: tuple[str, ...], mark: Any) -> dict[str, str]:
    """Parameter → value; nothing for a mark that stands for the rest of others."""
    values = {name: str(value) for name, value in zip(parameters, mark, strict=False)}
    return {name: value for name, value in values.items() if value not in ("", OTHER)}
