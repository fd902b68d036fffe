"""Pairings by year: which had a meeting, project or visit, and which had none."""

from functools import partial

import pandas as pd
import streamlit as st

import charts.alt
from charts import matrix
from db.filters import Filter
from db.queries import pairings
from db.terms import Level
from ui import (
    address,
    as_of,
    chart_words,
    definitions,
    figure,
    filters,
    frames,
    links,
    markup,
    names,
    paged,
    provenance,
    state,
    tables,
    terms,
)
from ui.load import derive, load
from ui.text import Language, _, language, n_

KINDS = ("meetings", "projects", "visits")
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
    """Every pairing of a selection and every year (frames.coverage)."""
    return frames.coverage(in_order(chosen, language), frames.ledgers(chosen), years)


@figure.kept
def by_year(found: frames.Ledgers, page: int) -> figure.Chart:
    """Pairing × year with its gaps, for a page of the pairings; a click opens a couple's page."""
    paired = derive(in_order, found.chosen, language())
    before = paged.PAGE * (page - 1)
    here = paired.iloc[before : before + paged.PAGE]
    every = _grid(found.chosen)
    grid = every[every["pairing_id"].isin(here["id"])]
    words = chart_words.coverage(definitions.series_breaks(*COUNTED))
    note = _(
        "A mark for a year with at least one meeting, project or visit of the pairing; a year in "
        "force without any of the three stands out. Pairings {first} to {last} of {all}, provinces "
        "first.",
        first=before + 1,
        last=before + len(here),
        all=len(paired),
    )
    return figure.show(
        figure.Chart(
            key="coverage",
            title=_("Meetings, projects and visits of each pairing, by year"),
            **definitions.counting(note, *COUNTED),
            hint=_("A click opens the pairing."),
            source=provenance.ledgers(found.any_demo, as_of.of(*found.by_name.values())),
            figure=matrix.coverage(grid, words, figure.mode()),
            rows=int(grid["in_force"].sum()),
            table=partial(tables.coverage, grid),
            alt=charts.alt.coverage(grid, words),
            empty=filters.nothing_because(_("No pairing was in force.")),
            open=lambda mark: links.open_record("pairings", "pairing", mark[0]),
        )
    )


def _grid(chosen: Filter) -> pd.DataFrame:
    return derive(grid_of, chosen, chosen.years or filters.bounds(), language())


def idle(chosen: Filter) -> None:
    """The pairings in force in a year that had no meeting, project or visit in it."""
    grid, paired = _grid(chosen), derive(in_order, chosen, language())
    held = grid[grid["in_force"]].assign(records=lambda cells: cells[list(KINDS)].sum(axis=1))
    note = _("In force that year, and the store has no meeting, project or visit of it.")
    markup.section(_("Pairings without any record in a year"), note)
    if held.empty:
        markup.notice(filters.nothing_because(_("No pairing was in force.")))
        return
    year = _year(held)
    of_year = held[held["year"] == year]
    without = of_year[of_year["records"] == 0]
    said = _(
        "{year}: {without} of {all} without any record. {levels}",
        year=year,
        without=len(without),
        all=n_("{n} pairing", "{n} pairings", len(of_year)),
        levels=_by_level(without, paired),
    )
    markup.draw('<p class="x-note">{said}</p>', said=said)
    if not without.empty:
        _listed(without, held, paired)


def _year(held: pd.DataFrame) -> int:
    """The year that the address asks for; else the last one in which any pairing has a record."""
    years = sorted(held["year"].unique().tolist(), reverse=True)
    active = held.loc[held["records"] > 0, "year"]
    last = int(active.max()) if len(active) else years[0]
    names = {str(last): str(last)} | {str(year): str(year) for year in years}
    filters.say_left_out(address.misread("idle_year", names))
    key = state.control("idle_year")
    st.session_state[key] = address.word("idle_year", names)
    st.selectbox(
        _("Year"),
        [str(year) for year in years],
        key=key,
        on_change=address.on_change("idle_year"),
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


def _listed(without: pd.DataFrame, held: pd.DataFrame, paired: pd.DataFrame) -> None:
    active = held[held["records"] > 0].groupby("pairing_id")["year"].max().to_dict()
    levels = dict(zip(paired["id"], paired["level"], strict=True))
    page, pages = paged.place(len(without), "idle_page")
    here = without.iloc[paged.PAGE * (page - 1) : paged.PAGE * page]
    rows = [
        (
            links.pairing(int(pairing_id), label),
            terms.label(terms.LEVELS, levels[pairing_id]),
            str(active.get(pairing_id, _("none yet"))),
        )
        for pairing_id, label in zip(here["pairing_id"], here["pairing"], strict=True)
    ]
    headers = (_("Couple"), _("Level"), _("Last year with a record"))
    st.html(str(markup.table(headers, rows, "idle")))
    paged.turn(page, pages, "idle_page")
