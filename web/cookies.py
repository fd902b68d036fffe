"""The two cookies: that of a session, and that of a visit, which forms are tied to.

Both are for the server alone and go to no other site. Under HTTPS they are Secure and bear the
__Host- prefix.
"""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from db.settings import session_cookie

OPENID_SECONDS = 600


def secure() -> bool:
    """Whether browsers reach us through HTTPS."""
    return session_cookie().startswith("__Host-")


def session_token(connection: HTTPConnection) -> str | None:
    """The token of the session that the browser believes it has."""
    return connection.cookies.get(session_cookie()) or None


def keep_session(response: Response, token: str) -> None:
    """Give the browser a session. It ends with the browser, or when the store says so."""
    _put(response, session_cookie(), token)


def drop_session(response: Response) -> None:
    """Take it away again."""
    response.delete_cookie(session_cookie(), path="/", secure=secure(), httponly=True)


def visit(connection: HTTPConnection) -> str | None:
    """What tells this browser from another, for somebody who has not signed in."""
    return connection.cookies.get(_visit_cookie()) or None


def keep_visit(response: Response, secret: str) -> None:
    """Tell this browser from others."""
    _put(response, _visit_cookie(), secret)


def openid_state(connection: HTTPConnection) -> str | None:
    """What was asked of an OpenID Connect provider in this browser."""
    return connection.cookies.get(_openid_cookie()) or None


def keep_openid_state(response: Response, state: str | None) -> None:
    """Keep that while the person is away there, or (None) forget it."""
    if state is None:
        response.delete_cookie(_openid_cookie(), path="/", secure=secure(), httponly=True)
    else:
        _put(response, _openid_cookie(), state, OPENID_SECONDS)


def _visit_cookie() -> str:
    return f"{session_cookie()}_visit"


def _openid_cookie() -> str:
    return f"{session_cookie()}_openid"


def _put(response: Response, name: str, value: str, seconds: int | None = None) -> None:
    response.set_cookie(
        name, value, seconds, path="/", secure=secure(), httponly=True, samesite="lax"
    )
