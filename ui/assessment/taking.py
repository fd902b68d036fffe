"""Making the pack, with progress, and handing it over."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from db.accounts import Action, may
from db.assessment.dossier import Dossier
from db.importing.words import Refusal, Words
from db.reader import store_engine
from export import file_name
from papers import assessment, written
from ui.assessment import heads
from ui.frame import audited, batched, current_user, markup, state
from ui.frame.text import _, language, n_, said


def offer(found: Dossier) -> None:
    """Draw what is in the pack, and for those who may have it made the button."""
    files = sum(1 for proof in found.proofs if proof.sha256)
    records = sum(annex.records for annex in found.annexes)
    parts = (
        n_("{n} record", "{n} records", records),
        n_("{n} file of evidence", "{n} files of evidence", files),
    )
    markup.section(
        _("The pack"),
        _(
            "One ZIP: the paper in Word, a workbook with indicators and annexes, the evidence by "
            "number, and a list of checksums. In it: {records}, {files}.",
            records=parts[0],
            files=parts[1],
        ),
    )
    if not may(current_user.account(), Action.EDIT):
        markup.notice(_("Staff make the pack: sign in with an account of theirs."))
        return
    names = heads.in_charge(found) and st.checkbox(
        _("With names of people who hold no public office (kept in the audit)"),
        key=state.control("pack_names"),
    )
    if st.button(_("Make the pack"), type="primary", key=state.control("pack")):
        _make(found, names)


def _make(found: Dossier, names: bool) -> None:
    bar = st.progress(0.0, _("Making the pack …"))
    batched.let_go()
    asked = assessment.Asked(found.of.couple.id, found.of.year, language(), names)
    person = current_user.account()
    with TemporaryDirectory(prefix="xieshou-pack-") as folder:
        path = Path(folder) / "pack.zip"
        try:
            engine = store_engine()
            assessment.make(engine, asked, person, path, partial(_tell, bar))
        except Refusal as refusal:
            audited.refused(person, refusal)
            bar.empty()
            markup.notice(said(refusal.words), "warning")
            return
        bar.empty()
        data = path.read_bytes()
    title, year = said(written.title(found)), str(found.of.year)
    st.download_button(
        _("Save the pack ({size} MB)", size=f"{len(data) / 1e6:.1f}"),
        data=data,
        file_name=file_name(title, year, day=found.as_of, suffix="zip"),
        mime="application/zip",
        on_click="ignore",
        key=state.control("packed"),
    )


def _tell(bar: st.delta_generator.DeltaGenerator, done: int, of: int, what: Words) -> None:
    text = _("{done} of {of}: {what}", done=f"{done:,}", of=f"{of:,}", what=said(what))
    bar.progress(done / max(of, 1), text)
