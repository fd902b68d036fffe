"""One Chromium from its start to its end, drawing one thing at a time."""

import asyncio
import base64
import contextlib
import logging
import os
import signal
from typing import Any, Literal

from kaleido import Kaleido
from kaleido.errors import JavascriptError, KaleidoError

from export.chromium import Offline, Page, yielding
from export.errors import RendererUnavailable
from export.sheet import Spec

Kind = Literal["png", "svg"]
"""What Plotly draws; a PDF is a printed document with an SVG in it."""

logging.getLogger("choreographer").setLevel(logging.ERROR)
# It warns of every Chromium that ends; the worker says it where it matters.

DRAWING_ERRORS = (KaleidoError, JavascriptError)
"""What Plotly answers about a figure that it does not draw."""
CLOSING_SECONDS = 10
MARGIN_PARTS = {"marginTop": 0, "marginBottom": 0, "marginLeft": 0, "marginRight": 0}


class Kept(Kaleido):  # type: ignore[misc]
    """Kaleido on a page that stays as it is from one picture to the next.

    Kaleido itself loads the page anew after each picture, before it hands the picture over, and
    reading the 5 MB of plotly.js takes longer than drawing. Plotly draws a picture beside the page,
    and takes away what it drew.
    """

    async def _return_kaleido_tab(self, tab: Any) -> None:
        await self.tabs_ready.put(tab)

    async def anew(self) -> None:
        """Load the page again, for whatever a picture that failed has left on it."""
        tab = await self.tabs_ready.get()
        try:
            await tab.reload()
        finally:
            await self.tabs_ready.put(tab)


class Drawing:
    """A Chromium that Kaleido keeps open on its page.

    Errors of the browser are whatever Kaleido raises; the renderer tells them apart.
    """

    def __init__(self, path: str, sandbox: bool) -> None:
        self._kaleido: Any = Kept(
            n=1,
            timeout=None,
            page_generator=Page(),
            path=path,
            browser_cls=Offline,
            enable_sandbox=sandbox,
        )
        self.drawn = 0

    @property
    def pid(self) -> int:
        """The process that leads Chromium's own group."""
        return int(self._kaleido.subprocess.pid)

    @property
    def lives(self) -> bool:
        """Whether that process does."""
        return self._kaleido.subprocess.poll() is None

    async def open(self, seconds: float) -> None:
        """Start Chromium, and return when its page is ready. Raises RendererUnavailable."""
        opening = asyncio.ensure_future(self._open())
        opening.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            done, _ = await asyncio.wait({opening}, timeout=seconds)
        except asyncio.CancelledError:
            while not hasattr(self._kaleido, "subprocess") and not opening.done():
                await asyncio.sleep(0.02)
            await self.close(at_once=True)
            await asyncio.wait({opening}, timeout=CLOSING_SECONDS)
            raise
        if done and not opening.cancelled() and opening.exception() is None:
            return
        await self.close(at_once=True)
        detail = "does not start" if done else f"does not start within {seconds:g} s"
        raise RendererUnavailable(f"Chromium {detail}")

    async def _open(self) -> None:
        await self._kaleido.open()
        yielding(self.pid)
        for tab in self._kaleido.tabs.values():
            tab.subscribe("Inspector.targetCrashed", self._crashed)
            await _answer(tab, "Inspector.enable")

    async def _crashed(self, _event: object) -> None:
        """A page that crashed answers nothing any more: all of Chromium goes with it."""
        self.kill()

    async def picture(self, spec: Spec, kind: Kind, scale: float) -> bytes:
        """A figure of the size in its layout."""
        layout = spec["layout"]
        options = {"format": kind, "width": layout["width"], "height": layout["height"]}
        self.drawn += 1
        try:
            return bytes(await self._kaleido.calc_fig(spec, {**options, "scale": scale}))
        except DRAWING_ERRORS:
            await self._kaleido.anew()
            raise

    async def paper(self, document: str) -> bytes:
        """An HTML document as PDF, its pages as its own style sheet says."""
        self.drawn += 1
        tab = await self._kaleido.create_tab("about:blank")
        try:
            tree = await _answer(tab, "Page.getFrameTree")
            frame = tree["frameTree"]["frame"]["id"]
            await _answer(tab, "Page.setDocumentContent", frameId=frame, html=document)
            await _answer(tab, "Runtime.evaluate", expression=READY, awaitPromise=True)
            printed = await _answer(
                tab,
                "Page.printToPDF",
                printBackground=True,
                preferCSSPageSize=True,
                generateDocumentOutline=True,
                generateTaggedPDF=True,
                **MARGIN_PARTS,
            )
            return base64.b64decode(printed["data"])
        finally:
            await tab.close()

    async def close(self, at_once: bool = False) -> None:
        """End Chromium, gently if it lets us and there is time."""
        with contextlib.suppress(Exception, asyncio.CancelledError):
            if at_once:
                self.kill()
                await asyncio.to_thread(self._kaleido.subprocess.wait, CLOSING_SECONDS)
                # Or else Kaleido waits for an answer from it.
                self._kaleido._channel.close()
            await asyncio.wait_for(self._kaleido.close(), CLOSING_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End Chromium and all its processes at once."""
        if hasattr(self._kaleido, "subprocess"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)


READY = "Promise.all([...document.images].map(one => one.decode())).then(() => true)"
"""When every picture of a document is there to be printed."""


class Refused(Exception):
    """Chromium answered a command with an error."""


async def _answer(tab: Any, command: str, **parameters: object) -> dict[str, Any]:
    """What Chromium answers to a command of its protocol."""
    said = await tab.send_command(command, params=parameters or None)
    if "error" in said or "exceptionDetails" in said.get("result", {}):
        raise Refused(f"{command}: {str(said)[:300]}")
    return dict(said.get("result", {}))
