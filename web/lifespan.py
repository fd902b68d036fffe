"""What happens once when the server starts (the store is brought to the program's version, a
Chromium is opened that draws pictures) and ends (a write that runs is waited for).
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.concurrency import run_in_threadpool

from db.engine import wait_for_write
from db.errors import StoreError, StoreTooNew
from db.reader import prepare
from export import warm
from web import first_administrator

log = logging.getLogger("xieshou")

FINISH_SECONDS = 30
"""How long a running import may take to finish once the server has been told to end."""


RETRY_SECONDS = 5.0
"""After which a store is tried again that could not be used when the server started."""


@asynccontextmanager
async def lifespan(_app: Any, address: str) -> AsyncIterator[dict[str, Any]]:
    """Migrate under the store's lock, and show the way to the first account. A store that cannot
    be used is one line in the log: the server starts all the same, its pages say so, and they
    recover when the store does, which is migrated then. `address` is where people open the
    dashboard.
    """
    later = None
    try:
        await run_in_threadpool(_prepare, address)
    except StoreError as error:
        log.error("%s", error)
        later = asyncio.create_task(_prepare_later(address))
    warm.start()
    try:
        yield {}
    finally:
        if later is not None:
            later.cancel()
        await run_in_threadpool(warm.stop)
        if not await run_in_threadpool(wait_for_write, FINISH_SECONDS):
            log.error("a write of over %d s was ended; nothing of it is kept", FINISH_SECONDS)


def _prepare(address: str) -> None:
    prepare()
    first_administrator.announce(address)


async def _prepare_later(address: str) -> None:
    """Until it can be done: what was away when the server started may be of an older version."""
    while True:
        await asyncio.sleep(RETRY_SECONDS)
        try:
            await run_in_threadpool(_prepare, address)
        except StoreTooNew:
            return
        except StoreError:
            continue
        else:
            return
