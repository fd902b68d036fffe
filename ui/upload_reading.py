"""What was understood of a file: how it was read, its columns, and its first rows."""

import streamlit as st
from markupsafe import Markup

from db.importing.preview import Preview
from db.importing.resume import Shown
from ui import markup, numbers
from ui.text import N_, _, language

FATES = {
    "new": N_("New"),
    "changed": N_("To change"),
    "unchanged": N_("Unchanged"),
    "error": N_("With errors"),
    "skipped": N_("Set aside"),
}
DELIMITERS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("vertical bar")}


def counts(checked: Preview) -> None:
    """Five numbers: what becomes of the rows."""
    cards = [
        Markup('<article class="x-figure"><h3>{}</h3><p class="x-value">{}</p></article>').format(
            _(name), numbers.count(checked.counts[fate])
        )
        for fate, name in FATES.items()
    ]
    markup.draw('<div class="x-figures x-fates">{cards}</div>', cards=markup.join(cards))


def show(found: Shown) -> None:
    """Encoding, delimiter, header and sheet; each column's meaning; the first rows."""
    checked, facts = found.preview, found.preview.facts
    if facts.encoding is None and facts.sheet is None:
        return
    markup.section(_("How the file was read"))
    shown = [
        (_("Encoding"), (facts.encoding or "").upper()),
        (_("Delimiter"), _(DELIMITERS[facts.delimiter]) if facts.delimiter in DELIMITERS else ""),
        (_("Header line"), numbers.count(facts.header_line) if facts.header_line else ""),
        (_("Sheet"), facts.sheet),
    ]
    st.html(str(markup.facts(shown)))
    if checked.columns:
        _columns(checked)
    if found.rows:
        _first_rows(found)


def _columns(checked: Preview) -> None:
    headers = (_("Column of the file"), _("Taken as"), _("Unit"))
    asked = {question.column for question in checked.questions}
    rows = []
    for column in checked.columns:
        taken = column.zh if language() == "zh" else column.field
        left = _("to be chosen") if column.header in asked else _("not imported")
        rows.append((column.header, taken or markup.quiet(left), column.unit or ""))
    st.html(str(markup.table(headers, rows, "columns")))


def _first_rows(found: Shown) -> None:
    with st.expander(
        _("The first rows as they stand in the file"), expanded=not found.preview.plans
    ):
        width = len(found.header)
        rows = [[*row[:width], *[""] * (width - len(row))] for row in found.rows]
        table = markup.table([header or "—" for header in found.header], rows, "raw")
        markup.draw('<div class="x-wide" tabindex="0">{table}</div>', table=table)
