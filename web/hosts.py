"""Under which names we may be asked, and by whose pages: one of another site must neither reach us
under its own name nor under ours.

An address in numbers is nobody's name, so it is always right; DNS rebinding takes a name.
"""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.types import Scope

from db.settings import public_url
from web import settings

HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::[0-9]{1,5})?", re.IGNORECASE)
ORIGIN = re.compile(r"https?://([^/?#@\\\s]+)", re.IGNORECASE)
LOCAL = frozenset({"localhost"})


def known() -> frozenset[str]:
    """All names that are ours."""
    ours = urlsplit(public_url() or "").hostname
    return LOCAL | settings.hosts() | ({ours} if ours else set())


def right(scope: Scope, names: frozenset[str]) -> bool:
    """Whether a request names one host, and that is ours."""
    given = [value for name, value in scope["headers"] if name == b"host"]
    if len(given) != 1:
        return False
    found = HOST.fullmatch(given[0].decode("latin-1"))
    if not found:
        return False
    host = found[1].lower().strip("[]").removesuffix(".")
    return host in names or _is_address(host)


def from_our_page(scope: Scope) -> bool:
    """Whether a page of ours asks, as the browser tells. Whoever tells nothing is no browser: those
    say so of every form that is sent and every websocket that is opened.
    """
    origins = [value for name, value in scope["headers"] if name == b"origin"]
    if not origins:
        return True
    found = ORIGIN.fullmatch(origins[0].decode("latin-1"))
    asked = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    ours = {*map(str.lower, asked), urlsplit(public_url() or "").netloc.lower()} - {""}
    return len(origins) == 1 and found is not None and found[1].lower() in ours


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
