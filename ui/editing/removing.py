"""Removing a record, or merging it with another: first what it would do, then the button for it.

Either stands in place of the record, at `remove` or `merge` of the address, for those in charge.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from db import editing
from db.accounts import Account, Action, matter_of, may
from db.editing import Merge, Merger
from db.filters import EVERYTHING
from db.importing.issue import Invalid
from db.importing.kinds import LEDGERS
from db.queries import ledgers, records
from db.queries.records import Title
from db.reader import answer, store_engine
from db.terms import Kind
from ui.editing.edit_open import RECORD
from ui.frame import actions, address, columns, current_user, links, markup, numbers, state
from ui.frame.actions import Told
from ui.frame.names import of_record
from ui.frame.query_cache import load
from ui.frame.text import _, either, language, n_, said

REMOVE, MERGE = "remove", "merge"
FORM = "removing"
NAMED = 20
"""So many linked records are named; the rest is counted."""
FOUND = 10
"""So many records are offered to be merged with."""


def ways() -> dict[str, str]:
    """Parameter of the address → its button."""
    return {MERGE: _("Merge with another …"), REMOVE: _("Remove it …")}


def offer() -> None:
    """The ways to either; only for those in charge of the record."""
    for parameter, label in ways().items():
        address.offer(label, parameter)


def asked(record: Mapping[Any, Any]) -> bool:
    """Whether the address asks for either, and whoever is signed in is in charge of the record."""
    wanted = REMOVE in st.query_params or MERGE in st.query_params
    return wanted and may(current_user.account(), Action.EDIT, [matter_of(record)])


def show(
    kind: Kind, record: Mapping[Any, Any], name: str, others: Mapping[int, str] | None = None
) -> None:
    """Draw what the address asks for. `others` are those that it can be merged with, by name, where
    they are few; else they are searched for.
    """
    if REMOVE in st.query_params:
        _removal(kind, int(record["id"]), name)
    else:
        _merger(kind, int(record["id"]), name, others)


def _removal(kind: Kind, identity: int, name: str) -> None:
    markup.heading(_("Remove this record?"), name)
    seen = answer(editing.foresee_removal, kind, identity)
    if seen is None:
        return
    markup.note(
        _("What belongs to it goes with it. All of it can be brought back among the imports.")
    )
    _parts(kind, seen.parts)
    _linked(seen.links, _("These stay, without their link to it"))
    version = int(seen.record["version"])

    def deed(person: Account) -> Told:
        engine = store_engine()
        batch = editing.remove(engine, kind, identity, person, version)
        if links.place(kind).parameter in st.query_params:
            address.put(links.place(kind).parameter, None)
        leave()
        return _told(_("The record was removed."), batch)

    _decide(_("Remove it now"), deed)


def _merger(kind: Kind, identity: int, name: str, others: Mapping[int, str] | None) -> None:
    markup.heading(_("Merge with another record"), name)
    markup.note(_("This one is kept. The other one’s parts and links move to it, and it is gone."))
    other = _chosen(kind, identity) if others is None else _radio(others, "few")
    if other is None:
        _decide(None, None)
        return
    try:
        merger = answer(editing.foresee_merge, Merge(kind, identity, other))
    except Invalid as refusal:
        markup.notice(refusal.issue().message[language()], "warning")
        _decide(None, None)
        return
    _changes(kind, merger)
    versions = (int(merger.kept["version"]), int(merger.gone["version"]))

    def deed(person: Account) -> Told:
        engine = store_engine()
        merge = Merge(kind, identity, other, versions)
        return _told(
            _("The two records are one now."), editing.merge_records(engine, merge, person)
        )

    _decide(_("Merge them now"), deed)


def _chosen(kind: Kind, identity: int) -> int | None:
    """The record to merge with: searched for, and chosen from what is found."""
    text = st.text_input(
        _("Search the other one by title or code"), key=state.control("merge_search")
    ).strip()
    if not text:
        return None
    rows = load(ledgers.listed, kind, EVERYTHING, text, limit=FOUND + 1).to_dict("records")
    others = [row for row in rows if int(row["id"]) != identity]
    table = LEDGERS[kind].spec.table.name
    titles = load(records.titles, table, tuple(int(row["id"]) for row in others))
    names = {id_: _named(kind, row, titles[id_]) for row in others if (id_ := int(row["id"]))}
    if not names:
        markup.notice(_("No other record has this in its title or code."))
        return None
    return _radio({identity: names[identity] for identity in list(names)[:FOUND]}, text)


def _radio(names: Mapping[int, str], key: str) -> int | None:
    chosen: int | None = st.radio(
        _("The record that goes"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        key=state.control(f"merge_with_{key}"),
    )
    return chosen


def _named(kind: Kind, row: Mapping[Any, Any], title: Title) -> str:
    """A record as a line of a list: its title, code, day or year, and couple."""
    ledger = LEDGERS[kind]
    when = columns.value(ledger.spec.table.name, ledger.dated, row[ledger.dated])
    sides = " → ".join(row[name] for name in ("helper_zh", "receiver_zh") if row.get(name))
    told = (either(title.zh, title.en), row.get("code"), when, sides)
    return " · ".join(str(part) for part in told if part)


def _changes(kind: Kind, merger: Merger) -> None:
    """What the kept one takes over, in what the two differ, and what moves."""
    table = LEDGERS[kind].spec.table.name
    name_of, value_of = partial(columns.name, table), partial(columns.value, table)
    rows = [
        (name_of(name), value_of(name, merger.kept[name]), value_of(name, value))
        for name, value in merger.taken.items()
        if (name, None, value) in columns.shown([(name, None, value)])
    ]
    if rows:
        markup.section(_("Taken over, as this one does not say it"))
        headers = (_("Field"), _("Here"), _("From the other one"))
        st.html(str(markup.table(headers, rows, "taken")))
    if merger.differing:
        markup.section(_("Different in the two: this one’s stays"))
        rows = [
            (name_of(name), value_of(name, kept), value_of(name, gone))
            for name, (kept, gone) in merger.differing.items()
        ]
        headers = (_("Field"), _("Stays"), _("Goes"))
        st.html(str(markup.table(headers, rows, "differing")))
    _parts(kind, merger.moved)
    _linked(tuple(merger.links), _("These are linked to this one from now on"))


def _parts(kind: Kind, counts: Mapping[str, int]) -> None:
    parts = LEDGERS[kind].spec.children
    shown = [
        (said(parts[name].many), numbers.count(count)) for name, count in counts.items() if count
    ]
    if shown:
        st.html(str(markup.facts(shown)))


def _linked(linked: tuple[tuple[str, int], ...], title: str) -> None:
    if not linked:
        return
    markup.section(title, n_("{n} linked record.", "{n} linked records.", len(linked)))
    first = linked[:NAMED]
    names = {
        table: load(records.titles, table, tuple(one for of, one in first if of == table))
        for table in {table for table, _one in first}
    }
    items = []
    for table, one in first:
        text = of_record(names[table].get(one), one)
        items.append(Markup("<li>{}</li>").format(links.record(table, one, text)))
    markup.draw('<ul class="x-records">{items}</ul>', items=markup.join(items))


def _decide(label: str | None, deed: Any) -> None:
    """The button that does it, if it can be done, and the way back."""
    actions.tell(FORM)
    with st.container(horizontal=True):
        if label and st.button(label, type="primary", key=state.control("removing_now")):
            actions.do(deed, FORM)
            st.rerun()
        st.button(
            _("Do nothing"), type="tertiary", key=state.control("removing_not"), on_click=leave
        )


def leave() -> None:
    """Back to the record, nothing done."""
    for parameter in (REMOVE, MERGE):
        address.put(parameter, None)


def _told(done: str, batch: int) -> Told:
    leave()
    way = ("" if language() == "zh" else " ").join([done, _("To look at it or undo it:")])
    link = links.batch(batch, _("import no. {n}", n=batch))
    return Told(markup.join([way, link], " "), where=RECORD)
