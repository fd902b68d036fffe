"""The newest records of all kinds, facts first."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from db.filters import Filter
from db.queries import overview
from ui.frame import aggregates, filters, links, markup, names, numbers, terms
from ui.frame.query_cache import derive, load
from ui.frame.text import N_, Language, _, either, language

LINKS = {"meeting": links.meeting, "visit": links.visit, "project": links.project}

KINDS = {
    "meeting": N_("Meeting"),
    "visit": N_("Visit"),
    "project": N_("Project"),
}

MOST = 8
"""Records that are shown."""


def show(chosen: Filter) -> None:
    """Draw the newest records of a selection."""
    note = _("Latest by date; records of fact before demo records.")
    markup.section(_("Newest records"), note)
    table = derive(_table, chosen, language(), links.carried())
    if table:
        st.html(table)
    else:
        markup.notice(filters.nothing_because(_("No record matches this selection.")))


def _table(chosen: Filter, _language: Language, _carried: Any) -> str:
    """Nothing where there is no record."""
    records = names.with_sides(_found(chosen))
    headers = (_("Date"), _("Kind"), _("Record"), _("Couple"))
    rows = [_row(row) for row in records.to_dict("records")]
    return str(markup.table(headers, rows, "newest")) if rows else ""


def _found(chosen: Filter) -> pd.DataFrame:
    """The records of a selection. The newest up to its last year, however early they are, are read
    first: where all of them lie in its years, or none was left out, they are the answer, whichever
    first year is chosen next.
    """
    if chosen.years is None:
        return _read(chosen)
    first, last = chosen.years
    found = _read(replace(chosen, years=(aggregates.EVER[0], last)))
    within = found[found["year"] >= first]
    return within if len(within) == len(found) or len(found) < MOST else _read(chosen)


def _read(chosen: Filter) -> pd.DataFrame:
    among = derive(aggregates.latest, chosen, MOST)
    return load(overview.newest, chosen, MOST, among=among)


def _row(row: Any) -> tuple[object, ...]:
    title = either(row["title"], row["title_en"]) or terms.label(terms.DIRECTIONS, row["direction"])
    shown = LINKS[row["kind"]](int(row["id"]), title)
    return (
        numbers.day(row["date"], row["precision"]),
        terms.label(KINDS, row["kind"]),
        markup.marked(shown, bool(row["demo"])),
        names.couple(row),
    )
