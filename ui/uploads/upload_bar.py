"""The bar of a running import.

The import runs on the page's own thread and touches nothing of the screen: with the tab closed, the
next touch would end it. It notes how far it is, and a second thread draws that. What is drawn there
ends nobody: Streamlit looks on the page's thread only whether the reader wants something else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import streamlit as st

from db.importing.stages import Stage, Tell
from ui.frame import batched, insides
from ui.frame.text import _

SECONDS = 0.3
"""So often the bar moves."""
HALF = 0.5
"""Checking the rows again takes about as long as writing them; mostly what was seen still holds."""


@contextmanager
def shown() -> Iterator[Tell]:
    """Draw a bar meanwhile, as far as the import says that it is."""
    batched.let_go()
    bar = st.progress(0.0, _("Importing …"))
    latest: list[tuple[Stage, int, int]] = [(Stage.CHECK, 0, 0)]
    over = Event()
    drawing = Thread(target=_draw, args=(bar, latest, over), daemon=True)
    insides.in_this_run(drawing).start()

    def tell(stage: Stage, done: int, of: int) -> None:
        latest[0] = (stage, done, of)

    try:
        yield tell
    finally:
        over.set()
        drawing.join()


def _draw(bar: Any, latest: list[tuple[Stage, int, int]], over: Event) -> None:
    while not over.wait(SECONDS):
        bar.progress(*told(*latest[0]))


def told(stage: Stage, done: int, of: int) -> tuple[float, str]:
    """How much of the whole is done, from 0 to 1, and what is done now, in words."""
    part = HALF * done / of if of else 0.0
    numbers = {"done": f"{done:,}", "of": f"{of:,}"}
    if not of:
        return 0.0, _("Reading the file …")
    if stage is Stage.CHECK:
        return part, _("Checking once more: {done} of {of} rows", **numbers)
    if stage is Stage.WAIT:
        return HALF, _("Waiting for another import to finish …")
    if done < of:
        return HALF + part, _("Writing: {done} of {of} records", **numbers)
    return 1.0, _("Finishing …")
