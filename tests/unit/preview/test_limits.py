"""What a page may ask of the preview has an end: events that nobody hears, comments without number."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from presslayout.base.cache import Cache
from presslayout.newsroom.edits import RefusedError
from presslayout.newsroom.marks import kept
from presslayout.newsroom.options import Options
from presslayout.preview import comments, room
from presslayout.preview.workbench import Workbench
from tests.unit.preview.issues import issue

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return Workbench(issue(tmp_path, 1), Options(cache=Cache(tmp_path / "cache")))


def test_a_browser_that_hears_nothing_is_let_go_and_the_others_are_told(bench: Workbench) -> None:
    async def told() -> tuple[list[str | None], int]:
        here = room.Room(bench)
        deaf: asyncio.Queue[str | None] = asyncio.Queue()
        keen: asyncio.Queue[str | None] = asyncio.Queue()
        here.listeners |= {deaf, keen}
        heard = 0
        for number in range(room.MOST_UNHEARD + 1):
            here.tell(str(number))
            assert keen.get_nowait() == str(number)
            heard += 1
        here.listeners.clear()
        here.close()
        return [deaf.get_nowait() for _ in range(deaf.qsize())], heard

    left, heard = asyncio.run(told())
    # Its stream ends, and what it held is held no longer.
    assert left == [None]
    assert heard == room.MOST_UNHEARD + 1


def test_comments_have_a_number_and_those_that_are_there_stay(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comments, "MOST_COMMENTS", 2)
    bench.turn()
    notebook = comments.Notebook(bench)
    asked: dict[str, Any] = {"page": 1, "kind": "note", "comment": "看一眼", "author": "甲"}
    for _ in range(2):
        notebook.add(asked)
    with pytest.raises(RefusedError, match="too many comments"):
        notebook.add(asked)
    assert len([*kept.read(notebook.file)]) == 2
    notebook.remove(1)
    notebook.add(asked)
    assert len([*kept.read(notebook.file)]) == 2
