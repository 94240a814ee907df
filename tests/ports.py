"""Ports of this machine for tests that run beside others."""

from __future__ import annotations

import random
import socket

# Where nobody is given a port who asks for any.
PORTS = range(12000, 32000)


def own_port() -> int:
    """A port for whoever is to come back to it: the usual one is also that of others meanwhile."""
    while True:
        number = random.choice(PORTS)
        with socket.socket() as one:
            try:
                one.bind(("127.0.0.1", number))
            except OSError:
                continue
        return number
