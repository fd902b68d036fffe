"""Closing and reopening periods, for administrators; what is closed, for all who may read."""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from db import clock, closings
from db.accounts import Account, Action, may
from db.closings import Kept
from db.closings.checksum import WHOLE
from db.periods import EARLIEST, Period
from db.reader import answer, store_engine
from db.results import history
from db.terms import PeriodKind
from ui.accounts import administration
from ui.frame import address, current_user, links, markup, numbers, page_request, paged, state
from ui.frame.actions import Told, do
from ui.frame.query_cache import load
from ui.frame.text import _, language, n_
from ui.results import differences as told

SHOWN = 12
"""So many characters of a checksum tell it from another."""


def listing() -> None:
    """Every closing there was, the newest first."""
    found: list[Kept] = load(closings.closings)
    if not found:
        markup.notice(_("No period has been closed yet."))
        return
    page, pages = paged.place(len(found))
    couples = administration.places().pairings
    headers = (
        _("Period"), _("Couple"), _("State"), _("Closed"), _("Reopened"), _("Reason"),
        _("Checksum"),
    )  # fmt: skip
    rows = [
        (
            named(kept),
            _couple(kept, couples),
            _("closed") if kept.reopened_by is None else _("reopened"),
            f"{numbers.moment(kept.at)} · {kept.author}",
            _reopening(kept),
            kept.reason,
            markup.quiet(kept.checksum.removeprefix(WHOLE)[:SHOWN]),
        )
        for kept in found[paged.PAGE * (page - 1) : paged.PAGE * page]
    ]
    st.html(str(markup.table(headers, rows, "closings")))
    paged.turn(page, pages)


def offer() -> None:
    """The forms with which an administrator closes, compares and reopens."""
    if not may(current_user.account(), Action.ADMINISTER):
        return
    couples = administration.places().pairings
    markup.section(
        _("Close a period"),
        _("Nothing of it can be written from then on: by form, file, undo or command line."),
    )
    _close_form(couples)
    now = [kept for kept in load(closings.closings) if kept.reopened_by is None]
    if now:
        markup.section(
            _("Reopen a period"),
            _("The reason is shown on every page of the period until it is closed again."),
        )
        _reopen_form(now, couples)
        markup.section(
            _("Compare"), _("Whether the figures of closed periods are as they were at closing.")
        )
        st.button(_("Compare the figures now"), key=_key("compare"), on_click=_compare)


def warn(years: tuple[int, int] | None, pairing: int | None = None) -> None:
    """On pages of a period (and a couple) that was reopened: that it is open, and why."""
    _warn(kept for kept in load(closings.reopened) if kept.is_of(pairing, years))


def warn_here(page: str, years: tuple[int, int] | None) -> None:
    """The same on a page that the filter's years narrow, or on that of what the address names: a
    record, a couple, a clause, a difference, whose own time counts.
    """
    if not load(closings.reopened):
        return
    asked = st.query_params.get(page_request.RECORDS.get(page, ""))
    couple, clause = address.number(page_request.COUPLE), address.number(page_request.CLAUSE)
    if page == "pairings" and couple is not None:
        warn(address.span(links.OF_YEARS), couple)
    elif page == "scorecard" and clause is not None:
        if found := load(history.of_clause, clause):
            warn((found.clause["year"],) * 2, found.clause["pairing_id"])
    elif page == "reconciliation" and asked is not None:
        if at := told.at_of(asked):
            warn((at.year, at.year), at.pairing_id)
    elif asked is not None:
        if identity := address.number(page_request.RECORDS[page]):
            _warn(load(closings.reopened_about, links.table(page), identity))
    else:
        warn(years)


def _warn(found: Iterable[Kept]) -> None:
    for kept in found:
        markup.notice(reopening(kept, _whole(kept)), "warning")


def reopening(kept: Kept, period: str) -> str:
    """That a period, as it is called, is open again, since when and why."""
    return _(
        "{period} was closed and is open again since {when} ({reason}): its figures may change.",
        period=period,
        when=numbers.moment(kept.reopened_at) if kept.reopened_at else "",
        reason=kept.reason,
    )


def named(kept: Kept) -> str:
    """A closed period in the reader's words."""
    return kept.closed.period.words[language()]


def _whole(kept: Kept) -> str:
    """A closed period, with its couple where it is of one alone."""
    if kept.closed.pairing_id is None:
        return named(kept)
    return f"{named(kept)} · {_couple(kept, administration.places().pairings)}"


def _couple(kept: Kept, couples: dict[int, str]) -> str:
    pairing = kept.closed.pairing_id
    return _("All couples") if pairing is None else couples.get(pairing, str(pairing))


def _reopening(kept: Kept) -> str:
    if kept.reopened_at is None:
        return ""
    return f"{numbers.moment(kept.reopened_at)} · {kept.reopened_by}"


def _close_form(couples: dict[int, str]) -> None:
    today = clock.today()
    months = {0: _("The whole year")} | {number: str(number) for number in range(1, 13)}
    names = {0: _("All couples")} | couples
    with st.form("close_period", border=False):
        year, month, couple = st.columns([1, 1, 2])
        year.number_input(
            _("Year"), EARLIEST, today.year, value=today.year - 1, step=1, key=_key("year")
        )
        month.selectbox(_("Month"), list(months), format_func=months.__getitem__, key=_key("month"))
        couple.selectbox(
            _("Couple"), list(names), format_func=names.__getitem__, key=_key("couple")
        )
        st.form_submit_button(_("Close it"), on_click=_close)


def _reopen_form(now: list[Kept], couples: dict[int, str]) -> None:
    names = {kept.closed.id: f"{named(kept)} · {_couple(kept, couples)}" for kept in now}
    with st.form("reopen_period", border=False):
        st.selectbox(_("Period"), list(names), format_func=names.__getitem__, key=_key("reopen"))
        st.text_area(_("Reason"), key=_key("reason"), max_chars=2_000, height="content")
        st.form_submit_button(_("Reopen it"), on_click=_reopen)


def _close() -> None:
    def deed(person: Account) -> Told:
        year, month = int(_given("year")), int(_given("month"))
        kind = PeriodKind.MONTH if month else PeriodKind.YEAR
        period = Period(year, kind, month or 1)
        closings.close(store_engine(), period, _given("couple") or None, person)
        return Told(_("{period} is closed.", period=period.words[language()]))

    do(deed)


def _reopen() -> None:
    def deed(person: Account) -> Told:
        closing, reason = _given("reopen"), _given("reason")
        closings.reopen(store_engine(), closing, reason, person)
        st.session_state[_key("reason")] = ""
        return Told(_("The period is open again."))

    do(deed)


def _compare() -> None:
    def deed(_person: Account) -> Told:
        changed = answer(closings.changed)
        if not changed:
            return Told(_("All figures of closed periods are as they were at closing."))
        periods = (", " if language() == "en" else "、").join(map(named, changed))
        return Told(
            n_(
                "Figures of a closed period have changed since: {periods}.",
                "Figures of {n} closed periods have changed since: {periods}.",
                len(changed),
                periods=periods,
            ),
            good=False,
        )

    do(deed)


def _key(part: str) -> str:
    return state.control(f"closing_{part}")


def _given(part: str) -> Any:
    return st.session_state[_key(part)]
