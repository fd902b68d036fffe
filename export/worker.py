"""What happens on the renderer's thread: one job after the other, on a Chromium that lives."""

import asyncio
import logging
import os
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from export.chromium import find
from export.drawing import DRAWING_ERRORS, Drawing, Refused
from export.errors import RendererUnavailable, RenderFailed, RenderTimeout

log = logging.getLogger("xieshou")

T = TypeVar("T")
Work = Callable[[Drawing], Awaitable[bytes]]

TRIES = 2
"""How often a job is drawn if Chromium dies of it, or of something else meanwhile."""
ANSWERS = (*DRAWING_ERRORS, Refused)
"""What Chromium answers about a job and lives."""


class Worker:
    """A thread's event loop, and the Chromium that is open, if one is."""

    def __init__(self, seconds: float, opening_seconds: float, recycle: int) -> None:
        self.ready = threading.Event()
        self.drawing: Drawing | None = None
        self._seconds, self._opening_seconds = seconds, opening_seconds
        self._recycle = recycle
        self._later: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._loop: asyncio.AbstractEventLoop
        self._ended: asyncio.Event
        self._turn: asyncio.Lock

    def run(self) -> None:
        """Live until the end is called for: the thread's target."""
        asyncio.run(self._live())

    def submit(self, job: Coroutine[Any, Any, Any]) -> Future[Any]:
        """Let the thread do something; from another thread, once it is ready."""
        return asyncio.run_coroutine_threadsafe(self._known(job), self._loop)

    def end(self) -> None:
        """Give all jobs up and leave; from another thread."""
        self._loop.call_soon_threadsafe(self._ended.set)

    async def warm(self) -> None:
        """Have a Chromium open, a new one if the old one has drawn much."""
        async with self._turn:
            try:
                await self._opened()
            except RendererUnavailable as error:
                log.error("%s", error)

    async def drawn(self, work: Work) -> bytes:
        """What `work` draws, in its turn."""
        async with self._turn:
            for _ in range(TRIES):
                drawing = await self._opened()
                drawn = await self._tried(work, drawing)
                if drawn is not None:
                    if drawing.drawn >= self._recycle:
                        self._later = asyncio.create_task(self._known(self.warm()))
                    return drawn
                log.warning("Chromium ended while it was drawing; another one is started")
                await self._close()
            raise RendererUnavailable("Chromium ended while it was drawing")

    async def _known(self, job: Coroutine[Any, Any, T]) -> T:
        """Do a job as one of those that are given up at the end."""
        task = asyncio.current_task()
        assert task  # noqa: S101 - a coroutine runs in one
        self._tasks.add(task)
        try:
            return await job
        finally:
            self._tasks.discard(task)

    async def _live(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._ended, self._turn = asyncio.Event(), asyncio.Lock()
        self.ready.set()
        await self._ended.wait()
        at_once = self._turn.locked()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._close(at_once)

    async def _tried(self, work: Work, drawing: Drawing) -> bytes | None:
        """What `work` draws; None where Chromium died meanwhile."""
        task = asyncio.ensure_future(work(drawing))
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        done, _ = await asyncio.wait({task}, timeout=self._seconds)
        if not done:
            await self._close(at_once=True)
            raise RenderTimeout(self._seconds)
        if task.cancelled():
            return None
        error = task.exception()
        if isinstance(error, ANSWERS):
            raise RenderFailed(str(error)) from error
        return None if error else task.result()

    async def _opened(self) -> Drawing:
        """The open Chromium, or a new one."""
        if self.drawing and (not self.drawing.lives or self.drawing.drawn >= self._recycle):
            await self._close()
        if self.drawing is None:
            self.drawing = await self._new(sandbox=os.geteuid() != 0)
        return self.drawing

    async def _new(self, sandbox: bool) -> Drawing:
        """Start Chromium; where its sandbox is not to be had, without."""
        try:
            drawing = Drawing(find(), sandbox)
            await drawing.open(self._opening_seconds)
        except RendererUnavailable:
            if not sandbox:
                raise
            log.warning("Chromium does not start with its sandbox; it is started without")
            return await self._new(sandbox=False)
        return drawing

    async def _close(self, at_once: bool = False) -> None:
        drawing, self.drawing = self.drawing, None
        if drawing:
            await drawing.close(at_once)
