"""The server: a socket on 127.0.0.1, the room behind its guard, and the watch beside it."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
from typing import TYPE_CHECKING

import uvicorn

from presslayout.base.diagnostics import ERROR, DeliveryError, Diagnostic, Text
from presslayout.preview.app import application
from presslayout.preview.door import Connection
from presslayout.preview.guard import Guard, Pass
from presslayout.preview.room import Room, event
from presslayout.preview.watch import saves

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.preview.workbench import Workbench

HOST = "127.0.0.1"
# Tried first when no port is asked for, so that a reload after a restart finds the same address.
USUAL = 8642
TOKEN_BYTES = 18
# Streams are told to end; whoever does not listen is cut off.
PARTING_SECONDS = 1


def serve(bench: Workbench, port: int | None, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is told the address.  DeliveryError when the port is taken."""
    with _listening(port) as listener:
        wanted = Pass(secrets.token_urlsafe(TOKEN_BYTES), listener.getsockname()[1])
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(bench, listener, wanted, ready))


class _Server(uvicorn.Server):
    """A server that ends its streams before it waits for them."""

    def __init__(self, room: Room, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._room = room

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._room.close()
        await super().shutdown(sockets)


async def _serve(
    bench: Workbench, listener: socket.socket, wanted: Pass, ready: Callable[[str], None]
) -> None:
    room = Room(bench)
    server = _Server(
        room,
        uvicorn.Config(
            Guard(application(room, wanted.token), wanted),
            # Whoever goes in the middle of a request is no news for the terminal; faults are told by
            # the guard.
            log_level="critical",
            access_log=False,
            http=Connection,
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=PARTING_SECONDS,
        ),
    )
    await room.turn()
    watching = asyncio.create_task(_follow(room))
    ready(wanted.url)
    try:
        await server.serve(sockets=[listener])
    finally:
        watching.cancel()


async def _follow(room: Room) -> None:
    fonts = room.bench.workspace.root / "fonts"
    async for changed in saves(room.bench):
        if any(path.is_relative_to(fonts) for path in changed):
            room.bench.forget()
        try:
            await room.turn()
        except Exception:  # noqa: BLE001  the next save may mend what this one broke
            room.tell(event("state", room.said))


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
