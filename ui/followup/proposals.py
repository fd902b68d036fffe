"""Entries of a list, each with what may belong to it, and the form in which those in charge link
what they tick: several at once, what is likeliest ticked beforehand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup

from db.accounts import Account, Action, matter_of, may
from db.followup.likely import Likeness
from db.followup.linking import Link, link
from db.reader import store_engine
from ui.frame import actions, current_user, links, markup, state, terms
from ui.frame.actions import Told
from ui.frame.text import _, n_


@dataclass(frozen=True)
class Proposal:
    """A project and an item that may belong together: the one that is not the entry's `named`, what
    tells for the two, and the link to be written. `project` says who is in charge of it.
    """

    named: Markup
    like: Likeness
    link: Link
    project: Mapping[Any, Any]
    strong: bool


@dataclass(frozen=True)
class Entry:
    """A row of the list in HTML of its own, and its proposals, the likeliest first."""

    head: Markup
    proposals: Sequence[Proposal]


def show(entries: Sequence[Entry]) -> None:
    """Draw the entries; for those in charge of any of the projects with the form."""
    person = current_user.account()
    every = [one for entry in entries for one in entry.proposals]
    open_to = {one.link: _in_charge(person, one) for one in every}
    with st.container():  # be there something to tell or not: the form keeps its place
        actions.tell()
    if not any(open_to.values()):
        for number, entry in enumerate(entries, start=1):
            st.html(_html(number, entry))
        return
    ticked = _likeliest(entries)
    with st.form(state.control("links"), border=False):
        for number, entry in enumerate(entries, start=1):
            st.html(_html(number, entry))
            _ticks(number, entry, open_to, ticked)
        st.form_submit_button(
            _("Link what is ticked"),
            type="primary",
            on_click=_save,
            args=([one for one, mine in open_to.items() if mine],),
        )


def _in_charge(person: Account | None, one: Proposal) -> bool:
    return may(person, Action.EDIT, [matter_of(one.project)])


def _likeliest(entries: Sequence[Entry]) -> frozenset[Link]:
    """What is ticked beforehand: the first proposal of an entry for which more than one thing
    tells, each project once.
    """
    taken: dict[int, Link] = {}
    for entry in entries:
        first = next(iter(entry.proposals), None)
        if first and first.strong:
            taken.setdefault(first.link.project_id, first.link)
    return frozenset(taken.values())


def _ticks(
    number: int, entry: Entry, open_to: Mapping[Link, bool], ticked: frozenset[Link]
) -> None:
    """A box for each of an entry's proposals that the person is in charge of."""
    mine = [(n, one.link) for n, one in enumerate(entry.proposals, 1) if open_to[one.link]]
    if mine:
        with st.container(horizontal=True):
            for n, one in mine:
                label = _("Link {row}.{n}", row=number, n=n)
                st.checkbox(label, value=one in ticked, key=_key(one))


def _html(number: int, entry: Entry) -> str:
    """The row, and its proposals as a list, numbered as the boxes below it are."""
    line = Markup('<li><span class="x-quiet">{}.{}</span> {}<br>{}</li>')
    told = (
        line.format(number, n, one.named, markup.quiet(_why(one.like)))
        for n, one in enumerate(entry.proposals, start=1)
    )
    listed = Markup("<ul>{}</ul>").format(markup.join(told)) if entry.proposals else ""
    nothing = "" if entry.proposals else markup.quiet(_("Nothing in the store is much like it."))
    template = Markup('<article class="x-entry x-proposals">{}{}{}</article>')
    return str(template.format(entry.head, listed, nothing))


def _why(like: Likeness) -> str:
    """What tells for a pair."""
    parts = [_("same couple")]
    if like.meeting:
        parts.append(_("the ledger names the meeting"))
    if like.industry:
        parts.append(_("same industry: {name}", name=terms.label(terms.INDUSTRIES, like.industry)))
    if like.places:
        parts.append(_("same place: {names}", names=_(", ").join(like.places)))
    if like.words:
        parts.append(_("same words: {words}", words=_(", ").join(like.words)))
    return " · ".join(parts)


def _save(offered: Sequence[Link]) -> None:
    """Link what is ticked."""
    chosen = [one for one in offered if st.session_state.get(_key(one))]

    def deed(person: Account) -> Told:
        batches = link(store_engine(), chosen, person)
        done = n_("{n} project was linked.", "{n} projects were linked.", len(chosen))
        ways = (links.batch(batch, _("import no. {n}", n=batch)) for batch in batches)
        way = markup.join([_("To look at it or undo it:"), *ways], " ")
        return Told(markup.join([done, way], " "))

    actions.do(deed)


def _key(one: Link) -> str:
    return state.control(f"link_{one.project_id}_{one.version}_{one.commitment_id}")
