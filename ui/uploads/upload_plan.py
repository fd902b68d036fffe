"""A stored plan: what was understood, what would happen, the choices still to make, the commit."""

import streamlit as st

from db.accounts import Account, Forbidden
from db.importing import plans, resume
from db.importing.issue import Invalid
from db.importing.preview import Outcome
from db.importing.resume import Resumed, Shown
from db.reader import store_engine
from ui.frame import actions, address, batched, current_user, markup, numbers, state, terms
from ui.frame.actions import Told
from ui.frame.text import _, language, n_
from ui.uploads import (
    upload_bar,
    upload_choices,
    upload_kept,
    upload_pairing,
    upload_questions,
    upload_receipt,
    upload_ways,
)
from ui.uploads import upload_changes as changes
from ui.uploads import upload_issues as issues
from ui.uploads import upload_reading as reading
from ui.uploads import upload_similar as similar


def show(plan_id: str) -> None:
    """Draw a plan, or its receipt where it was imported."""
    person = current_user.account()
    if person is None:
        return
    try:
        resumed = resume.resume(store_engine(), plan_id, person)
    except Invalid as invalid:
        markup.heading(_("This upload is not there"))
        markup.notice(invalid.issue().message[language()], "warning")
        return
    except Forbidden as refusal:
        markup.heading(_("This upload is somebody else's"))
        markup.notice(refusal.words[language()], "warning")
        return
    if resumed.batch is not None:
        upload_receipt.show(resumed.batch, person)
        return
    with batched.spinner(_("Checking the file …")):
        found = resume.shown(store_engine(), resumed.upload)
    _draw(plan_id, resumed, found)


def _draw(plan_id: str, resumed: Resumed, found: Shown) -> None:
    checked, given = found.preview, resumed.upload
    markup.heading(given.file_name, terms.kind(given.kind))
    if not upload_ways.about_sheets(checked):  # asked below, among the questions
        upload_choices.sheet(plan_id, given, checked)
    stale = checked.sha256() != resumed.plan_sha256
    if stale:
        text = _("The store has changed since this preview. Below is what would happen now.")
        markup.notice(text, "warning")
    markup.draw('<p class="x-verdict" role="status">{text}</p>', text=verdict(found))
    if checked.outcome is Outcome.NEED_CHOICE:
        upload_questions.ask(plan_id, given, found)
    elif checked.plans:
        reading.counts(checked)
    upload_kept.ask(plan_id, given, checked)
    _decide(plan_id, resumed, found, stale)
    upload_pairing.offer(given, checked)
    similar.show(plan_id, given, checked)
    issues.show(plan_id, given, checked)
    changes.show(given.kind, checked)
    reading.show(given.kind, found)
    upload_choices.other(plan_id, given, checked)


def verdict(found: Shown) -> str:
    """What will happen, in a sentence or two."""
    checked = found.preview
    if checked.outcome is Outcome.REJECT_FILE:
        return _("This file cannot be imported. The reason and the remedy are below.")
    if checked.outcome is Outcome.NEED_CHOICE:
        return _("Before this file can be checked, please answer the questions below.")
    counts = checked.counts
    parts = [
        n_("add {n} record", "add {n} records", counts["new"]) if counts["new"] else "",
        n_("change {n}", "change {n}", counts["changed"]) if counts["changed"] else "",
    ]
    doing = _(", ").join(part for part in parts if part)
    wrong = n_("{n} row has errors", "{n} rows have errors", counts["error"])
    if checked.outcome is Outcome.REJECT_ROWS:
        told = _("{wrong}; nothing of the file is imported for now.", wrong=wrong)
        return _("The good rows would {doing}. ", doing=doing) + told if doing else told
    told = (
        _("This will {doing}.", doing=doing)
        if doing
        else _("Nothing would change: all of it is in the store already.")
    )
    if checked.confirms and checked.as_of is not None:
        day = numbers.day(checked.as_of.day)
        told += _(" What stays as it is will be as of {day}.", day=day)
    left_out = _(" {wrong} and will be left out.", wrong=wrong) if counts["error"] else ""
    return told + left_out


def _decide(plan_id: str, resumed: Resumed, found: Shown, stale: bool) -> None:
    """The one button that writes, or what stands in its way."""
    checked, given = found.preview, resumed.upload
    good = checked.counts["new"] + checked.counts["changed"]
    with st.container(horizontal=True):
        if stale:
            st.button(
                _("Preview again"),
                type="primary",
                key=state.control("again"),
                on_click=upload_choices.restore,
                args=(given,),
            )
        elif checked.writes and st.button(_("Import"), type="primary", key=state.control("commit")):
            _commit(plan_id)
        if checked.outcome is Outcome.REJECT_ROWS and good:
            label = n_("Import only the {n} good row", "Import only the {n} good rows", good)
            st.button(
                label,
                key=state.control("only_good"),
                on_click=upload_choices.restore,
                args=(given,),
                kwargs={"only_good": True},
            )
        if given.only_good:
            st.button(
                _("Import all or nothing"),
                key=state.control("all"),
                on_click=upload_choices.restore,
                args=(given,),
                kwargs={"only_good": False},
            )
        st.button(
            _("Discard this upload"),
            type="tertiary",
            key=state.control("discard"),
            on_click=_discard,
            args=(plan_id,),
        )


def _commit(plan_id: str) -> None:
    """Write it. Nothing of the screen is touched inside: a closed tab cannot half-import."""

    def deed(person: Account) -> Told:
        receipt = plans.commit_plan(store_engine(), plan_id, person, tell)
        return Told(
            _("This was imported before; nothing was done this time.")
            if receipt.again
            else _("Imported.")
        )

    with upload_bar.shown() as tell:
        actions.do(deed)
    st.rerun()


def _discard(plan_id: str) -> None:
    def deed(person: Account) -> Told:
        plans.drop_plan(store_engine(), plan_id, person)
        address.put("plan", None)
        return Told(_("The upload was discarded. Nothing was imported."))

    actions.do(deed)
