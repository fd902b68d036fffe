"""One meeting's whole record."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from db.followup import items as followup
from db.followup import watch
from db.followup.watch import Watch
from db.queries import outcomes
from db.queries.meetings import MeetingRecord
from ui.editing import edit, progress
from ui.followup import marks, results, since
from ui.frame import demo_words, links, markup, names, numbers, paged, provenance, terms
from ui.frame.query_cache import load
from ui.frame.text import _, either
from ui.records import accords, outcome, record_history, visit_list


def show(record: MeetingRecord) -> None:
    """Draw title, facts, what was said, who was there, what was agreed, who travelled, source."""
    meeting = record.meeting
    markup.heading(either(meeting["title"], meeting["title_en"]), _lead(meeting))
    if meeting["demo"]:
        markup.notice(_("This is a demo record, generated at random. It is not a fact."), "demo")
    edit.offer(meeting)
    st.html(str(markup.facts(_facts(meeting))))
    summary = either(meeting["summary"], meeting["summary_en"])
    if summary:
        markup.section(_("What it was about"))
        markup.draw('<p class="x-text">{text}</p>', text=markup.lines(summary))
    _attendees(record.attendees)
    _commitments(record, load(outcomes.largest_of_items, int(meeting["id"])))
    progress.form(record)
    progress.shown_by(record)
    outcome.show(int(meeting["id"]))
    accords.of_meeting(meeting)
    _visits(record.visits, record.sites)
    since.show(meeting)
    provenance.record(meeting)
    record_history.show("meeting", int(meeting["id"]))


def _lead(meeting: dict[str, Any]) -> str:
    helper, receiver = names.sides(meeting)
    when = numbers.period(meeting["date_start"], meeting["date_end"], meeting["date_precision"])
    where = either(meeting["place"], meeting["place_en"])
    couple = f"{helper} → {receiver}" if helper and receiver else _("National")
    return " · ".join(part for part in (couple, when, where) if part)


def _facts(meeting: dict[str, Any]) -> list[tuple[str, object]]:
    signed, agreed = meeting["signed_projects"], meeting["agreed_amount"]
    return [
        (_("Kind"), terms.label(terms.CATEGORIES, meeting["category"])),
        (_("Level"), terms.label(terms.LEVELS, meeting["level"])),
        (_("Ordinal"), _("No. {n}", n=meeting["ordinal"]) if meeting["ordinal"] else ""),
        (_("Projects signed"), "" if signed is None else numbers.count(signed)),
        (_("Amount agreed there"), "" if agreed is None else str(numbers.money(agreed))),
        (_("Code"), meeting["code"]),
        (_("Pairing"), links.couple(meeting)),
    ]


def _attendees(people: pd.DataFrame) -> None:
    markup.section(_("Who was there"))
    if people.empty:
        markup.notice(_("No source names the people at this meeting."))
        return
    rows = [
        {
            _("Name"): Markup("<strong>{}</strong>").format(either(row["name"], row["name_en"])),
            _("Post"): either(row["post"], row["post_en"]),
            _("Side"): terms.label(terms.SIDES, row["side"]),
            _("Part"): terms.label(terms.ROLES, row["role"]),
        }
        for _index, row in people.iterrows()
    ]
    markup.tabulate(rows, "people")


def _commitments(record: MeetingRecord, largest: pd.DataFrame) -> None:
    items, entries = record.commitments, record.progress
    note = _("Each agreed item, and the projects, money and people that came of it so far.")
    markup.section(_("What was agreed"), note)
    if items.empty:
        markup.notice(_("No agreed items are recorded for this meeting."))
        return
    now = watch.now()
    followed = load(followup.of_meeting, int(record.meeting["id"]), now).set_index("id", drop=False)
    headers = (_("No."), _("Agreed item"), _("In charge"), _("Due"), _("Status"), _("Came of it"))
    rows = [
        _commitment(
            int(record.meeting["id"]),
            row,
            entries[entries["commitment_id"] == row["id"]],
            largest[largest["commitment_id"] == row["id"]],
            followed.loc[row["id"]].to_dict(),
            now,
        )
        for _index, row in items.iterrows()
    ]
    foot = paged.total(headers, len(items), "items")
    st.html(str(markup.table(headers, rows, "commitments", foot)))


def _commitment(
    meeting_id: int,
    row: pd.Series,
    entries: pd.DataFrame,
    largest: pd.DataFrame,
    followed: Mapping[Any, Any],
    now: Watch,
) -> tuple[object, ...]:
    text = markup.lines(either(row["text"], row["text_en"]))
    industry = terms.label(terms.INDUSTRIES, row["industry"])
    tag = Markup('<span class="x-tag">{}</span>').format(industry) if industry else ""
    marked = filter(None, [marks.of_item(followed, now)])
    return (
        str(row["number"]),
        Markup("{} {}{}").format(text, tag, progress.history(entries)),
        either(row["responsible"], row["responsible_en"]),
        numbers.day(row["due"], row["due_precision"] or "day"),
        markup.join([terms.label(terms.STATUSES, row["status"]), *marked], "<br>"),
        markup.join([*results.compared(followed), _outcome(meeting_id, row, largest)], "<br>"),
    )


def _outcome(meeting_id: int, row: pd.Series, largest: pd.DataFrame) -> object:
    """Counts and amounts of an item's projects, and the largest of them by name."""
    parts = results.linked(row.to_dict())
    if not parts:
        return _("no project linked yet")
    item = int(row["number"])
    told = markup.join([outcome.leading(meeting_id, item, part) for part in parts], "<br>")
    named = [outcome.link(project) for _index, project in largest.iterrows()]
    return markup.join([Markup('<span class="x-rows">{}</span>').format(told), *named], "<br>")


def _visits(visits: pd.DataFrame, sites: pd.DataFrame) -> None:
    markup.section(_("Visits that belong to it"))
    if visits.empty:
        markup.notice(_("No visit is recorded with this meeting."))
        return
    for _index, visit in visits.iterrows():
        _visit(visit, sites[sites["visit_id"] == visit["id"]])


def _visit(visit: pd.Series, stops: pd.DataFrame) -> None:
    when = numbers.period(visit["date_start"], visit["date_end"], visit["date_precision"])
    purpose = either(visit["purpose"], visit["purpose_en"]) or _("Visit without a stated purpose")
    shown = [
        (_("Visit"), links.visit(int(visit["id"]), purpose)),
        (_("When"), when),
        *visit_list.facts(visit, stops),
        (_("Source"), markup.source(demo_words.told(visit["source"], visit["demo"]))),
        (_("Note"), demo_words.told(visit["note"], visit["demo"])),
    ]
    st.html(str(markup.facts(shown)))
