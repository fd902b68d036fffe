"""The evidence of a record or of progress: the list, and the forms for those in charge."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from db import evidence
from db.accounts import Account, Action, matter_of, may
from db.evidence.attaching import ADDRESS_LIMIT, NOTE_LIMIT
from db.importing.kinds import RECORDS
from db.importing.limits import MEGABYTE, limits
from db.reader import store_engine
from ui.frame import actions, current_user, markup, numbers, state, upload_held
from ui.frame.actions import Told
from ui.frame.query_cache import load
from ui.frame.text import _

WHERE = "evidence"
"""The place of a page that says what became of a deed here."""

Key = Callable[[str], str]
"""What a part of a form is called in the session."""

CHOOSE = Markup("<style>.stApp {{ --x-choose: '{text}'; }}</style>")
"""Streamlit's button knows English only; style.css writes this over it."""


def of_record(record: Mapping[str, Any], table: str) -> None:
    """The evidence of a ledger's record."""
    show(table, {int(record["id"]): ""}, record)


def show(table: str, rows: Mapping[int, str], record: Mapping[str, Any]) -> None:
    """Draw the evidence of rows of a table, each with what it is called where there are several;
    `record` says who is in charge of them.
    """
    in_charge = may(current_user.account(), Action.EDIT, [matter_of(record)])
    if table in RECORDS and RECORDS[table].private and not in_charge:
        return
    found = load(evidence.listed, table, tuple(rows))
    if found.empty and not in_charge:
        return
    markup.section(_("Evidence"), _("Files and addresses; a file is always saved, never opened."))
    with st.container():  # be there something to tell or not: the open form keeps its place
        actions.tell(WHERE)
    if found.empty:
        markup.notice(_("No evidence has been added yet."))
    else:
        st.html(str(_table(found, rows)))
    if in_charge:
        # Another form each time that something came or went: it is empty then, and only then.
        here = found[found["removed_at"].isna()]
        key = partial(_key, table, next(iter(rows)), len(found), len(here))
        _adding(table, rows, key)
        _removing(here, key)


def _table(found: pd.DataFrame, rows: Mapping[int, str]) -> Markup:
    of = [_("Agreed item")] if len(rows) > 1 else []
    headers = (*of, _("Evidence"), _("Type"), _("Size"), _("Note"), _("Added by"), _("When"))
    cells = [
        (*([rows.get(int(row["row_id"]), "")] if of else []), *_row(row))
        for row in found.to_dict("records")
    ]
    return markup.table(headers, cells, "evidence")


def _row(row: Mapping[Any, Any]) -> tuple[object, ...]:
    file = row["sha256"] is not None
    return (
        _name(row, file),
        str(row["type"]).upper() if file else _("Address"),
        size(int(row["size"])) if file else "",
        markup.lines(row["note"]),
        row["author"],
        numbers.moment(row["at"]),
    )


def _name(row: Mapping[Any, Any], file: bool) -> Markup:
    """The way to it; of what was removed its name, and what became of it."""
    name = row["name"] if file else row["address"]
    if not pd.isna(row["removed_at"]):
        told = _(
            "removed by {author} on {moment}: {reason}",
            author=row["removed_by"],
            moment=numbers.moment(row["removed_at"]),
            reason=row["reason"],
        )
        return Markup("<s>{}</s> {}").format(name, markup.quiet(told))
    if file:
        return Markup('<a href="evidence/{}" download>{}</a>').format(int(row["id"]), name)
    link = Markup('<a href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a>')
    return link.format(name, name)


def size(number: int) -> str:
    """A number of bytes in the unit that suits it."""
    kilo = max(1, round(number / 1024))
    return f"{kilo} KB" if kilo < 1024 else f"{number / MEGABYTE:.1f} MB"


def _adding(table: str, rows: Mapping[int, str], key: Key) -> None:
    most = limits().megabytes
    with st.expander(_("Add evidence …")), st.form(key("form"), border=False):
        if len(rows) > 1:
            st.selectbox(_("Agreed item"), list(rows), format_func=rows.__getitem__, key=key("row"))
        st.html(str(CHOOSE.format(text=_("Choose a file"))))
        st.file_uploader(
            _("PDF, picture (PNG, JPEG, WebP) or Office document, at most {n} MB", n=most),
            max_upload_size=most,
            key=key("file"),
        )
        st.text_input(
            _("Or its address"),
            key=key("address"),
            max_chars=ADDRESS_LIMIT,
            placeholder="https://",
        )
        st.text_area(_("Note"), key=key("note"), max_chars=NOTE_LIMIT, height=68)
        st.form_submit_button(
            _("Add evidence"), type="primary", on_click=_add, args=(table, next(iter(rows)), key)
        )


def _removing(here: pd.DataFrame, key: Key) -> None:
    if here.empty:
        return
    names = {int(row["id"]): row["name"] or row["address"] for row in here.to_dict("records")}
    with st.expander(_("Remove evidence …")), st.form(key("removal"), border=False):
        st.selectbox(_("Evidence"), list(names), format_func=names.__getitem__, key=key("removed"))
        st.text_input(_("Reason"), key=key("reason"), max_chars=NOTE_LIMIT)
        st.form_submit_button(_("Remove evidence"), on_click=_remove, args=(key,))


@actions.deed(WHERE)
def _add(person: Account, table: str, first: int, key: Key) -> Told:
    typed = {name: st.session_state[key(name)] for name in ("file", "address", "note")}
    row = st.session_state.get(key("row"), first)
    file = typed["file"]
    engine = store_engine()
    if file is not None:
        given = evidence.Upload(file.name, file.getvalue())
        evidence.add_file(engine, table, row, given, typed["note"], person)
        upload_held.let_go([file])
    if typed["address"].strip():
        evidence.add_address(engine, table, row, typed["address"], typed["note"], person)
    elif file is None:
        return Told(_("Choose a file, or give an address."), good=False)
    return Told(_("The evidence was added."))


@actions.deed(WHERE)
def _remove(person: Account, key: Key) -> Told:
    which, reason = (st.session_state[key(name)] for name in ("removed", "reason"))
    evidence.remove(store_engine(), which, reason, person)
    return Told(_("The evidence was removed; its row stays."))


def _key(table: str, first: int, known: int, here: int, part: str) -> str:
    return state.control(f"evidence_{part}_{table}_{first}_{known}_{here}")
