"""Pages set by groups: by any number of processes, kept or set anew, the same pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.base import processes
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import Span
from presslayout.flow import set_pages
from presslayout.flow.compose import compose
from presslayout.flow.set_pages import groups
from presslayout.issue.issue import Filler, Jump, PageSpec
from tests import kit

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any, BinaryIO

    from presslayout.edition.record import Composition
    from presslayout.issue.issue import Issue
    from presslayout.issue.workspace import Loaded

SENTENCE = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"


def page(number: int, *, lines: int = 30, onward: int | None = None, line: int = 0) -> PageSpec:
    """A page of two stories, one too long for its slot; the first goes on elsewhere if asked to."""
    tales = (
        kit.story(f"A{number}", "头条", *[SENTENCE * 3] * lines),
        kit.story(f"B{number}", "二条", SENTENCE * (2 + number % 3), SENTENCE),
    )
    if onward:
        jump = Jump(onward, "转版", "", kit.HERE)
        tales = (replace(tales[0], jump=jump), tales[1])
    spec = kit.page(number, "t", *tales)
    here = Span("issue/a.yaml", line or 10 * number, 1)
    moved = tuple(replace(tale, span=replace(here, line=here.line + 1)) for tale in spec.stories)
    return replace(spec, span=here, stories=moved)


def issue(*pages: PageSpec) -> Loaded:
    design = kit.template(
        kit.slot("报眉", (1, 2), content="folio"),
        kit.slot("头条", (4, 30)),
        kit.slot("二条", (32, 40)),
        kit.slot("转版", (42, 60)),
    )
    loaded = kit.loaded({"t": design}, *pages)
    return replace(loaded, issue=replace(loaded.issue, file="issue/a.yaml"))


def numbers(whole: Issue) -> list[list[int]]:
    return [[spec.number for spec in group] for group in groups(whole)]


def test_a_story_joins_its_pages_and_no_others() -> None:
    pages = (page(1, onward=4), page(2), page(3, onward=2), page(4), page(5))
    assert numbers(issue(*pages).issue) == [[1, 4], [2, 3], [5]]


def test_stories_that_cross_make_one_group() -> None:
    pages = (page(1, onward=3), page(2, onward=4), page(3, onward=4), page(4))
    assert numbers(issue(*pages).issue) == [[1, 2, 3, 4]]


def test_a_filler_belongs_to_all_pages() -> None:
    whole = issue(page(1), page(2)).issue
    filler = Filler(kit.story("F", "", SENTENCE, headline="", byline=""), 0)
    assert numbers(replace(whole, fillers=(filler,))) == [[1, 2]]


@pytest.fixture(scope="module")
def whole() -> Loaded:
    return issue(page(1, onward=5), *(page(n, lines=4 * n) for n in range(2, 9)))


@pytest.fixture(scope="module")
def alone(whole: Loaded) -> Composition:
    """As one process sets it, without a cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(processes.VARIABLE, "1")
        return compose(whole, kit.NEWSPRINT)


@pytest.mark.parametrize("way", ["forked", "started"])
@pytest.mark.parametrize("count", [1, 2, 4])
def test_any_number_of_processes_sets_the_same_pages(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    whole: Loaded,
    alone: Composition,
    count: int,
    way: str,
) -> None:
    monkeypatch.setenv(processes.VARIABLE, str(count))
    monkeypatch.setattr(processes, "can_fork", lambda: way == "forked")
    monkeypatch.setattr(processes, "START_FROM", 2)
    told: list[int] = []
    real = processes._told

    def heard(spare: BinaryIO) -> dict[int, Any]:
        made = real(spare)
        told.append(len(made))
        return made

    monkeypatch.setattr(processes, "_told", heard)
    assert compose(whole, kit.NEWSPRINT) == alone
    for _ in range(2):
        assert compose(whole, kit.NEWSPRINT, cache=Cache(tmp_path)) == alone
    # Others did their share of it: of what is forked somebody may have been late.
    assert len(told) == 2 * (count - 1)
    if way == "started":
        assert all(told)


def test_some_pages_are_those_of_the_whole(whole: Loaded, alone: Composition) -> None:
    some = compose(whole, kit.NEWSPRINT, pages=frozenset({5, 7}))
    assert some.pages == tuple(one for one in alone.pages if one.number in (5, 7))


def test_a_changed_story_costs_its_own_pages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, whole: Loaded
) -> None:
    cache = Cache(tmp_path)
    compose(whole, kit.NEWSPRINT, cache=cache)
    was = whole.issue.pages[5]
    edited = replace(
        was,
        stories=(was.stories[0], kit.story("B6", "二条", SENTENCE.replace("六", "七"), SENTENCE)),
    )
    pages = (*whole.issue.pages[:5], edited, *whole.issue.pages[6:])
    changed = replace(whole, issue=replace(whole.issue, pages=pages))
    seen = _counted(monkeypatch)
    kept = compose(changed, kit.NEWSPRINT, cache=cache)
    assert seen == [[6]]
    assert kept == compose(changed, kit.NEWSPRINT)


def test_lines_that_moved_cost_nothing_and_are_told_where_they_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cache = Cache(tmp_path)
    pages = [page(n, lines=40) for n in range(1, 4)]
    compose(issue(*pages), kit.NEWSPRINT, cache=cache)
    moved = issue(*(page(n, lines=40, line=10 * n + 7) for n in range(1, 4)))
    seen = _counted(monkeypatch)
    found = compose(moved, kit.NEWSPRINT, cache=cache)
    assert seen == []
    over = [d.span.line for d in found.diagnostics if d.code == "overset" and d.span]
    assert over == [18, 28, 38]
    assert found.diagnostics == compose(moved, kit.NEWSPRINT).diagnostics


def test_whatever_shapes_a_page_is_in_its_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cache = Cache(tmp_path)
    plain = issue(page(1))
    spec, design = plain.issue.pages[0], plain.templates["t"]
    family = next(iter(plain.families.values()))
    others = [
        replace(plain, words=("石阶",)),
        replace(plain, issue=replace(plain.issue, paper=replace(plain.issue.paper, serial="7"))),
        replace(plain, issue=replace(plain.issue, pages=(replace(spec, section="副刊"),))),
        replace(plain, templates={"t": replace(design, rows=design.rows + 1)}),
        replace(plain, families={**plain.families, "别的": replace(family, name="别的")}),
    ]
    compose(plain, kit.NEWSPRINT, cache=cache)
    seen = _counted(monkeypatch)
    for other in others:
        compose(other, kit.NEWSPRINT, cache=cache)
    compose(plain, replace(kit.NEWSPRINT, bleed=kit.NEWSPRINT.bleed + 36000), cache=cache)
    assert len(seen) == len(others) + 1
    compose(plain, kit.NEWSPRINT, cache=cache)
    assert len(seen) == len(others) + 1


def test_a_cache_that_is_garbled_is_none(tmp_path: Path, whole: Loaded, alone: Composition) -> None:
    cache = Cache(tmp_path)
    compose(whole, kit.NEWSPRINT, cache=cache)
    for number, path in enumerate(sorted(tmp_path.glob("*/*"))):
        data = path.read_bytes()
        path.write_bytes((b"", data[: len(data) // 2], data[:-1] + b"x")[number % 3])
    assert compose(whole, kit.NEWSPRINT, cache=cache) == alone


def test_a_cache_that_cannot_be_written_is_none(
    tmp_path: Path, whole: Loaded, alone: Composition
) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert compose(whole, kit.NEWSPRINT, cache=Cache(tmp_path / "file")) == alone


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """The pages of each group that is set from now on, in this process."""
    monkeypatch.setenv(processes.VARIABLE, "1")
    seen: list[list[int]] = []
    whole = set_pages._set

    def counted(setting: set_pages.Setting, group: tuple[PageSpec, ...]) -> set_pages.SetPages:
        seen.append([spec.number for spec in group])
        return whole(setting, group)

    monkeypatch.setattr(set_pages, "_set", counted)
    return seen
