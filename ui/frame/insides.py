"""All that leans on what Streamlit does not promise: private names, and modules of its inside.

Nothing else in ui/ imports from within Streamlit. Each part does without where its name is gone:
plainly, slower and right. What is drawn is sent as it comes, charts are Streamlit's own, files stay
until their session ends. tests/ui/frame/test_insides.py says by name what broke.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import Page
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

__all__ = [
    "DeltaGenerator",
    "Page",
    "Sending",
    "component",
    "forget_file",
    "in_this_run",
    "sending",
]

Send = Callable[[Any], None]

PACKAGE, COMPONENTS = "xieshou", ("chart", "grid")
FRONT = Path(__file__).parent.parent / "front"
"""The files that a browser may ask for, as an installed package would say of itself."""

_ONE_AT_A_TIME = Lock()


class Sending:
    """Where a run's messages go, and another way for a while: `through`, until it is `over`."""

    def __init__(self, run: Any) -> None:
        self._run = run
        self.send: Send = run._enqueue

    def through(self, sent: Send) -> None:
        """Send what is drawn through this from now on."""
        self._run._enqueue = sent

    def over(self) -> None:
        """As it was at first."""
        self._run._enqueue = self.send

    def at_the_end(self, messages: Iterable[Any]) -> bool:
        """Have messages sent together with the word that the run is over, which comes next; False
        where that cannot be, and they are still to be sent.
        """
        held = list(messages)
        try:
            session = _session(self._run)
            runner: Any = self.send.__self__  # type: ignore[attr-defined]
            look, call = (
                runner._maybe_handle_execution_control_request,
                session._call_soon_on_event_loop,
            )
            queue = session._browser_queue.enqueue
        except AttributeError:
            return False
        look()  # whether the reader wants something else: as whenever something is sent

        def hand_over() -> None:
            if session._scriptrunner is runner:  # otherwise it is of a run that was broken off
                for message in held:
                    queue(message)

        call(hand_over)
        return True


def sending() -> Sending | None:
    """Where this run's messages go; None outside of a run, or where that is not to be told."""
    run: Any = get_script_run_ctx()
    return Sending(run) if callable(getattr(run, "_enqueue", None)) else None


def now_sent_through() -> Any:
    """What this run's messages go through now."""
    return getattr(get_script_run_ctx(), "_enqueue", None)


def _session(run: Any) -> Any:
    """The session that a run is of.

    Raises:
        AttributeError: no browser is connected, or what tells it is gone.
    """
    if not runtime.exists():
        raise AttributeError("no server")
    manager: Any = runtime.get_instance()._session_mgr
    return manager.get_active_session_info(run.session_id).session


def in_this_run(thread: Thread) -> Thread:
    """A thread that may draw into this run, before it is started."""
    add_script_run_ctx(thread, get_script_run_ctx())
    return thread


def forget_file(file: Any) -> None:
    """Forget an uploaded file, which Streamlit would hold until the session ends."""
    context: Any = get_script_run_ctx()
    # The protocol knows whole sessions only; the manager that Streamlit has knows single files.
    remove = getattr(getattr(context, "uploaded_file_mgr", None), "remove_file", None)
    if remove is not None:
        remove(context.session_id, file.file_id)


def component(name: str) -> Any | None:
    """The component that ui/front/{name}.js draws, known to the server that runs this script; None
    where Streamlit takes it in no longer. It is one as Streamlit lets an app have them:
    https://docs.streamlit.io/develop/api-reference/custom-components/st.components.v2
    """
    try:
        from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
        from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

        full, manager = f"{PACKAGE}.{name}", get_bidi_component_manager()
        with _ONE_AT_A_TIME:
            if manager.get_component_path(full) is None:
                known = [ComponentConfig(each, FRONT.name) for each in COMPONENTS]
                manager.register_from_manifest(ComponentManifest(PACKAGE, "", known), FRONT.parent)
            if full not in _MOUNTED:
                mount = st.components.v2.component
                _MOUNTED[full] = mount(full, js=f"{name}.js", isolate_styles=False)
        return _MOUNTED[full]
    except (ImportError, AttributeError, TypeError):
        return None


_MOUNTED: dict[str, Any] = {}
