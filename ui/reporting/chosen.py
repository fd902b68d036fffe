"""Which report the page shows: a couple, a period and a side, all of them in the address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from db import clock
from db.accounts import Account, Action, may
from db.accounts.account import Matter
from db.models.results import REPORTING
from db.periods import EARLIEST, MONTHS, Period, at, of_key
from db.results import grid
from db.results.grid import Couple
from db.results.reports import Of, of_side
from db.terms import PeriodKind, Side
from ui.frame import address, markup, names, state, terms
from ui.frame.query_cache import load
from ui.frame.text import _, language


@dataclass(frozen=True)
class Chosen:
    """A report, its couple, and whether it is this person's to write."""

    of: Of
    couple: Couple
    theirs: bool


def choose(person: Account) -> Chosen | None:
    """Draw the choices; what they say. None where nothing is in this person's charge then."""
    period = asked_period()
    theirs = in_charge(person, period.year)
    couple = _couple(theirs)
    if couple is None:
        _periods(period)
        markup.notice(_("No couple of that year is in your charge."), "warning")
        return None
    with st.container(horizontal=True, gap="small", key=state.control("report")):
        _choose_couple(theirs, couple)
        side = _choose_side(person, couple)
        _periods(period)
    return Chosen(Of(couple.id, period, side), couple, of_side(person, couple, side))


def in_charge(person: Account, year: int) -> list[Couple]:
    """The couples of a year that somebody may write for."""
    every: list[Couple] = load(grid.couples)
    return [couple for couple in every if couple.reports_in(year) and may_write(person, couple)]


def may_write(person: Account, couple: Couple) -> bool:
    """Whether a couple is in somebody's charge, be it of one side alone."""
    matter = Matter(couple.helper_adcode, couple.receiver_adcode, couple.id)
    return may(person, Action.EDIT, [matter])


def last_complete(today: date, kind: PeriodKind = PeriodKind.MONTH) -> Period:
    """The last period that is over."""
    return at(today, kind).before()


def asked_period() -> Period:
    """The period that the address names; the last month that is over where it names none."""
    asked = of_key(st.query_params.get("period", ""))
    usual = last_complete(clock.today())
    if asked is None or not EARLIEST <= asked.year <= usual.year + 1:
        return usual
    return asked


def _couple(theirs: list[Couple]) -> Couple | None:
    asked = address.number("couple")
    found = next((couple for couple in theirs if couple.id == asked), None)
    if asked is not None and found is None:
        markup.notice(_("That couple is not in your charge, or was not paired then."), "warning")
    return found or next(iter(theirs), None)


def _choose_couple(theirs: list[Couple], couple: Couple) -> None:
    known = {one.id: names.both(vars(one)) for one in theirs}
    _select(_("Couple"), "couple", known, couple.id, str)


def _choose_side(person: Account, couple: Couple) -> Side:
    own = [side for side in REPORTING if of_side(person, couple, side)]
    asked = st.query_params.get("side")
    side = Side(asked) if asked in REPORTING else (own or REPORTING)[0]
    known = {one.value: terms.label(terms.SIDES, one) for one in REPORTING}
    _select(_("Reporting side"), "side", known, side.value, str)
    return side


def _periods(period: Period) -> None:
    years = {year: str(year) for year in range(clock.today().year, EARLIEST - 1, -1)} | {
        period.year: str(period.year)
    }
    kinds = {kind.value: terms.label(terms.PERIOD_KINDS, kind) for kind in PeriodKind}
    count = 12 // MONTHS[period.kind]
    parts = {n: _within_year(Period(period.year, period.kind, n)) for n in range(1, count + 1)}
    _select(_("Year"), "report_year", years, period.year, _turned(period, "year"), "period")
    _select(
        _("Kind of period"),
        "report_kind",
        kinds,
        period.kind.value,
        _turned(period, "kind"),
        "period",
    )
    if count > 1:
        _select(
            _("Period"),
            "report_part",
            parts,
            period.number,
            _turned(period, "number"),
            "period",
        )


def _within_year(period: Period) -> str:
    words = period.words[language()]
    return words.removeprefix(f"{period.year}年").replace(f" {period.year}", "").strip()


def _turned(period: Period, part: str) -> Callable[[Any], str]:
    """The address of the period with another year, kind or number."""

    def key(value: Any) -> str:
        if part == "year":
            return Period(int(value), period.kind, period.number).key
        if part == "kind":
            kind = PeriodKind(value)
            last = last_complete(clock.today(), kind)
            inside = at(min(period.ends_on, last.ends_on), kind)
            return inside.key
        return Period(period.year, period.kind, int(value)).key

    return key


def _select(
    label: str,
    name: str,
    options: Mapping[Any, str],
    value: Any,
    write: Callable[[Any], str],
    parameter: str = "",
) -> None:
    """A choice that stands in the address."""
    key = state.control(name)
    st.session_state[key] = value

    def changed() -> None:
        address.put(parameter or name, write(st.session_state[key]))
        address.put("page", None)

    st.selectbox(label, list(options), format_func=options.__getitem__, key=key, on_change=changed)
