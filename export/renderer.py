"""The one place where pictures are drawn: a Chromium kept warm on a thread of its own.

    renderer = Renderer()
    renderer.start()                               # returns at once; Chromium opens meanwhile
    png = renderer.picture(framed(sheet), "png")   # from any thread; waits for its turn
    pdf = renderer.paper(html)                     # likewise
    renderer.stop()

Jobs are drawn one after the other in the order in which they came. So many may wait
(RendererBusy beyond), each has its time once it is drawn (RenderTimeout), and its size has limits
(RenderTooLarge). A Chromium that dies is replaced and its job drawn again; one that hangs is
killed. After `recycle` jobs it is replaced in any case, so that neither it nor what this process
keeps of its messages grows. It asks no host for anything.
"""

import json
import threading
from concurrent.futures import CancelledError

from plotly.utils import PlotlyJSONEncoder

from export.drawing import Kind
from export.errors import RendererBusy, RendererUnavailable, RenderFailed, RenderTooLarge
from export.framing import size
from export.sheet import Spec
from export.worker import Work, Worker

MOST_PIXELS = 60_000_000
MOST_SIDE = 16_000
"""Pixels of a side: a canvas of Chromium has no more."""
MOST_BYTES = 8_000_000
"""Of a figure as JSON."""


class Renderer:
    """A queue before a Chromium; all methods may be called from any thread."""

    def __init__(
        self,
        waiting: int = 60,
        seconds: float = 30,
        opening_seconds: float = 60,
        recycle: int = 300,
    ) -> None:
        self._most, self._seconds = waiting, seconds
        self._opening_seconds, self._recycle = opening_seconds, recycle
        self._guard = threading.Lock()
        self._jobs = 0
        self._thread: threading.Thread | None = None
        self._worker: Worker | None = None

    @property
    def pid(self) -> int | None:
        """The process that leads Chromium's group; None while none is open."""
        worker = self._worker
        return worker.drawing.pid if worker and worker.drawing else None

    @property
    def jobs(self) -> int:
        """How many wait or are drawn."""
        return self._jobs

    def start(self) -> None:
        """Start the thread and let it open Chromium; once is enough.

        Where there is no Chromium that is one line in the log, and every job says so.
        """
        with self._guard:
            if self._thread is None:
                worker = Worker(self._seconds, self._opening_seconds, self._recycle)
                self._thread = threading.Thread(target=worker.run, name="renderer", daemon=True)
                self._thread.start()
                worker.ready.wait()
                worker.submit(worker.warm())
                self._worker = worker

    def stop(self) -> None:
        """End Chromium and the thread; jobs that wait raise RendererUnavailable."""
        with self._guard:
            thread, worker = self._thread, self._worker
            self._thread = self._worker = None
        if thread and worker:
            worker.end()
            thread.join()

    def picture(self, spec: Spec, kind: Kind, scale: float = 1) -> bytes:
        """A figure as PNG or SVG, as large as its layout says, times `scale`.

        Raises RendererUnavailable, RendererBusy, RenderTooLarge, RenderTimeout, RenderFailed.
        """
        check(spec, scale)
        return self._wait(lambda drawing: drawing.picture(spec, kind, scale))

    def paper(self, document: str) -> bytes:
        """A whole HTML document as PDF; what it shows stands in it, for nothing is fetched.

        Raises as `picture` does, but for the size.
        """
        return self._wait(lambda drawing: drawing.paper(document))

    def _wait(self, work: Work) -> bytes:
        with self._guard:
            worker = self._worker
            if worker is None:
                raise RendererUnavailable("not started")
            if self._jobs >= self._most:
                raise RendererBusy(self._jobs)
            self._jobs += 1
        try:
            drawn: bytes = worker.submit(worker.drawn(work)).result()
            return drawn
        except CancelledError:
            raise RendererUnavailable("stopped") from None
        finally:
            with self._guard:
                self._jobs -= 1


def check(spec: Spec, scale: float) -> None:
    """Raise RenderTooLarge for a picture larger than Chromium should be asked for."""
    width, height = (round(side * scale) for side in size(spec))
    if max(width, height) > MOST_SIDE:
        raise RenderTooLarge("side", max(width, height), MOST_SIDE)
    if width * height > MOST_PIXELS:
        raise RenderTooLarge("pixels", width * height, MOST_PIXELS)
    try:
        written = len(json.dumps(spec, cls=PlotlyJSONEncoder, ensure_ascii=False).encode())
    except (TypeError, ValueError) as error:
        raise RenderFailed(str(error)) from error
    if written > MOST_BYTES:
        raise RenderTooLarge("figure", written, MOST_BYTES)
