"""Ports for the servers that tests start."""

import socket
from functools import cache
from random import SystemRandom

FIRST, LAST = 20_000, 32_000
"""Below the ports that systems give to outgoing connections: one of those could be gone between
its choice here and its use by the server."""


def free_port() -> int:
    """A port of the loopback on which nobody listens, unlikely to be anybody else's choice."""
    while True:
        port = SystemRandom().randint(FIRST, LAST)
        if _is_free(port):
            return port


def usual_port() -> int:
    """The same port for one server after the other: a browser keeps the scripts it had from there.

    Another, where a server of this process listens on it already.
    """
    port = _chosen()
    return port if _is_free(port) else free_port()


@cache
def _chosen() -> int:
    return free_port()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
