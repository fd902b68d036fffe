"""A ledger's selection as a file in the layout of the upload: CSV, or a workbook that says on a
second sheet what its numbers are.
"""

import re
from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from db import clock
from db.accounts import Account, Action, may
from db.importing import export
from db.importing.kinds import Ledger
from db.queries import definitions as stored
from db.queries.ledgers import Asked
from db.reader import answer, store_engine
from export import MEDIA_TYPES, Sheet, workbook
from ui.frame import audited, current_user, state, terms
from ui.frame.as_of import Span
from ui.frame.text import Language, _, language, speaking

_WHOLE = re.compile("0|-?[1-9][0-9]{0,14}")


def offer(ledger: Ledger, asked: Asked, kept: Span, *, demo: bool) -> None:
    """Draw the ways to take it along."""
    told, person = language(), current_user.account()
    csv = partial(answer, export.selection, *asked, told)
    book = partial(_workbook, ledger, asked, kept, demo=demo, told=told)
    with st.container(horizontal=True):
        for label, suffix, made, key in (
            (_("The selection as CSV"), "csv", csv, "export"),
            (_("The selection as a workbook"), "xlsx", book, "export_xlsx"),
        ):
            noted = partial(_taken, terms.kind(ledger.kind), suffix, person, made)
            _button(ledger, label, suffix, noted, key)
    if ledger.private and may(person, Action.EDIT):
        label = _("The same with what only those in charge see (kept in the audit)")
        private = partial(_with_private, asked, person, told)
        _button(ledger, label, "csv", private, "export_private")


def _button(ledger: Ledger, label: str, suffix: str, made: partial[bytes], key: str) -> None:
    st.download_button(
        label,
        made,
        f"{terms.kind(ledger.kind)}.{suffix}",
        MEDIA_TYPES[suffix],
        key=state.control(key),
        on_click="ignore",
    )


def _taken(title: str, suffix: str, person: Account | None, made: Callable[[], bytes]) -> bytes:
    """What is made when it is clicked, and noted."""
    data = made()
    audited.taken([title], suffix, person)
    return data


def _workbook(ledger: Ledger, asked: Asked, kept: Span, *, demo: bool, told: Language) -> bytes:
    """Its texts as they are uploaded again, whole numbers as numbers."""
    header, *rows = answer(export.selected, *asked, told)
    table = pd.DataFrame(rows, columns=header, dtype=object)
    with speaking(told):
        title = terms.kind(ledger.kind)
        sheet = Sheet(
            title=title,
            figure={},
            table=table.apply(_typed),
            definition=_definition(ledger, title),
            source=_("the ledgers in this store"),
            as_of=kept.last or clock.today(),
            language=told,
            demo=demo,
        )
        return workbook.table(sheet)


def _definition(ledger: Ledger, title: str) -> str:
    if ledger.spec.table.name not in stored.MADE_WITH:
        return title
    return _("{title}; each row names the version of the definition that it was made with.",
             title=title)  # fmt: skip


def _typed(column: pd.Series) -> pd.Series:
    """Numbers, where whole numbers are all that a column has. Others stay as they are written: a
    code that begins with 0, and 5.20 as it was printed.
    """
    if not any(column) or not all(_WHOLE.fullmatch(text) for text in column if text):
        return column
    return pd.Series([int(text) if text else None for text in column], dtype=object)


def _with_private(asked: Asked, person: Account | None, told: Language) -> bytes:
    return export.selection_in_charge(store_engine(), person, *asked, told)
