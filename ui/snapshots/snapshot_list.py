"""The list of snapshots: searched, narrowed and paged in the store."""

import math
import re
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from db.reader import answer
from db.snapshots import Search, queries
from db.snapshots.content import number
from ui.frame import address, aggregates, choice, links, markup, numbers, paged, state
from ui.frame.text import _, n_
from ui.snapshots import catalogue

DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:_(\d{4}-\d\d-\d\d))?")


def show() -> None:
    """Draw the search and a page of what it finds. Snapshots are read afresh in every run: they
    are not part of what the store's revision counts.
    """
    search = _search()
    found = answer(queries.count, search)
    if not found:
        markup.notice(_nothing(search))
        return
    pages = max(1, math.ceil(found / paged.PAGE))
    page = min(address.number("page") or 1, pages)
    rows = answer(queries.listed, search, limit=paged.PAGE, offset=paged.PAGE * (page - 1))
    markup.note(n_("{n} snapshot, the newest first.", "{n} snapshots, the newest first.", found))
    markup.tabulate((_row(row) for _index, row in rows.iterrows()), "snapshots")
    paged.turn(page, pages)


def _nothing(search: Search) -> str:
    if search == Search():
        return _(
            "Nobody has saved a snapshot yet. Signed in, open “Picture and data” at a chart and "
            "save one there."
        )
    return _("No snapshot matches. Search for something else, or choose less.")


def _row(row: pd.Series) -> dict[str, object]:
    link = links.snapshot(row["public_id"], row["name"])
    shown = markup.marked(link, bool(row["demo"]))
    if row["withdrawn"]:
        shown = markup.join([shown, markup.quiet(_("withdrawn"))], " ")
    return {
        _("Number"): number(int(row["id"])),
        _("Snapshot"): shown,
        _("Filters"): " · ".join(value for _name, value in row["conditions"]),
        _("Saved by"): row["author"],
        _("Saved at"): numbers.moment(row["created_at"]),
    }


def _search() -> Search:
    """The controls, and what they say."""
    text = paged.search(_("Search names, descriptions, authors and numbers"))
    authors = {str(key): name for key, name in answer(queries.authors).items()}
    charts = {key: catalogue.title(key) for key in answer(queries.charts)}
    columns = st.columns(4)
    with columns[0]:
        chart = choice.one_of("chart", _("Kind of chart"), charts)
    with columns[1]:
        province = choice.one_of("about", _("Province in its filters"), aggregates.province_names())
    with columns[2]:
        author = choice.one_of("author", _("Saved by"), authors)
    with columns[3]:
        first, last = _days()
    return Search(text, int(author) if author else None, chart, province, first, last)


def _days() -> tuple[date | None, date | None]:
    """The first and last day of saving: 2026-11-01_2026-11-23 in the address."""
    given = st.query_params.get("days", "")
    asked = _meant(given)
    key = state.control(f"days_{given}")  # a new control a period: it starts where the address is

    def chosen() -> None:
        days: Any = st.session_state[key]
        address.put("days", "_".join(day.isoformat() for day in days) or None)
        address.put("page", None)

    st.date_input(
        _("Saved from, to"), value=list(asked), key=key, format="YYYY-MM-DD", on_change=chosen
    )
    return (asked[0], asked[-1]) if asked else (None, None)


def _meant(given: str) -> tuple[date, ...]:
    """The days that a parameter names; none where it means nothing."""
    found = DAYS.fullmatch(given)
    try:
        days = tuple(date.fromisoformat(day) for day in found.groups() if day) if found else ()
    except ValueError:
        return ()
    return tuple(sorted(days))
