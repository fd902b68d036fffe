"""Pairings: the list, and one couple's own page."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from db import clock, summaries
from db.filters import Filter
from db.importing.kinds import LEDGERS
from db.queries import brief, coverage, meetings, projects, records, visits
from db.queries.pairings import PairingRecord
from db.terms import Kind
from ui.drawing import clicks, published
from ui.drawing.sentence import Number, Sentence, linked, parts
from ui.editing import edit
from ui.followup import item_list
from ui.frame import (
    address,
    aggregates,
    as_of,
    filters,
    links,
    markup,
    names,
    numbers,
    paged,
    provenance,
    terms,
)
from ui.frame.query_cache import load
from ui.frame.text import _, either, n_, said
from ui.records import accords, lists, meeting_list, project_list, visit_list
from ui.results import scorecard, targets
from ui.sections import exchange, money
from ui.sections import projects as drawn
from ui.sections import published as published_drawn
from ui.sections import visits as travelled

SHORT_LIST = 10
"""Records of each kind on a couple's page; the pages of the kinds have them all."""


def listing(here: pd.DataFrame, found: int) -> None:
    """Draw a page of the pairings, and how many there are in all."""
    counted = n_("{n} pairing in force.", "{n} pairings in force.", found)
    markup.section(_("All pairings of the selection"), counted)
    if here.empty:
        markup.notice(filters.nothing_because(_("No pairing was in force.")))
    else:
        table(here)


def table(paired: pd.DataFrame) -> None:
    """Draw pairings (columns of pairings.listed with both sides named)."""
    schemes = aggregates.scheme_names()
    rows = [
        {
            _("Couple"): links.pairing(int(row["id"]), names.couple(row)),
            _("Scheme"): schemes.get(row["scheme"], ""),
            _("Kind"): terms.label(terms.MECHANISMS, row["mechanism"]),
            _("Years"): years(row["year_from"], row["year_to"]),
            _("Level"): terms.label(terms.LEVELS, row["level"]),
        }
        for _index, row in paired.iterrows()
    ]
    markup.tabulate(rows, "pairings")


def show(record: PairingRecord) -> None:
    """Draw one couple: facts, history, agreement targets, published figures."""
    pairing = record.pairing
    markup.heading(names.both(pairing), years(pairing["year_from"], pairing["year_to"]))
    st.html(str(markup.facts(_facts(pairing))))
    _ways(pairing)
    edit.offer_pairing(pairing)
    markup.section(_("Every pairing of the two"))
    table(names.with_sides(record.history))
    couple = _records(record)
    found = aggregates.ledgers(couple)
    provenance.demo_banner(found.totals)
    _scope(record, found)
    sides = (("helper", pairing["helper_province"]), ("receiver", pairing["receiver_province"]))
    money.by_year(found, clicks.Lead("projects", ("years", "industry"), sides))
    drawn.stages(found, clicks.Lead("projects", ("stage",), sides))
    travelled.by_year(found, clicks.Lead("visits", ("years", "direction"), sides))
    scorecard.of_couple(couple)
    item_list.of_couple(couple, int(pairing["id"]))
    accords.of_couple(pairing)
    targets.show(record)
    markup.section(_("Published figures about them"), published.never_added())
    if record.figures.empty:
        markup.notice(_("No published figure is about them."))
    else:
        _published(published.named(record.figures))
    _newest(couple, found, int(pairing["id"]))


def _ways(pairing: dict[str, Any]) -> None:
    """Draw the ways to what other pages tell of the two."""
    both = f"{pairing['helper_adcode']}-{pairing['receiver_adcode']}"
    ways = (
        links.brief(int(pairing["id"]), _("Brief for the next meeting")),
        Markup('<a href="{}">{}</a>').format(
            links.to("exchange", **{exchange.COUPLE: both}), _("Exchange, both ways")
        ),
    )
    markup.draw('<p class="x-text">{ways}</p>', ways=markup.join(ways, " · "))


def _scope(record: PairingRecord, found: aggregates.Ledgers) -> None:
    """Say whose records the page counts, and how many there are with those of the places within:
    other pages count them all.
    """
    pairing = record.pairing
    whole = {side: str(pairing[f"{side}_adcode"]) for side in ("helper", "receiver")}
    own = {
        name: Number(said, "pairings", _asked(pairing=str(pairing["id"]), list=name))
        for name, said in _counted(found).items()
    }
    said = _("Counted here is what names the two themselves: {meetings}, {projects}, {visits}.")
    told = parts(said, **own)
    if all(whole[side] == pairing[f"{side}_province"] for side in whole):
        between = Filter(helper=whole["helper"], receiver=whole["receiver"])
        around = aggregates.ledgers(aggregates.counting(between))
        within = load(summaries.projects_between, whole["helper"], whole["receiver"])
        every = {
            name: Number(said, name, _asked(**whole))
            for name, said in _counted(around, within).items()
        }
        said = _("With their cities and counties: {meetings}, {projects}, {visits}.")
        told = (*told, " ", *parts(said, **every))
    if wider := _wider(record):
        told = (*told, " ", *wider)
    markup.draw('<p class="x-text x-scope">{said}</p>', said=linked(told))


def _wider(record: PairingRecord) -> Sentence:
    """What the matrix of all pairings counts for this one beside its own records; nothing where
    that is nothing.
    """
    many = load(coverage.of_wider, int(record.pairing["id"]))
    if not any(many.values()):
        return ()
    counts = {
        "meetings": n_("{n} meeting", "{n} meetings", many["meetings"]),
        "projects": n_("{n} project", "{n} projects", many["projects"]),
        "visits": n_("{n} visit", "{n} visits", many["visits"]),
    }
    own = str(record.pairing["id"])
    said = _(
        "The matrix of pairings counts as well what wider pairings did here in the years in "
        "force: {meetings}, {projects}, {visits}."
    )
    told = {
        name: Number(text, "pairings", _asked(pairing=own, list=f"wider_{name}"))
        for name, text in counts.items()
    }
    return parts(said, **told)


def _asked(**parameters: str) -> dict[str, str]:
    """Parameters of a link with the language, and without the filter: none is in force here."""
    return {name: said for name, said in address.kept().items() if name == "lang"} | parameters


def _counted(found: aggregates.Ledgers, projects: int | None = None) -> dict[str, str]:
    """Each ledger → how many records of it there are, in words; of projects, where it is known."""
    many = found.count("projects") if projects is None else projects
    return {
        "meetings": n_("{n} meeting", "{n} meetings", found.count("meetings")),
        "projects": n_("{n} project", "{n} projects", many),
        "visits": n_("{n} visit", "{n} visits", found.count("visits")),
    }


WIDER = {
    "wider_meetings": Kind.MEETINGS,
    "wider_projects": Kind.PROJECTS,
    "wider_visits": Kind.VISITS,
}
"""Lists of what wider pairings did in a narrower one."""


def _wider_list(record: PairingRecord, kind: Kind) -> None:
    """Draw the records of wider pairings that the matrix counts for this one."""
    found = load(coverage.wider, int(record.pairing["id"]))
    of_kind = found[found["kind"] == kind.value].reset_index(drop=True)
    markup.heading(names.both(record.pairing), _("What wider pairings did here"))
    table = LEDGERS[kind].spec.table.name

    def page(limit: int, offset: int) -> pd.DataFrame:
        here = of_kind.iloc[offset : offset + limit]
        titles = load(records.titles, table, tuple(here["id"].tolist()))
        told = [names.of_record(titles.get(identity), identity) for identity in here["id"]]
        return names.with_sides(here.assign(title=told))

    headers = (_("Year"), terms.kind(kind), _("Couple"), _("Money in place"))
    money = numbers.money(of_kind["in_place"].sum()) if kind is Kind.PROJECTS else ""
    paged.show(
        paged.Listing(
            name="wider",
            headers=headers,
            count=lambda: len(of_kind),
            page=page,
            counted=lambda n: said(LEDGERS[kind].counted(n)),
            row=lambda row: (
                str(row["year"]),
                markup.marked(links.record(table, int(row["id"]), row["title"]), bool(row["demo"])),
                names.couple(row),
                "" if pd.isna(row["in_place"]) else str(numbers.money(row["in_place"])),
            ),
            empty=_("No record matches this selection."),
            of=(int(record.pairing["id"]), kind),
            kept=as_of.of_days(of_kind["as_of"]),
            foot=lambda n: (_("All pages"), numbers.quantity(n, kind.value), "", str(money)),
        )
    )


APART = "apart"
"""The list of the meetings that a brief counts beside the last one."""
DAY = "day"
"""Of which day the brief is."""


def _apart_list(record: PairingRecord) -> None:
    """Draw those meetings; those until today where the address names no day."""
    day = address.day(DAY) or clock.today()
    identity = int(record.pairing["id"])
    found = load(brief.apart, identity, day)
    markup.heading(names.both(record.pairing), _("Other meetings since, counties' among them"))
    paged.show(
        paged.Listing(
            name=APART,
            headers=(_("Date"), _("Meeting"), _("Couple"), _("Level"), _("Agreed items")),
            count=lambda: len(found),
            page=lambda limit, offset: names.with_sides(found.iloc[offset : offset + limit]),
            counted=lambda n: n_(
                "{n} meeting, the newest first.", "{n} meetings, the newest first.", n
            ),
            row=_met,
            empty=_("No meeting matches this selection."),
            of=(identity, day),
            kept=as_of.of_days(found["as_of"]),
            foot=lambda n: (
                *(_("All pages"), numbers.quantity(n, "meetings"), "", ""),
                numbers.count(found["commitments"].sum()),
            ),
        )
    )


def _met(row: pd.Series) -> tuple[object, ...]:
    """Date, title as a link, couple, level, agreed items."""
    link = links.meeting(int(row["id"]), either(row["title"], row["title_en"]))
    return (
        numbers.period(row["date_start"], row["date_end"], row["date_precision"]),
        markup.marked(link, bool(row["demo"])),
        names.couple(row),
        terms.label(terms.LEVELS, row["level"]),
        numbers.count(row["commitments"]),
    )


def whole_list(record: PairingRecord) -> None:
    """Draw all records of one kind that the couple has, of one year where the address says so."""
    if st.query_params.get(links.LIST) == APART:
        _apart_list(record)
        return
    if (wider := st.query_params.get(links.LIST)) in WIDER:
        _wider_list(record, WIDER[wider])
        return
    narrowed = address.span(links.OF_YEARS)
    markup.heading(names.both(record.pairing), years(*narrowed) if narrowed else "")
    chosen = replace(_records(record), years=narrowed)
    lists.show(lists.choose(lists.of_a_couple()), chosen)


def _records(record: PairingRecord) -> Filter:
    """The filter that lets the couple's records through, and no others."""
    theirs = tuple(int(identity) for identity in record.history["id"])
    return aggregates.counting(Filter(pairings=theirs))


def years(first: Any, last: Any) -> str:
    """2016–2020; since 2021; to 2016 where the start is not known."""
    if pd.isna(last):
        return _("start not known") if pd.isna(first) else _("since {year}", year=int(first))
    if pd.isna(first):
        return _("to {year}", year=int(last))
    return str(int(first)) if first == last else f"{int(first)}–{int(last)}"


def _facts(pairing: dict[str, Any]) -> list[tuple[str, object]]:
    first = pairing["first_paired_year"]
    return [
        (_("Scheme"), aggregates.scheme_names().get(pairing["scheme"], "")),
        (_("Kind"), terms.label(terms.MECHANISMS, pairing["mechanism"])),
        (_("Level"), terms.label(terms.LEVELS, pairing["level"])),
        (_("First paired"), str(first) if first else ""),
        (_("Note"), pairing["note"]),
        (_("Source"), markup.source(pairing["source"])),
        (_("Attested"), terms.label(terms.CONFIDENCES, pairing["confidence"])),
    ]


def _published(found: pd.DataFrame) -> None:
    """Draw one metric's figures, and list them."""
    metric = published.choose_metric(found)
    of_metric = found[found["metric_key"] == metric]
    name = either(of_metric["name_zh"].iloc[0], of_metric["name_en"].iloc[0])
    published_drawn.by_scope(name, of_metric)
    published.table(of_metric)


def _newest(chosen: Filter, found: aggregates.Ledgers, pairing_id: int) -> None:
    """Draw the newest meetings, projects and visits of a couple, and the way to all of each."""
    kinds: Any = (
        (_("Newest meetings"), _("All {n} meetings"), "meetings", meetings, meeting_list),
        (_("Newest projects"), _("All {n} projects"), "projects", projects, project_list),
        (_("Newest visits"), _("All {n} visits"), "visits", visits, visit_list),
    )
    for title, whole, name, query, listed in kinds:
        rows = names.with_sides(load(query.listed, chosen, limit=SHORT_LIST))
        _short(title, name, rows, listed.headers(), listed.row)
        if (many := found.count(name)) > len(rows):
            label = whole.format(n=numbers.count(many))
            markup.draw(
                '<p class="x-text">{link}</p>', link=links.of_couple(pairing_id, name, label)
            )


def _short(title: str, name: str, rows: pd.DataFrame, headers: Any, cells: Any) -> None:
    markup.section(title)
    if rows.empty:
        markup.notice(_("None is in the store."))
        return
    drawn = [cells(row) for _index, row in rows.iterrows()]
    st.html(str(markup.table(headers, drawn, name)))
