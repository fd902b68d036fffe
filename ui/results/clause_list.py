"""The clauses of a year as a list: what is promised, what is there, how it stands."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import pandas as pd
import streamlit as st
from markupsafe import Markup

from charts import yearline
from charts.statuses import GLYPHS
from db.queries.frames import records
from ui.frame import address, choice, filters, links, markup, paged, rows, terms
from ui.frame.query_cache import keep
from ui.frame.text import _, language
from ui.sections import clauses as cards

STATUS = "status"
"""The parameter that narrows the list to the clauses that stand so."""
COLOUR = "#6E8FA6"
"""Of the small lines: readable on light and dark."""


def show(found: pd.DataFrame, of: tuple[object, ...], *, couples: bool = True) -> None:
    """Draw a page of the clauses (clauses.of_year), each leading to its history, those that stand
    as the address says alone. `of` is all that determines them beside the store; `couples` says
    whether they name theirs.
    """
    known = terms.labels(terms.CLAUSES)
    filters.say_left_out(address.misread(STATUS, known))
    status = choice.one_of(STATUS, _("Status"), known, "clause_page")
    if status is not None:
        found = found[found["status"] == status]
    if found.empty:
        markup.notice(_("No clause stands so."))
        return
    page, pages = paged.place(len(found), "clause_page")
    here = found.iloc[paged.PAGE * (page - 1) : paged.PAGE * page]
    key = ("clauses", *of, status, page, couples, language(), links.carried())
    st.html(keep(key, lambda: _table(records(here), len(found), couples=couples)))
    paged.turn(page, pages, "clause_page")


def _table(found: Sequence[Mapping[Any, Any]], many: int, *, couples: bool) -> str:
    headers = (
        _("Clause"),
        _("Status"),
        _("Target"),
        _("Result"),
        _("Share"),
        _("Expected by then"),
        _("Year's end at this pace"),
        _("The year"),
        _("Last reported"),
    )
    years = [
        yearline.Year(row["line"], row["target"], accrues=not cards.is_level(row)) for row in found
    ]
    lines = quote(yearline.svg(years, COLOUR))
    cells = [_cells(row, place, couples=couples) for place, row in enumerate(found)]
    table = markup.table(headers, cells, "clauses", paged.total(headers, many, "items"))
    holder = Markup('<div class="x-lines" style="--x-lines: url({})">{}</div>')
    return str(holder.format(f"data:image/svg+xml,{lines}", table))


def _cells(row: Mapping[Any, Any], place: int, *, couples: bool) -> tuple[object, ...]:
    return (
        _clause(row, couples=couples),
        standing(row["status"]),
        markup.marked(cards.promised(row), bool(row["demo"])),
        _result(row),
        cards.share(row),
        _quietly(cards.expected(row), cards.basis(row)),
        cards.forecast(row),
        _line(place) if row["line"] else "",
        cards.until(row),
    )


def standing(status: str) -> Markup:
    """How a clause stands: its shape in its colour, and its word."""
    return Markup('<span class="x-status x-{}"><i aria-hidden="true">{}</i> {}</span>').format(
        status, GLYPHS[status], terms.label(terms.CLAUSES, status)
    )


def _clause(row: Mapping[Any, Any], *, couples: bool) -> Markup:
    link = links.clause(int(row["id"]), row["name"])
    return _quietly(link, row["couple"]) if couples else link


def _result(row: Mapping[Any, Any]) -> Markup:
    """What counts and whose it is; below it what else there is, and what is wrong."""
    told = rows.of_clause(row, cards.reached(row), row["whose"], row["day"])
    result = markup.marked(told, row["demo_result"])
    below: list[str] = [terms.label(terms.WHOSE, row["whose"]), *cards.others(row)]
    below.append(of_ledgers(row, _("from the ledgers {value}")))
    said = [markup.quiet(text) for text in below if text]
    said += [Markup('<span class="x-warned">{}</span>').format(t) for t in cards.warnings(row)]
    return markup.join([result, *said], "<br>")


def of_ledgers(row: Mapping[Any, Any], told: str) -> str:
    """What the ledgers themselves have, `told` with its {value}, leading to the rows behind it."""
    if row["ledger"] is None or pd.isna(row["pairing_id"]):
        return ""
    text = told.format(value=cards.amount(row["ledger"], row["unit"]))
    return rows.of_couple(row["metric_key"], int(row["pairing_id"]), int(row["year"]), text)


def _quietly(text: object, remark: str) -> Markup:
    if not text or not remark:
        return markup.join([text])
    return markup.join([text, markup.quiet(remark)], "<br>")


def _line(place: int) -> Markup:
    top = -place * yearline.HEIGHT
    return Markup('<div class="x-year" style="--x-top: {}px"></div>').format(top)
