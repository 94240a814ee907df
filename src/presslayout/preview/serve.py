"""The preview: a socket on 127.0.0.1 that takes callers from the first moment, and its server."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, DeliveryError, Diagnostic, Text
from presslayout.preview import address

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.preview.address import Pass
    from presslayout.preview.workbench import Workbench

HOST = "127.0.0.1"
# Tried first when no port is asked for and none is kept.
USUAL = 8642


def serve(bench: Workbench, port: int | None, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is told the address before anything is loaded or read.

    DeliveryError when the port is taken.
    """
    listener, wanted = _listening(bench, port)
    with listener, contextlib.suppress(KeyboardInterrupt):
        # Whoever calls from now on is answered as soon as the server is there.
        ready(wanted.url)
        from presslayout.preview.server import run

        run(bench, listener, wanted)


def _listening(bench: Workbench, port: int | None) -> tuple[socket.socket, Pass]:
    """A socket that only this machine can reach, and what a request at it must show."""
    cache, root = bench.options.cache, bench.workspace.root
    passes = address.kept(cache, root, bench.path)
    for one in passes:
        # A port that is asked for is that one; 0 is any, and not kept.
        listener = _bound(one.port) if port in (None, one.port) else None
        if listener is not None:
            address.keep(cache, root, bench.path, one)
            return listener, one
    for number in (port,) if port is not None else (USUAL, 0):
        listener = _bound(number)
        if listener is not None:
            made = address.new(listener.getsockname()[1])
            if port != 0:
                address.keep(cache, root, bench.path, made)
            return listener, made
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


def _bound(number: int) -> socket.socket | None:
    """A socket at a port; None where that is taken."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, number))
        listener.listen()
    except OSError:
        listener.close()
        return None
    return listener
