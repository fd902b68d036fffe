"""What a request tells of who makes it."""

from starlette.requests import Request

from db.accounts.account import Account
from db.accounts.entrance import Caller
from web import client_address, cookies, settings


def caller(request: Request) -> Caller:
    """Address, browser, how long a session of theirs will last, and what the browser holds."""
    return Caller(
        address=client_address.address(request.scope, settings.proxies()),
        agent=request.headers.get("user-agent", "")[:255],
        lasts=settings.session_lasts(),
        session=cookies.session_token(request),
        device=cookies.device(request),
    )


def holder(request: Request) -> Account | None:
    """Whose session the Gate found."""
    found: Account | None = request.scope.get("xieshou.account")
    return found
