"""What happens once when the server starts: the store is brought to the program's version, and a
Chromium is opened that draws pictures until the server ends."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.concurrency import run_in_threadpool

from db.errors import StoreError
from db.reader import prepare
from export import warm

log = logging.getLogger("xieshou")


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Migrate under the store's lock. A store that cannot be used is one line in the log: the
    server starts all the same, its pages say so, and they recover when the store does.
    """
    try:
        await run_in_threadpool(prepare)
    except StoreError as error:
        log.error("%s", error)
    warm.start()
    try:
        yield {}
    finally:
        await run_in_threadpool(warm.stop)
