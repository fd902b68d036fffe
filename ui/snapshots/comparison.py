"""Whether the data behind a snapshot have changed since: the same chart, made anew, is compared."""

import pandas as pd
import streamlit as st

from db.snapshots import Comparison, Snapshot, comparing, tables
from db.snapshots.comparing import Different
from ui.frame import markup, numbers, page_request
from ui.frame.text import _, n_, speaking
from ui.snapshots import catalogue, sheets
from ui.snapshots.catalogue import NoLonger

MOST_ROWS = 20
"""Rows of a kind that are shown; the number of all is told."""


def show(found: Snapshot, then: pd.DataFrame) -> None:
    """Say whether, and by how much."""
    markup.section(_("Changed since?"))
    try:
        now = _today(found)
        difference = comparing.compare(then, now, tables.years(found.content.data))
    except NoLonger:
        markup.notice(
            _("This chart is not made any more, or what it is about is no longer in the store.")
        )
    except Different:
        markup.notice(
            _("Its table has other columns today, so the data cannot be compared row by row.")
        )
    else:
        _say(difference)


def _today(found: Snapshot) -> pd.DataFrame:
    """The table of the same chart today, as it was kept: same filters, same language."""
    content = found.content
    with speaking(content.language):
        again = page_request.read(content.page, content.parameters)
        if again is None:
            raise NoLonger
        table = catalogue.made(content.chart, again).table()
        return tables.read(tables.written(table, sheets.years()))


def _say(difference: Comparison) -> None:
    if not difference.rows:
        markup.draw(
            '<p class="x-text x-unchanged">{text}</p>',
            text=_("The data behind it have not changed since."),
        )
        return
    text = _(
        "The data behind it have changed since: {differ} ({then} then, {now} now).",
        differ=n_("{n} row differs", "{n} rows differ", difference.rows),
        then=n_("{n} row", "{n} rows", difference.rows_then),
        now=n_("{n} row", "{n} rows", difference.rows_now),
    )
    markup.notice(text, "warning")
    if difference.totals:
        headers = (_("Total"), _("Then"), _("Today"), _("Difference"))
        rows = [
            (t.column, _number(t.then), _number(t.now), _signed(t.now - t.then))
            for t in difference.totals
        ]
        st.html(str(markup.table(headers, rows, "totals")))
    with st.expander(_("The rows that differ")):
        _rows(_("Then, and not today"), difference.gone)
        _rows(_("Today, and not then"), difference.come)


def _rows(title: str, rows: pd.DataFrame) -> None:
    if rows.empty:
        return
    left = len(rows) - MOST_ROWS
    more = _(" ({n} more are not shown)", n=numbers.count(left)) if left > 0 else ""
    markup.draw('<p class="x-note">{title}{more}</p>', title=title, more=more)
    st.dataframe(rows.head(MOST_ROWS), hide_index=True, alt=title)


def _number(value: float) -> str:
    """Whole numbers in full; others to two places."""
    return numbers.count(value) if float(value).is_integer() else f"{value:,.2f}"


def _signed(value: float) -> str:
    return f"{'−' if value < 0 else '+'}{_number(abs(value))}"
