"""Ports for the servers that tests start."""

import socket
from random import SystemRandom

FIRST, LAST = 20_000, 32_000
"""Below the ports that systems give to outgoing connections: one of those could be gone between
its choice here and its use by the server."""


def free_port() -> int:
    """A port of the loopback on which nobody listens, unlikely to be anybody else's choice."""
    while True:
        port = SystemRandom().randint(FIRST, LAST)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
