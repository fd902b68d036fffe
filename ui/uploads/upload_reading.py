"""What was understood of a file: its columns, with the first value of each; how it was read."""

import streamlit as st
from markupsafe import Markup

from db.importing.preview import Preview
from db.importing.resume import Shown
from db.importing.table import Facts
from db.terms import Kind
from ui.frame import markup, numbers
from ui.frame.text import N_, _
from ui.uploads import upload_words

FATES = {
    "new": N_("New"),
    "changed": N_("To change"),
    "unchanged": N_("Unchanged"),
    "error": N_("With errors"),
    "skipped": N_("Set aside"),
}
LONGEST = 40
"""So many characters of an example are shown."""
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


def show(kind: Kind, found: Shown) -> None:
    """Each column's meaning; encoding, delimiter, header and sheet; the first rows."""
    checked, facts = found.preview, found.preview.facts
    if facts.encoding is None and facts.sheet is None:
        return
    if checked.columns:
        note = _("Each column of the file, what it was taken as, and its first value.")
        markup.section(_("What was understood"), note)
        _columns(kind, found)
    markup.section(_("How the file was read"))
    shown = [
        (_("Encoding"), _encodings(facts)),
        (_("Delimiter"), _(DELIMITERS[facts.delimiter]) if facts.delimiter in DELIMITERS else ""),
        (_("Header line"), numbers.count(facts.header_line) if facts.header_line else ""),
        (_("Sheet"), facts.sheet),
    ]
    st.html(str(markup.facts(shown)))
    if found.rows:
        _first_rows(found)


def _encodings(facts: Facts) -> object:
    """The encoding, or that of each of several files."""
    each = [f"{name}: {_encoding(encoding)}" for name, encoding in facts.encodings]
    return markup.join(each, "<br>") if each else _encoding(facts.encoding or "")


def _encoding(name: str) -> str:
    return name.upper().removesuffix("-SIG")


def _columns(kind: Kind, found: Shown) -> None:
    checked = found.preview
    headers = (_("In the file"), _("Taken as"), _("Unit"), _("Example"))
    asked = {question.column for question in checked.questions}
    examples, fields = _examples(found), upload_words.fields(kind, checked)
    rows = []
    for column in checked.columns:
        left = _("to be chosen") if column.header in asked else _("not imported")
        known = fields.get(column.field or "")
        taken = upload_words.field(known) if known else markup.quiet(left)
        unit = upload_words.unit(column.unit)
        rows.append((column.header, taken, unit, examples.get(column.header, "")))
    st.html(str(markup.table(headers, rows, "columns")))


def _examples(found: Shown) -> dict[str, str]:
    """Header → the first value below it, as far as a line has room for it."""
    examples: dict[str, str] = {}
    for index, header in enumerate(found.header):
        cells = (row[index].strip() for row in found.rows if index < len(row))
        text = next(filter(None, cells), "")
        examples.setdefault(header, text if len(text) <= LONGEST else text[:LONGEST] + "…")
    return examples


def _first_rows(found: Shown) -> None:
    with st.expander(
        _("The first rows as they stand in the file"), expanded=not found.preview.plans
    ):
        width = len(found.header)
        rows = [[*row[:width], *[""] * (width - len(row))] for row in found.rows]
        table = markup.table([header or "—" for header in found.header], rows, "raw")
        markup.draw('<div class="x-wide" tabindex="0">{table}</div>', table=table)
