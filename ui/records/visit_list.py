"""The list of visits, and one visit's record."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from db.filters import Filter
from db.queries import visits
from db.terms import Direction
from ui.editing import edit
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
    provenance,
    terms,
)
from ui.frame.query_cache import load
from ui.frame.text import _, either, n_
from ui.records import record_history

STOP = "stop"
"""The parameter that narrows the list to the visits that stopped there."""
LONGEST_STOP = 200
DAYS = "days"
"""The parameter that narrows the list to visits that began from one day to another."""


def show(chosen: Filter) -> None:
    """Draw search, direction and list."""
    text = paged.search(_("Search purposes, leaders and stops"))
    towards = _direction()
    narrowed = (text, towards, _stop(), _days())
    many, people = load(visits.totals, chosen, *narrowed)
    paged.show(
        paged.Listing(
            name="visits",
            headers=headers(),
            count=lambda: many,
            page=lambda limit, offset: names.with_sides(
                load(visits.listed, chosen, *narrowed, limit=limit, offset=offset)
            ),
            counted=lambda n: n_(
                "{n} visit, the newest first.", "{n} visits, the newest first.", n
            ),
            row=row,
            empty=_("No visit matches this selection."),
            of=(chosen, *narrowed),
            foot=lambda n: (
                *paged.total(headers(), n, "visits")[:4],
                numbers.quantity(people, "persons"),
                "",
            ),
            kept=as_of.of(aggregates.ledgers(chosen).visits),
        )
    )


def _direction() -> Direction | None:
    """The direction that the address names; none where it names none."""
    both = {"": _("Both directions")}
    chosen = choice.among("direction", _("Direction"), both | terms.labels(terms.DIRECTIONS))
    return Direction(chosen) if chosen else None


def _stop() -> str | None:
    """The stop that the address names, in a box that takes it away again."""
    named = st.query_params.get(STOP, "")[:LONGEST_STOP]
    return choice.one_of(STOP, _("Stop"), {named: named}) if named else None


def _days() -> tuple[date, date] | None:
    """The days that the address names, in a box that takes them away again."""
    if (named := st.query_params.get(DAYS)) is None:
        return None
    try:
        first, last = map(date.fromisoformat, named.split(choice.DOT))
    except ValueError:
        filters.say_left_out([address.Wrong(DAYS, named)])
        return None
    known = {named: numbers.period(first, last, "day")}
    return (first, last) if choice.one_of(DAYS, _("Days"), known) else None


def headers() -> tuple[str, ...]:
    """Names of what `row` makes."""
    return (_("Date"), _("Visit"), _("Couple"), _("Direction"), _("Headcount"), _("Stops"))


def row(visit: pd.Series) -> tuple[object, ...]:
    """Date, purpose as a link, couple, direction, headcount, stops."""
    title = either(visit["purpose"], visit["purpose_en"]) or _("Visit without a stated purpose")
    return (
        numbers.period(visit["date_start"], visit["date_end"], visit["date_precision"]),
        markup.marked(links.visit(int(visit["id"]), title), bool(visit["demo"])),
        names.couple(visit),
        terms.label(terms.DIRECTIONS, visit["direction"]),
        "" if pd.isna(visit["headcount"]) else numbers.count(visit["headcount"]),
        numbers.count(visit["stops"]) if visit["stops"] else "",
    )


def record(visit: dict[str, Any]) -> None:
    """Draw one visit whole."""
    helper, receiver = names.sides(visit)
    when = numbers.period(visit["date_start"], visit["date_end"], visit["date_precision"])
    title = either(visit["purpose"], visit["purpose_en"]) or f"{helper} → {receiver}"
    markup.heading(title, f"{helper} → {receiver} · {when}")
    if visit["demo"]:
        markup.notice(_("This is a demo record, generated at random. It is not a fact."), "demo")
    edit.offer(visit)
    stops = load(visits.stops, (int(visit["id"]),))
    shown = [*facts(visit, stops), (_("Pairing"), links.couple(visit))]
    if visit["meeting_id"] is not None:
        meeting = either(visit["meeting_title"], visit["meeting_title_en"])
        shown.append((_("Belongs to"), links.meeting(int(visit["meeting_id"]), meeting)))
    st.html(str(markup.facts(shown)))
    provenance.record(visit)
    record_history.show("visit", int(visit["id"]))


def facts(visit: Any, stops: pd.DataFrame) -> list[tuple[str, object]]:
    """Direction, leader, level, headcount and stops of a visit (columns of visits.listed)."""
    head = either(visit["head"], visit["head_en"])
    post = either(visit["post"], visit["post_en"])
    places = [
        Markup('<li>{}<span class="x-quiet">{}</span></li>').format(
            either(stop["name"], stop["name_en"]), stop["note"]
        )
        for _index, stop in stops.iterrows()
    ]
    return [
        (_("Direction"), terms.label(terms.DIRECTIONS, visit["direction"])),
        (_("Led by"), " ".join(part for part in (post, head) if part)),
        (_("Level"), terms.label(terms.LEVELS, visit["level"])),
        (_("Headcount"), "" if pd.isna(visit["headcount"]) else numbers.count(visit["headcount"])),
        (_("Stops"), Markup("<ol>{}</ol>").format(markup.join(places)) if places else ""),
    ]
