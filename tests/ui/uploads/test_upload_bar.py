"""The bar of a running import says what is done, and who wants away ends no import by it."""

import pytest
from streamlit.testing.v1 import AppTest

from db.importing.stages import Stage
from ui.uploads.upload_bar import told


def _import(seconds: float) -> None:
    """Work that tells how far it is; wait until the bar has said so."""
    import time
    from typing import Any

    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from db.importing.stages import Stage
    from ui.uploads import upload_bar

    context: Any = get_script_run_ctx()
    send, bars = context._enqueue, []

    def note(message: Any) -> None:
        progress = message.delta.new_element.progress
        if progress.text:
            bars.append((progress.value, progress.text))
        send(message)

    context._enqueue = note
    with upload_bar.shown() as tell:
        tell(Stage.WRITE, 500, 1000)
        deadline = time.monotonic() + seconds
        while (75, "Writing: 500 of 1,000 records") not in bars and time.monotonic() < deadline:
            time.sleep(0.01)
    st.session_state["bars"] = bars


def test_the_bar_is_drawn_while_the_work_goes_on() -> None:
    app = AppTest.from_function(_import, args=(30.0,))
    app.session_state["language"] = "en"
    app.run(timeout=60)
    assert not app.exception
    assert (75, "Writing: 500 of 1,000 records") in app.session_state["bars"]


@pytest.mark.parametrize(
    ("stage", "done", "of", "part"),
    [
        (Stage.CHECK, 0, 0, 0.0),
        (Stage.CHECK, 10, 40, 0.125),
        (Stage.WAIT, 0, 40, 0.5),
        (Stage.WRITE, 10, 40, 0.625),
        (Stage.WRITE, 40, 40, 1.0),
    ],
)
def test_checking_is_the_first_half_and_writing_the_second(
    stage: Stage, done: int, of: int, part: float
) -> None:
    assert told(stage, done, of)[0] == part
