"""The scorecard as it is drawn: its year, how its clauses stand, and a couple's part of it."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from db.filters import Filter
from ui.frame import address, filters, links, markup, numbers, state
from ui.frame.text import _
from ui.results import clause_list
from ui.sections import clauses as cards
from ui.sections import scorecard as drawn


def choose_year(chosen: Filter) -> int | None:
    """Draw the choice of the year; which it is."""
    known = [str(year) for year in cards.years(chosen)]
    if not known:
        return None
    filters.say_left_out(address.misread(cards.YEAR, known))
    key = state.control(cards.YEAR)
    st.session_state[key] = address.word(cards.YEAR, dict.fromkeys(known))
    st.selectbox(_("Year"), known, key=key, on_change=address.on_change(cards.YEAR), width=160)
    return int(st.session_state[key])


def what_it_is() -> str:
    """What a scorecard counts, in a sentence."""
    return _(
        "What was promised, what is reported of it, and whether it is on pace. A settled value "
        "counts before both sides' reports; of two reports the one that reaches further counts."
    )


def say(found: pd.DataFrame, year: int, page: str = "scorecard", **more: str) -> None:
    """How many clauses stand how, how much of the year is gone, and how much of it is demo. Each
    number leads to its clauses in the list of a page, which the address has more parameters of.
    """
    demo = int(cards.is_demo(found).sum())
    if demo:
        text = _(
            "Demo data: {n} of these clauses are generated at random. They are not facts.",
            n=numbers.count(demo),
        )
        markup.notice(text, "demo")
    parts = [
        Markup('<span>{} <a href="{}">{}</a></span>').format(
            clause_list.standing(status),
            links.to(page, **more, **{cards.YEAR: str(year), clause_list.STATUS: str(status)}),
            numbers.count(many),
        )
        for status, many in cards.counts(found).items()
    ]
    gone = cards.gone_today(year)
    if gone is not None:
        parts.append(
            markup.quiet(_("{share} of {year} is gone", share=numbers.percent(gone), year=year))
        )
    markup.draw('<p class="x-counts">{parts}</p>', parts=markup.join(parts, " "))


def of_couple(couple: Filter) -> None:
    """A couple's part of the scorecard: the latest year, or the one that is chosen."""
    markup.section(_("What was promised, and how far it is"), what_it_is())
    year = choose_year(couple)
    if year is None:
        markup.notice(_("No agreement of the two is in the store."))
        return
    found = cards.of_year(couple, year)
    say(found, year, "pairings", pairing=st.query_params.get("pairing", ""))
    drawn.worst(couple, year, len(found))
    clause_list.show(found, (couple, year), couples=False)
