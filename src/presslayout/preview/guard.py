"""Who may ask: the page that this process served, on this machine, and nobody else.

The token stands in the path, so nothing at all is told without it.  A name that resolves to
127.0.0.1 (DNS rebinding) is refused by its Host, another site's page by its Origin, and nothing is
written unless the token comes a second time in a header that no foreign page may send.
"""

from __future__ import annotations

import logging
import os
import secrets
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from presslayout.base.values import frozen

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from presslayout.preview.address import Pass

_LOG = logging.getLogger("presslayout.preview")
HEADER = "x-presslayout-token"
READING = frozenset({"GET", "HEAD"})
# Where the browser says who asks: this page, or a person who typed the address.
_NEAR = frozenset({"", "same-origin", "none"})
# The page runs what it was served with and talks to nobody else.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SEALED = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


@frozen
class Guard:
    """The application behind the door; every answer bears its headers, refusals and faults too."""

    app: ASGIApp
    wanted: Pass

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it with 403 and no word more."""
        if scope["type"] != "http":
            return
        begun = False

        async def sealed(message: Message) -> None:
            nonlocal begun
            begun = True
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *SEALED]
            await send(message)

        if not _may(scope, self.wanted):
            # What else a stranger sends is not read.
            refusal = PlainTextResponse("403\n", status_code=403, headers={"connection": "close"})
            await refusal(scope, receive, sealed)
            return
        try:
            await self.app(scope, receive, sealed)
        except Exception as fault:  # noqa: BLE001  one request must not end the preview
            _LOG.error(
                "presslayout preview: %s: %s: %s",
                scope["path"].rpartition("/")[2],
                type(fault).__name__,
                fault,
                exc_info=bool(os.environ.get("PRESSLAYOUT_DEBUG")),
            )
            if not begun:
                await PlainTextResponse("500\n", status_code=500)(scope, receive, sealed)


def _may(scope: Scope, wanted: Pass) -> bool:
    headers = Headers(scope=scope)
    if headers.getlist("host") not in [[host] for host in wanted.hosts]:
        return False
    origins = {f"http://{host}" for host in wanted.hosts}
    if any(origin not in origins for origin in headers.getlist("origin")):
        return False
    if headers.get("sec-fetch-site", "") not in _NEAR:
        return False
    token = scope["path"].split("/", 2)[1] if scope["path"].startswith("/") else ""
    if not _same(token, wanted.token):
        return False
    return scope["method"] in READING or _same(headers.get(HEADER, ""), wanted.token)


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode(), other.encode())
