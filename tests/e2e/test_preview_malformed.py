"""Requests that no page sends: each is answered in our words, sealed, and none costs the preview."""

from __future__ import annotations

import json
import re
import select
import socket
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presslayout.preview.door import REQUEST_SECONDS
from presslayout.preview.guard import SEALED
from tests.e2e.desk import Desk
from tests.e2e.previewed import Preview, previewed
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 15
WRITES = ("focus", "swap", "undo", "comments", "uncomment", "reply", "done", "again")
READS = (
    "",
    "state",
    "at",
    "between",
    "things",
    "search",
    "changes",
    "app.js",
    "photo/x.jpg",
    "page/x/cmyk/10/0-0.png",
)
# Malformed JSON, and JSON of other shapes than a page sends; huge, deep, and what no file holds.
BODIES = (
    b"\xff\xfe", b"\xef\xbb\xbf{}", b"{", b"nul", b"NaN", b"Infinity", b"[]", b'"x"', b"1e999", b"null",
    b'{"a":' * 5000, b"[" * 50_000, b"9" * 5000, b"\x00", "报".encode("gbk"),
)  # fmt: skip
ODD = (
    None, float("nan"), float("inf"), [float("nan"), 0], True, -1, 0, 10**10, 10**400, -(10**400), 1e308, "\ud800", "", "x", "1", "9" * 5000, [], [1],
    [1, 2, 3], {}, {"a": 1}, [None, None], ["0.5", "0.5"], [10**400, 1], "x" * 5000, "\x00",
)  # fmt: skip
QUERIES = (
    "", "page=3", "page=3&x=1", "page=x&x=1&y=1", "page=3&x=nan&y=1", "page=3&x=inf&y=1",
    "page=3&x=1e400&y=1", "page=3&x=1e999999999&y=1", "page=3&x=1/0&y=1", "page=3&x=&y=", "page=%00&x=1&y=1",
    "page=" + "9" * 5000 + "&x=1&y=1", "page=3&x=" + "9" * 5000 + "&y=1", "page=nan&x=1&y=1",
    "page=3&x=%ff&y=1", "x", "&&&", "page=inf&x=1&y=1", "page=3&x=1_0_0&y=０",
)  # fmt: skip
PATHS = (
    "page/x/cmyk/" + "9" * 5000 + "/0-0.png", "page/x/cmyk/1/" + "9" * 5000 + "-0.png", "page/x/cmyk/-1/0-0.png",
    "page/x/cmyk/1e3/0-0.png", "page/x/cmyk/%C2%B2/0-0.png", "page/x//0/0-0.png", "page/%00/cmyk/10/0-0.png",
    "photo/%ff.jpg", "photo/../../x.jpg", "photo/.jpg", "%ff%fe", "%00", "at/", "events/x",
)  # fmt: skip


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory, warm: Path) -> Iterator[Preview]:
    desk = Desk(tmp_path_factory.mktemp("malformed") / "工作区", warm)
    desk.write()
    with previewed(desk, fresh=True) as served:
        # Its address is known before it has opened all that it works with.
        served.state()
        yield served


def raw(preview: Preview, *parts: bytes, wait: float = SECONDS) -> tuple[int, dict[str, str]]:
    """The status and the headers that come back for bytes; 0 where nothing does."""
    with socket.create_connection(("127.0.0.1", preview.port), timeout=wait) as link:
        for part in parts:
            link.sendall(part)
        return answered(link)


def answered(link: socket.socket) -> tuple[int, dict[str, str]]:
    said = b""
    try:
        while b"\r\n\r\n" not in said:
            more = link.recv(65536)
            if not more:
                break
            said += more
    except ConnectionResetError:
        pass
    if b"\r\n\r\n" not in said:
        return 0, {}
    first, *rows = said.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    return int(first.split()[1]), {
        k.strip().lower(): v.strip() for k, _, v in (row.partition(":") for row in rows)
    }


def request(preview: Preview, method: str, path: str, body: bytes = b"", **said: str) -> bytes:
    named = {"Host": f"127.0.0.1:{preview.port}", "X-Presslayout-Token": preview.token}
    named |= {"Content-Length": str(len(body))} if body else {}
    named |= {name.replace("_", "-"): value for name, value in said.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"{method} /{preview.token}/{path} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + body


def is_sealed(headers: dict[str, str]) -> bool:
    return all(headers.get(name.decode()) == value.decode() for name, value in SEALED)


def connections(preview: Preview) -> int:
    """How many sockets the preview holds; 0 where the system does not show it."""
    number = 0
    with suppress(FileNotFoundError):
        for entry in Path(f"/proc/{preview.process.pid}/fd").iterdir():
            with suppress(FileNotFoundError):
                number += str(entry.readlink()).startswith("socket:")
    return number


@contextmanager
def silent(preview: Preview) -> Iterator[None]:
    """The terminal stays silent, every connection is let go, and the preview goes on."""
    before = connections(preview)
    yield
    until(lambda: connections(preview) <= before, SECONDS)
    assert preview.ask("state").status == 200
    assert preview.process.stderr is not None
    assert not select.select([preview.process.stderr], [], [], 0)[0], "something was printed"


@pytest.mark.parametrize("path", WRITES)
def test_a_body_that_is_no_json_of_ours_is_a_bad_request(preview: Preview, path: str) -> None:
    with silent(preview):
        for body in BODIES:
            status, headers = raw(preview, request(preview, "POST", path, body))
            assert (status, is_sealed(headers)) == (400, True), (path, body[:40])


@pytest.mark.parametrize("path", ["focus", "swap", "uncomment"])
def test_values_of_other_kinds_are_a_bad_request_or_refused(preview: Preview, path: str) -> None:
    names = {"focus": ("story", "index", "focus"), "swap": ("story", "other"), "uncomment": ("id",)}
    good = {"story": "A", "index": 0, "focus": [0.5, 0.5], "other": "Z", "id": 99}
    with silent(preview):
        for name in names[path]:
            for odd in ODD:
                asked = {key: good[key] for key in names[path]} | {name: odd}
                body = json.dumps(asked).encode() if odd != "9" * 5000 else b'{"%s": %s}' % (
                    name.encode(), b"9" * 5000)  # fmt: skip
                status, headers = raw(preview, request(preview, "POST", path, body))
                assert status in {200, 400, 409}, (path, name, str(odd)[:40])
                assert is_sealed(headers)
            asked = {key: good[key] for key in names[path] if key != name}
            answer = raw(preview, request(preview, "POST", path, json.dumps(asked).encode()))
            assert answer[0] == 400


def test_comments_of_other_kinds_are_refused_and_none_is_kept(preview: Preview) -> None:
    names = ("page", "story", "part", "offset", "length", "kind", "comment", "author")
    good = {"page": 3, "story": "A", "part": "body", "offset": 0, "length": 1, "kind": "note",
            "comment": "查", "author": ""}  # fmt: skip
    with silent(preview):
        for name in names:
            for odd in ODD:
                if name in ("comment", "author") and isinstance(odd, str):
                    continue
                if (name == "author") or (name in ("offset", "length") and odd in (True, 0)):
                    continue
                body = json.dumps(good | {name: odd}).encode()
                status, headers = raw(preview, request(preview, "POST", "comments", body))
                assert status in {400, 409}, (name, str(odd)[:40])
                assert is_sealed(headers)
        for name in ("comment", "author", "story"):
            body = json.dumps(good | {name: "\ud800"}).encode()
            assert raw(preview, request(preview, "POST", "comments", body))[0] == 400
    assert not list(preview.desk.spec.parent.glob(".*.new"))
    assert not (preview.desk.spec.parent / "批注.json").exists()


def test_queries_and_paths_that_are_none_are_told_so(preview: Preview) -> None:
    with silent(preview):
        for query in QUERIES:
            status, headers = raw(
                preview, request(preview, "GET", "at?" + query.replace("０", "%EF%BC%90"))
            )
            assert status in {200, 400}, query[:60]
            assert is_sealed(headers)
        for path in PATHS:
            status, headers = raw(preview, request(preview, "GET", path))
            assert status in {403, 404}, path[:60]
            assert is_sealed(headers)
        hash_ = preview.state()["pages"][0]["hash"]
        for tile in (
            "9" * 24 + "/0-0",
            "24001/0-0",
            "0/0-0",
            "100/" + "9" * 24 + "-0",
            "9" * 400 + "/0-0",
        ):
            answer = raw(preview, request(preview, "GET", f"page/{hash_}/cmyk/{tile}.png"))
            assert answer[0] == 404


@pytest.mark.parametrize(
    "junk",
    [
        b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET /x HTTP/1.1\r\n\r\n", b"GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"GET /x HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"GET /" + b"z" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /\xe7\x89\x88 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n", b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        b"CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n",
        b"GET /x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    ],
)  # fmt: skip
def test_what_is_no_http_or_not_for_us_is_refused_and_sealed(preview: Preview, junk: bytes) -> None:
    with silent(preview):
        status, headers = raw(preview, junk + (b"\r\n\r\n" if junk.startswith(b"\x16") else b""))
        assert status in {400, 403}, junk[:40]
        assert is_sealed(headers)


def test_every_refusal_bears_the_guards_headers(preview: Preview) -> None:
    with silent(preview):
        seen = set()
        for answer in (
            preview.ask("state", token="x"),  # noqa: S106
            preview.ask("nothing"),
            preview.ask("state", method="POST", X_Presslayout_Token=preview.token),
            preview.ask("state", method="POST"),
            preview.write("focus", []),
            preview.write("swap", {"story": "A", "other": "Z"}),
            preview.ask(),
            preview.ask(method="HEAD"),
        ):
            seen.add(answer.status)
            assert is_sealed({k.lower(): v for k, v in answer.headers.items()}), answer.status
        status, headers = raw(preview, request(preview, "POST", "swap", Content_Length="100001"))
        seen.add(status)
        assert is_sealed(headers)
        assert seen == {200, 400, 403, 404, 405, 409, 413}


def test_a_body_that_is_too_large_is_refused_before_it_is_read(preview: Preview) -> None:
    with silent(preview):
        for size in ("100001", "314572800", "9" * 20):
            said = raw(preview, request(preview, "POST", "comments", Content_Length=size))
            assert (said[0], said[1].get("connection")) == (413, "close"), size[:30]
        # Without a length: as soon as it is too much.
        head = request(preview, "POST", "comments", Transfer_Encoding="chunked")
        chunk = b"4000\r\n" + b" " * 0x4000 + b"\r\n"
        assert raw(preview, head, *[chunk] * 8)[0] == 413
        # Who asks before sending is told at once.
        expecting = request(
            preview, "POST", "swap", Content_Length="314572800", Expect="100-continue"
        )
        assert raw(preview, expecting)[0] == 413


def test_a_stranger_s_body_is_not_read_either(preview: Preview) -> None:
    with silent(preview):
        head = request(preview, "POST", "swap", Content_Length="314572800").replace(
            preview.token.encode(), b"x"
        )
        status, headers = raw(preview, head)
        assert (status, headers["connection"]) == (403, "close")
        assert is_sealed(headers)


def test_whoever_goes_in_the_middle_leaves_no_word_behind(preview: Preview) -> None:
    with silent(preview):
        for path in (*WRITES, "state"):
            for cut in (b"", b'{"story": "A"'):
                link = socket.create_connection(("127.0.0.1", preview.port), timeout=SECONDS)
                link.sendall(request(preview, "POST", path, cut, Content_Length="500"))
                link.close()
        for bad in (b"zz\r\n", b"5\r\nabc", b"-1\r\n\r\n"):
            link = socket.create_connection(("127.0.0.1", preview.port), timeout=SECONDS)
            link.sendall(request(preview, "POST", "swap", Transfer_Encoding="chunked") + bad)
            link.close()
        with socket.create_connection(("127.0.0.1", preview.port), timeout=SECONDS) as link:
            link.sendall(request(preview, "GET", "events"))
            assert answered(link)[0] == 200


@pytest.mark.slow
def test_who_dribbles_is_shown_out_and_others_are_served(preview: Preview) -> None:
    """Neither a head nor a body may take for ever; the stream of events may."""
    with silent(preview):
        slow = [socket.create_connection(("127.0.0.1", preview.port)) for _ in range(4)]
        head = request(preview, "GET", "state")[:-2] + b"X: "
        body = request(preview, "POST", "swap", b"{", Content_Length="50")
        heard = socket.create_connection(("127.0.0.1", preview.port))
        heard.sendall(request(preview, "GET", "events"))
        slow[1].sendall(head)
        slow[2].sendall(body)
        # A second request on a connection that served a first.
        slow[3].sendall(request(preview, "GET", "app.js"))
        assert answered(slow[3])[0] == 200
        slow[3].sendall(head)
        assert preview.ask("state").status == 200
        end = time.monotonic() + REQUEST_SECONDS + 5
        waiting = set(slow[:3])
        while waiting and time.monotonic() < end:
            for link in select.select([*waiting], [], [], 0.2)[0]:
                status, headers = answered(link)
                assert status in {0, 400, 408}
                assert not headers or is_sealed(headers)
                waiting.discard(link)
            for link in waiting:
                try:
                    link.sendall(b"x")
                except OSError:
                    waiting = waiting - {link}
        assert not waiting
        heard.setblocking(False)
        assert heard.recv(65536), "the stream of events goes on"
        for link in (*slow, heard):
            link.close()


def test_too_many_connections_are_not_held(preview: Preview) -> None:
    with silent(preview):
        links = [socket.create_connection(("127.0.0.1", preview.port)) for _ in range(90)]
        for link in links:
            link.setblocking(False)
        gone = set()

        def let_go() -> bool:
            for link in links:
                try:
                    if link.recv(1) == b"":
                        gone.add(link)
                except BlockingIOError:
                    continue
                except ConnectionResetError:
                    gone.add(link)
            return len(gone) >= 20

        until(let_go, SECONDS)
        for link in links:
            link.close()


@pytest.mark.parametrize(
    "text", ["版面: [", "- x\n", "", "\ufeff报纸: 1\n", "a: &a [*a]\n", "版面: 3\n稿件: []\n"]
)
def test_a_spec_that_cannot_be_edited_refuses_edits(preview: Preview, text: str) -> None:
    spec = preview.desk.spec
    kept = spec.read_bytes()
    try:
        for data in (text.encode(), b"\xff\xfe\x00", kept[: len(kept) // 2]):
            spec.write_bytes(data)
            for path, asked in (
                ("focus", {"story": "A", "index": 0, "focus": [0.5, 0.5]}),
                ("swap", {"story": "A", "other": "B"}),
                ("undo", {}),
            ):
                body = json.dumps(asked).encode()
                status, headers = raw(preview, request(preview, "POST", path, body))
                assert status in {200, 400, 409}, (path, data)
                assert is_sealed(headers)
    finally:
        spec.write_bytes(kept)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
KEYS = (
    "story",
    "index",
    "focus",
    "other",
    "id",
    "page",
    "part",
    "offset",
    "length",
    "kind",
    "comment",
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    method=st.sampled_from(["GET", "POST", "HEAD", "PUT", "X"]),
    path=st.sampled_from([*WRITES, *READS]),
    body=st.binary(max_size=60) | st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, JSON)),
    tail=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=12),
)
def test_no_request_is_a_fault_of_ours(
    preview: Preview, method: str, path: str, body: object, tail: str
) -> None:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    where = path + ("?" + re.sub("[#]", "", tail) if tail else "")
    status, headers = raw(preview, request(preview, method, where, sent))
    assert status in {200, 400, 403, 404, 405, 409}, (method, where, sent)
    assert is_sealed(headers)
