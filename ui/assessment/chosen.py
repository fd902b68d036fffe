"""Whose year the page shows: a couple and a year, both in the address."""

from typing import NamedTuple

import streamlit as st

from db import clock
from db.results import grid
from db.results.grid import Couple
from ui.frame import choice, markup, state
from ui.frame.query_cache import load
from ui.frame.text import _, either

COUPLE, YEAR = "couple", "year"
EARLIEST = 1996
"""The first year with a pairing."""


class Asked(NamedTuple):
    """A pairing and a year."""

    pairing_id: int
    year: int


def choose() -> Asked | None:
    """Draw the choices; what they say. None where no couple is chosen yet."""
    years = [str(year) for year in range(clock.today().year, EARLIEST - 1, -1)]
    with st.container(horizontal=True, gap="small", key=state.control("assessed")):
        usual = _("Last year ({year})", year=years[1])
        year = choice.one_of(YEAR, _("Year"), {y: y for y in years}, placeholder=usual) or years[1]
        couples = {str(one.id): _name(one) for one in _of_year(int(year))}
        couple = choice.one_of(COUPLE, _("Couple"), couples, placeholder=_("Choose a couple"))
    if couple is None:
        markup.notice(
            _("Choose a couple: only those that were paired in that year are there.")
            if couples
            else _("No couple was paired in that year.")
        )
        return None
    return Asked(int(couple), int(year))


def _of_year(year: int) -> list[Couple]:
    every: list[Couple] = load(grid.couples)
    return [one for one in every if (one.year_from or 0) <= year <= (one.year_to or 9999)]


def _name(couple: Couple) -> str:
    helper = either(couple.helper_zh, couple.helper_en)
    return f"{helper} → {either(couple.receiver_zh, couple.receiver_en)}"
