"""The list of imports: of one's own scope, or for administrators all."""

import math

import streamlit as st

from db.importing import batches
from db.importing.batches import Batch
from db.reader import answer
from ui import address, batch_facts, links, markup, numbers, paged, terms, who
from ui.text import _, n_

PAGE = 40


def show() -> None:
    """Draw the page of the list that the address names."""
    person = who.account()
    if person is None:
        return
    asked = address.number("page") or 1
    found, total = answer(batches.batches, person, limit=PAGE, offset=PAGE * (asked - 1))
    pages = max(1, math.ceil(total / PAGE))
    if asked > pages:
        found, total = answer(batches.batches, person, limit=PAGE, offset=PAGE * (pages - 1))
    if not total:
        markup.notice(_("There is no import of records in your charge yet."))
        return
    text = n_("{n} batch, the newest first.", "{n} batches, the newest first.", total)
    markup.draw('<p class="x-note">{text}</p>', text=text)
    headers = (_("No."), _("When"), _("What"), _("File"), _("By"), _("Rows"), _("Status"))
    st.html(str(markup.table(headers, [_row(batch) for batch in found], "imports")))
    paged.turn(min(asked, pages), pages)


def _row(batch: Batch) -> tuple[object, ...]:
    return (
        links.batch(batch.id, str(batch.id)),
        numbers.moment(batch.at),
        terms.label(terms.KINDS, batch.kind) or batch.kind,
        markup.marked(batch.file_name or _("on the page"), batch.demo),
        batch.author,
        batch_facts.counted(batch),
        batch_facts.status(batch),
    )
