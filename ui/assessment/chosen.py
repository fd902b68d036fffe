"""Whose year the page shows: a couple and a year, both in the address."""

from typing import NamedTuple

import streamlit as st

from db import clock
from db.periods import EARLIEST
from db.results import grid
from db.results.grid import Couple
from ui.frame import choice, markup, names, state
from ui.frame.query_cache import load
from ui.frame.text import _

COUPLE, YEAR = "couple", "year"


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
        every: list[Couple] = load(grid.couples)
        paired = (one for one in every if one.reports_in(int(year)))
        couples = {str(one.id): names.both(vars(one)) for one in paired}
        couple = choice.one_of(COUPLE, _("Couple"), couples, placeholder=_("Choose a couple"))
    if couple is None:
        markup.notice(
            _("Choose a couple: only those that were paired in that year are there.")
            if couples
            else _("No couple was paired in that year.")
        )
        return None
    return Asked(int(couple), int(year))
