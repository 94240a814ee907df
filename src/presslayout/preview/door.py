"""The connection before there is a request: how many there may be, and how long one may take.

What uvicorn answers by itself is sealed as everything else is (`guard.SEALED`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from presslayout.preview.guard import SEALED

if TYPE_CHECKING:
    import asyncio

# A request of this machine's own browser is here at once; one that dribbles in is an attack.
REQUEST_SECONDS = 5.0
# What a browser opens is six connections a window.
MOST_CONNECTIONS = 64
_WAITING = frozenset({h11.IDLE, h11.SEND_BODY})


class Connection(H11Protocol):
    """One connection."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is here: not too many, and none for long without a word."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
            return
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever it was has gone."""
        self._waited()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """What comes in; a request that began must end in time."""
        self._wait()
        try:
            super().data_received(data)
        except h11.LocalProtocolError:
            # An answer was on its way already: there is nothing more to be said here.
            self.transport.abort()
        if self.conn.their_state not in _WAITING:
            self._waited()

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP."""
        self._refuse(400, msg)

    def _refuse(self, status: int, msg: str) -> None:
        """An answer before there is anybody to ask; none where one is being given."""
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"connection", b"close"),
            *SEALED,
        ]
        said = (
            h11.Response(status_code=status, headers=headers),
            h11.Data(data=msg.encode("ascii")),
            h11.EndOfMessage(),
        )
        try:
            for one in said:
                self.transport.write(self.conn.send(one) or b"")
        except h11.LocalProtocolError:
            self.transport.abort()
            return
        self.transport.close()

    def _wait(self) -> None:
        if self._late is None and self.conn.their_state in _WAITING:
            self._late = self.loop.call_later(REQUEST_SECONDS, self._too_late)

    def _waited(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _too_late(self) -> None:
        self._late = None
        if self.conn.our_state is h11.IDLE:
            self._refuse(408, "Request timeout.")
        else:
            self.transport.abort()
