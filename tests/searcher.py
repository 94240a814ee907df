"""A double of an OpenSearch: as much of its HTTP API as an index of ours asks of it."""

from __future__ import annotations

import json
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def _tokens(text: str) -> list[str]:
    return text.lower().split()


def _answers(query: dict[str, Any], document: dict[str, Any]) -> bool:
    """Whether a document answers a query; KeyError for a kind that ours do not ask."""
    ((kind, said),) = query.items()
    if kind == "bool":
        assert set(said) <= {"filter", "should"}
        all_ = all(_answers(one, document) for one in said.get("filter", ()))
        any_ = any(_answers(one, document) for one in said["should"]) if "should" in said else True
        return all_ and any_
    ((name, value),) = said.items()
    held = document.get(name)
    values = held if isinstance(held, list) else [held]
    if kind == "term":
        return value in values
    if kind == "terms":
        return any(one in values for one in value)
    if kind == "range":
        return all((held >= day) if way == "gte" else (held <= day) for way, day in value.items())
    if kind == "match_phrase":
        row, wanted = _tokens(held or ""), _tokens(value)
        return any(row[n : n + len(wanted)] == wanted for n in range(len(row) - len(wanted) + 1))
    raise KeyError(kind)


class Searcher:
    """What is kept: mappings and documents by the name of their index."""

    def __init__(self) -> None:
        self.mappings: dict[str, Any] = {}
        self.documents: dict[str, dict[str, dict[str, Any]]] = {}
        self.asked: list[str] = []

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, Any]:
        """The status and the body of an answer."""
        self.asked.append(f"{method} {path}")
        where = re.fullmatch(r"/([^/]*)(?:/([^/]*))?", path)
        assert where is not None
        name, deed = where[1], where[2] or ""
        if name == "_bulk":
            return 200, self._bulk(body)
        if not deed:
            return self._index(method, name, body)
        own = self.documents[name]
        asked = json.loads(body)
        found = [(id_, one) for id_, one in own.items() if _answers(asked["query"], one)]
        if deed == "_count":
            return 200, {"count": len(found)}
        if deed == "_delete_by_query":
            for id_, _ in found:
                del own[id_]
            return 200, {"deleted": len(found)}
        assert deed == "_search"
        return 200, {"hits": {"hits": self._page(asked, [one for _, one in found])}}

    def _index(self, method: str, name: str, body: bytes) -> tuple[int, Any]:
        if method == "HEAD":
            return (200 if name in self.mappings else 404), None
        assert method == "PUT"
        self.mappings[name] = json.loads(body)
        self.documents[name] = {}
        return 200, {"acknowledged": True}

    def _bulk(self, body: bytes) -> Any:
        lines = [json.loads(line) for line in body.splitlines()]
        for deed, document in zip(lines[::2], lines[1::2], strict=True):
            where = deed["index"]
            self.documents[where["_index"]][where["_id"]] = document
        return {"errors": False, "items": []}

    def _page(self, asked: dict[str, Any], found: list[dict[str, Any]]) -> list[Any]:
        names = [next(iter(one)) for one in asked["sort"]]

        def key(one: dict[str, Any]) -> list[Any]:
            # What lacks a field comes first.
            return [[name in one, one.get(name)] if name in one else [False] for name in names]

        rows = sorted(found, key=key)
        after = asked.get("search_after")
        if after is not None:
            rows = [one for one in rows if key(one) > after]
        return [{"_source": one, "sort": key(one)} for one in rows[: asked["size"]]]


@contextmanager
def serving() -> Iterator[tuple[str, Searcher]]:
    """A searcher at an address of this machine."""
    kept = Searcher()

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, told = kept.answer(self.command, self.path.partition("?")[0], body)
            data = b"" if told is None else json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_PUT = do_POST = do_HEAD = _answer  # noqa: N815  (the names of the protocol)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
