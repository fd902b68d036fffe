"""What comes back from our forms, once it is sure that they are ours."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request

from db.accounts import sessions
from web import hosts

MOST_BYTES = 16_384
URLENCODED = "application/x-www-form-urlencoded"


class NotOurs(Exception):
    """What was sent is no form that we gave to this browser, or an old one."""


async def read(request: Request, secret: str | None) -> Mapping[str, str]:
    """The fields of a form that was made for the holder of a secret.

    Raises:
        NotOurs: it was not, or came from a page of another site.
    """
    if not _from_our_page(request):
        raise NotOurs
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != URLENCODED:
        raise NotOurs
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise NotOurs
    try:
        found = parse_qs(body.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise NotOurs from error
    fields = {name: values[-1] for name, values in found.items()}
    if any("\0" in value for value in fields.values()):  # PostgreSQL has no such text
        raise NotOurs
    if not sessions.proves(fields.pop("proof", ""), secret):
        raise NotOurs
    return fields


def local(address: str | None) -> str:
    """Where to go next: an address that was asked for if it is a path of ours, else the start."""
    if not address or not address.startswith("/") or not address.isprintable():
        return "/"
    if address.startswith(("//", "/\\")) or "\\" in address:
        return "/"
    parts = urlsplit(address)
    return "/" if parts.scheme or parts.netloc else address


def _from_our_page(request: Request) -> bool:
    site = request.headers.get("sec-fetch-site", "same-origin")
    told = "origin" in request.headers or site in ("same-origin", "none")
    return told and hosts.from_our_page(request.scope)
