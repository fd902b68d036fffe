"""The newest records of all kinds, facts first."""

from typing import Any

import streamlit as st

from db.filters import Filter
from db.queries import overview
from ui import filters, frames, links, markup, names, numbers, terms
from ui.load import derive, load
from ui.text import N_, Language, _, either, language

LINKS = {"meeting": links.meeting, "visit": links.visit, "project": links.project}

KINDS = {
    "meeting": N_("Meeting"),
    "visit": N_("Visit"),
    "project": N_("Project"),
}


MOST = 8


def show(chosen: Filter) -> None:
    """Draw the newest records of a selection."""
    among = derive(frames.latest, chosen, MOST)
    records = load(overview.newest, chosen, MOST, among=among)
    note = _("Latest by date; records of fact before demo records.")
    markup.section(_("Newest records"), note)
    if records.empty:
        markup.notice(filters.nothing_because(_("No record matches this selection.")))
        return
    st.html(derive(_table, chosen, among, language(), links.carried()))


def _table(chosen: Filter, among: Any, _language: Language, _carried: Any) -> str:
    records = names.with_sides(load(overview.newest, chosen, MOST, among=among))
    headers = (_("Date"), _("Kind"), _("Record"), _("Couple"))
    rows = [_row(row) for row in records.to_dict("records")]
    return str(markup.table(headers, rows, "newest"))


def _row(row: Any) -> tuple[object, ...]:
    title = either(row["title"], row["title_en"]) or terms.label(terms.DIRECTIONS, row["direction"])
    shown = LINKS[row["kind"]](int(row["id"]), title)
    return (
        numbers.day(row["date"], row["precision"]),
        terms.label(KINDS, row["kind"]),
        markup.marked(shown, bool(row["demo"])),
        names.couple(row),
    )
