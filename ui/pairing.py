"""Pairings: the list, and one couple's own page."""

from typing import Any

import pandas as pd
import streamlit as st

from db.filters import Filter
from db.queries import meetings, projects, visits
from db.queries.pairings import PairingRecord
from ui import (
    frames,
    links,
    markup,
    meeting_list,
    names,
    numbers,
    project_list,
    published,
    sections,
    terms,
    visit_list,
)
from ui.load import load
from ui.text import _, either

SHORT_LIST = 10
"""Records of each kind on a couple's page; the pages of the kinds have them all."""


def table(paired: pd.DataFrame) -> None:
    """Draw pairings (columns of pairings.listed with both sides named)."""
    headers = (_("Couple"), _("Scheme"), _("Kind"), _("Years"), _("Level"))
    rows = [
        (
            links.pairing(int(row["id"]), names.couple(row)),
            terms.label(terms.SCHEMES, row["scheme"]),
            terms.label(terms.MECHANISMS, row["mechanism"]),
            years(row["year_from"], row["year_to"]),
            terms.label(terms.LEVELS, row["level"]),
        )
        for _index, row in paired.iterrows()
    ]
    st.html(str(markup.table(headers, rows, "pairings")))


def show(record: PairingRecord) -> None:
    """Draw one couple: facts, history, agreement targets, published figures."""
    pairing = record.pairing
    helper = either(pairing["helper_zh"], pairing["helper_en"])
    receiver = either(pairing["receiver_zh"], pairing["receiver_en"])
    markup.heading(f"{helper} → {receiver}", years(pairing["year_from"], pairing["year_to"]))
    st.html(str(markup.facts(_facts(pairing))))
    markup.section(_("Every pairing of the two"))
    table(names.with_sides(record.history))
    couple = Filter(pairings=tuple(int(identity) for identity in record.history["id"]))
    found = frames.ledgers(couple)
    sections.money_by_year(found)
    sections.stages(found)
    sections.visits_by_year(found)
    _targets(record.targets)
    markup.section(_("Published figures about them"), published.never_added())
    if record.figures.empty:
        markup.notice(_("No published figure is about them."))
    else:
        metric = published.choose_metric(record.figures)
        published.table(record.figures[record.figures["metric_key"] == metric])
    _newest(couple)


def years(first: Any, last: Any) -> str:
    """2016–2020; since 2021; to 2016 where the start is not known."""
    if pd.isna(last):
        return _("start not known") if pd.isna(first) else _("since {year}", year=int(first))
    if pd.isna(first):
        return _("to {year}", year=int(last))
    return f"{int(first)}–{int(last)}"


def _facts(pairing: dict[str, Any]) -> list[tuple[str, object]]:
    first = pairing["first_paired_year"]
    return [
        (_("Scheme"), terms.label(terms.SCHEMES, pairing["scheme"])),
        (_("Kind"), terms.label(terms.MECHANISMS, pairing["mechanism"])),
        (_("Level"), terms.label(terms.LEVELS, pairing["level"])),
        (_("First paired"), str(first) if first else ""),
        (_("Note"), pairing["note"]),
        (_("Source"), markup.source(pairing["source"])),
        (_("Attested"), terms.label(terms.CONFIDENCES, pairing["confidence"])),
    ]


def _targets(targets: pd.DataFrame) -> None:
    note = _("What a year's agreement promises. A target is a plan, not a result.")
    markup.section(_("Agreement targets"), note)
    if targets.empty:
        markup.notice(_("No agreement of the two is in the store."))
        return
    shown = sorted(targets["year"].unique(), reverse=True)
    headers = (_("Metric"), *(str(year) for year in shown))
    rows = [
        (either(group["name_zh"].iloc[0], group["name_en"].iloc[0]), *_by_year(group, shown))
        for _key, group in targets.groupby("metric_key", sort=False)
    ]
    st.html(str(markup.table(headers, rows, "targets")))
    sources = targets.drop_duplicates("source")["source"]
    cited = markup.join((markup.source(source) for source in sources), "; ")
    markup.draw('<p class="x-source">{label}: {cited}</p>', label=_("Source"), cited=cited)


def _by_year(group: pd.DataFrame, shown: list[int]) -> list[object]:
    """One metric's targets, a cell a year."""
    targets = group.set_index("year")
    return [
        markup.marked(
            numbers.quantity(targets["target"][year], targets["unit"][year]),
            bool(targets["demo"][year]),
        )
        if year in targets.index
        else ""
        for year in shown
    ]


def _newest(chosen: Filter) -> None:
    """Draw the newest meetings, projects and visits of a couple."""
    held = names.with_sides(load(meetings.listed, chosen, limit=SHORT_LIST))
    done = names.with_sides(load(projects.listed, chosen, limit=SHORT_LIST))
    made = names.with_sides(load(visits.listed, chosen, limit=SHORT_LIST))
    _short(_("Newest meetings"), "meetings", held, meeting_list.headers(), meeting_list.row)
    _short(_("Newest projects"), "projects", done, project_list.headers(), project_list.row)
    _short(_("Newest visits"), "visits", made, visit_list.headers(), visit_list.row)


def _short(title: str, name: str, rows: pd.DataFrame, headers: Any, cells: Any) -> None:
    markup.section(title)
    if rows.empty:
        markup.notice(_("None is in the store."))
        return
    drawn = [cells(row) for _index, row in rows.iterrows()]
    st.html(str(markup.table(headers, drawn, name)))
