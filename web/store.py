"""What a page of ours says when the store, or the turn to use it, cannot be had."""

from collections.abc import Awaitable, Callable
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from db.accounts.passwords import Busy
from db.errors import StoreError
from web import page, words

Handler = Callable[[Request], Awaitable[Response]]

AWAY = 503


def with_store(handler: Handler) -> Handler:
    """A plain page where the store does not answer, or too many people sign in at once."""

    @wraps(handler)
    async def handle(request: Request) -> Response:
        try:
            return await handler(request)
        except StoreError:
            return away(request)
        except Busy:
            read = page.reader(request)
            return page.render(read, words.SIGN_IN, [page.lead(read(words.BUSY))], status=AWAY)

    return handle


def away(request: Request) -> Response:
    """The store does not answer."""
    read = page.reader(request)
    text = page.lead(read(words.NO_STORE_LEAD))
    return page.render(read, words.NO_STORE, [text], status=AWAY)
