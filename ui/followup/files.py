"""A list as a CSV file or a workbook."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from db import clock
from export import MEDIA_TYPES, Sheet, plain, workbook
from ui.frame import numbers, state
from ui.frame.text import Language, _, language, speaking

MOST = 20_000
"""Rows that a file has at most."""


def offer(title: str, table: Callable[[], pd.DataFrame], many: int) -> None:
    """Draw the ways to take a list along; `table` makes all of its rows when they are asked for."""
    labels = {"csv": _("The list as CSV"), "xlsx": _("The list as a workbook")}
    with st.container(horizontal=True):
        for suffix, label in labels.items():
            st.download_button(
                label,
                partial(made, suffix, title, table, language()),
                f"{title}.{suffix}",
                MEDIA_TYPES[suffix],
                key=state.control(f"export_{suffix}"),
                on_click="ignore",
            )
    if many > MOST:
        st.caption(_("A file has the first {n} rows.", n=numbers.count(MOST)))


def made(suffix: str, title: str, table: Callable[[], pd.DataFrame], told: Language) -> bytes:
    """The list as the bytes of a .csv or .xlsx."""
    with speaking(told):
        sheet = _sheet(title, table())
    return plain.table(sheet) if suffix == "csv" else workbook.table(sheet)


def _sheet(title: str, table: pd.DataFrame) -> Sheet:
    return Sheet(
        title=title,
        figure={},
        table=table,
        definition=_("Agreed items and projects as they stand in this store today."),
        source=_("the ledgers in this store"),
        as_of=clock.today(),
        language=language(),
        demo=bool(table[_("Demo record")].any()),
    )
