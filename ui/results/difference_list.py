"""The differences of a year as a list, and as files."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from db import clock
from db.filters import Filter
from db.queries.frames import records
from db.results import RATE
from db.terms import DifferenceState
from ui.drawing import list_files
from ui.drawing.list_files import Listed
from ui.frame import address, filters, links, markup, numbers, page_request, paged, state, terms
from ui.frame.query_cache import keep
from ui.frame.text import _, language
from ui.results import differences as told

MARKS = {"open": "○", "explained": "◐", "settled": "●"}
YEAR = page_request.CARD_YEAR
ALL = "all"


def choose_year(chosen: Filter) -> int | None:
    """Draw the choice of the year; which it is, or differences.ALL_YEARS; None where nothing has
    been reported.
    """
    years = told.years(chosen)
    if not years:
        return None
    known = {str(year): year for year in years} | {ALL: told.ALL_YEARS}
    filters.say_left_out(address.misread(YEAR, known))
    key = state.control(YEAR)
    st.session_state[key] = address.word(YEAR, known)
    st.selectbox(
        _("Year"),
        list(known),
        format_func=lambda word: _("All years") if word == ALL else word,
        key=key,
        on_change=address.on_change(YEAR),
        width=160,
    )
    return known[st.session_state[key]]


def states(chosen: Filter, year: int) -> dict[str, str]:
    """The choices of the list: all, or those that stand so, each with how many there are."""
    many = {state: one.many for state, one in told.counts(chosen, year).items()}
    names = {one.value: terms.label(terms.DIFFERENCES, one) for one in DifferenceState}
    every = {"": _("All {n}", n=numbers.count(sum(many.values())))}
    return every | {one: f"{name} {numbers.count(many[one])}" for one, name in names.items()}


def what_it_is() -> str:
    """What is compared, in a sentence."""
    return _(
        "Where both sides have a running value to the same day and the two differ by more than the "
        "tolerance. What the ledgers themselves have is of the whole year. A settled value is what "
        "the scorecard counts, and it says so there."
    )


def show(chosen: Filter, year: int, standing: str) -> None:
    """Draw a page of the list, each difference leading to its own."""
    counts = told.counts(chosen, year)
    listed = [counts[standing]] if standing else counts.values()
    many, demo = (sum(part) for part in zip(*listed, strict=True))
    if not many:
        markup.notice(_nothing(standing))
        return
    if demo:
        text = _(
            "Demo data: {n} of these differences are between reports generated at random.",
            n=numbers.count(demo),
        )
        markup.notice(text, "demo")
    page, pages = paged.place(many)
    here = told.page(chosen, year, standing, paged.PAGE, paged.PAGE * (page - 1))
    of = (chosen, year, standing, page, clock.today(), language(), links.carried())
    st.html(keep(("differences", *of), lambda: _table(here)))
    paged.turn(page, pages)
    list_files.offer(whole(chosen, year, standing))


def standing(row: Mapping[Any, Any]) -> Markup:
    """How a difference stands, by shape and word."""
    return Markup('<span class="x-status x-{}"><i aria-hidden="true">{}</i> {}</span>').format(
        row["state"], MARKS[row["state"]], told.state(row)
    )


def _nothing(standing: str) -> str:
    if standing:
        return filters.nothing_because(_("No difference stands so."))
    text = _(
        "Wherever both sides have reported to the same day, they agree within the tolerance. What "
        "only one side has reported stands on the scorecard."
    )
    return filters.nothing_because(text)


def _table(found: pd.DataFrame) -> str:
    headers = (
        _("Couple"),
        _("Metric"),
        _("To the day"),
        _("Helper's report"),
        _("Receiver's report"),
        _("From the ledgers"),
        _("Helper less receiver"),
        _("What may explain it"),
        _("State"),
        _("Age"),
    )
    rows = [_cells(row) for row in records(found)]
    return str(markup.table(headers, rows, "differences"))


def _cells(row: Mapping[Any, Any]) -> tuple[object, ...]:
    link = Markup('<a href="{}">{}</a>').format(
        links.to("reconciliation", **{told.DIFFERENCE: told.key_of(row)}), row["name"]
    )
    much = [told.difference(row), *([markup.quiet(told.share(row))] if told.share(row) else [])]
    return (
        row["couple"],
        markup.marked(link, bool(row["demo"])),
        numbers.day(row["ends_on"]),
        told.amount(row["helper_value"], row["unit"]),
        told.amount(row["receiver_value"], row["unit"]),
        told.of_ledgers(row),
        markup.join(much, "<br>"),
        markup.join(told.causes(row), "<br>"),
        standing(row),
        told.age(row),
    )


def whole(chosen: Filter, year: int, standing: str) -> Listed:
    """The list, to be taken along as a file."""
    table = partial(_all, chosen, year, standing)
    return Listed(_title(year), what_it_is(), table)


def _all(chosen: Filter, year: int, standing: str) -> pd.DataFrame:
    return as_table(told.page(chosen, year, standing, None, 0))


def _title(year: int) -> str:
    return _("Differences of {year}", year=year) if year else _("Differences of all years")


def as_table(found: pd.DataFrame) -> pd.DataFrame:
    """A row a difference, its columns named for the reader; amounts in whole units."""
    rows = found.to_dict("records")
    return pd.DataFrame(
        {
            _("Couple"): found["couple"].tolist(),
            _("Metric"): found["name"].tolist(),
            _("To the day"): found["ends_on"].tolist(),
            _("Unit"): [terms.label(terms.UNITS, row["unit"]) for row in rows],
            _("Helper's report"): _amounts(rows, "helper_value"),
            _("Receiver's report"): _amounts(rows, "receiver_value"),
            _("From the ledgers"): _amounts(
                [row | {"ledger": told.ledger_of(row).own} for row in rows], "ledger"
            ),
            _("Helper less receiver"): _amounts(rows, "difference"),
            _("Share of the larger value (%)"): [
                None if pd.isna(row["share"]) else round(100 * row["share"], 1) for row in rows
            ],
            _("What may explain it"): [_("; ").join(told.causes(row)) for row in rows],
            _("State"): [terms.label(terms.DIFFERENCES, row["state"]) for row in rows],
            _("Settled value"): _amounts(rows, "value"),
            _("Note"): ["" if pd.isna(row["note"]) else row["note"] for row in rows],
            _("Said by"): ["" if pd.isna(row["author"]) else row["author"] for row in rows],
            _("When"): ["" if pd.isna(row["at"]) else numbers.moment(row["at"]) for row in rows],
            _("Age"): [told.age(row) for row in rows],
            _("Demo record"): [bool(row["demo"]) for row in rows],
        }
    )


def _amounts(rows: list[dict[Any, Any]], name: str) -> "pd.Series[Any]":
    values = [
        None if pd.isna(row[name]) else row[name] / 100 if row["unit"] == RATE else int(row[name])
        for row in rows
    ]
    return pd.to_numeric(pd.Series(values, dtype="object"))
