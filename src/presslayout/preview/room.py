"""Who looks at the workbench: everybody is told of every turn, and what they look at is drawn."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import PresslayoutError
from presslayout.newsroom.proofreader import Proofreader
from presslayout.newsroom.tiles import Raster, Tile
from presslayout.preview import told
from presslayout.preview.corrections import Corrections
from presslayout.preview.older import Older
from presslayout.preview.painted_pages import PaintedPages
from presslayout.preview.proof import Proof

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presslayout.preview.workbench import Workbench

# A turn that takes longer is announced.
LATE_SECONDS = 0.25
# How long after a file that could not be read it is read again before anybody is told.
HALF_SECONDS = 0.05
# How long other pages wait for the first one to be drawn.
DRAWN_SECONDS = 0.5
# Tiles that are drawn again after a save before a browser asks: what two windows show.
LOOKED = 8
# Events that wait for a browser: one that hears none of so many is let go, and comes again by itself.
MOST_UNHEARD = 64


class RoomClosedError(Exception):
    """Nobody looks on any more: what is being set is for nobody."""


@dataclass(slots=True)
class Room:
    """The workbench and all that look at it."""

    bench: Workbench
    sheets: PaintedPages = field(default_factory=PaintedPages)
    raster: Raster = field(default_factory=Raster)
    listeners: set[asyncio.Queue[str | None]] = field(default_factory=set)
    setting: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, 1))
    drawing: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, 2))
    corrections: Corrections = field(init=False)
    older: Older = field(init=False)
    said: dict[str, Any] = field(default_factory=dict)
    # The tiles last asked for, by page number, and those drawn before anybody asks.
    looked: OrderedDict[tuple[int, str, Tile], None] = field(default_factory=OrderedDict)
    ahead: dict[tuple[str, str, Tile], asyncio.Future[bytes | None]] = field(default_factory=dict)
    # The page that a browser asked for; whether all is over, and all pages have been set once.
    asked: int | None = None
    closed: bool = False
    whole: asyncio.Event = field(default_factory=asyncio.Event)
    # Who reads what is set, what he found, and whether something is set that he has not read.
    reader: Proofreader = field(default_factory=Proofreader)
    reading: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, 1))
    proof: Proof = field(default_factory=Proof)
    unread: asyncio.Event = field(default_factory=asyncio.Event)
    # That a tile was drawn.
    seen: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.corrections = Corrections(self.bench)
        self.older = Older(self.bench.path, self.bench.options.cache)

    async def begin(self) -> None:
        """Set the issue for the first time: the page that is asked for before the whole."""
        loop = asyncio.get_running_loop()

        def set_() -> dict[str, Any]:
            for said in self._parts():
                self.seen.clear()
                loop.call_soon_threadsafe(self._say, said)
                # Painted where pages are set: the browser's question for it finds it made.
                self._paint(said)
                # Whoever waits for a page has the processor to himself until it is drawn.
                if self.listeners:
                    self.seen.wait(DRAWN_SECONDS)
            return self.said if self.closed else self._turned()

        try:
            await self._set(set_, 0)
        finally:
            self.whole.set()

    async def turn(self) -> None:
        """Set the issue again and tell everybody."""
        await self._set(self._turned, LATE_SECONDS)

    async def proofread(self) -> None:
        """Read every state that is set, the newest where there are several, and tell what is found."""
        loop = asyncio.get_running_loop()
        while True:
            await self.unread.wait()
            self.unread.clear()
            if self.closed:
                return
            turn, bench = self.bench.shown.turn, self.bench
            found = await loop.run_in_executor(
                self.reading, self.reader.read, bench.path, bench.options
            )
            if found is None or self.closed:
                continue
            # Where it stands is looked up between two settings.
            told_ = await loop.run_in_executor(self.setting, self.proof.of, bench, turn, found)
            self.tell(event("proof", told_))

    async def _set(self, work: Callable[[], dict[str, Any]], late_seconds: float) -> None:
        """Work done in the thread that sets, announced where it takes longer, and what it made told."""
        loop = asyncio.get_running_loop()
        since = time.monotonic()

        def stage(name: str) -> None:
            # Called where the issue is set: what takes no time is not worth a word.
            if time.monotonic() - since > late_seconds:
                loop.call_soon_threadsafe(self.tell, event("setting", {"stage": name}))

        def begun() -> dict[str, Any]:
            self.bench.told = stage
            return work()

        late = loop.call_later(late_seconds, self.tell, event("setting", {}))
        try:
            self._say(await loop.run_in_executor(self.setting, begun))
        finally:
            late.cancel()

    def _say(self, said: dict[str, Any]) -> None:
        if self.closed:
            return
        self.said = said
        self._draw_ahead()
        self.tell(event("state", said))
        if not said["pending"] and not said["fault"]:
            self.unread.set()

    async def drawn(self, key: str, inks: str, tile: Tile) -> bytes | None:
        """A tile of a page, as it is being drawn already or now."""
        sheet = self.sheets.sheet(key)
        if sheet is None:
            return None
        self.looked[sheet.page.number, inks, tile] = None
        self.looked.move_to_end((sheet.page.number, inks, tile))
        while len(self.looked) > LOOKED:
            self.looked.popitem(last=False)
        waiting = self.ahead.get((key, inks, tile))
        if waiting is None or not _came(waiting):
            waiting = self._drawing(key, inks, tile)
        return await waiting

    def _drawing(self, key: str, inks: str, tile: Tile) -> asyncio.Future[bytes | None]:
        loop = asyncio.get_running_loop()
        return loop.run_in_executor(self.drawing, _drawn, self, key, inks, tile)

    def _draw_ahead(self) -> None:
        """Begin to draw what the browsers look at: they will ask for it as soon as they are told."""
        hashes = {page["number"]: page["hash"] for page in self.said["pages"]}
        shown = [(hashes[n], inks, tile) for n, inks, tile in self.looked if n in hashes]
        # Pages before their thumbnails.
        wanted = sorted(dict.fromkeys(shown), key=lambda one: -one[2].width)
        known = {one: drawn for one, drawn in self.ahead.items() if _came(drawn)}
        self.ahead = {one: known.get(one) or self._drawing(*one) for one in wanted}

    def _parts(self) -> Iterator[dict[str, Any]]:
        """What there is to tell before the whole is set."""
        for shown in self.bench.parts(self._asked):
            if shown.good is not None:
                self.sheets.add(shown.good.painting)
                state = told.state(self.bench)
                state["pages"] = [page | {"older": []} for page in state["pages"]]
                yield state | {"comments": self.corrections.notes.listed(), "undo": 0}

    def _asked(self) -> int | None:
        if self.closed:
            raise RoomClosedError
        return self.asked

    def _paint(self, said: dict[str, Any]) -> None:
        for page in said["pages"]:
            with suppress(PresslayoutError):
                self.sheets.pdf(page["hash"])

    def _turned(self) -> dict[str, Any]:
        if self.bench.turn().fault and not self.said.get("fault"):
            # An editor that writes a file in two steps is read between them.
            time.sleep(HALF_SECONDS)
            self.bench.turn()
        good = self.bench.shown.good
        state = told.state(self.bench)
        if good is not None:
            self.sheets.add(good.painting)
            older = self.older.of(good, self.sheets)
            state["pages"] = [page | {"older": older[page["number"]]} for page in state["pages"]]
        return state | {
            "comments": self.corrections.notes.listed(),
            "undo": len(self.corrections.steps),
        }

    def tell(self, said: str) -> None:
        """Send an event to every listener."""
        for listener in self.listeners:
            if listener.qsize() < MOST_UNHEARD:
                listener.put_nowait(said)
                continue
            # What it is told when it comes again is the whole state.
            while not listener.empty():
                listener.get_nowait()
            listener.put_nowait(None)

    def close(self) -> None:
        """End every stream, so that the server can go."""
        self.closed = True
        self.seen.set()
        self.whole.set()
        for listener in self.listeners:
            listener.put_nowait(None)
        self.unread.set()
        self.reader.close()
        self.reading.shutdown(wait=False, cancel_futures=True)
        self.setting.shutdown(wait=False, cancel_futures=True)
        self.drawing.shutdown(wait=False, cancel_futures=True)


def _came(drawn: asyncio.Future[bytes | None]) -> bool:
    """Whether a drawing gave pixels, or still may."""
    if not drawn.done():
        return True
    return not drawn.cancelled() and drawn.exception() is None and drawn.result() is not None


def event(name: str, value: object) -> str:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"


def _drawn(room: Room, key: str, inks: str, tile: Tile) -> bytes | None:
    try:
        sheet, pdf = room.sheets.sheet(key), room.sheets.pdf(key, inks)
    except PresslayoutError:
        # A photo or a face went while the page was on show: the next save says so.
        return None
    if sheet is None or pdf is None:
        return None
    try:
        return room.raster.png(f"{key}/{inks}", pdf, sheet.page, tile)
    finally:
        room.seen.set()
