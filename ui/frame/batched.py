"""What a run draws, sent to the browser in one piece.

Streamlit sends each element as it is drawn, and the browser renders the whole page for every
handful that arrives: thirty times for one change of the filter. Sending also takes turns with the
script for the interpreter, element by element. Held back until the run is over, it is one, and the
word that the run is over goes with it: the browser renders the page once.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from ui.frame import insides

PATIENCE = 0.3
"""Seconds. What is drawn in a run that takes longer is shown as it comes, and the run looks again
whether the reader wants something else, as Streamlit does whenever something is sent.
"""


class _Held:
    """Stands where a run's messages go, and passes them on when it is let go, in their order."""

    def __init__(self, sending: insides.Sending) -> None:
        self._sending, self._since = sending, time.monotonic()
        self._messages: list[Any] | None = []

    def __call__(self, message: Any) -> None:
        if self._messages is None:
            self._sending.send(message)
            return
        self._messages.append(message)
        if time.monotonic() - self._since > PATIENCE:
            self.let_go()

    def let_go(self) -> None:
        held, self._messages = self._messages or [], None
        for message in held:
            self._sending.send(message)

    def end(self) -> None:
        """Pass on what is held, to be sent when the run's end is, which comes next."""
        if self._messages and self._sending.at_the_end(self._messages):
            self._messages = None
            return
        self.let_go()


@contextmanager
def held() -> Iterator[None]:
    """Hold back what is drawn within, until its end. Where it cannot, it is sent at once."""
    sending = insides.sending()
    if sending is None:
        yield
        return
    waiting = _Held(sending)
    sending.through(waiting)
    try:
        yield
    finally:
        sending.over()
        waiting.end()


def let_go() -> None:
    """Show what is drawn so far, and from now on at once: what follows takes its time."""
    waiting = insides.now_sent_through()
    if isinstance(waiting, _Held):
        waiting.let_go()


@contextmanager
def spinner(text: str) -> Iterator[None]:
    """Tell meanwhile what takes its time."""
    let_go()
    with st.spinner(text):
        yield
