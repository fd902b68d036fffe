"""Elements of our own, drawn by the files of ui/front: components as Streamlit lets an app have
them, see https://docs.streamlit.io/develop/api-reference/custom-components/st.components.v2
"""

from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

NAMES = ("chart", "grid")
FILES = ComponentManifest("xieshou", "", [ComponentConfig(name, "front") for name in NAMES])
"""What an installed package would say of itself: the files in ui/front may be asked for."""


def component(name: str) -> Any:
    """The component that ui/front/{name}.js draws, known to the server that runs this script."""
    manager = get_bidi_component_manager()
    with _ONE_AT_A_TIME:
        if manager.get_component_path(_full(name)) is None:
            manager.register_from_manifest(FILES, Path(__file__).parent)
        return _mounting(name)


_ONE_AT_A_TIME = Lock()


@cache
def _mounting(name: str) -> Any:
    return st.components.v2.component(_full(name), js=f"{name}.js", isolate_styles=False)


def _full(name: str) -> str:
    return f"{FILES.name}.{name}"
