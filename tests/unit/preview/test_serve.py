"""The address is told at once, and whoever calls from then on is not turned away."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from presslayout.base.cache import Cache
from presslayout.base.diagnostics import DeliveryError
from presslayout.newsroom.options import Options
from presslayout.preview import serve, server
from presslayout.preview.workbench import Workbench
from tests.unit.preview.issues import issue

if TYPE_CHECKING:
    from pathlib import Path


def test_the_address_is_told_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Workbench(issue(tmp_path, 1), Options(cache=Cache.disabled()))
    order: list[str] = []

    def ready(url: str) -> None:
        order.append("told")
        port = urlsplit(url).port
        assert port is not None
        socket.create_connection(("127.0.0.1", port), 5).close()
        assert bench.shown.turn == 0

    def run(*_: Any) -> None:
        order.append("served")

    monkeypatch.setattr(server, "run", run)
    serve.serve(bench, 0, ready)
    assert order == ["told", "served"]


def test_a_port_that_is_taken_is_told_and_no_address(tmp_path: Path) -> None:
    bench = Workbench(issue(tmp_path, 1), Options(cache=Cache.disabled()))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(DeliveryError):
            serve.serve(bench, other.getsockname()[1], pytest.fail)
