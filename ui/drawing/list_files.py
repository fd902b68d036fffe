"""A list as a CSV file or a workbook."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from db import clock
from db.accounts import Account
from export import MEDIA_TYPES, Sheet, plain, workbook
from ui.frame import audited, current_user, state
from ui.frame.text import Language, _, language, speaking


@dataclass(frozen=True)
class Listed:
    """A list: its title, what its rows are in a sentence, and `table`, which makes all of them when
    they are asked for: columns named for the reader, one of them `Demo record`.
    """

    title: str
    definition: str
    table: Callable[[], pd.DataFrame]


def offer(listed: Listed) -> None:
    """Draw the ways to take a list along."""
    labels = {"csv": _("The list as CSV"), "xlsx": _("The list as a workbook")}
    with st.container(horizontal=True):
        for suffix, label in labels.items():
            st.download_button(
                label,
                partial(_taken, suffix, listed, language(), current_user.account()),
                f"{listed.title}.{suffix}",
                MEDIA_TYPES[suffix],
                key=state.control(f"export_{suffix}"),
                on_click="ignore",
            )


def _taken(suffix: str, listed: Listed, told: Language, person: Account | None) -> bytes:
    """What is made when it is clicked, and noted."""
    data = made(suffix, listed, told)
    audited.taken([listed.title], suffix, person)
    return data


def made(suffix: str, listed: Listed, told: Language) -> bytes:
    """The list as the bytes of a .csv or .xlsx."""
    with speaking(told):
        sheet = _sheet(listed)
    return plain.table(sheet) if suffix == "csv" else workbook.table(sheet)


def _sheet(listed: Listed) -> Sheet:
    table = listed.table()
    return Sheet(
        title=listed.title,
        figure={},
        table=table,
        definition=listed.definition,
        source=_("the ledgers in this store"),
        as_of=clock.today(),
        language=language(),
        demo=bool(table[_("Demo record")].any()),
    )
