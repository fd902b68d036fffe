"""What a request tells of who makes it."""

from starlette.requests import Request

from db.accounts.account import Account
from db.accounts.entrance import Caller
from web import peer, settings


def caller(request: Request) -> Caller:
    """Address, browser, and how long a session of theirs will last."""
    return Caller(
        address=peer.address(request.scope, settings.proxies()),
        agent=request.headers.get("user-agent", "")[:255],
        lasts=settings.session_lasts(),
    )


def holder(request: Request) -> Account | None:
    """Whose session the Gate found."""
    found: Account | None = request.scope.get("xieshou.account")
    return found
