"""The pieces of Streamlit's front end that a page of ours asks for only after its data came: the
browser can have them by then, for the document names them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import streamlit

FRONT = Path(streamlit.__file__).parent / "static"
WANTED = ("BidiComponent", "StreamlitMarkdown")
"""What charts, and texts, are shown with. Where a release has no such piece, none is named."""

_IMPORTED = re.compile(r'(?:from|import)\s*"\./([\w.-]+\.js)"')
_NAMED = re.compile(r"static/js/([\w.-]+\.js)")


def late(front: Path = FRONT) -> tuple[str, ...]:
    """Names of the wanted pieces and of all that they import, without what Streamlit's own document
    names already; in the order in which they are needed.
    """
    document, folder = front / "index.html", front / "static" / "js"
    if not document.is_file():
        return ()
    found = dict.fromkeys(_NAMED.findall(document.read_text("utf-8")))
    known = len(found)
    for wanted in WANTED:
        for piece in folder.glob(f"{wanted}.*.js"):
            found |= dict.fromkeys(_with_imported(piece, set(found)))
    return tuple(found)[known:]


def _with_imported(piece: Path, known: set[str]) -> Iterator[str]:
    if piece.name in known or not piece.is_file():
        return
    known.add(piece.name)
    yield piece.name
    for name in _IMPORTED.findall(piece.read_text("utf-8")):
        yield from _with_imported(piece.with_name(name), known)
