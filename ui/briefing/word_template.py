"""The Word template of the brief: which one is in force, and, for administrators, another."""

import streamlit as st

from db import word_templates
from db.accounts import Account, Action, may
from db.evidence import Upload
from db.reader import store_engine
from export import MEDIA_TYPES, ExportError
from export.papers import word
from ui.briefing.files import NAME
from ui.editing.evidence import CHOOSE
from ui.frame import current_user, markup, numbers, state
from ui.frame.actions import Told, do
from ui.frame.query_cache import load
from ui.frame.text import LANGUAGES, _, language

GUIDE = "docs/brief-template.md"


def offer() -> None:
    """The template of the reader's language; the form for another one."""
    if not may(current_user.account(), Action.ADMINISTER):
        return
    kept = load(word_templates.held, NAME, language())
    markup.section(
        _("Word template"),
        _("Briefs in {language} are printed by it. {guide} lists the placeholders.",
          language=LANGUAGES[language()], guide=GUIDE),
    )  # fmt: skip
    text = _("The template that comes with the program.")
    if kept is not None:
        text = _("{name}, put in by {author} on {moment}.", name=kept.name, author=kept.author,
                 moment=numbers.moment(kept.at))  # fmt: skip
    markup.draw('<p class="x-text">{text}</p>', text=text)
    st.download_button(
        _("Save the template"),
        data=kept.content if kept else word.shipped(language()),
        file_name=kept.name if kept else f"brief-{language()}.docx",
        mime=MEDIA_TYPES["docx"],
        on_click="ignore",
        key=_key("save"),
    )
    with st.form(_key("form"), border=False, clear_on_submit=True):
        st.html(str(CHOOSE.format(text=_("Choose a file"))))
        most = word_templates.MOST
        st.file_uploader(
            _("Word document (.docx), at most {n} MB", n=most),
            max_upload_size=most,
            key=_key("file"),
        )
        st.form_submit_button(_("Put it in"), on_click=_put)
    if kept is not None:
        st.button(_("Print by our own again"), key=_key("remove"), on_click=_remove)


def _put() -> None:
    def deed(person: Account) -> Told:
        file = st.session_state[_key("file")]
        if file is None:
            return Told(_("Please choose a file first."), good=False)
        upload = Upload(file.name, file.getvalue())
        engine = store_engine()
        try:
            word_templates.keep(engine, NAME, language(), upload, word.check, person)
        except ExportError as faulty:
            why = faulty.told(language())
            return Told(_("The template was not put in. {why}", why=why), good=False)
        return Told(_("Briefs are printed by “{name}” from now on.", name=file.name))

    do(deed)


def _remove() -> None:
    def deed(person: Account) -> Told:
        word_templates.remove(store_engine(), NAME, language(), person)
        return Told(_("Briefs are printed by our own template again."))

    do(deed)


def _key(part: str) -> str:
    return state.control(f"template_{part}")
