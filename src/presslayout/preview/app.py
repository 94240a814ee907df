"""What can be asked of the preview, as a table of routes.  No file is ever named by a request."""

from __future__ import annotations

import asyncio
import json
import math
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from presslayout.base import doors
from presslayout.base.units import mm
from presslayout.newsroom.edits import RefusedError
from presslayout.newsroom.inked import INKS
from presslayout.newsroom.photo import small
from presslayout.newsroom.tiles import Tile
from presslayout.preview import comments, pointing
from presslayout.preview.room import Room, event

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request

    from presslayout.preview.workbench import Good

# What the browser runs, by the name under which it asks: nothing else is served from disk.
PAGE = {
    "": ("index.html", "text/html; charset=utf-8"),
    "style.css": ("style.css", "text/css; charset=utf-8"),
    **{
        f"{name}.js": (f"{name}.js", "text/javascript; charset=utf-8")
        for name in ("app", "stage", "panels", "photo", "words", "link")
    },
}
# A browser that hears nothing for so long is told that we are still here.
PULSE_SECONDS = 15
# What a page may ask us to write.
MOST_BYTES = 100_000
# Beyond these nothing is meant: the digits of a number in an address, any whole number, and a place
# on a page in millimetres.
MOST_DIGITS, MOST_NUMBER, MOST_MM = 24, 2**31, 100_000.0
# A page's pixels never change under its hash.
FOREVER = {"cache-control": "private, max-age=31536000, immutable"}
FRESH = {"cache-control": "no-store"}


def application(room: Room, token: str) -> Starlette:
    """The routes under the token."""
    rows: tuple[tuple[str, Callable[..., Any], str], ...] = (
        ("state", _state, "GET"),
        ("events", _events, "GET"),
        ("page/{key}/{inks}/{width}/{column}-{row}.png", _tile, "GET"),
        ("at", _at, "GET"),
        ("photo/{key}.jpg", _photo, "GET"),
        ("focus", _focus, "POST"),
        ("swap", _swap, "POST"),
        ("undo", _undo, "POST"),
        ("comments", _comment, "POST"),
        ("uncomment", _uncomment, "POST"),
        ("{name:path}", _file, "GET"),
    )
    routes = [Route(f"/{token}/{path}", partial(act, room), methods=[m]) for path, act, m in rows]
    return Starlette(routes=routes)


async def _file(_: Room, request: Request) -> Response:
    known = PAGE.get(request.path_params["name"])
    if known is None:
        return Response(status_code=404)
    name, kind = known
    data = (files("presslayout.preview") / "page" / name).read_bytes()
    return Response(data, media_type=kind, headers=FRESH)


async def _state(room: Room, _: Request) -> Response:
    """All that there is to show, as soon as every page has been set once."""
    await room.whole.wait()
    return JSONResponse(room.said, headers=FRESH)


async def _events(room: Room, request: Request) -> Response:
    """What there is to show, now and after every turn; `page` is the one that is looked at."""
    page = request.query_params.get("page", "")
    if page.isascii() and page.isdigit() and len(page) <= MOST_DIGITS:
        room.asked = int(page)
    listener: asyncio.Queue[str | None] = asyncio.Queue()
    room.listeners.add(listener)
    listener.put_nowait(event("state", room.said) if room.said else event("setting", {}))

    async def stream() -> AsyncIterator[str]:
        try:
            while True:
                try:
                    said = await asyncio.wait_for(listener.get(), PULSE_SECONDS)
                except TimeoutError:
                    yield ": here\n\n"
                    continue
                if said is None:
                    return
                yield said
        finally:
            room.listeners.discard(listener)

    return StreamingResponse(stream(), media_type="text/event-stream", headers=FRESH)


async def _tile(room: Room, request: Request) -> Response:
    asked = request.path_params
    inks = "".join(ink for ink in INKS if ink in asked["inks"])
    numbers = [asked[name] for name in ("width", "column", "row")]
    counted = all(n.isascii() and n.isdigit() and len(n) <= MOST_DIGITS for n in numbers)
    if not inks or inks != asked["inks"] or not counted:
        return Response(status_code=404)
    tile = Tile(*map(int, numbers))
    data = await room.drawn(asked["key"], inks, tile)
    if data is None:
        return Response(status_code=404)
    return Response(data, media_type="image/png", headers=FOREVER)


async def _photo(room: Room, request: Request) -> Response:
    """A photo of the pages on show, small and whole, by its hash."""
    good, key = room.bench.shown.good, request.path_params["key"]
    source = good.composition.sources.get(key) if good is not None else None
    shown = {a.key for a in good.composition.edition.assets if a.kind == "picture"} if good else ()
    if source is None or key not in shown:
        return Response(status_code=404)
    loop = asyncio.get_running_loop()
    data = await loop.run_in_executor(room.drawing, small, source.path)
    if data is None:
        return Response(status_code=404)
    return Response(data, media_type="image/jpeg", headers=FOREVER)


async def _written(room: Room, request: Request, change: Callable[[Any], None]) -> Response:
    """A write that was asked for: made in the thread that sets, then the issue is set again."""
    try:
        body = await _body(request)
    except ClientDisconnect:
        # Nobody is left to hear of it.
        return Response(status_code=400)
    if body is None:
        return Response(status_code=413, headers={"connection": "close"})
    try:
        asked = json.loads((body or b"{}").decode("utf-8"))
    except doors.JSON.faults():
        asked = None
    if not isinstance(asked, dict):
        return Response(status_code=400)
    loop = asyncio.get_running_loop()
    try:
        await loop.run_in_executor(room.setting, change, asked)
    except RefusedError as refused:
        told = {"message": refused.text.zh, "message_en": refused.text.en}
        return JSONResponse(told, status_code=409, headers=FRESH)
    except doors.JSON.faults():
        return Response(status_code=400)
    await room.turn()
    return JSONResponse({}, headers=FRESH)


async def _body(request: Request) -> bytes | None:
    """What was sent; None as soon as it is more than a page sends."""
    said = request.headers.get("content-length", "0")
    if len(said) > MOST_DIGITS or int(said) > MOST_BYTES:
        return None
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)


def _whole(value: object) -> int:
    """A whole number of JSON; ValueError for anything else."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > MOST_NUMBER:
        raise ValueError
    return value


def _words(value: object) -> str:
    """A text that can be written; ValueError for anything else."""
    if not isinstance(value, str):
        raise ValueError  # noqa: TRY004  one kind of answer for all that is malformed
    value.encode()
    return value


def _share(value: object) -> int:
    """A share of a picture's edge in per mille; ValueError for what is no number."""
    if not isinstance(value, (int, float)) or isinstance(value, bool) or abs(value) > MOST_NUMBER:
        raise ValueError
    # NaN compares with nothing.
    return min(max(round(float(value) * 1000), 0), 1000)


def _place(text: str) -> float:
    """A place on a page in millimetres; ValueError for what is none."""
    value = float(text[: MOST_DIGITS + 1]) if len(text) <= MOST_DIGITS else math.nan
    if not abs(value) <= MOST_MM:
        raise ValueError
    return value


async def _focus(room: Room, request: Request) -> Response:
    def change(asked: Any) -> None:
        x, y = map(_share, asked["focus"])
        story, index = _words(asked["story"]), _whole(asked["index"])
        room.edits.focus(story, index, (x, y))

    return await _written(room, request, change)


async def _swap(room: Room, request: Request) -> Response:
    def change(asked: Any) -> None:
        story, other = _words(asked["story"]), _words(asked["other"])
        room.edits.swap(story, other)

    return await _written(room, request, change)


async def _undo(room: Room, request: Request) -> Response:
    return await _written(room, request, lambda _: room.edits.undo())


async def _comment(room: Room, request: Request) -> Response:
    return await _written(room, request, lambda asked: comments.add(room.bench, asked))


async def _uncomment(room: Room, request: Request) -> Response:
    return await _written(
        room, request, lambda asked: comments.remove(room.bench, _whole(asked["id"]))
    )


async def _at(room: Room, request: Request) -> Response:
    asked, good = request.query_params, room.bench.shown.good
    try:
        number, x, y = (_place(asked[name]) for name in ("page", "x", "y"))
    except doors.JSON.faults():
        return Response(status_code=400)
    return _found(good, lambda there: pointing.at(there, int(number), mm(x), mm(y)))


def _found(good: Good | None, look: Callable[[Good], dict[str, Any] | None]) -> Response:
    return JSONResponse(look(good) if good is not None else None, headers=FRESH)
