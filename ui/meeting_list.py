"""The list of meetings: searched and paged in the store, its state in the address."""

import math

import pandas as pd
import streamlit as st

from db.queries import meetings
from ui import address, filters, links, markup, names, numbers, provenance, state, terms
from ui.load import load
from ui.text import _, either, n_

PAGE = 40


def show(selection: filters.Selection) -> None:
    """Draw search, count, the page of the list, and the way to the other pages."""
    markup.heading(_("Meetings"), selection.words)
    text = _search()
    found = load(meetings.count, selection.filter, text)
    pages = max(1, math.ceil(found / PAGE))
    page = min(address.number("page") or 1, pages)
    offset = PAGE * (page - 1)
    listed = load(meetings.listed, selection.filter, text, limit=PAGE, offset=offset)
    if listed.empty:
        markup.notice(filters.nothing_because(_("No meeting matches this selection.")))
        return
    counted = n_("{n} meeting, the newest first.", "{n} meetings, the newest first.", found)
    source = provenance.ledgers(demo=bool(listed["demo"].any()))
    markup.draw('<p class="x-note">{counted} {source}</p>', counted=counted, source=source)
    headers = (_("Date"), _("Meeting"), _("Couple"), _("Place"), _("Kind"), _("Agreed items"))
    rows = [_row(row) for _index, row in names.with_sides(listed).iterrows()]
    st.html(str(markup.table(headers, rows, "meetings")))
    _turn(page, pages)


def _search() -> str:
    key = state.control("q")
    st.session_state[key] = st.query_params.get("q", "")[:100]
    found = st.text_input(
        _("Search titles and places"),
        key=key,
        max_chars=100,
        on_change=address.on_change("q", lambda text: text.strip() or None),
    )
    return found.strip()


def _row(row: pd.Series) -> tuple[object, ...]:
    link = links.meeting(int(row["id"]), either(row["title"], row["title_en"]))
    return (
        numbers.period(row["date_start"], row["date_end"], row["date_precision"]),
        markup.marked(link, bool(row["demo"])),
        names.couple(row) or _("National"),
        either(row["place"], row["place_en"]),
        terms.label(terms.CATEGORIES, row["category"]),
        _items(int(row["commitments"]), int(row["linked"])),
    )


def _items(agreed: int, linked: int) -> str:
    if not agreed:
        return ""
    if not linked:
        return n_("{n} item, no project yet", "{n} items, no project yet", agreed)
    return _("{agreed}, of which {linked} with projects", agreed=agreed, linked=linked)


def _turn(page: int, pages: int) -> None:
    if pages == 1:
        return
    key = state.control(f"page_{page}")  # a new control a page, so that it starts where we are

    def turned() -> None:
        number = st.session_state[key]
        address.put("page", None if number == 1 else str(number))

    st.pagination(pages, default=page, key=key, on_change=turned)
