"""One record of any ledger: all its columns in words, its parts, its source and its history."""

from typing import Any

import streamlit as st

from db.accounts import Action, matter_of, may
from db.importing import private
from db.importing.kinds import ATTRIBUTES, Ledger
from db.importing.kinds.attributes import OWN, follows
from db.queries import ledgers, records
from db.reader import answer
from ui.editing import edit, evidence
from ui.frame import columns, current_user, links, markup, provenance
from ui.frame.names import of_record
from ui.frame.query_cache import load
from ui.frame.text import _, either, said
from ui.records import ledger_cells, record_history

ELSEWHERE = OWN | {"helper_adcode", "receiver_adcode", "source", "note"}
"""Columns that stand in the title and among the sources."""


def show(ledger: Ledger, record: dict[str, Any]) -> None:
    """Draw it whole."""
    table, identity = ledger.spec.table.name, int(record["id"])
    title = load(records.titles, table, (identity,)).get(identity)
    markup.heading(of_record(title, identity), _lead(ledger, record))
    if record["demo"]:
        markup.notice(_("This is a demo record, generated at random. It is not a fact."), "demo")
    edit.offer(record)
    shown = record | _private(ledger, record)
    told: list[tuple[str, object]] = [
        (said(attribute.words), ledger_cells.linked(ledger, name, shown))
        for name, attribute in ledger.attributes.items()
        if name not in ELSEWHERE and not follows(name)
    ]
    st.html(str(markup.facts([*told, (_("Pairing"), links.couple(record))])))
    _parts(ledger, identity)
    evidence.of_record(record, table)
    provenance.record(record)
    record_history.show(table, identity)


def _lead(ledger: Ledger, record: dict[str, Any]) -> str:
    sides = [either(record[f"{side}_zh"], record[f"{side}_en"]) for side in ("helper", "receiver")]
    when = ledger_cells.cell(ledger, ledger.dated, record)
    return " · ".join(filter(None, (" → ".join(filter(None, sides)), when)))


def _private(ledger: Ledger, record: dict[str, Any]) -> dict[str, Any]:
    """The private columns, for those in charge alone; a word in their place for all others."""
    names = sorted(ledger.private & ledger.attributes.keys())
    person = current_user.account()
    if names and may(person, Action.EDIT, [matter_of(record)]):
        return answer(private.told, person, ledger.kind, int(record["id"]))
    return dict.fromkeys(names, _("— (seen only by those in charge)"))


def _parts(ledger: Ledger, identity: int) -> None:
    """The lists of what belongs to it."""
    for name, child in ledger.spec.children.items():
        rows = load(ledgers.parts, ledger.kind, name, identity).to_dict("records")
        table = child.table.name
        shown = [column for column in ATTRIBUTES[table] if not follows(column)]
        if rows:
            markup.section(said(child.many))
            headers = tuple(columns.name(table, column) for column in shown)
            cells = [
                [columns.value(table, column, row[column]) for column in shown] for row in rows
            ]
            st.html(str(markup.table(headers, cells, "parts")))
