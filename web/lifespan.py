"""What happens once when the server starts: the store is brought to the program's version."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.concurrency import run_in_threadpool

from db.errors import StoreError
from db.reader import prepare
from web import first

log = logging.getLogger("xieshou")


@asynccontextmanager
async def lifespan(_app: Any, address: str) -> AsyncIterator[dict[str, Any]]:
    """Migrate under the store's lock, and show the way to the first account. A store that cannot
    be used is one line in the log: the server starts all the same, its pages say so, and they
    recover when the store does. `address` is where people open the dashboard.
    """
    try:
        await run_in_threadpool(prepare)
        await run_in_threadpool(first.announce, address)
    except StoreError as error:
        log.error("%s", error)
    yield {}
