"""Progress on agreed items: what was recorded, and the form for those in charge of the meeting."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from db.accounts import Account, Action, matter_of, may
from db.editing.progress import EVIDENCE_LIMIT, NOTE_LIMIT, Report, Unfit
from db.editing.progress import record as write
from db.queries.meetings import MeetingRecord
from db.reader import store_engine
from db.terms import CommitmentStatus
from ui.editing import evidence
from ui.frame import actions, current_user, markup, numbers, state, terms
from ui.frame.actions import Told
from ui.frame.text import N_, _, either, language

FIELDS = {"day": N_("Date"), "note": N_("Note"), "evidence": N_("Evidence")}


def history(entries: pd.DataFrame) -> Markup | str:
    """What was recorded of one item, the newest first; nothing where nothing was."""
    if entries.empty:
        return ""
    items = (Markup("<li>{}</li>").format(_entry(row)) for _index, row in entries.iterrows())
    return Markup('<ul class="x-progress">{}</ul>').format(markup.join(items))


def form(record: MeetingRecord) -> None:
    """What became of the last entry, and the form for another one; nothing for all others."""
    with st.container():  # be there something to tell or not: the open form keeps its place
        actions.tell()
    meeting = record.meeting
    if record.commitments.empty or not may(
        current_user.account(), Action.EDIT, [matter_of(meeting)]
    ):
        return
    items = {
        int(row["id"]): f"{row['number']}. {either(row['text'], row['text_en'])}"
        for _index, row in record.commitments.iterrows()
    }
    statuses = {status.value: terms.label(terms.STATUSES, status) for status in CommitmentStatus}
    key = partial(_key, int(meeting["id"]))
    with (
        st.expander(_("Record progress …")),
        st.form(key("form"), border=False),
    ):
        st.selectbox(_("Agreed item"), list(items), format_func=items.__getitem__, key=key("item"))
        st.selectbox(
            _("Status"),
            list(statuses),
            format_func=statuses.__getitem__,
            index=1,
            key=key("status"),
        )
        st.text_input(_("Date"), key=key("day"), placeholder=_("such as 2026-03-05 or 2026-03"))
        st.text_area(_("Note"), key=key("note"), max_chars=NOTE_LIMIT)
        st.text_input(
            _("Evidence"),
            key=key("evidence"),
            max_chars=EVIDENCE_LIMIT,
            placeholder="https://",
        )
        st.form_submit_button(
            _("Save progress"),
            type="primary",
            on_click=_save,
            args=(int(meeting["id"]), int(meeting["version"])),
        )


def shown_by(record: MeetingRecord) -> None:
    """The evidence of what was recorded, entry by entry."""
    numbered = record.commitments.set_index("id")["number"]
    entries = {
        int(row["id"]): _("Item {n}, {day}", n=numbered[row["commitment_id"]], day=_when(row))
        for _index, row in record.progress.iterrows()
    }
    if entries:
        evidence.show("commitment_progress", entries, record.meeting)


def _when(row: pd.Series) -> str:
    return numbers.day(row["day"], row["day_precision"])


def _entry(row: pd.Series) -> Markup:
    """When, how far, what there is to say, where it can be seen, and who recorded it."""
    when = _when(row)
    status = Markup("<strong>{}</strong>").format(terms.label(terms.STATUSES, row["status"]))
    link = Markup('<a href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a>')
    evidence = link.format(row["evidence"], row["evidence"]) if row["evidence"] else ""
    parts = (when, status, markup.lines(row["note"]), evidence, markup.quiet(row["author"]))
    return markup.join((part for part in parts if part), " · ")


@actions.deed()
def _save(person: Account, meeting_id: int, version: int) -> Told:
    """Write what stands in the form, over the meeting as it was shown; empty the form then."""
    typed: dict[str, Any] = {
        field: st.session_state[_key(meeting_id, field)]
        for field in ("item", "status", "day", "note", "evidence")
    }
    report = Report(
        typed["item"],
        version,
        CommitmentStatus(typed["status"]),
        typed["day"],
        typed["note"],
        typed["evidence"],
    )
    try:
        write(store_engine(), report, person)
    except Unfit as unfit:
        return Told(_unfit(unfit), good=False)
    for field in FIELDS:
        st.session_state[_key(meeting_id, field)] = ""
    return Told(_("The progress was saved."))


def _unfit(unfit: Unfit) -> str:
    """Which fields cannot be taken, and why."""
    parts = [
        _("{field}: {problem}", field=_(FIELDS[str(issue.field)]), problem=issue.what[language()])
        for issue in unfit.issues
    ]
    told = ("" if language() == "zh" else " ").join(part.strip() for part in parts)
    return _("Not saved. {problems}", problems=told)


def _key(meeting_id: int, field: str) -> str:
    return state.control(f"progress_{field}_{meeting_id}")
