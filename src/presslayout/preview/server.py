"""The server on the socket: the room behind its guard, the first setting and the watch beside it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import uvicorn

from presslayout.preview.app import application
from presslayout.preview.door import Connection
from presslayout.preview.guard import Guard
from presslayout.preview.room import Room, event
from presslayout.preview.watch import saves

if TYPE_CHECKING:
    import socket
    from collections.abc import Awaitable

    from presslayout.preview.address import Pass
    from presslayout.preview.workbench import Workbench

# Streams are told to end; whoever does not listen is cut off.
PARTING_SECONDS = 1


def run(bench: Workbench, listener: socket.socket, wanted: Pass) -> None:
    """Answer on the socket until interrupted."""
    asyncio.run(_serve(bench, listener, wanted))


class _Server(uvicorn.Server):
    """A server that ends its streams before it waits for them."""

    def __init__(self, room: Room, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._room = room

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._room.close()
        await super().shutdown(sockets)


async def _serve(bench: Workbench, listener: socket.socket, wanted: Pass) -> None:
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
    work = asyncio.create_task(_work(room))
    try:
        await server.serve(sockets=[listener])
    finally:
        work.cancel()


async def _work(room: Room) -> None:
    """The issue set for the first time, and again after every save."""
    # What is saved from now on is seen, whatever of it is being read.
    following = asyncio.create_task(_follow(room))
    reading = asyncio.create_task(room.proofread())
    try:
        await asyncio.sleep(0)
        await _told(room, room.begin())
        await following
    finally:
        following.cancel()
        reading.cancel()


async def _follow(room: Room) -> None:
    fonts = room.bench.workspace.root / "fonts"
    async for changed in saves(room.bench):
        if any(path.is_relative_to(fonts) for path in changed):
            room.bench.forget()
        await _told(room, room.turn())


async def _told(room: Room, turn: Awaitable[None]) -> None:
    try:
        await turn
    except Exception:  # noqa: BLE001  the next save may mend what this one broke
        if room.said:
            room.tell(event("state", room.said))
