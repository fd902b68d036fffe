"""A list of follow-up as a file."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from ui.drawing import list_files
from ui.drawing.list_files import Listed
from ui.frame import numbers
from ui.frame.text import _

MOST = 20_000
"""Rows that a file has at most."""


def offer(title: str, table: Callable[[], pd.DataFrame], many: int) -> None:
    """Draw the ways to take a list along; `table` makes all of its rows when they are asked for."""
    list_files.offer(listed(title, table))
    if many > MOST:
        st.caption(_("A file has the first {n} rows.", n=numbers.count(MOST)))


def listed(title: str, table: Callable[[], pd.DataFrame]) -> Listed:
    """The list."""
    return Listed(title, _("Agreed items and projects as they stand in this store today."), table)
