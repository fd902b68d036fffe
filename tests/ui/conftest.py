"""Texts and numbers without a page: the language is what the session says."""

from collections.abc import Callable

import pytest
import streamlit as st

from ui.frame import state
from ui.frame.text import Language

Speak = Callable[[Language], None]


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Speak:
    """speak("en") makes English the language of the test, Chinese where nobody speaks."""

    def speak(language: Language) -> None:
        monkeypatch.setattr(st, "session_state", {state.LANGUAGE: language})

    speak("zh")
    return speak
