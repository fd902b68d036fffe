"""What is still missing for the period, by couple and side, with who is late."""

from collections.abc import Mapping

import streamlit as st

from db.accounts import Account
from db.reader import answer
from db.results import grid, missing
from db.results.grid import Indicator
from db.results.missing import Missing
from ui.frame import address, links, markup, names, numbers, paged, state, terms
from ui.frame.query_cache import load
from ui.frame.text import _, either, n_
from ui.reporting.chosen import Chosen, asked_period, in_charge

NAMED = 3
"""So many clauses are named, and the others counted."""


def show(person: Account, chosen: Chosen | None) -> None:
    """The list, narrowed as its switch says."""
    period = asked_period()
    markup.section(
        _("What is missing"),
        _(
            "Clauses of the year's agreement of which a side has given no figure up to {day}.",
            day=numbers.day(period.ends_on),
        ),
    )
    scope = _scope() if chosen else "all"
    theirs = [couple.id for couple in in_charge(person, period.year)]
    pairings = [chosen.of.pairing_id] if chosen and scope != "all" else theirs
    side = chosen.of.side if chosen and scope == "report" else None
    found = answer(missing.count, period, pairings, side)
    if not found:
        markup.notice(_("Nothing is missing."))
        return
    page, pages = paged.place(found)
    limits = {"limit": paged.PAGE, "offset": paged.PAGE * (page - 1)}
    rows = answer(missing.page, period, pairings, side, **limits)
    text = n_("{n} report is incomplete.", "{n} reports are incomplete.", found)
    markup.draw('<p class="x-note">{text}</p>', text=text)
    known = load(grid.indicators)
    headers = (
        _("Couple"),
        _("Reporting side"),
        _("Missing"),
        _("Last reported"),
        _("State"),
        _("Who reports"),
    )
    cells = [_row(row, known, period.key) for row in rows]
    st.html(str(markup.table(headers, cells, "missing")))
    paged.turn(page, pages)


def _row(row: Missing, known: Mapping[str, Indicator], period: str) -> tuple[object, ...]:
    return (
        links.report(row.couple.id, row.side.value, period, names.both(vars(row.couple))),
        terms.label(terms.SIDES, row.side),
        _clauses(row, known),
        numbers.day(row.last) if row.last else _("nothing this year"),
        terms.label(terms.REPORT_STATES, row.state),
        _(", ").join(row.who) or markup.quiet(_("nobody of that side")),
    )


def _clauses(row: Missing, known: Mapping[str, Indicator]) -> str:
    names = [either(known[key].name_zh, known[key].name_en) for key in row.metrics[:NAMED]]
    text = _(
        "{missing} of {clauses}: {names}",
        missing=len(row.metrics),
        clauses=row.clauses,
        names=_(", ").join(names),
    )
    return text + ("…" if len(row.metrics) > NAMED else "")


def _scope() -> str:
    names = {
        "all": _("All in my charge"),
        "couple": _("This couple"),
        "report": _("This report"),
    }
    key = state.control("missing")
    st.session_state[key] = address.word("missing", names)
    return str(
        st.segmented_control(
            _("Whose"),
            list(names),
            format_func=names.__getitem__,
            key=key,
            required=True,
            on_change=address.on_change("missing", lambda scope: None if scope == "all" else scope),
            label_visibility="collapsed",
        )
    )
