"""What a page must know of the renderer: whether pictures can be drawn, and what to say if not."""

from export import ExportError, RendererUnavailable, chromium, warm
from ui.frame.text import language


def missing() -> RendererUnavailable | None:
    """Why no picture can be drawn here; None where it can."""
    if not warm.wanted():
        return RendererUnavailable("XIESHOU_RENDERER=off")
    if warm.renderer().pid is not None:
        return None
    try:
        chromium.find()
    except RendererUnavailable as error:
        return error
    return None


def told(error: ExportError) -> str:
    """An error in the reader's language."""
    return error.told(language())
