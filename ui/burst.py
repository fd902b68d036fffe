"""What a run draws, sent to the browser in one piece.

Streamlit sends each element as it is drawn, and the browser renders the whole page for every
handful that arrives: thirty times for one change of the filter. Sending also takes turns with the
script for the interpreter, element by element. Held back until the run is over, it is one, and the
word that the run is over goes with it: the browser renders the page once.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

PATIENCE = 0.3
"""Seconds. What is drawn in a run that takes longer is shown as it comes, and the run looks again
whether the reader wants something else, as Streamlit does whenever something is sent.
"""


class _Held:
    """Stands where a run's messages go, and passes them on when it is let go, in their order."""

    def __init__(self, send: Callable[[Any], None]) -> None:
        self._send, self._since = send, time.monotonic()
        self._messages: list[Any] | None = []

    def __call__(self, message: Any) -> None:
        if self._messages is None:
            self._send(message)
            return
        self._messages.append(message)
        if time.monotonic() - self._since > PATIENCE:
            self.let_go()

    def let_go(self) -> None:
        for message in self._taken():
            self._send(message)

    def end(self, run: Any) -> None:
        """Pass on what is held, to be sent when the run's end is, which comes next."""
        session = _session(run)
        if session is None:
            self.let_go()
            return
        runner: Any = self._send.__self__  # type: ignore[attr-defined]
        runner._maybe_handle_execution_control_request()  # as whenever something is sent
        held = self._taken()

        def hand_over() -> None:
            if session._scriptrunner is runner:  # otherwise it is of a run that was broken off
                for message in held:
                    session._browser_queue.enqueue(message)

        session._call_soon_on_event_loop(hand_over)

    def _taken(self) -> list[Any]:
        held, self._messages = self._messages or [], None
        return held


def _session(run: Any) -> Any:
    """Streamlit's session that a run is of; None where no browser is connected, or none can be."""
    manager = getattr(runtime.get_instance(), "_session_mgr", None) if runtime.exists() else None
    found = manager.get_active_session_info(run.session_id) if manager else None
    return found.session if found else None


@contextmanager
def held() -> Iterator[None]:
    """Hold back what is drawn within, until its end."""
    run: Any = get_script_run_ctx()
    send = run._enqueue
    run._enqueue = _Held(send)
    try:
        yield
    finally:
        waiting, run._enqueue = run._enqueue, send
        waiting.end(run)


def let_go() -> None:
    """Show what is drawn so far, and from now on at once: what follows takes its time."""
    waiting = getattr(get_script_run_ctx(), "_enqueue", None)
    if isinstance(waiting, _Held):
        waiting.let_go()


@contextmanager
def spinner(text: str) -> Iterator[None]:
    """Tell meanwhile what takes its time."""
    let_go()
    with st.spinner(text):
        yield
