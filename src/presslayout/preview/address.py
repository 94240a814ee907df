"""The address of the page: the word in it that nobody can guess, and the port.

A workspace keeps its address from start to start, so that a page that is still open comes back.
Where somebody else has the port by then, who may have heard the word from such a page, there is a
new one.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.cache import key_of
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.base.cache import Cache

TOKEN_BYTES = 18
# A word that is shorter, or longer, is none of ours.
_LEAST, _MOST = 20, 64
_PORTS = range(1, 65536)
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@frozen
class Pass:
    """What a request must show: the token, and the port under which we are known."""

    token: str
    port: int

    @property
    def hosts(self) -> frozenset[str]:
        """The Hosts that are ours."""
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.port}/{self.token}/"


def new(port: int) -> Pass:
    """A pass that nobody has."""
    return Pass(secrets.token_urlsafe(TOKEN_BYTES), port)


def kept(cache: Cache, workspace: Path, issue: Path) -> tuple[Pass, ...]:
    """The passes that may be used again: the one of this issue, then the workspace's last one."""
    found = (_read(cache, _key(workspace, where)) for where in (issue, None))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def keep(cache: Cache, workspace: Path, issue: Path, wanted: Pass) -> None:
    """Remember a pass for the next start."""
    data = json.dumps([wanted.token, wanted.port]).encode()
    for where in (issue, None):
        cache.put(_key(workspace, where), data, private=True)


def _key(workspace: Path, issue: Path | None) -> str:
    said = str(issue.absolute()) if issue is not None else ""
    return key_of("preview-address-1", str(workspace.absolute()), said)


def _read(cache: Cache, key: str) -> Pass | None:
    data = cache.get(key)
    if data is None:
        return None
    try:
        token, port = json.loads(data)
    except doors.JSON.faults():
        return None
    sound = isinstance(token, str) and _LEAST <= len(token) <= _MOST and _LETTERS.issuperset(token)
    return Pass(token, port) if sound and type(port) is int and port in _PORTS else None
