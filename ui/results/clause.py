"""One clause's own page: how it stands, its course, and each report behind it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from db.periods import Period
from db.results.history import History
from db.terms import PeriodKind
from ui.frame import demo_words, links, markup, numbers, rows, terms
from ui.frame.text import _, language
from ui.results import clause_list
from ui.sections import clauses as cards
from ui.sections import scorecard as drawn


def show(found: History) -> None:
    """Draw the history of a clause."""
    clause = found.clause
    row = clause | {"ledger": cards.own(clause)}
    markup.heading(cards.title(row))
    if row["demo"] or row["demo_result"]:
        markup.notice(_("Demo data: this clause or its results are generated at random."), "demo")
    st.html(str(markup.facts(_facts(row))))
    drawn.course_of(found)
    reports(found.reports, row["unit"])
    _settled(found.settled, row["unit"])


def _facts(row: Mapping[Any, Any]) -> list[tuple[str, object]]:
    reached = rows.of_clause(row, cards.reached(row), row["whose"], row["day"])
    share = markup.join(filter(None, (reached, cards.share(row))), " · ")
    pace = [cards.expected(row), cards.basis(row)]
    gone = row["gone"]
    return [
        (_("Couple"), links.couple(row)),
        (_("Status"), clause_list.standing(row["status"])),
        (_("Target"), markup.marked(cards.promised(row), bool(row["demo"]))),
        (_("Result"), markup.marked(share, row["demo_result"])),
        (_("Counted by"), cards.whose(row)),
        (_("Year gone by then"), "" if gone is None else numbers.percent(gone)),
        (_("Expected by then"), _(", ").join(filter(None, pace))),
        (_("Year's end at this pace"), cards.forecast(row)),
        (_("Helper's report"), _value(row, "helper")),
        (_("Receiver's report"), _value(row, "receiver")),
        (_("Settled value"), _value(row, "settled")),
        (_("Published"), _value(row, "published")),
        (_("From the ledgers"), clause_list.of_ledgers(row, "{value}")),
        (_("Remarks"), _("; ").join(cards.warnings(row))),
        (_("Source of the target"), markup.source(demo_words.told(row["source"], row["demo"]))),
    ]


def _value(row: Mapping[Any, Any], name: str) -> Markup | str:
    day = row[f"{name}_day"]
    if row[f"{name}_value"] is None:
        return ""
    value = cards.amount(row[f"{name}_value"], row["unit"])
    told = _("{value}, as of {date}", value=value, date=numbers.day(day))
    return rows.of_clause(row, told, name, day)


def reports(found: pd.DataFrame, unit: str) -> None:
    """Draw both sides' reports (History.reports)."""
    note = _("Every value that a side has reported for this year, the latest period first.")
    markup.section(_("Reports of both sides"), note)
    if found.empty:
        markup.notice(_("Neither side has reported anything of this metric this year."))
        return
    headers = (
        _("Side"), _("Period"), _("Basis"), _("Value"), _("As of"), _("State"), _("Source"),
    )  # fmt: skip
    cells = [_report(row, unit) for row in found.to_dict("records")]
    st.html(str(markup.table(headers, cells, "reports")))


def _report(row: Mapping[Any, Any], unit: str) -> tuple[object, ...]:
    period = Period(
        pd.Timestamp(row["ends_on"]).year, PeriodKind(row["period_kind"]), int(row["period_number"])
    )
    said = markup.join([markup.source(row["source"]), *([row["note"]] if row["note"] else [])], " ")
    return (
        terms.label(terms.SIDES, row["reported_by"]),
        getattr(period.words, language()),
        terms.label(terms.BASES, row["basis"]),
        markup.marked(str(numbers.exact(row["value"], unit)), bool(row["demo"])),
        "" if pd.isna(row["as_of"]) else numbers.day(row["as_of"]),
        terms.label(terms.REPORT_STATES, row["state"] or "draft"),
        said,
    )


def _settled(settled: pd.DataFrame, unit: str) -> None:
    if settled.empty:
        return
    markup.section(_("What was said of differences"))
    headers = (_("To the day"), _("State"), _("Value"), _("Note"), _("Who"), _("When"))
    cells = [
        (
            numbers.day(row["ends_on"]),
            terms.label(terms.DIFFERENCES, row["state"]),
            "" if pd.isna(row["value"]) else str(numbers.exact(row["value"], unit)),
            row["note"],
            row["author"],
            numbers.moment(row["at"]),
        )
        for row in settled.to_dict("records")
    ]
    st.html(str(markup.table(headers, cells, "settled")))
