"""What a page of ours says when the store, or the turn to use it, cannot be had."""

from collections.abc import Awaitable, Callable
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from db.accounts.passwords import Busy
from db.errors import StoreBusy, StoreError, StoreTooNew
from web import page, words

Handler = Callable[[Request], Awaitable[Response]]

AWAY = 503
RETRY_SECONDS = "30"


def with_store(handler: Handler) -> Handler:
    """A plain page where the store does not answer, or too many people sign in at once."""

    @wraps(handler)
    async def handle(request: Request) -> Response:
        try:
            return await handler(request)
        except StoreError as error:
            return away(request, error)
        except Busy:
            read = page.reader(request)
            return page.render(read, words.SIGN_IN, [page.lead(read(words.BUSY))], status=AWAY)

    return handle


def away(request: Request, error: StoreError) -> Response:
    """The store does not answer, too many ask it, or it is a newer program's."""
    read = page.reader(request)
    title, text = words.NO_STORE, words.NO_STORE_LEAD
    if isinstance(error, StoreTooNew):
        title, text = words.UPGRADED, words.UPGRADED_LEAD
    elif isinstance(error, StoreBusy):
        text = words.CROWDED_LEAD
    later = {"Retry-After": RETRY_SECONDS}
    return page.render(read, title, [page.lead(read(text))], status=AWAY, headers=later)
