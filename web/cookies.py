"""The cookies: that of a session, that of a visit, which forms are tied to, and that by which a
browser is known to which somebody has signed in before.

All are for the server alone and go to no other site. Under HTTPS they are Secure and bear the
__Host- prefix.
"""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from db.accounts import devices
from db.settings import session_cookie

OPENID_SECONDS = 600
DEVICE_SECONDS = int(devices.LASTS.total_seconds())


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


def device(connection: HTTPConnection) -> str | None:
    """The token by which this browser is known."""
    return connection.cookies.get(_device_cookie()) or None


def keep_device(response: Response, token: str | None) -> None:
    """Know this browser again, if a token was given for that."""
    if token is not None:
        _put(response, _device_cookie(), token, DEVICE_SECONDS)


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


def _device_cookie() -> str:
    return f"{session_cookie()}_device"


def _visit_cookie() -> str:
    return f"{session_cookie()}_visit"


def _openid_cookie() -> str:
    return f"{session_cookie()}_openid"


def _put(response: Response, name: str, value: str, seconds: int | None = None) -> None:
    response.set_cookie(
        name, value, seconds, path="/", secure=secure(), httponly=True, samesite="lax"
    )
