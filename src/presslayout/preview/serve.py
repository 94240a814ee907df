"""The preview: a socket on 127.0.0.1 that takes callers from the first moment, and its server."""

from __future__ import annotations

import contextlib
import secrets
import socket
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, DeliveryError, Diagnostic, Text
from presslayout.preview.address import Pass

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.preview.workbench import Workbench

HOST = "127.0.0.1"
# Tried first when no port is asked for, so that a reload after a restart finds the same address.
USUAL = 8642
TOKEN_BYTES = 18


def serve(bench: Workbench, port: int | None, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is told the address before anything is loaded or read.

    DeliveryError when the port is taken.
    """
    with _listening(port) as listener:
        wanted = Pass(secrets.token_urlsafe(TOKEN_BYTES), listener.getsockname()[1])
        with contextlib.suppress(KeyboardInterrupt):
            # Whoever calls from now on is answered as soon as the server is there.
            ready(wanted.url)
            from presslayout.preview.server import run

            run(bench, listener, wanted)


def _listening(port: int | None) -> socket.socket:
    """A socket that only this machine can reach."""
    for number in (port,) if port is not None else (USUAL, 0):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, number))
            listener.listen()
        except OSError:
            listener.close()
            continue
        return listener
    raise DeliveryError(
        [
            Diagnostic(
                "port-in-use",
                ERROR,
                Text(f"端口 {port} 用不了", f"port {port} cannot be used"),
                hint=Text(
                    "换一个，或不写 --port，由程序找一个空的",
                    "name another, or leave --port out and a free one is found",
                ),
            )
        ]
    )
