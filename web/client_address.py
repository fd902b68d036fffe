"""Who is at the other end: the client's address, and whether a trusted proxy speaks for it.

uvicorn replaces the peer's address by what X-Forwarded-For says if the peer is one that
FORWARDED_ALLOW_IPS trusts (the loopback, by default). Afterwards nothing tells the two apart but
that the address then stands in the header.
"""

from collections.abc import Iterable
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

from web.settings import Network

FORWARDED_FOR = "x-forwarded-for"


def speaks_for_others(
    scope: Scope, proxies: tuple[Network, ...], trusted: tuple[Network, ...]
) -> bool:
    """Whether the peer is one of the proxies; in doubt it is not.

    Where uvicorn may have replaced the address, the peer is one of `trusted`: then all of those
    must be proxies.
    """
    client = _client(scope)
    if not proxies or not client:
        return False
    if client in _forwarded(scope):
        return bool(trusted) and all(
            any(_within(network, proxy) for proxy in proxies) for network in trusted
        )
    return _among(client, proxies)


def address(scope: Scope, proxies: tuple[Network, ...]) -> str:
    """The address that failures count against: behind a proxy of ours, the one it names last."""
    client = _client(scope)
    forwarded = _forwarded(scope)
    if forwarded and client not in forwarded and _among(client, proxies):
        return forwarded[-1][:45]
    return client[:45]


def _client(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _forwarded(scope: Scope) -> list[str]:
    values = Headers(scope=scope).getlist(FORWARDED_FOR)
    return [_without_port(part.strip()) for value in values for part in value.split(",")]


def _without_port(text: str) -> str:
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.rpartition(":")[0] if text.count(":") == 1 else text


def _among(client: str, networks: Iterable[Network]) -> bool:
    try:
        found = ip_address(client)
    except ValueError:
        return False
    return any(found in network for network in networks)


def _within(network: Network, other: Network) -> bool:
    return network.version == other.version and network.subnet_of(other)  # type: ignore[arg-type]
