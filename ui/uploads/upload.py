"""The beginning of an upload: the file, the uploads that wait to be finished, and the templates."""

from functools import partial

import streamlit as st
from markupsafe import Markup

from db.accounts import Forbidden
from db.importing import guess, plans, templates
from db.importing.bundle import File, bundle
from db.importing.kinds import LEDGERS
from db.importing.limits import limits
from db.importing.upload import Upload
from db.reader import answer, store_engine
from db.terms import Kind
from ui.frame import (
    address,
    batched,
    current_user,
    links,
    markup,
    numbers,
    paged,
    state,
    terms,
    upload_held,
)
from ui.frame.text import LANGUAGES, _, language

BY_HEADERS = ""
"""The choice of no kind: the file's headers tell it."""
BUTTON = Markup("<style>.stApp {{ --x-choose: '{text}'; }}</style>")
"""Streamlit's button knows English only; style.css writes this over it."""


def receive() -> None:
    """The kind of the ledger and the place to drop it. Its plan is stored at once, and opened."""
    kind = st.segmented_control(
        _("Ledger"),
        [BY_HEADERS, *Kind],
        format_func=lambda kind: terms.kind(kind) if kind else _("By its headers"),
        default=BY_HEADERS,
        required=True,
        key=state.control("kind"),
    )
    st.html(str(BUTTON.format(text=_("Choose a file"))))
    most = limits().megabytes
    files = st.file_uploader(
        _(
            "CSV or workbook (.csv, .xlsx, .xlsm, .xls, .xlsb, .ods), at most {n} MB; "
            "several are one batch",
            n=most,
        ),
        accept_multiple_files=True,
        max_upload_size=most,
        key=state.control("file"),
    )
    if not files:
        return
    person = current_user.account()
    if person is None:
        markup.notice(_("Please sign in first."), "warning")
        return
    with batched.spinner(_("Reading the file …")):
        whole = bundle([File(file.name, file.getvalue()) for file in files])
        given = Upload(Kind(kind or Kind.MEETINGS), whole.data, whole.name, person)
        plan = _store(given if kind else told_by_headers(given))
    if plan:
        upload_held.let_go(files)
        address.put("plan", plan)
        st.rerun()


def told_by_headers(given: Upload) -> Upload:
    """The upload as the kind that its headers name; as it is where they name none."""
    kind = guess.kind_of(given)
    if kind is None or kind is given.kind:
        return given
    return Upload(kind, given.data, given.file_name, given.by)


def _store(given: Upload) -> str | None:
    try:
        return plans.store_plan(store_engine(), given)[0]
    except Forbidden as refusal:
        markup.notice(refusal.words[language()], "warning")
        return None


def unfinished() -> None:
    """Uploads that were previewed and not yet imported, each with a link to take it up again."""
    person = current_user.account()
    total = answer(plans.open_count, person) if person else 0
    if person is None or not total:
        return
    page, pages = paged.place(total)
    start = paged.PAGE * (page - 1)
    waiting = answer(plans.open_plans, person, limit=paged.PAGE, offset=start)
    note = _("Previewed and not yet imported. They are kept for {n} days.", n=plans.KEPT_FOR.days)
    markup.section(_("Unfinished uploads"), note)
    headers = (_("File"), _("Ledger"), _("Uploaded"), _("By"), _("State"))
    rows = [
        (
            links.plan(plan.id, plan.file_name),
            terms.kind(plan.kind),
            numbers.moment(plan.created_at),
            plan.author,
            terms.label(terms.OUTCOMES, plan.outcome),
        )
        for plan in waiting
    ]
    st.html(str(markup.table(headers, rows, "plans")))
    paged.turn(page, pages)


def show_templates() -> None:
    """Templates of every ledger, in both languages."""
    note = _(
        "Each has a header, two example rows, and a legend. The examples are skipped on import."
    )
    markup.section(_("Templates"), note)
    for code, name in LANGUAGES.items():
        with st.container(horizontal=True):
            for kind in LEDGERS:
                st.download_button(
                    f"{terms.kind(kind)} · {name}",
                    partial(templates.template, kind, code),
                    templates.file_name(kind, code),
                    "text/csv",
                    key=state.control(f"template_{kind}_{code}"),
                    on_click="ignore",
                )
