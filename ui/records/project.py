"""One project's record."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from db.queries import measures as queries
from ui.editing import edit, evidence
from ui.frame import demo_words, links, markup, measures, numbers, provenance, terms
from ui.frame.query_cache import load
from ui.frame.text import _, either
from ui.records import record_history


def show(project: dict[str, Any]) -> None:
    """Draw title, facts, money, people, what it carries out, and where it comes from."""
    markup.heading(either(project["title"], project["title_en"]), _lead(project))
    if project["demo"]:
        markup.notice(_("This is a demo record, generated at random. It is not a fact."), "demo")
    edit.offer(project)
    st.html(str(markup.facts(_facts(project))))
    note = _("Agreed money and money in place measure different things; they are never added.")
    markup.section(_("Money and people"), note)
    st.html(str(markup.facts(_money(project))))
    _measures(project)
    markup.section(_("What it carries out"))
    _origin(project)
    evidence.of_record(project, "project")
    provenance.record(project)
    record_history.show("project", int(project["id"]))


def _lead(project: dict[str, Any]) -> str:
    helper = either(project["helper_zh"], project["helper_en"])
    receiver = either(project["receiver_zh"], project["receiver_en"])
    return " · ".join(
        filter(None, (f"{helper} → {receiver}", str(project["year"]), _told(project, "place")))
    )


def _facts(project: dict[str, Any]) -> list[tuple[str, object]]:
    start = numbers.day(project["start_date"], project["start_precision"] or "day")
    end = numbers.day(project["end_date"], project["end_precision"] or "day")
    return [
        (_("Industry"), terms.label(terms.INDUSTRIES, project["industry"])),
        (_("Stage"), terms.label(terms.STAGES, project["stage"])),
        (_("Content"), _told(project, "content")),
        (_("Implementer"), _told(project, "implementer")),
        (_("Start of work"), start if project["start_date"] is not None else ""),
        (_("Completion"), end if project["end_date"] is not None else ""),
        (_("Code"), project["code"]),
        (_("Pairing"), links.couple(project)),
    ]


def _told(project: dict[str, Any], name: str) -> str:
    return demo_words.told(project[name], project["demo"])


def _money(project: dict[str, Any]) -> list[tuple[str, object]]:
    amounts = {
        "total_investment": _("Total investment"),
        "agreed_amount": _("Agreed money"),
        "in_place": _("Money in place"),
        "fiscal_aid": _("of which fiscal aid"),
        "social_aid": _("of which social aid"),
    }
    people = {"jobs": _("Jobs"), "beneficiaries": _("People benefiting")}
    return [
        *((label, str(numbers.exact_money(project[name]))) for name, label in amounts.items()),
        *((label, numbers.count(project[name])) for name, label in people.items()),
    ]


def _measures(project: dict[str, Any]) -> None:
    """What is measured of it, with the unit of the ledger where that is another."""
    found = load(queries.of_project, int(project["id"]))
    if found.empty:
        return
    markup.section(_("Scale and output"), _("Planned and actual figures are never added."))
    known = measures.every()
    rows = [
        (
            known[one["measure_key"]].name,
            *(_amount(known[one["measure_key"]], one, basis) for basis in ("planned", "actual")),
        )
        for one in found.to_dict("records")
    ]
    st.html(str(markup.table((_("What is measured"), _("Planned"), _("Actual")), rows, "measures")))


def _amount(measure: measures.Told, one: Mapping[Any, Any], basis: str) -> str:
    told, unit = measures.written(one[basis], measure.own), one[f"{basis}_unit"]
    if one[basis] is None or pd.isna(one[basis]) or unit in (None, measure.own):
        return told
    return _("{amount} (in the ledger in {unit})", amount=told, unit=measures.unit(unit))


def _origin(project: dict[str, Any]) -> None:
    if project["meeting_id"] is None:
        markup.notice(_("The ledger names no meeting that led to this project."))
        return
    title = either(project["meeting_title"], project["meeting_title_en"])
    item = either(project["item_text"], project["item_text_en"])
    shown = [
        (_("Meeting"), links.meeting(int(project["meeting_id"]), title)),
        (_("Agreed item"), f"{project['item_number']}. {item}" if item else ""),
    ]
    st.html(str(markup.facts(shown)))
