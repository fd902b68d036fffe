"""What we lean on within Streamlit is there, by name; and pages do without it where it is not."""

import ast
import inspect
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.testing.v1 import AppTest

from ui.frame import insides

ROOT = Path(__file__).resolve().parents[3]

NAMES: tuple[tuple[type, str], ...] = (
    (ScriptRunner, "_maybe_handle_execution_control_request"),
    (MemoryUploadedFileManager, "remove_file"),
    (BidiComponentManager, "get_component_path"),
    (BidiComponentManager, "register_from_manifest"),
)
HELD: tuple[tuple[type, str], ...] = (
    (ScriptRunContext, "_enqueue"),
    (AppSession, "_scriptrunner"),
    (AppSession, "_browser_queue"),
    (AppSession, "_call_soon_on_event_loop"),
    (Runtime, "_session_mgr"),
)
"""Attributes of instances: set, or declared, in the text of the class."""


@pytest.mark.parametrize(("owner", "name"), NAMES)
def test_a_method_that_we_call_is_there(owner: type, name: str) -> None:
    assert callable(getattr(owner, name, None)), (
        f"{owner.__name__}.{name} is gone: ui/frame/insides.py"
    )


@pytest.mark.parametrize(("owner", "name"), HELD)
def test_an_attribute_that_we_read_is_there(owner: type, name: str) -> None:
    text = inspect.getsource(owner)
    assert name in text, f"{owner.__name__}.{name} is gone: ui/frame/insides.py"


def test_a_manifest_is_made_of_what_we_give_it() -> None:
    made = ComponentManifest("xieshou", "", [ComponentConfig("chart", "front")])
    assert (made.name, [found.name for found in made.components]) == ("xieshou", ["chart"])


def test_nothing_else_imports_from_within() -> None:
    within = {
        f"{path.relative_to(ROOT)}: {node.module}"
        for folder in ("ui", "pages")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("streamlit.")
        if path.stem != "insides"
    }
    assert within == set()


def _drawn() -> None:
    import streamlit as st

    from ui.frame import batched

    with batched.held():
        st.text("first")
        st.text("second")


def test_without_a_place_to_send_to_what_is_drawn_is_sent_as_it_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(insides, "get_script_run_ctx", lambda: None)
    app = AppTest.from_function(_drawn).run()
    assert [text.value for text in app.text] == ["first", "second"]
    assert not app.exception


def test_without_a_session_to_end_with_it_is_sent_before(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_run: Any) -> Any:
        raise AttributeError("_session_mgr")

    monkeypatch.setattr(insides, "_session", gone)
    app = AppTest.from_function(_drawn).run()
    assert [text.value for text in app.text] == ["first", "second"]


def _charted() -> None:
    import plotly.graph_objects as go

    from ui.drawing import plot

    figure = go.Figure(go.Bar(x=[2021, 2022], y=[3, 4])).to_plotly_json()
    words = {"title": "Visits", "note": "Each once."}
    drawn = plot.drawing(figure, "Two bars.", words)
    assert plot.show("visits", drawn, plot.Parts(head=True)) is None


def test_without_components_a_chart_is_streamlit_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insides, "component", lambda *_given: None)
    app = AppTest.from_function(_charted).run()
    assert not app.exception
    (chart,) = app.get("plotly_chart")
    assert "2022" in chart.proto.spec
    assert "Visits" in " ".join(html.proto.body for html in app.get("html"))


def test_a_file_that_cannot_be_forgotten_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insides, "get_script_run_ctx", lambda: None)
    insides.forget_file(object())
