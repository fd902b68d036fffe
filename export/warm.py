"""The one renderer of this process, kept warm while the server runs."""

import os
from functools import lru_cache

from export.renderer import Renderer


@lru_cache(maxsize=1)
def renderer() -> Renderer:
    """The renderer; before `start` and after `stop` its jobs raise RendererUnavailable."""
    return Renderer()


def start() -> None:
    """Open a Chromium in the background, unless XIESHOU_RENDERER is `off`."""
    if os.environ.get("XIESHOU_RENDERER", "warm") != "off":
        renderer().start()


def stop() -> None:
    """End it."""
    renderer().stop()
