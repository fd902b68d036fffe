"""/healthz: whether the store answers, and nothing more."""

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from db.errors import StoreError
from db.reader import check

log = logging.getLogger("xieshou")


async def healthz(_request: Request) -> PlainTextResponse:
    """200 “ok” where the store can be used, 503 where it cannot."""
    try:
        await run_in_threadpool(check)
    except StoreError as error:
        log.error("%s", error)
        return PlainTextResponse("the store cannot be used\n", status_code=503)
    return PlainTextResponse("ok\n")


ROUTES = [Route("/healthz", healthz)]
