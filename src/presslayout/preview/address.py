"""The address of the page: the word in it that nobody can guess, and the port."""

from __future__ import annotations

from presslayout.base.values import frozen


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
