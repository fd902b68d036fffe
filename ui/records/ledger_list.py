"""The list of any ledger, as its descriptor says: searched, in pages, with its totals."""

from functools import partial
from typing import Any

import streamlit as st

from db.filters import Filter
from db.importing.kinds import LEDGERS, Ledger
from db.importing.kinds.attributes import follows
from db.queries import ledgers
from db.queries.ledgers import Asked
from ui.frame import choice, columns, links, markup, names, paged, rows
from ui.frame.as_of import Span
from ui.frame.query_cache import load
from ui.frame.text import _, said
from ui.records import ledger_cells, ledger_files


def show(ledger: Ledger, chosen: Filter) -> None:
    """Draw the search, the totals, the list, and the way to take it along."""
    text = paged.search(_("Search the ledger"))
    narrowed = _narrow(ledger)
    asked = (ledger.kind, chosen, text, narrowed)
    totals = load(ledgers.totals, *asked)
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
            headers=headers(ledger),
            count=lambda: totals["records"] or 0,
            page=lambda limit, offset: names.with_sides(
                load(ledgers.listed, *asked, limit=limit, offset=offset)
            ),
            counted=lambda n: _("{counted}, the newest first.", counted=said(ledger.counted(n))),
            row=partial(row, ledger),
            empty=_("No record matches this selection."),
            of=asked,
            kept=_kept(asked),
        )
    )
    if totals["records"]:
        _sums(ledger, chosen, totals)
        ledger_files.offer(ledger, asked, _kept(asked), demo=bool(demo))


def _narrow(ledger: Ledger) -> ledgers.Narrowed:
    """Draw a choice for each of the listed columns that is a metric or has a vocabulary; what the
    address says of them.
    """
    found = []
    with st.container(horizontal=True):
        for name, vocabulary in _narrowing(ledger).items():
            column = ledger.attributes[name]
            terms = {one.value: columns.term(column, one) for one in vocabulary}
            some = choice.several(name, said(column.words), terms or columns.metrics())
            found += [(name, some)] if some else []
    return tuple(found)


def _narrowing(ledger: Ledger) -> dict[str, Any]:
    """The listed columns that have a vocabulary, each with it; none has that of metrics."""
    every = {name: ledger.attributes[name].vocabulary or () for name in ledger.listed}
    return {
        n: known for n, known in every.items() if n == rows.METRIC or (known and not follows(n))
    }


NARROWING = frozenset(
    name for ledger in LEDGERS.values() if ledger.place is None for name in _narrowing(ledger)
)
"""The parameters that may narrow a list."""


def _kept(asked: Asked) -> Span:
    first, last, undated = load(ledgers.days, *asked)
    return Span(first, last, not undated)


def headers(ledger: Ledger) -> tuple[str, ...]:
    """Names of what `row` makes."""
    return (*(said(ledger.attributes[name].words) for name in ledger.listed), _("Couple"))


def row(ledger: Ledger, record: Any) -> tuple[object, ...]:
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
