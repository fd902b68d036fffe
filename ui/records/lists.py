"""Which list stands on a page that has several: a parameter of the address says so."""

from collections.abc import Callable, Mapping

import streamlit as st

from db.filters import Filter
from db.followup import watch
from db.followup.items import Which as Open
from db.followup.watch import Mark
from db.importing.kinds import LEDGERS
from db.queries.commitments import Which
from ui.followup import attention, item_list
from ui.frame import aggregates, choice, links, terms
from ui.frame.text import _
from ui.records import agreed_list, ledger_list, meeting_list, project_list, visit_list

MEETINGS, PROJECTS, VISITS = "meetings", "projects", "visits"

LISTED = {
    kind.value: one
    for kind, one in LEDGERS.items()
    if one.place is None and "pairing_id" in one.spec.table.c
}
"""The ledgers without a page of their own whose records are of a couple."""


URGENT = frozenset(mark.value for mark in Mark)
"""The lists of a couple's open items that call for attention."""


def of_meetings() -> dict[str, str]:
    """The lists of the page of meetings: parameter's value → name."""
    return {
        MEETINGS: _("Meetings"),
        Which.ALL.value: _("Agreed items"),
        Which.LINKED.value: _("Agreed items with a project"),
        Which.UNLINKED.value: _("Agreed items without a project"),
    }


def of_a_couple() -> dict[str, str]:
    """Those of a couple, and the other ledger or the urgent items that the address asks for."""
    name = st.query_params.get(links.LIST, "")
    other: dict[str, str] = {}
    if name in LISTED:
        other = {name: terms.kind(LISTED[name].kind)}
    elif name in URGENT:
        other = {name: attention.names(watch.now())[name]}
    return of_meetings() | {PROJECTS: _("Projects"), VISITS: _("Visits")} | other


def choose(known: Mapping[str, str]) -> str:
    """Draw the choice among them; what the address says, the first of them where it says none."""
    return choice.among(links.LIST, _("List"), known)


def show(name: str, chosen: Filter) -> None:
    """Draw one of them, searched and in pages."""
    draw: Mapping[str, Callable[[Filter], None]] = {
        MEETINGS: meeting_list.show,
        PROJECTS: lambda of: project_list.show(of, aggregates.ledgers(of).count(PROJECTS)),
        VISITS: visit_list.show,
    }
    if name in draw:
        draw[name](chosen)
    elif name in LISTED:
        ledger_list.show(LISTED[name], chosen)
    elif name in URGENT:
        now = watch.now()
        title, many = attention.names(now)[name], attention.of(chosen, now)[name]
        item_list.show(chosen, now, Open(name), title, many)
    else:
        agreed_list.show(chosen, Which(name))
