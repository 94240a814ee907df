"""What can be asked of the preview, as a table of routes.  No file is ever named by a request."""

from __future__ import annotations

import asyncio
import json
import math
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from presslayout.base import doors
from presslayout.base.cache import key_of
from presslayout.base.units import mm
from presslayout.newsroom.edits import RefusedError
from presslayout.newsroom.inked import INKS
from presslayout.newsroom.photo import small
from presslayout.newsroom.tiles import Tile
from presslayout.preview import changed, pointing
from presslayout.preview.room import Room, event

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request

    from presslayout.preview.comments import Notebook
    from presslayout.preview.workbench import Good

MODULES = "app changes drafts findings keeping link panels photo printing search stage steps words".split()
# What the browser runs, by the name under which it asks: nothing else is served from disk.
PAGE = {
    "": ("index.html", "text/html; charset=utf-8"),
    "style.css": ("style.css", "text/css; charset=utf-8"),
    **{f"{name}.js": (f"{name}.js", "text/javascript; charset=utf-8") for name in MODULES},
}
# A browser that hears nothing for so long is told that we are still here.
PULSE_SECONDS = 15
# What a page may ask us to write.
MOST_BYTES = 100_000
# What anybody looks for is shorter.
MOST_WORDS = 200
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
        ("between", _between, "GET"),
        ("things", _things, "GET"),
        ("search", _search, "GET"),
        ("changes", _changes, "GET"),
        ("photo/{key}.jpg", _photo, "GET"),
        ("focus", _focus, "POST"),
        ("swap", _swap, "POST"),
        ("undo", _undo, "POST"),
        ("comments", _comment, "POST"),
        ("uncomment", _uncomment, "POST"),
        ("reply", _reply, "POST"),
        ("done", _done, "POST"),
        ("again", _again, "POST"),
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


@cache
def _made() -> str:
    """What tells the page that we serve from one that another version served."""
    folder = files("presslayout.preview") / "page"
    return key_of("page", *((folder / name).read_text("utf-8") for name, _ in PAGE.values()))[:16]


async def _state(room: Room, _: Request) -> Response:
    """All that there is to show, as soon as every page has been set once."""
    await room.whole.wait()
    return JSONResponse(room.said | {"proof": room.proof.whole}, headers=FRESH)


async def _events(room: Room, request: Request) -> Response:
    """What there is to show, now and after every turn; `page` is the one that is looked at."""
    page = request.query_params.get("page", "")
    if page.isascii() and page.isdigit() and len(page) <= MOST_DIGITS:
        room.asked = int(page)
    listener: asyncio.Queue[str | None] = asyncio.Queue()
    room.listeners.add(listener)
    listener.put_nowait(event("hello", {"page": _made()}))
    listener.put_nowait(event("state", room.said) if room.said else event("setting", {}))
    if room.proof.whole["turn"]:
        listener.put_nowait(event("proof", room.proof.whole))

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
        room.corrections.focus(story, index, (x, y))

    return await _written(room, request, change)


async def _swap(room: Room, request: Request) -> Response:
    def change(asked: Any) -> None:
        room.corrections.swap(_words(asked["story"]), _words(asked["other"]))

    return await _written(room, request, change)


async def _undo(room: Room, request: Request) -> Response:
    return await _written(room, request, lambda _: room.corrections.undo())


async def _comment(room: Room, request: Request) -> Response:
    return await _written(
        room, request, lambda asked: room.corrections.noted(lambda n: n.add(asked))
    )


async def _uncomment(room: Room, request: Request) -> Response:
    return await _numbered(room, request, lambda notes, number, _: notes.remove(number))


async def _reply(room: Room, request: Request) -> Response:
    return await _numbered(room, request, lambda notes, number, asked: notes.reply(number, asked))


async def _done(room: Room, request: Request) -> Response:
    return await _numbered(room, request, lambda notes, number, _: notes.done(number))


async def _again(room: Room, request: Request) -> Response:
    return await _numbered(room, request, lambda notes, number, _: notes.again(number))


async def _numbered(
    room: Room, request: Request, change: Callable[[Notebook, int, dict[str, Any]], None]
) -> Response:
    """A write to one comment."""

    def act(asked: dict[str, Any]) -> None:
        number = _whole(asked["id"])
        room.corrections.noted(lambda notes: change(notes, number, asked))

    return await _written(room, request, act)


async def _at(room: Room, request: Request) -> Response:
    def look(asked: Any, good: Good) -> Any:
        number, x, y = (_place(asked[name]) for name in ("page", "x", "y"))
        return pointing.at(good, int(number), mm(x), mm(y))

    return await _looked(room, request, look)


async def _between(room: Room, request: Request) -> Response:
    def look(asked: Any, good: Good) -> Any:
        offset, length = (_number(asked[name]) for name in ("offset", "length"))
        return pointing.between(good, asked["story"], asked["part"], offset, length)

    return await _looked(room, request, look)


async def _things(room: Room, request: Request) -> Response:
    return await _looked(
        room, request, lambda asked, good: pointing.things(good, _number(asked["page"]))
    )


async def _search(room: Room, request: Request) -> Response:
    return await _looked(
        room, request, lambda asked, good: pointing.search(good, asked["words"][:MOST_WORDS])
    )


async def _changes(room: Room, request: Request) -> Response:
    def look(asked: Any, _: Good) -> Any:
        return changed.between(room.sheets, asked["old"], asked["new"])

    return await _looked(room, request, look)


async def _looked(
    room: Room, request: Request, look: Callable[[Any, Good], dict[str, Any] | list[Any] | None]
) -> Response:
    """What is known of the state on show; null before there is one."""
    asked, good = request.query_params, room.bench.shown.good
    if good is None:
        return JSONResponse(None, headers=FRESH)
    loop = asyncio.get_running_loop()
    try:
        found = await loop.run_in_executor(room.drawing, look, asked, good)
    except doors.JSON.faults():
        return Response(status_code=400)
    return JSONResponse(found, headers=FRESH)


def _number(text: str) -> int:
    """A whole number that an address names; ValueError for what is none."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise ValueError
    return _whole(int(text))
