"""The list of projects, the newest or the largest first."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from db.filters import EVERYTHING, Filter
from db.queries import projects
from db.queries.projects import Order
from ui.frame import (
    address,
    aggregates,
    as_of,
    choice,
    filters,
    links,
    markup,
    names,
    numbers,
    paged,
    rows,
    terms,
)
from ui.frame.query_cache import derive, load
from ui.frame.text import _, either, n_

SHOWN = ("agreed_amount", "in_place")
"""The measures that every list of projects shows."""
PLACE = "place"
"""The parameter that narrows the list to the projects of a place."""
PERSONS = ("jobs", "beneficiaries")
"""Those that are no money."""


def show(chosen: Filter, all_in_all: int) -> None:
    """Draw search, order and list, with the column that the address names and what all pages come
    to; `all_in_all` is the number of projects without a search.
    """
    text = paged.search(_("Search titles, codes and places"))
    place = _place()
    order = Order(_order())
    measures = _measures()

    def page(limit: int, offset: int) -> pd.DataFrame:
        among = None if text or place else derive(aggregates.leading, chosen, order, offset + limit)
        narrowed = chosen if among is None else EVERYTHING  # the groups alone say which, then
        found = load(
            projects.listed,
            narrowed,
            text,
            order,
            place=place,
            limit=limit,
            offset=offset,
            among=among,
        )
        return names.with_sides(found)

    paged.show(
        paged.Listing(
            name="projects",
            headers=headers(measures),
            count=(
                partial(load, projects.count, chosen, text, place)
                if text or place
                else lambda: all_in_all
            ),
            page=page,
            counted=lambda n: n_("{n} project.", "{n} projects.", n),
            row=lambda project: row(project, measures),
            empty=_("No project matches this selection."),
            of=(chosen, text, place, order, measures),
            foot=lambda n: _foot(n, _totals(chosen, text, place, measures), measures),
            kept=as_of.of(aggregates.ledgers(chosen).projects),
        )
    )


def headers(measures: Sequence[str] = SHOWN) -> tuple[str, ...]:
    """Names of what `row` makes."""
    names_of = _names()
    told = (_("Year"), _("Project"), _("Couple"), _("Industry"), _("Stage"))
    return (*told, *(names_of[measure] for measure in measures))


def _names() -> dict[str, str]:
    """What the measures are called."""
    return {
        "agreed_amount": _("Agreed money"),
        "in_place": _("Money in place"),
        "jobs": _("Jobs"),
        "beneficiaries": _("People benefiting"),
        "total_investment": _("Total investment"),
        "fiscal_aid": _("Fiscal aid"),
        "social_aid": _("Aid from society"),
    }


def row(project: pd.Series, measures: Sequence[str] = SHOWN) -> tuple[object, ...]:
    """Year, title as a link, couple, industry, stage, and the measures: money agreed and in place,
    unless others are named.
    """
    link = links.project(int(project["id"]), either(project["title"], project["title_en"]))
    return (
        str(project["year"]),
        markup.marked(link, bool(project["demo"])),
        names.couple(project),
        terms.label(terms.INDUSTRIES, project["industry"]),
        terms.label(terms.STAGES, project["stage"]),
        *(_amount(measure, project[measure]) for measure in measures),
    )


def _place() -> str | None:
    """The place that the address names (its adcode), in a box that takes it away again."""
    named = st.query_params.get(PLACE, "")
    if not named:
        return None
    known = names.of_places()
    filters.say_left_out(address.misread(PLACE, known))
    if named not in known:
        return None
    return choice.one_of(PLACE, _("Place"), {named: known[named][1]})


def _measures() -> tuple[str, ...]:
    """The measures of the columns, and the one that the address names, which can be chosen."""
    filters.say_left_out(address.misread(rows.SUM, projects.SUMMED))
    more = {name: said for name, said in _names().items() if name not in SHOWN}
    named = choice.one_of(rows.SUM, _("One more column"), more, placeholder=_("None"))
    return (*SHOWN, named) if named else SHOWN


def _totals(
    chosen: Filter, text: str, place: str | None, measures: Sequence[str]
) -> dict[str, int]:
    """What all pages come to: as it is kept, or where there is a search or no more is kept, as it
    is found.
    """
    kept = aggregates.ledgers(chosen).totals
    if text or place or any(f"ledger_{measure}" not in kept for measure in measures):
        return load(projects.totals, chosen, text, place)
    return {measure: kept[f"ledger_{measure}"].value for measure in measures}


def _foot(many: int, totals: Mapping[str, int], measures: Sequence[str]) -> tuple[object, ...]:
    written = (_amount(measure, totals[measure]) for measure in measures)
    return (_("All pages"), numbers.quantity(many, "projects"), "", "", "", *written)


def _amount(measure: str, value: Any) -> str:
    if measure in PERSONS:
        return "" if pd.isna(value) else str(numbers.quantity(value, "persons"))
    return str(numbers.money(value))


def _order() -> str:
    names = {
        Order.NEWEST.value: _("Newest first"),
        Order.LARGEST.value: _("Most money in place first"),
    }
    return choice.among("order", _("Order"), names)
