"""Layouts chosen once: kept from build to build, by any number of processes, the same choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.base import processes
from presslayout.base.cache import Cache
from presslayout.base.values import replace
from presslayout.flow.arrange import choose
from presslayout.flow.desks import desks
from tests import kit

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import PageSpec
    from presslayout.issue.workspace import Loaded

SENTENCE = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"


def issue(*lengths: int) -> Loaded:
    """Pages of three stories without a slot, so many paragraphs long."""
    design = kit.template(kit.slot("报眉", (1, 2), content="folio"), kit.slot("头条", (4, 60)))
    pages = []
    for number, length in enumerate(lengths, 1):
        tales = [
            replace(kit.story(f"{number}{name}", "", *[SENTENCE * 3] * (length + at)), slot=None)
            for at, name in enumerate("ABC")
        ]
        pages.append(kit.page(number, "t", *tales))
    return kit.loaded({"t": design}, *pages)


@pytest.fixture(scope="module")
def whole() -> Loaded:
    return issue(4, 5, 6, 4)


@pytest.fixture(scope="module")
def alone(whole: Loaded) -> Loaded:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(processes.VARIABLE, "1")
        return choose.arranged(whole, kit.NEWSPRINT)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_any_number_of_processes_chooses_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, whole: Loaded, alone: Loaded, count: int
) -> None:
    monkeypatch.setenv(processes.VARIABLE, str(count))
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    for cache in (None, Cache(tmp_path), Cache(tmp_path)):
        assert choose.arranged(whole, kit.NEWSPRINT, cache) == alone


def test_only_a_page_that_changed_is_laid_out_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, whole: Loaded
) -> None:
    cache = Cache(tmp_path)
    choose.arranged(whole, kit.NEWSPRINT, cache)
    monkeypatch.setenv(processes.VARIABLE, "1")
    looked: list[int] = []
    best = choose._best

    def told(loaded: Loaded, asked: tuple[PageSpec, Desk]) -> object:
        looked.append(asked[0].number)
        return best(loaded, asked)

    monkeypatch.setattr(choose, "_best", told)
    choose.arranged(whole, kit.NEWSPRINT, cache)
    assert looked == []
    edited = issue(4, 5, 8, 4)
    assert choose.arranged(edited, kit.NEWSPRINT, cache) == choose.arranged(edited, kit.NEWSPRINT)
    assert looked == [3, 1, 2, 3, 4]


def test_layouts_that_are_offered_are_found_once_for_a_page_as_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, whole: Loaded
) -> None:
    looked: list[tuple[int, int]] = []
    found = choose.choices

    def told(loaded: Loaded, page: PageSpec, desk: Desk, count: int, progress: None) -> object:
        looked.append((page.number, count))
        return found(loaded, page, desk, count, progress)

    monkeypatch.setattr(choose, "choices", told)

    def offered(loaded: Loaded, number: int, count: int, cache: Cache) -> object:
        page = loaded.issue.pages[number - 1]
        desk = desks(loaded, kit.NEWSPRINT)[number]
        return choose.offered(loaded, page, desk, count, cache)

    cache = Cache(tmp_path)
    first = offered(whole, 1, 3, cache)
    assert offered(whole, 1, 3, cache) == first
    assert looked == [(1, 3)]
    assert offered(whole, 1, 2, cache) == first[:2]  # type: ignore[index]
    # Without a cache all is found anew, and so is what changed: other copy, another page.
    assert offered(whole, 1, 3, Cache.disabled()) == first
    edited = issue(8, 5, 6, 4)
    for loaded, number in ((edited, 1), (whole, 3)):
        kept = offered(loaded, number, 3, cache)
        assert kept == offered(loaded, number, 3, Cache.disabled())
        assert kept != first
    assert looked == [(1, 3), (1, 2), (1, 3), *[(1, 3)] * 2, *[(3, 3)] * 2]
