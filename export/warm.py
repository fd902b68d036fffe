"""The one renderer of this process, kept warm while the server runs."""

import os
from functools import lru_cache

from export.renderer import Renderer


@lru_cache(maxsize=1)
def renderer() -> Renderer:
    """The renderer; before `start` and after `stop` its jobs raise RendererUnavailable."""
    return Renderer()


def wanted() -> bool:
    """Whether a Chromium is to be kept warm; `XIESHOU_RENDERER=off` does without."""
    return os.environ.get("XIESHOU_RENDERER", "warm") != "off"


def start() -> None:
    """Open a Chromium in the background, if one is wanted."""
    if wanted():
        renderer().start()


def stop() -> None:
    """End it."""
    renderer().stop()
