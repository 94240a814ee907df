"""Who may ask the preview, and for what: each way in that we know of is tried."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from tests.e2e.desk import Desk
from tests.e2e.previewed import previewed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.previewed import Preview


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory, warm: Path) -> Iterator[Preview]:
    desk = Desk(tmp_path_factory.mktemp("guard") / "工作区", warm)
    desk.write()
    (desk.root.parent / "secret.txt").write_text("not for you", encoding="utf-8")
    with previewed(desk, fresh=True) as served:
        yield served


def test_the_page_and_its_state_are_told_to_whoever_has_the_token(preview: Preview) -> None:
    page = preview.ask()
    assert page.status == 200
    assert b"app.js" in page.body
    assert preview.state()["pages"][0]["number"] == 3


@pytest.mark.parametrize("path", ["", "state", "events", "app.js", "at?page=3&x=1&y=1"])
def test_without_the_token_nothing_is_told(preview: Preview, path: str) -> None:
    for token in ("", "x", preview.token[:-1], preview.token + "x", preview.token.swapcase()):
        assert preview.ask(path, token=token).status == 403
    assert preview.ask(f"/{path}").status == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1",
                                  "", "0.0.0.0:{port}", "127.0.0.1:{port}.evil.example"])  # fmt: skip
def test_a_name_that_was_pointed_at_us_is_refused(preview: Preview, host: str) -> None:
    assert preview.ask("state", Host=host.format(port=preview.port)).status == 403


def test_our_own_names_are_let_in(preview: Preview) -> None:
    for host in ("127.0.0.1", "localhost"):
        assert preview.ask("state", Host=f"{host}:{preview.port}").status == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1",
                                    "http://127.0.0.1", "http://127.0.0.1:{port}.evil.example",
                                    "https://127.0.0.1:{port}"])  # fmt: skip
def test_another_sites_page_is_refused(preview: Preview, origin: str) -> None:
    assert preview.ask("state", Origin=origin.format(port=preview.port)).status == 403


def test_a_request_that_another_site_caused_is_refused(preview: Preview) -> None:
    assert preview.ask("state", Sec_Fetch_Site="cross-site").status == 403
    assert preview.ask("state", Sec_Fetch_Site="same-site").status == 403
    assert preview.ask("state", Sec_Fetch_Site="same-origin").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_nothing_is_written_without_the_token_in_its_header(preview: Preview, method: str) -> None:
    for path in ("state", "focus", "swap", "undo", "comments"):
        assert preview.ask(path, method=method, body={}).status == 403
        wrong = preview.ask(path, method=method, body={}, X_Presslayout_Token="x" * 24)
        assert wrong.status == 403


@pytest.mark.parametrize("path", [
    "../secret.txt", "../../secret.txt", "..%2f..%2fsecret.txt", "%2e%2e/secret.txt", "....//secret.txt",
    "/etc/passwd", "issue/%E6%9C%9F/issue.yaml", "page/../../secret.txt", "..\\secret.txt", "app.js/../../x",
    "page/..%2f..%2fsecret/cmyk/100/0-0.png", "index.html%00.txt", "app.py",
])  # fmt: skip
def test_no_file_is_served_by_a_path(preview: Preview, path: str) -> None:
    answer = preview.ask(path)
    assert answer.status in {403, 404}
    assert b"not for you" not in answer.body


@pytest.mark.parametrize("tile", ["cmyk/0/0-0", "cmyk/999999/0-0", "cmyk/500/9-9", "zzz/500/0-0"])
def test_tiles_that_are_none_are_refused(preview: Preview, tile: str) -> None:
    key = preview.state()["pages"][0]["hash"]
    assert preview.ask(f"page/{key}/{tile}.png").status == 404


def test_only_this_machine_can_reach_it(preview: Preview) -> None:
    addresses = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)}
    for address in addresses - {"127.0.0.1", "::1"}:
        with pytest.raises(OSError, match=r".+"):
            socket.create_connection((str(address), preview.port), timeout=2).close()


def test_what_is_served_may_not_be_framed_or_send_its_address_on(preview: Preview) -> None:
    headers = {k.lower(): v for k, v in preview.ask().headers.items()}
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
