"""A workspace keeps its address from start to start; whoever may have heard it opens nothing."""

from __future__ import annotations

import json
import socket
import stat
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from presslayout.base.cache import Cache
from presslayout.newsroom.options import Options
from presslayout.preview import address, serve, server
from presslayout.preview.workbench import Workbench
from tests.ports import own_port
from tests.unit.preview.issues import issue

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    issue(tmp_path / "w", 1)
    return tmp_path / "w"


@pytest.fixture(autouse=True)
def _usual(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever else previews something on this machine has the usual port."""
    monkeypatch.setattr(serve, "USUAL", own_port())


def told(root: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch, port: int | None = None) -> str:
    """The address that a start tells, and nothing served."""
    urls: list[str] = []
    monkeypatch.setattr(server, "run", lambda *_: None)
    bench = Workbench(root / "issue" / "期" / "issue.yaml", Options(cache=cache))
    serve.serve(bench, port, urls.append)
    return urls[0]


def test_a_second_start_has_the_address_of_the_first(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache")
    first = told(root, cache, monkeypatch)
    assert told(root, cache, monkeypatch) == first
    # Another issue of the workspace, begun when the first is over, is found there, too.
    other = root / "issue" / "次"
    (root / "issue" / "期").rename(other)
    bench = Workbench(other / "issue.yaml", Options(cache=cache))
    urls: list[str] = []
    serve.serve(bench, None, urls.append)
    assert urls == [first]


def test_another_workspace_has_another_word(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache")
    issue(tmp_path / "w2", 1)
    assert (
        urlsplit(told(root, cache, monkeypatch)).path
        != urlsplit(told(tmp_path / "w2", cache, monkeypatch)).path
    )


def test_where_somebody_has_the_port_the_word_is_new(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache")
    first = urlsplit(told(root, cache, monkeypatch))
    assert first.port is not None
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", first.port))
        other.listen()
        now = urlsplit(told(root, cache, monkeypatch))
    assert now.port != first.port
    assert now.path != first.path


@pytest.mark.parametrize("port", [0])
def test_any_free_port_is_not_kept(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    cache = Cache(tmp_path / "cache")
    kept = told(root, cache, monkeypatch)
    assert told(root, cache, monkeypatch, port) != kept
    assert told(root, cache, monkeypatch) == kept


def test_nobody_else_can_read_what_is_kept(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(root, Cache(tmp_path / "cache"), monkeypatch)
    kept = [path for path in (tmp_path / "cache").glob("*/*") if path.is_file()]
    assert kept
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}


@pytest.mark.parametrize(
    "said",
    [b"", b"[]", b"{}", b"[1, 2]", b'["short", 8642]', b'["../../../../../../etc/passwd", 8642]',
     json.dumps(["a" * 24, 99999]).encode(), json.dumps(["a" * 24, True]).encode(),
     json.dumps(["a" * 24, 1e999]).encode(), b'["\\ud800aaaaaaaaaaaaaaaaaaaaaaaa", 8642]'],
)  # fmt: skip
def test_what_is_damaged_is_no_address(root: Path, tmp_path: Path, said: bytes) -> None:
    cache, spec = Cache(tmp_path / "cache"), root / "issue" / "期" / "issue.yaml"
    cache.put(address._key(root, spec), said)
    assert address.kept(cache, root, spec) == ()
