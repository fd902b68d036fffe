"""The list of any ledger, as its descriptor says: searched, in pages, with its totals."""

from functools import partial
from typing import Any

import streamlit as st

from db.accounts import Account, Action, may
from db.engine import make_engine
from db.filters import Filter
from db.importing import export
from db.importing.kinds import Ledger
from db.queries import ledgers
from db.reader import answer
from db.settings import database_url
from ui.frame import audited, columns, current_user, links, markup, names, paged, state, terms
from ui.frame.as_of import Span
from ui.frame.query_cache import load
from ui.frame.text import Language, _, language, said
from ui.records import ledger_cells


def show(ledger: Ledger, chosen: Filter) -> None:
    """Draw the search, the totals, the list, and the way to take it along."""
    text = paged.search(_("Search the ledger"))
    totals = load(ledgers.totals, ledger.kind, chosen, text)
    demo = totals["demo"]
    if demo:
        counted = said(ledger.counted(demo))
        said_of_demo = _(
            "Demo data: {counted} in this selection are generated at random. They are not facts.",
            counted=counted,
        )
        markup.notice(said_of_demo, "demo")
    paged.show(
        paged.Listing(
            name=f"ledger_{ledger.kind.value}",
            headers=_headers(ledger),
            count=lambda: totals["records"] or 0,
            page=lambda limit, offset: names.with_sides(
                load(ledgers.listed, ledger.kind, chosen, text, limit=limit, offset=offset)
            ),
            counted=lambda n: _("{counted}, the newest first.", counted=said(ledger.counted(n))),
            row=partial(_row, ledger),
            empty=_("No record matches this selection."),
            of=(ledger.kind, chosen, text),
            kept=_kept(ledger, chosen, text),
        )
    )
    if totals["records"]:
        _sums(ledger, chosen, totals)
        _take_along(ledger, chosen, text)


def _kept(ledger: Ledger, chosen: Filter, text: str) -> Span:
    first, last, undated = load(ledgers.days, ledger.kind, chosen, text)
    return Span(first, last, not undated)


def _headers(ledger: Ledger) -> tuple[str, ...]:
    return (*(said(ledger.attributes[name].words) for name in ledger.listed), _("Couple"))


def _row(ledger: Ledger, record: Any) -> tuple[object, ...]:
    """The listed columns, that by which it is called as a link, and the couple."""
    cells: dict[str, object] = {
        name: ledger_cells.cell(ledger, name, record) for name in ledger.listed
    }
    title = next((name for name in ledger.called if cells.get(name)), ledger.listed[0])
    table, identity = ledger.spec.table.name, int(record["id"])
    link = links.record(table, identity, str(cells[title]) or str(identity))
    cells[title] = markup.marked(link, bool(record["demo"]))
    return (*cells.values(), names.couple(record) or _("National"))


def _sums(ledger: Ledger, chosen: Filter, totals: dict[str, int | None]) -> None:
    """What the records of all pages come to; of what is told anew each year, those of one year."""
    if ledger.stock and (chosen.years is None or chosen.years[0] != chosen.years[1]):
        markup.notice(_("Each year tells of the same anew: choose one year to see its totals."))
        return
    table = ledger.spec.table.name
    told = [
        (columns.name(table, name), columns.value(table, name, totals[name]))
        for name in ledger.summed
    ]
    if told:
        markup.section(_("Totals of the selection"))
        st.html(str(markup.facts(told)))


def _take_along(ledger: Ledger, chosen: Filter, text: str) -> None:
    """The selection as a file in the layout of the upload."""
    person, title = current_user.account(), terms.kind(ledger.kind)
    st.download_button(
        _("The selection as CSV"),
        partial(_taken, title, person, ledger, chosen, text, language()),
        f"{title}.csv",
        "text/csv",
        key=state.control("export"),
        on_click="ignore",
    )
    if ledger.private and may(person, Action.EDIT):
        st.download_button(
            _("The same with what only those in charge see (kept in the audit)"),
            partial(_with_private, ledger, chosen, text, person, language()),
            f"{title}.csv",
            "text/csv",
            key=state.control("export_private"),
            on_click="ignore",
        )


def _taken(
    title: str, person: Account | None, ledger: Ledger, chosen: Filter, text: str, told: Language
) -> bytes:
    data = answer(export.selection, ledger.kind, chosen, text, told)
    audited.taken([title], "csv", person)
    return data


def _with_private(
    ledger: Ledger, chosen: Filter, text: str, person: Account | None, told: Language
) -> bytes:
    engine = make_engine(database_url())
    return export.selection_in_charge(engine, person, ledger.kind, chosen, text, told)
