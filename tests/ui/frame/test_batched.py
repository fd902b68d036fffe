"""What a run draws reaches the browser in one piece, in its order."""

import pytest
from streamlit.testing.v1 import AppTest

from ui.frame import batched


def _run() -> None:
    """Write down how many messages had been sent when something was drawn, and in the end."""
    from typing import Any

    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from ui.frame import batched

    context: Any = get_script_run_ctx()
    send, sent = context._enqueue, []

    def record(message: Any) -> None:
        sent.append(message)
        send(message)

    context._enqueue = record
    seen = st.session_state["seen"] = []
    with batched.held():
        st.text("first")
        st.text("second")
        seen.append(len(sent))
        if st.session_state["let_go"]:
            batched.let_go()
        seen.append(len(sent))
        st.text("third")
        seen.append(len(sent))
    seen.append(len(sent))


def _seen(monkeypatch: pytest.MonkeyPatch, patience: float, let_go: bool = False) -> list[int]:
    app = AppTest.from_function(_run)
    app.session_state["let_go"] = let_go
    monkeypatch.setattr(batched, "PATIENCE", patience)
    app.run()
    assert not app.exception
    assert [text.value for text in app.text] == ["first", "second", "third"]
    seen: list[int] = app.session_state["seen"]
    return seen


def test_what_is_drawn_is_sent_at_the_end_of_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _seen(monkeypatch, patience=60) == [0, 0, 0, 3]


def test_what_is_drawn_in_a_long_run_is_sent_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _seen(monkeypatch, patience=-1) == [2, 2, 3, 3]


def test_what_is_drawn_is_sent_before_something_that_takes_its_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert _seen(monkeypatch, patience=60, let_go=True) == [0, 2, 3, 3]
