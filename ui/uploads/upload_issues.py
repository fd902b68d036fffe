"""What is wrong with a file, or worth knowing: by cause, with examples, the remedy, and lists."""

from functools import partial
from pathlib import PurePath

import streamlit as st
from markupsafe import Markup

from db.importing import downloads, handed
from db.importing.issue import Issue, Severity
from db.importing.preview import Cause, Preview
from db.importing.upload import Upload
from ui.frame import markup, state
from ui.frame.text import N_, _, language, n_
from ui.uploads import upload_words

TITLES = (
    ((Severity.FATAL, Severity.ERROR), N_("Errors to mend")),
    ((Severity.NOTE,), N_("Worth knowing")),
)


def show(plan_id: str, given: Upload, checked: Preview) -> None:
    """Errors first, then notes; questions are asked elsewhere."""
    causes = checked.causes()
    for severities, title in TITLES:
        found = [cause for cause in causes if cause.severity in severities]
        if not found:
            continue
        markup.section(_(title))
        for cause in found:
            _cause(cause)
        if Severity.NOTE in severities and checked.absent:
            _absent(plan_id, given, checked)
        if Severity.ERROR in severities:
            _downloads(plan_id, given, checked)


def _cause(cause: Cause) -> None:
    """One cause: how often, three examples, and what to do."""
    count = n_("{n} case", "{n} cases", cause.count) if cause.count > 1 else ""
    examples = [Markup("<li>{}</li>").format(_told(example)) for example in cause.examples]
    more = cause.count - len(examples)
    if more > 0:
        text = n_("and {n} more", "and {n} more", more)
        examples.append(Markup('<li class="x-quiet">{}</li>').format(text))
    markup.draw(
        '<div class="x-cause x-{severity}"><p><strong>{title}</strong> <span>{count}</span></p>'
        "<ul>{examples}</ul><p>{fix}</p></div>",
        severity=cause.severity.value,
        title=cause.column or _about(cause.examples[0]),
        count=count,
        examples=markup.join(examples),
        fix=upload_words.remedy(cause.fix[language()]),
    )


def _about(issue: Issue) -> str:
    """What an issue is about that no column is named for."""
    return _("The file as a whole") if issue.record_no is None else _("The row as a whole")


def _told(issue: Issue) -> str:
    """Where, what was expected and what was found; the remedy is said once, for all."""
    message, fix = issue.message[language()], issue.fix[language()]
    return message.removesuffix(fix).strip()


def _absent(plan_id: str, given: Upload, checked: Preview) -> None:
    """The list of what earlier files of the ledger had."""
    st.download_button(
        _("List of what is no longer in it (CSV)"),
        partial(downloads.absent_list, checked, language()),
        f"{PurePath(given.file_name).stem}-{_('no longer in it')}.csv",
        "text/csv",
        key=state.control(f"absent_{plan_id}"),
        on_click="ignore",
    )


def _downloads(plan_id: str, given: Upload, checked: Preview) -> None:
    stem, ending = PurePath(given.file_name).stem, handed.suffix(checked.facts)
    workbook = ending == ".xlsx"
    with st.container(horizontal=True):
        st.download_button(
            _("List of errors (Excel)") if workbook else _("List of errors (CSV)"),
            partial(downloads.issue_list, checked, language()),
            f"{stem}-{_('errors')}{ending}",
            handed.media_type(checked.facts),
            key=state.control(f"issues_{plan_id}"),
            on_click="ignore",
        )
        if checked.counts["error"]:
            st.download_button(
                _("Rows to mend (Excel)") if workbook else _("Rows to mend (CSV)"),
                partial(downloads.rows_to_mend, given, checked, language()),
                f"{stem}-{_('to mend')}{ending}",
                handed.media_type(checked.facts),
                key=state.control(f"mend_{plan_id}"),
                on_click="ignore",
            )
