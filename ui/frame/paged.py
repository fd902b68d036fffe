"""Lists that are searched and paged in the store; search and page stand in the address."""

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from ui.frame import address, filters, links, markup, numbers, provenance, state
from ui.frame.as_of import Span
from ui.frame.query_cache import keep
from ui.frame.text import _, language

PAGE = 40
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Listing:
    """A list and how to draw it.

    `count` and `page` (limit, offset) read the store; `counted` says a number of records in
    words; `row` makes the cells of a row under `headers`, `foot` those of the last one, what all
    pages come to, of their number. `of` is all that determines the records,
    beside the store: the filter, and what is searched and how it is ordered. `kept`: as of when
    the records are that it may list; `size`: rows of a page.
    """

    name: str
    headers: Sequence[str]
    count: Callable[[], int]
    page: Callable[[int, int], pd.DataFrame]
    counted: Callable[[int], str]
    row: Callable[[Any], Sequence[object]]
    empty: str
    of: tuple[Hashable, ...]
    kept: Span
    size: int = PAGE
    foot: Callable[[int], Sequence[object]] | None = None


def search(label: str, page: str = "page") -> str:
    """A box to search in; what it says. `page` is the parameter of the list's page."""
    key = state.control("q")
    st.session_state[key] = st.query_params.get("q", "")[:LONGEST_SEARCH]
    return st.text_input(
        label,
        key=key,
        max_chars=LONGEST_SEARCH,
        on_change=address.on_change("q", lambda text: text.strip() or None, page),
    ).strip()


def show(listing: Listing) -> None:
    """Draw how many there are, the page that the address names, and the way to the others."""
    found = listing.count()
    page, pages = place(found, size=listing.size)
    if not found:
        markup.notice(filters.nothing_because(listing.empty))
        return
    rows = listing.page(listing.size, listing.size * (page - 1))
    source = provenance.ledgers(bool(rows["demo"].any()), listing.kept)
    markup.draw(
        '<p class="x-note">{counted} {source}</p>', counted=listing.counted(found), source=source
    )
    key = (listing.name, *listing.of, page, language(), links.carried())
    st.html(keep(key, lambda: _table(listing, rows, found)))
    turn(page, pages)


def place(found: int, parameter: str = "page", size: int = PAGE) -> tuple[int, int]:
    """The page that the address asks for, the last one at most, and how many of `size` rows there
    are.
    """
    filters.say_left_out(address.misread(parameter))
    pages = max(1, math.ceil(found / size))
    return min(address.number(parameter) or 1, pages), pages


def page_of(given: Mapping[str, str], found: int) -> int:
    """The page that parameters ask for, the last one of so many rows at most."""
    asked = given.get("page", "")
    return min(int(asked), max(1, math.ceil(found / PAGE))) if address.WHOLE.fullmatch(asked) else 1


def turn(page: int, pages: int, parameter: str = "page") -> None:
    """The way to the other pages, where there are any."""
    if pages == 1:
        return
    key = state.control(f"{parameter}_{page}")  # new on each page, so that it starts where we are

    def turned() -> None:
        number = st.session_state[key]
        address.put(parameter, None if number == 1 else str(number))

    st.pagination(pages, default=page, key=key, on_change=turned)


def back(label: str, *parameters: str) -> None:
    """The way from a record to its list: without these parameters."""

    def leave() -> None:
        for parameter in parameters:
            address.put(parameter, None)

    st.button(label, key=state.control("back"), type="tertiary", on_click=leave)


def unknown(title: str, asked: str) -> None:
    """Say that the record which the address names is not there."""
    markup.heading(title)
    text = _("Nothing has the number “{asked}”. It may have been taken back.", asked=asked[:60])
    markup.notice(text, "warning")


def total(headers: Sequence[str], number: int, unit: str) -> tuple[object, ...]:
    """The foot of a list that counts its rows: how many there are on all pages."""
    return (_("All pages"), numbers.quantity(number, unit), *[""] * (len(headers) - 2))


def _table(listing: Listing, rows: pd.DataFrame, found: int) -> str:
    cells = [listing.row(row) for row in rows.to_dict("records")]
    foot = listing.foot(found) if listing.foot else ()
    return str(markup.table(listing.headers, cells, listing.name, foot))
