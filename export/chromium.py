"""The Chromium that draws: where it is, and how it is kept to itself."""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

import plotly
from choreographer.browsers import Chromium
from kaleido import PageGenerator

from export.errors import RendererUnavailable

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"

FLAGS = (
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-domain-reliability",
    "--disable-quic",
    "--disable-extensions",
    "--disable-features=SpareRendererForSitePerProcess",
    "--js-flags=--max-old-space-size=512 --max-semi-space-size=4 --optimize-for-size",
)
"""Whatever Chromium or a page asks for goes to a proxy that is not there (Debian's Chromium asks
its search engine at every start), no name is looked up, and a figure cannot take all memory."""

POLICY = (
    "default-src 'none'; script-src file:; style-src 'unsafe-inline'; "
    "img-src data: blob:; font-src data:"
)
"""What the page that draws may load: its own scripts, and pictures that it made itself."""


NICE = 5
"""How far Chromium stands back for the pages where there is work for every processor. (As root it
gives some of its own threads another place: there only `yielding` holds.)"""


class Offline(Chromium):
    """Chromium as Kaleido starts it, that asks nobody for anything and stands back."""

    def get_cli(self) -> Sequence[str]:
        return ["/usr/bin/env", "nice", "-n", str(NICE), *super().get_cli(), *FLAGS]


def yielding(pid: int) -> None:
    """Let Chromium stand back where Linux shares out time among sessions rather than processes,
    and hears nothing of a process's own niceness beyond its session (man 7 sched, autogroup).
    """
    with contextlib.suppress(OSError):
        Path(f"/proc/{pid}/autogroup").write_text(str(NICE))


class Page(PageGenerator):  # type: ignore[misc]
    """Kaleido's page under a policy, with the plotly.js of the package."""

    header = f"""<!DOCTYPE html>
<html lang="zh-CN">
    <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{POLICY}">
        <style id="head-style"></style>
        <title>携手 Xieshou</title>
"""

    def __init__(self) -> None:
        super().__init__(plotly=(PLOTLY.as_uri(), "utf-8"), mathjax=False)


def find() -> str:
    """The path of a Chromium or Chrome: CHROMIUM, then BROWSER_PATH, then the usual places.

    Raises RendererUnavailable.
    """
    if named := os.environ.get("CHROMIUM"):
        if not os.access(named, os.X_OK) or Path(named).is_dir():
            raise RendererUnavailable(f"CHROMIUM={named}: no program is there")
        return named
    found = Chromium.find_browser(skip_local=False)
    if not found or not Path(found).is_file():
        raise RendererUnavailable("chromium, google-chrome: not found")
    return found
