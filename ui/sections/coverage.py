"""Pairings by year: which had a meeting, project or visit, and which had none."""

from functools import partial

import pandas as pd
import streamlit as st

from charts import matrix
from db.filters import Filter
from db.queries import pairings
from db.terms import Level
from ui.drawing import figure, section
from ui.frame import (
    address,
    aggregates,
    as_of,
    choice,
    definitions,
    filters,
    links,
    markup,
    names,
    paged,
    provenance,
    state,
    terms,
)
from ui.frame.page_request import PageRequest
from ui.frame.query_cache import derive, load
from ui.frame.text import N_, Language, _, language, n_

KINDS = ("meetings", "projects", "visits")
MONEY = "in_place"
NOTHING = "nothing"
COUNTED = tuple(f"ledger_{kind}" for kind in KINDS)


def in_order(chosen: Filter, _language: Language) -> pd.DataFrame:
    """The pairings of a selection (pairings.listed with both sides named) with a `label`: provinces
    before cities and counties, within each the latest first.
    """
    paired = names.with_sides(load(pairings.listed, chosen))
    rank = {level.value: place for place, level in enumerate(Level)}
    ordered = paired.sort_values("level", key=lambda level: level.map(rank), kind="stable")
    return ordered.assign(label=[names.couple(row) for row in ordered.to_dict("records")])


def grid_of(chosen: Filter, years: tuple[int, int], language: Language) -> pd.DataFrame:
    """Every pairing of a selection and every year (aggregates.coverage)."""
    return aggregates.coverage(in_order(chosen, language), chosen, years)


def _again(request: PageRequest) -> tuple[aggregates.Ledgers, int]:
    many = len(derive(in_order, request.filter, language()))
    return request.ledgers, paged.page_of(request.parameters, many)


@section.chart(
    "coverage", N_("Meetings, projects and visits of each pairing, by year"), again=_again
)
def by_year(of: section.Section[...], found: aggregates.Ledgers, page: int) -> figure.Chart:
    """Pairing × year with its gaps, for a page of the pairings; a click opens a couple's page."""
    paired = derive(in_order, found.chosen, language())
    before = paged.PAGE * (page - 1)
    here = paired.iloc[before : before + paged.PAGE]
    every = _grid(found.chosen)
    grid = every[every["pairing_id"].isin(here["id"])]
    words = matrix.CoverageWords.translated(_, breaks=definitions.along_years(*COUNTED))
    note = _(
        "A mark for a year with at least one meeting, project or visit of the pairing; a year in "
        "force without any of the three stands out, in grey where no ledger of that year was ever "
        "loaded. {places} Pairings {first} to {last} of {all}, provinces first.",
        places=_by_place(),
        first=before + 1,
        last=before + len(here),
        all=len(paired),
    )
    return figure.Chart(
        of,
        **definitions.counting(
            definitions.joined(note, definitions.so_far(grid["year"])), *COUNTED
        ),
        hint=_("A click opens the pairing."),
        source=provenance.ledgers(found.any_demo, as_of.of(*found.by_name.values())),
        figure=matrix.coverage(grid, words, section.mode()),
        rows=int(grid["in_force"].sum()),
        table=partial(_table, grid),
        alt=matrix.alt(grid, words),
        empty=filters.nothing_because(_("No pairing was in force.")),
        open=lambda mark: links.open_record("pairings", "pairing", mark[0]),
    )


def _table(grid: pd.DataFrame) -> pd.DataFrame:
    """A row a pairing and year in force: meetings, projects, visits, money in place (yuan), and
    whether any ledger of that year is there.
    """
    held = grid[grid["in_force"]]
    return pd.DataFrame(
        {
            _("Pairing"): held["pairing"],
            _("Year"): held["year"],
            _("Meetings"): held["meetings"],
            _("Projects"): held["projects"],
            _("Visits"): held["visits"],
            _("Money in place (yuan)"): held["in_place"],
            _("A ledger of that year is loaded"): held["loaded"],
        }
    )


def _grid(chosen: Filter) -> pd.DataFrame:
    return derive(grid_of, chosen, chosen.years or filters.bounds(), language())


def _by_place() -> str:
    return _(
        "What wider places record in a paired city or county counts for its pairing as well; what "
        "its own records say is not counted again for them."
    )


def idle(chosen: Filter) -> None:
    """The pairings in force in a year that had no meeting, project, visit or money in it, or none
    of all, with the last year of each.
    """
    grid, paired = _grid(chosen), derive(in_order, chosen, language())
    held = grid[grid["in_force"]].assign(nothing=lambda cells: cells[list(KINDS)].sum(axis=1))
    note = _("In force that year, and the store has none of it.") + " " + _by_place()
    markup.section(_("Pairings without any record in a year"), note)
    if held.empty:
        markup.notice(filters.nothing_because(_("No pairing was in force.")))
        return
    without = choice.among("idle_of", _("Without"), _kinds(), "idle_page")
    year = _year(held)
    of_year = held[held["year"] == year]
    bare = of_year[of_year[without] == 0]
    markup.note(
        _(
            "{year}: {without} of {all} without: {what}. {levels}",
            year=year,
            without=len(bare),
            all=n_("{n} pairing", "{n} pairings", len(of_year)),
            what=_kinds()[without],
            levels=_by_level(bare, paired),
        )
    )
    if so_far := definitions.so_far([year]):
        markup.note(so_far)
    if not of_year["loaded"].any():
        markup.notice(_("No ledger of {year} was ever loaded: nobody can say.", year=year))
    if not bare.empty:
        _listed(bare, chosen, paired)


def _kinds() -> dict[str, str]:
    """What a pairing may be without → its name."""
    return {
        NOTHING: _("Any record"),
        "meetings": _("Meetings"),
        "projects": _("Projects"),
        "visits": _("Visits"),
        MONEY: _("Money in place"),
    }


def _year(held: pd.DataFrame) -> int:
    """The year that the address asks for; else the last one in which any pairing has a record."""
    years = sorted(held["year"].unique().tolist(), reverse=True)
    active = held.loc[held[NOTHING] > 0, "year"]
    last = int(active.max()) if len(active) else years[0]
    names = {str(last): str(last)} | {str(year): str(year) for year in years}
    filters.say_left_out(address.misread("idle_year", names))
    key = state.control("idle_year")
    st.session_state[key] = address.word("idle_year", names)
    st.selectbox(
        _("Year"),
        [str(year) for year in years],
        key=key,
        on_change=address.on_change("idle_year", page="idle_page"),
        width=160,
    )
    return int(address.word("idle_year", names))


def _by_level(without: pd.DataFrame, paired: pd.DataFrame) -> str:
    levels = paired.set_index("id")["level"].reindex(without["pairing_id"]).value_counts()
    parts = [
        _("{level}: {n}", level=_(name), n=levels[level])
        for level, name in terms.LEVELS.items()
        if level in levels.index
    ]
    return _(", ").join(parts)


def _listed(bare: pd.DataFrame, chosen: Filter, paired: pd.DataFrame) -> None:
    levels = dict(zip(paired["id"], paired["level"], strict=True))
    page, pages = paged.place(len(bare), "idle_page")
    here = bare.iloc[paged.PAGE * (page - 1) : paged.PAGE * page]
    kinds = (*KINDS, MONEY)
    last = aggregates.last_years(chosen).reindex(here["pairing_id"])[list(kinds)]
    rows = [
        (
            links.pairing(int(pairing_id), label),
            terms.label(terms.LEVELS, levels[pairing_id]),
            *(_("none yet") if pd.isna(year) else str(year) for year in years),
        )
        for pairing_id, label, years in zip(
            here["pairing_id"], here["pairing"], last.itertuples(index=False), strict=True
        )
    ]
    headers = (
        _("Couple"),
        _("Level"),
        _("Last meeting"),
        _("Last project"),
        _("Last visit"),
        _("Last money in place"),
    )
    st.html(str(markup.table(headers, rows, "idle")))
    paged.turn(page, pages, "idle_page")
