"""How far a report has come, said in a line, and the steps that this person may take with it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from db.accounts import Account
from db.reader import store_engine
from db.results import reports
from db.results.reports import Standing, Step
from db.terms import ReportState
from ui.frame import markup, numbers, state
from ui.frame.actions import Told, do
from ui.frame.text import _, language, n_
from ui.reporting import draft as drafts
from ui.reporting.chosen import Chosen
from ui.reporting.table import unsaved


def why_locked(chosen: Chosen, standing: Standing, closed: bool) -> str:
    """Why nothing of a report may be typed; nothing where it may."""
    if closed:
        return _(
            "This period is closed: nothing of it can be changed. If it must be corrected, ask an "
            "administrator to reopen it, with a reason."
        )
    if not chosen.theirs:
        return _("This is the other side's report: you see it and cannot change it.")
    if standing.state is not ReportState.DRAFT:
        return _("It cannot be changed unless it is sent back.")
    return ""


def say(standing: Standing, locked: str, *, waiting: bool) -> None:
    """The line: what became of the report, by whom and when, why it may not be typed in, and what
    becomes of what is `waiting` to be saved.
    """
    kept = _("What you typed and did not save is kept until it can be changed again.")
    parts = [_state(standing), locked, kept if locked and waiting else ""]
    sent_back = bool(standing.steps and standing.steps[-1].reason)
    kind = "warning" if sent_back or (locked and waiting) else "plain"
    markup.notice(_joined(*filter(None, parts)), kind)


def offer(chosen: Chosen, standing: Standing, person: Account) -> None:
    """The steps that may be taken now."""
    if not chosen.theirs:
        return
    if standing.state is ReportState.DRAFT:
        if standing.results:
            _button(_("Submit"), "submit", partial(_submit, chosen, standing))
        return
    handed_in = next(s for s in reversed(standing.steps) if s.state is ReportState.SUBMITTED)
    if standing.state is ReportState.SUBMITTED:
        if handed_in.account_id == person.id:
            text = _("A colleague of your side approves it, or sends it back.")
            markup.draw('<p class="x-note">{text}</p>', text=text)
        else:
            _button(_("Approve"), "approve", partial(_approve, chosen, standing))
    with st.form("send_back", border=False):
        st.text_input(_("Reason for sending it back"), key=_key("reason"), max_chars=2_000)
        st.form_submit_button(_("Send back"), on_click=partial(_send_back, chosen, standing))


def _state(standing: Standing) -> str:
    last = standing.steps[-1] if standing.steps else None
    if standing.state is ReportState.SUBMITTED and last:
        return _("Submitted by {who}, {when}; not approved yet.", **_who(last))
    if standing.state is ReportState.APPROVED and last:
        return _("Approved by {who}, {when}.", **_who(last))
    text = n_(
        "Draft: {n} figure is saved, and not submitted yet.",
        "Draft: {n} figures are saved, and not submitted yet.",
        standing.results,
    )
    if last is None:
        return text
    back = _(
        "Sent back by {who}, {when}: {reason}.", reason=last.reason.rstrip("。."), **_who(last)
    )
    return _joined(back, text)


def _joined(*sentences: str) -> str:
    return ("" if language() == "zh" else " ").join(sentences)


def _who(step: Step) -> dict[str, str]:
    return {"who": step.author, "when": numbers.moment(step.at)}


def _submit(chosen: Chosen, standing: Standing, person: Account) -> Told:
    if left := unsaved(chosen.of, person.id):
        text = n_(
            "Not submitted: {n} row is typed and not saved. Save it or discard it first.",
            "Not submitted: {n} rows are typed and not saved. Save or discard them first.",
            len(left),
        )
        return Told(text, good=False)
    reports.submit(store_engine(), chosen.of, standing.version, person)
    return Told(_("Submitted. A colleague of your side approves it."))


def _approve(chosen: Chosen, standing: Standing, person: Account) -> Told:
    reports.approve(store_engine(), chosen.of, standing.version, person)
    return Told(_("Approved."))


def _send_back(chosen: Chosen, standing: Standing) -> None:
    def deed(person: Account) -> Told:
        reason = st.session_state[_key("reason")]
        reports.send_back(store_engine(), chosen.of, standing.version, reason, person)
        st.session_state[_key("reason")] = ""
        drafts.of_report(chosen.of, person.id).empty()
        return Told(_("Sent back: it is a draft again."))

    do(deed)


def _button(label: str, name: str, deed: Callable[[Account], Told]) -> None:
    st.button(label, key=_key(name), on_click=do, args=(deed,))


def _key(part: str) -> str:
    return state.control(f"report_{part}")
