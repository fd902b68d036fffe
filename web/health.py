"""/healthz: whether the process lives and has a store that answers. /readyz: whether people should
be sent to it: not if a newer program has upgraded the store meanwhile, which replaces this one.

Neither waits for anybody: the store is asked on a thread and over a connection of their own, once
for all who ask meanwhile, and only so long.
"""

import asyncio
import logging
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from db.errors import StoreError, StoreTooNew, StoreUnavailable
from db.reader import check

log = logging.getLogger("xieshou")

PATIENCE = 2.0
"""Seconds. What asks for health gives up soon after, and takes the process for dead."""

UNUSABLE = "the store cannot be used\n"
REPLACED = "已升级，正在更换。Upgraded, being replaced.\n"


class Asking:
    """One question at a time, on a thread that nothing else uses."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="health")
        self._guard = Lock()
        self._asked: Future[None] | None = None

    async def check(self) -> None:
        """Return if the store can be used.

        Raises:
            StoreError: it cannot, or does not say so in time.
        """
        with self._guard:
            if self._asked is None or self._asked.done():
                self._asked = self._thread.submit(check, pooled=False)
            asked = self._asked
        try:
            await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(asked)), PATIENCE)
        except TimeoutError as error:
            raise StoreUnavailable(f"the store has not answered for {PATIENCE:g} s") from error


_asking = Asking()


async def healthz(_request: Request) -> PlainTextResponse:
    """200 “ok” where the store answers, be it to tell that this program is too old; else 503."""
    try:
        await _asking.check()
    except StoreTooNew:
        return _told("ok\n")
    except StoreError as error:
        log.error("%s", error)
        return _told(UNUSABLE, 503)
    return _told("ok\n")


async def readyz(_request: Request) -> PlainTextResponse:
    """200 “ready” where pages can be served, 503 where they cannot."""
    try:
        await _asking.check()
    except StoreTooNew as error:
        log.warning("%s", error)
        return _told(REPLACED, 503)
    except StoreError as error:
        log.error("%s", error)
        return _told(UNUSABLE, 503)
    return _told("ready\n")


def _told(text: str, status: int = 200) -> PlainTextResponse:
    return PlainTextResponse(text, status, {"Cache-Control": "no-store"})


ROUTES = [Route("/healthz", healthz), Route("/readyz", readyz)]
