"""Settings of who gets in, from the environment. Every one is listed in README.md."""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network

from db.accounts.claims import Rule, read_rules
from db.settings import number

log = logging.getLogger("xieshou")

EVERYONE = "everyone"
SIGNED_IN = "signed-in"
MOST_HOURS = 24 * 30

Network = IPv4Network | IPv6Network


def reading() -> str:
    """XIESHOU_READ: `everyone` may read, or those who are `signed-in`. Whatever else it says
    lets nobody read who has not signed in.
    """
    said = os.environ.get("XIESHOU_READ", EVERYONE).strip().lower() or EVERYONE
    if said not in (EVERYONE, SIGNED_IN):
        log.error("XIESHOU_READ must be everyone or signed-in, not “%s”: signed-in it is", said)
        return SIGNED_IN
    return said


def session_lasts() -> timedelta:
    """XIESHOU_SESSION_HOURS, 8 where it is not set or makes no sense."""
    return timedelta(hours=number("XIESHOU_SESSION_HOURS", 8.0, "hours", MOST_HOURS, float))


def hosts() -> frozenset[str]:
    """XIESHOU_HOSTS: names besides localhost and XIESHOU_URL's under which we may be asked."""
    return frozenset(_listed(os.environ.get("XIESHOU_HOSTS", "")))


def proxies() -> tuple[Network, ...]:
    """XIESHOU_PROXY_ADDRESSES: who may name a person in a header; addresses or networks."""
    found: list[Network] = []
    for address in _listed(os.environ.get("XIESHOU_PROXY_ADDRESSES", "")):
        try:
            found.append(ip_network(address))
        except ValueError:
            log.error("XIESHOU_PROXY_ADDRESSES: “%s” is no address; it is left out", address)
    return tuple(found)


def proxy_header() -> str:
    """XIESHOU_PROXY_HEADER: the header in which a proxy names a person, in lower case."""
    said = os.environ.get("XIESHOU_PROXY_HEADER", "X-Forwarded-User").strip()
    return (said or "X-Forwarded-User").lower()


def trusted_for_addresses() -> tuple[Network, ...]:
    """Whose X-Forwarded-For uvicorn follows: FORWARDED_ALLOW_IPS is a setting of its own."""
    found: list[Network] = []
    for address in _listed(os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")):
        try:
            found.append(ip_network(address))
        except ValueError:  # "*", or a name: anybody
            return (ip_network("0.0.0.0/0"), ip_network("::/0"))
    return tuple(found)


@dataclass(frozen=True)
class Held:
    """How much of uploads is held at a time: files and bytes of a session, bytes of all."""

    files: int
    session: int
    all: int


def uploads() -> Held:
    """XIESHOU_UPLOADS_FILES, XIESHOU_UPLOADS_SESSION_MB and XIESHOU_UPLOADS_MB."""
    megabyte = 2**20
    return Held(
        _count("XIESHOU_UPLOADS_FILES", 20),
        _count("XIESHOU_UPLOADS_SESSION_MB", 60) * megabyte,
        _count("XIESHOU_UPLOADS_MB", 400) * megabyte,
    )


def _count(name: str, usual: int) -> int:
    said = os.environ.get(name, "").strip()
    return int(said) if said.isascii() and said.isdigit() and int(said) > 0 else usual


def _listed(text: str) -> list[str]:
    return [part.strip().lower() for part in text.split(",") if part.strip()]


@dataclass(frozen=True)
class OpenID:
    """An OpenID Connect provider, and what its word is worth here."""

    issuer: str
    client_id: str
    client_secret: str
    scopes: str
    claim: str
    rules: Sequence[Rule]


@cache
def openid() -> OpenID | None:
    """XIESHOU_OIDC_*; none where no issuer or client is set, or the rules make no sense."""
    issuer = os.environ.get("XIESHOU_OIDC_ISSUER", "").strip().rstrip("/")
    client = os.environ.get("XIESHOU_OIDC_CLIENT_ID", "").strip()
    if not issuer or not client:
        return None
    try:
        rules = read_rules(os.environ.get("XIESHOU_OIDC_ROLES", ""))
    except ValueError as error:
        log.error("XIESHOU_OIDC_ROLES: %s; nobody can sign in that way", error)
        return None
    return OpenID(
        issuer,
        client,
        os.environ.get("XIESHOU_OIDC_CLIENT_SECRET", ""),
        os.environ.get("XIESHOU_OIDC_SCOPES", "openid profile email"),
        os.environ.get("XIESHOU_OIDC_CLAIM", "groups"),
        rules,
    )
