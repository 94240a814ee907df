"""What can be asked of the preview, as a table of routes.  No file is ever named by a request."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from presslayout.preview import pointing, told
from presslayout.preview.raster import Raster, Tile
from presslayout.preview.sheets import Sheets
from presslayout.units import mm

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request

    from presslayout.preview.workbench import Good, Workbench

# What the browser runs, by the name under which it asks: nothing else is served from disk.
PAGE = {
    "": ("index.html", "text/html; charset=utf-8"),
    "style.css": ("style.css", "text/css; charset=utf-8"),
    **{
        f"{name}.js": (f"{name}.js", "text/javascript; charset=utf-8")
        for name in ("app", "stage", "panels", "words", "link")
    },
}
ALL = "cmyk"
# A browser that hears nothing for so long is told that we are still here.
PULSE_SECONDS = 15
# A page's pixels never change under its hash.
FOREVER = {"cache-control": "private, max-age=31536000, immutable"}
FRESH = {"cache-control": "no-store"}


@dataclass(slots=True)
class Room:
    """The workbench and all that look at it."""

    bench: Workbench
    sheets: Sheets = field(default_factory=Sheets)
    raster: Raster = field(default_factory=Raster)
    listeners: set[asyncio.Queue[str | None]] = field(default_factory=set)
    setting: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, 1))
    drawing: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, 2))

    async def turn(self) -> None:
        """Set the issue again and tell everybody."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self.setting, self._turned)
        self.tell()

    def _turned(self) -> None:
        shown = self.bench.turn()
        if shown.good is not None and not shown.fault:
            self.sheets.lay(shown.good)

    def tell(self) -> None:
        """Send the state to every listener."""
        said = event("state", told.state(self.bench))
        for listener in self.listeners:
            listener.put_nowait(said)

    def close(self) -> None:
        """End every stream, so that the server can go."""
        for listener in self.listeners:
            listener.put_nowait(None)
        self.setting.shutdown(wait=False, cancel_futures=True)
        self.drawing.shutdown(wait=False, cancel_futures=True)


def event(name: str, value: object) -> str:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"


def application(room: Room, token: str) -> Starlette:
    """The routes under the token."""
    rows: tuple[tuple[str, Callable[..., Any], str], ...] = (
        ("state", _state, "GET"),
        ("events", _events, "GET"),
        ("page/{key}/{inks}/{width:int}/{column:int}-{row:int}.png", _tile, "GET"),
        ("at", _at, "GET"),
        ("place", _place, "GET"),
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
    return JSONResponse(told.state(room.bench), headers=FRESH)


async def _events(room: Room, _: Request) -> Response:
    listener: asyncio.Queue[str | None] = asyncio.Queue()
    room.listeners.add(listener)
    listener.put_nowait(event("state", told.state(room.bench)))

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
    if asked["inks"] != ALL:
        return Response(status_code=404)
    tile = Tile(asked["width"], asked["column"], asked["row"])
    loop = asyncio.get_running_loop()
    data = await loop.run_in_executor(room.drawing, _drawn, room, asked["key"], tile)
    if data is None:
        return Response(status_code=404)
    return Response(data, media_type="image/png", headers=FOREVER)


def _drawn(room: Room, key: str, tile: Tile) -> bytes | None:
    sheet, pdf = room.sheets.sheet(key), room.sheets.pdf(key)
    if sheet is None or pdf is None:
        return None
    return room.raster.png(key, pdf, sheet.page, tile)


async def _at(room: Room, request: Request) -> Response:
    asked, good = request.query_params, room.bench.shown.good
    try:
        number, x, y = int(asked["page"]), mm(asked["x"]), mm(asked["y"])
    except (KeyError, ValueError):
        return Response(status_code=400)
    return _found(good, lambda there: pointing.at(there, number, x, y))


async def _place(room: Room, request: Request) -> Response:
    asked, good = request.query_params, room.bench.shown.good
    try:
        file, line, column = asked["file"], int(asked["line"]), int(asked["column"])
    except (KeyError, ValueError):
        return Response(status_code=400)
    return _found(good, lambda there: pointing.boxes_of(there, file, line, column))


def _found(good: Good | None, look: Callable[[Good], dict[str, Any] | None]) -> Response:
    return JSONResponse(look(good) if good is not None else None, headers=FRESH)
