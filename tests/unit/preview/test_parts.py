"""The first turn: the page that is looked at before the others, and then what a cold build has."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from presslayout.base.cache import Cache
from presslayout.edition import codec
from presslayout.flow import set_pages
from presslayout.newsroom import build
from presslayout.newsroom.options import Options
from presslayout.preview import app, told
from presslayout.preview.comments import Notebook
from presslayout.preview.room import Room
from presslayout.preview.workbench import Workbench
from tests.unit.preview.issues import issue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presslayout.issue.issue import PageSpec
    from presslayout.preview.workbench import Shown


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return Workbench(issue(tmp_path, 3), Options(cache=Cache(tmp_path / "cache")))


@pytest.fixture
def sets(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pages that are set, as they are."""
    made: list[int] = []
    work = set_pages._set

    def noted(setting: Any, group: tuple[PageSpec, ...]) -> Any:
        made.extend(spec.number for spec in group)
        return work(setting, group)

    monkeypatch.setattr(set_pages, "_set", noted)
    monkeypatch.setenv("PRESSLAYOUT_PROCESSES", "1")
    return made


def numbers(shown: Shown) -> list[int]:
    assert shown.good is not None
    return [page.number for page in shown.good.composition.pages]


def test_the_page_asked_for_is_shown_alone_and_set_once(bench: Workbench, sets: list[int]) -> None:
    first, *more = bench.parts(lambda: 2)
    assert numbers(first) == [2]
    assert first.good is not None
    assert first.good.pending == {1, 3}
    assert more == []
    # The others are set behind it, and nothing is set again for the whole.
    assert sets == [2, 1, 3]
    whole = bench.turn()
    assert sets == [2, 1, 3]
    assert numbers(whole) == [1, 2, 3]
    loaded, cold = build.composed(bench.path, bench.options)
    assert whole.good is not None
    assert codec.dumps(whole.good.composition.edition) == codec.dumps(cold.edition)
    assert whole.good.found == build.order(loaded, cold, bench.options, build.Stopwatch()).found
    assert not whole.good.pending
    assert first.good.composition.pages == cold.pages[1:2]


@pytest.mark.parametrize("asked", [None, 9])
def test_without_such_a_page_the_first_is_shown(bench: Workbench, asked: int | None) -> None:
    assert [numbers(shown) for shown in bench.parts(lambda: asked)] == [[1]]


def test_whoever_asks_for_another_page_meanwhile_is_shown_it(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("presslayout.preview.workbench.STRIDE", 1)
    asked = iter([1, 1, 3])
    assert [numbers(shown) for shown in bench.parts(lambda: next(asked))] == [[1], [1, 3]]


def test_pages_that_a_story_joins_are_shown_together(tmp_path: Path) -> None:
    path = issue(tmp_path, 3, jump=", 转版: {版次: 3, 位置: 二条}")
    text = path.read_text("utf-8")
    last = text.index("      - {编号: B3")
    path.write_text(text[:last], encoding="utf-8")
    bench = Workbench(path, Options(cache=Cache(tmp_path / "cache")))
    assert [numbers(shown) for shown in bench.parts(lambda: 3)] == [[1, 3]], bench.turn().fault


def test_only_the_pages_of_the_options_are_shown(bench: Workbench) -> None:
    bench.options = replace(bench.options, pages=frozenset({2, 3}))
    (first,) = bench.parts(lambda: 1)
    assert numbers(first) == [2]
    assert first.good is not None
    assert first.good.pending == {3}


@pytest.mark.slow
def test_a_page_without_slots_is_laid_out_alone_as_in_the_whole(tmp_path: Path) -> None:
    bench = Workbench(issue(tmp_path, 2, placed=False), Options(cache=Cache(tmp_path / "cache")))
    (first,) = bench.parts(lambda: 2)
    whole = bench.turn()
    assert first.good is not None
    assert whole.good is not None, whole.fault
    assert first.good.composition.pages == whole.good.composition.pages[1:]


@pytest.mark.parametrize(("old", "new"), [("版次: 2", "版次：2"), ("A3.txt", "无.txt")])
def test_what_cannot_be_read_is_left_to_the_turn(bench: Workbench, old: str, new: str) -> None:
    bench.path.write_text(bench.path.read_text("utf-8").replace(old, new), encoding="utf-8")
    assert list(bench.parts(lambda: None)) == []
    assert bench.turn().fault


def test_what_belongs_to_pages_still_being_set_is_not_told_as_lost(bench: Workbench) -> None:
    bench.turn()
    for page in (1, 2):
        words = {"page": page, "story": f"A{page}", "part": "body", "kind": "note",
                 "comment": "查实", "offset": 3, "length": 2}  # fmt: skip
        Notebook(bench).add(words)
    assert [one["status"] for one in Notebook(bench).listed()] == ["open", "open"]
    again = Workbench(bench.path, bench.options)
    for _ in again.parts(lambda: 2):
        state = told.state(again)
        assert state["pending"] == 2
        assert [(one["page"], one["status"]) for one in Notebook(again).listed()] == [(2, "open")]
        assert {d["page"] for d in state["diagnostics"]} <= {2, None}
    again.turn()
    assert told.state(again)["pending"] == 0
    assert [one["status"] for one in Notebook(again).listed()] == ["open", "open"]


def test_a_page_that_cannot_be_set_does_not_keep_the_others_from_being_shown(
    bench: Workbench,
) -> None:
    (bench.workspace.root / "images").mkdir()
    (bench.workspace.root / "images" / "山.jpg").write_bytes(b"no picture")
    text, words = bench.path.read_text("utf-8"), "正文: A3.txt"
    broken = f"{words}, 图片: [{{文件: images/山.jpg, 说明: 山, 摄影: 某某}}]"
    bench.path.write_text(text.replace(words, broken), encoding="utf-8")
    assert [numbers(shown) for shown in bench.parts(lambda: None)] == [[1]]
    bench.turn()
    state = told.state(bench)
    assert [page["number"] for page in state["pages"]] == [1]
    assert state["fault"]
    assert state["pending"] == 0
    bench.path.write_text(text, encoding="utf-8")
    assert numbers(bench.turn()) == [1, 2, 3]


def test_when_all_have_gone_nothing_more_is_set(
    bench: Workbench, sets: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    # While the first page is painted everybody goes.
    monkeypatch.setattr(Room, "_paint", lambda room, _: room.close())

    async def begun() -> None:
        await Room(bench).begin()

    asyncio.run(begun())
    assert bench.shown.turn == 1
    assert sets == [1]


class Listener:
    """A browser: what it is told."""

    def __init__(self, room: Room) -> None:
        self.queue: asyncio.Queue[str | None] = asyncio.Queue()
        room.listeners.add(self.queue)

    def states(self) -> Iterator[dict[str, Any]]:
        while not self.queue.empty():
            said = self.queue.get_nowait() or ""
            if said.startswith("event: state"):
                yield json.loads(said.partition("data: ")[2])


def test_browsers_are_told_of_the_page_and_then_of_the_whole(bench: Workbench) -> None:
    async def told_() -> list[dict[str, Any]]:
        room = Room(bench, asked=3)
        listener = Listener(room)
        await room.begin()
        assert room.whole.is_set()
        room.close()
        return [*listener.states()]

    one, whole = asyncio.run(told_())
    assert [page["number"] for page in one["pages"]] == [3]
    assert one["pending"] == 2
    assert [page["number"] for page in whole["pages"]] == [1, 2, 3]
    assert whole["pending"] == 0
    assert whole["turn"] > one["turn"]


def test_a_save_while_the_first_whole_is_set_is_not_lost(bench: Workbench) -> None:
    copy = bench.path.parent / "A1.txt"

    async def said() -> str:
        room = Room(bench)
        parts = bench.parts

        def saved(asked: Any) -> Iterator[Shown]:
            for shown in parts(asked):
                copy.write_text("改" + copy.read_text("utf-8"), encoding="utf-8")
                yield shown

        # The watch sees it at once: its turn waits for the first.
        object.__setattr__(room, "bench", Saving(bench, saved))
        begun = asyncio.ensure_future(room.begin())
        await asyncio.sleep(0)
        await asyncio.gather(begun, room.turn())
        room.close()
        good = bench.shown.good
        assert good is not None
        return dict(good.composition.edition.articles[0].texts)["body"]

    assert asyncio.run(said()).startswith("改")


class Saving:
    """A workbench beside which somebody saves."""

    def __init__(self, bench: Workbench, parts: Any) -> None:
        self._bench, self.parts = bench, parts

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bench, name)


class Asked:
    """A request as far as the routes look at it."""

    def __init__(self, **query: str) -> None:
        self.query_params = query


def test_the_state_waits_for_the_whole_and_the_stream_does_not(bench: Workbench) -> None:
    async def looked() -> tuple[str, bytes]:
        room = Room(bench)
        stream: Any = await app._events(room, Asked(page="2"))  # type: ignore[arg-type]
        assert (await anext(stream.body_iterator)).startswith("event: hello")
        first = await anext(stream.body_iterator)
        assert room.asked == 2
        waiting = asyncio.ensure_future(app._state(room, Asked()))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        assert not waiting.done()
        await room.begin()
        answer = await waiting
        room.close()
        return first, bytes(answer.body)

    first, whole = asyncio.run(looked())
    assert first.startswith("event: setting")
    assert len(json.loads(whole)["pages"]) == 3


@pytest.mark.parametrize("page", ["", "x", "-1", "²", "1" * 99])
def test_a_page_that_is_no_number_is_nobodys(bench: Workbench, page: str) -> None:
    async def asked() -> int | None:
        room = Room(bench)
        await app._events(room, Asked(page=page))  # type: ignore[arg-type]
        room.close()
        return room.asked

    assert asyncio.run(asked()) is None
