"""The interface in the reader's language: gettext over the catalogues of ui/locale.

Texts stand in the code in English. The catalogues are read as they are written (.po), so that
there is nothing to compile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Literal

import streamlit as st
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from db.importing.words import Words
from ui.frame import state

Language = Literal["zh", "en"]
LANGUAGES: dict[Language, str] = {"zh": "中文", "en": "English"}
LOCALES: dict[Language, str] = {"zh": "zh_CN", "en": "en"}

FOLDER = Path(__file__).parent.parent / "locale"


_CHOSEN: ContextVar[Language] = ContextVar("language")
"""The language of this run of the script: asked for hundreds of times, and found in a tenth of the
time that the session takes.
"""


def language() -> Language:
    """The language of this session's pages."""
    try:
        return _CHOSEN.get()
    except LookupError:  # not in a run of the whole script, but in a callback
        return "en" if st.session_state.get(state.LANGUAGE) == "en" else "zh"


def choose_language(asked: str | None) -> None:
    """Take the language that the address asks for, else the browser's, else Chinese."""
    browser = (st.context.locale or "zh").lower()
    preferred: Language = "zh" if browser.startswith("zh") else "en"
    chosen = asked if asked in LANGUAGES else preferred
    st.session_state[state.LANGUAGE] = chosen
    _CHOSEN.set(chosen)


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Another language for a while: what was kept in it is compared in it."""
    token = _CHOSEN.set(chosen)
    try:
        yield
    finally:
        _CHOSEN.reset(token)


def _(message: str, /, **values: object) -> str:
    """The message in the reader's language, its `{places}` filled."""
    return _fill(_catalogue(language()).gettext(message), values)


def n_(singular: str, plural: str, number: int, /, **values: object) -> str:
    """The message for a number of things; `{n}` is the number as the reader writes it."""
    found = _catalogue(language()).ngettext(singular, plural, number)
    return _fill(found, {"n": f"{number:,}", **values})


def N_(message: str, /) -> str:
    """Mark a message for translation where it is defined; `_` translates it where it is shown."""
    return message


def said(words: Words) -> str:
    """Words of db/ in the reader's language."""
    return words[language()]


def either(zh: object, en: object) -> str:
    """The text of a record in the reader's language; in the other one where there is none."""
    first, second = (en, zh) if language() == "en" else (zh, en)
    return next((text for text in (first, second) if isinstance(text, str) and text), "")


def _fill(message: str, values: dict[str, object]) -> str:
    return message.format(**values) if values else message


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(chosen: Language) -> NullTranslations:
    """The English is in the code."""
    if chosen == "en":
        return NullTranslations()
    path = FOLDER / LOCALES[chosen] / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        compiled = BytesIO()
        write_mo(compiled, read_po(file, locale=LOCALES[chosen]))
    compiled.seek(0)
    return GNUTranslations(compiled)
