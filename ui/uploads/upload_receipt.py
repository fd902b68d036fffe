"""What an import wrote: counts, links to the records, and the way to take it back."""

import streamlit as st
from markupsafe import Markup

from db.accounts import Account, Forbidden
from db.importing import batches
from db.importing.batches import Batch
from db.importing.kinds import LEDGERS, RECORDS
from db.queries import records
from db.reader import answer
from db.terms import Kind
from ui.frame import links, markup
from ui.frame.names import of_record
from ui.frame.query_cache import load
from ui.frame.text import _, language, n_
from ui.uploads import batch_facts

SHOWN = 20


def show(batch_id: int, person: Account) -> None:
    """The receipt of a batch."""
    try:
        batch = answer(batches.batch, person, batch_id)
    except Forbidden as refusal:
        markup.notice(refusal.words[language()], "warning")
        return
    if batch is None:
        return
    counts = batch.counts
    markup.heading(_("Import no. {n}", n=batch.id), batch.file_name)
    text = _(
        "Records added: {new}; changed: {changed}; unchanged: {unchanged}; left out: {error}.",
        **{fate: f"{counts.get(fate, 0):,}" for fate in ("new", "changed", "unchanged", "error")},
    )
    markup.draw('<p class="x-verdict" role="status">{text}</p>', text=text)
    st.html(str(markup.facts(batch_facts.facts(batch))))
    _unsettled(batch)
    _records(batch_id, person)
    link = links.batch(batch_id, _("Its page among the imports: every row, the file, and undo"))
    markup.draw('<p class="x-text x-next">{link}</p>', link=link)


def _unsettled(batch: Batch) -> None:
    """Rows much like a record of the store that were added on their own, as nobody said which."""
    unsettled = batch.choices.get("unsettled")
    if not unsettled:
        return
    text = n_(
        "{n} row is much like a record that was in the store, and was added as one of its own, as "
        "it was not said whether they are one.",
        "{n} rows are much like records that were in the store, and were added on their own, as "
        "it was not said whether they are the same.",
        unsettled["count"],
    )
    markup.section(_("Still to be settled: the same, or two?"), text)
    table = LEDGERS[Kind(batch.kind)].spec.table.name
    rows = unsettled["rows"]
    names = load(records.titles, table, tuple(other for _row, other in rows))
    items = [
        Markup("<li>{}: {}</li>").format(
            _("row no. {n} is like", n=number),
            links.record(table, other, of_record(title)),
        )
        for number, other in rows
        if (title := names.get(other))
    ]
    way = _("If they are one, open the record that is to stay, and merge the other one with it.")
    markup.draw('<ul class="x-records">{items}</ul>', items=markup.join(items))
    markup.draw('<p class="x-text">{way}</p>', way=way)


def _records(batch_id: int, person: Account) -> None:
    changes = answer(batches.changes, person, batch_id, limit=200)
    found: dict[tuple[str, int], None] = {}
    for change in changes:
        if change.table in RECORDS and change.after is not None:
            found.setdefault((change.table, change.row_id))
    if not found:
        return
    markup.section(_("The records"))
    first = list(found)[:SHOWN]
    names = {
        table: load(records.titles, table, tuple(i for t, i in first if t == table))
        for table in {table for table, _id in first}
    }
    items = [
        Markup("<li>{}</li>").format(links.record(table, row_id, of_record(title)))
        for table, row_id in first
        if (title := names[table].get(row_id))
    ]
    if len(found) > SHOWN:
        more = n_("and {n} more", "and {n} more", len(found) - SHOWN)
        items.append(Markup('<li class="x-quiet">{}</li>').format(more))
    markup.draw('<ul class="x-records">{items}</ul>', items=markup.join(items))
