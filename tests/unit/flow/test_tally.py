"""The law of the copy can fail: whatever is lost, doubled or put elsewhere is a fault."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from presslayout.edition.page import Glyphs
from presslayout.flow import filled_pages, tally
from presslayout.flow.bench import Filled
from presslayout.flow.compose import compose
from presslayout.issue.issue import FactBox, Filler, Jump
from tests import kit

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.edition.page import Block, Item
    from presslayout.issue.workspace import Loaded

SENTENCE = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他，谁也没有说话。"
STEM = "seeding_by_Clements_Engelhardt"
PHOTO = f"images/{STEM}.jpg"
PARTS = (
    "A/kicker", "A/headline", "A/deck", "A/byline", "A/body", "A/pullquote-1", "A/factbox-1",
    "A/factbox-title-1", f"A/caption-{STEM}", f"A/credit-{STEM}",
)  # fmt: skip


def issue() -> Loaded:
    """A story with every part, that goes on on another page."""
    box = FactBox("数说二十年", kit.paragraphs("森林覆盖率从38.4%到67.2%。", "护林员312人。"),
                  None, "", None, 6350, None, kit.HERE)  # fmt: skip
    tale = kit.story(
        "A", "头条", *[SENTENCE * 4] * 22, kicker="山乡", deck="一步一步走出来的路",
        pullquotes=("山不会说话，水会。",), photos=(kit.photo(PHOTO, 1),), factboxes=(box,),
        jump=Jump(2, "三条", "接着走", kit.HERE),
    )  # fmt: skip
    first = kit.template(kit.slot("头条", (1, 50), split=4))
    second = kit.template(kit.slot("三条", (30, 76), (3, 6)))
    return kit.loaded({"a": first, "b": second}, kit.page(1, "a", tale), kit.page(2, "b"))


def without(block: Block) -> Block:
    return replace(block, items=())


def shorter(block: Block) -> Block:
    return replace(block, items=block.items[:-1] if len(block.items) > 1 else ())


def doubled(block: Block) -> Block:
    return replace(block, items=(*block.items, block.items[-1]))


def swapped(block: Block) -> Block:
    texts = [i for i in block.items if isinstance(i, Glyphs)]
    return replace(block, items=tuple(reversed(texts))) if len(texts) > 1 else without(block)


def reworded(block: Block) -> Block:
    def other(item: Item) -> Item:
        return replace(item, text="另" * len(item.text)) if isinstance(item, Glyphs) else item

    return replace(block, items=tuple(map(other, block.items)))


def test_an_issue_with_every_part_holds_the_law() -> None:
    made = compose(issue(), kit.NEWSPRINT)
    assert {b.id for b in made.edition.pages[0].blocks} >= set(PARTS)
    assert made.pages[1].stories[0].chars_set


@pytest.mark.parametrize("change", [without, shorter, doubled, swapped, reworded])
@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_not_printed_once_and_whole_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, part: str, change: Callable[[Block], Block]
) -> None:
    _spoiled(monkeypatch, lambda block: change(block) if block.id == part else block)
    with pytest.raises(tally.CopyAstrayError, match=part):
        compose(issue(), kit.NEWSPRINT)


def test_it_is_judged_for_every_page_though_only_one_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _spoiled(monkeypatch, lambda block: shorter(block) if block.id == "A/body" else block)
    with pytest.raises(tally.CopyAstrayError):
        compose(issue(), kit.NEWSPRINT, pages=frozenset({2}))


def test_a_story_printed_whole_in_both_its_slots_is_a_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = filled_pages.story.fill
    monkeypatch.setattr(
        filled_pages.jumped, "fill_jumps", lambda hops: tuple(whole(*hop) for hop in hops)
    )
    with pytest.raises(tally.CopyAstrayError, match=r"A/body: .* stands twice"):
        compose(issue(), kit.NEWSPRINT)


def test_a_story_that_stands_in_no_slot_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        filled_pages.jumped, "fill_jumps", lambda hops: tuple(Filled() for _ in hops)
    )
    with pytest.raises(tally.CopyAstrayError, match="stands in no slot"):
        compose(issue(), kit.NEWSPRINT)


def test_counts_that_do_not_make_the_story_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *rest = _filled()
    assert first.story is not None
    made = replace(first, story=replace(first.story, chars_set=1)), *rest
    monkeypatch.setattr(filled_pages.jumped, "fill_jumps", lambda _: made)
    with pytest.raises(tally.CopyAstrayError, match="in the report"):
        compose(issue(), kit.NEWSPRINT)


@pytest.mark.parametrize(
    "title", ["数说二十年", "数说二十年" * 20, "Antidisestablishmentarianism" * 3]
)
@pytest.mark.parametrize("split", [3, 11])
def test_the_title_of_a_fact_box_is_printed_however_long(title: str, split: int) -> None:
    box = FactBox(title, kit.paragraphs("护林员312人。"), 1, "", None, 6350, None, kit.HERE)
    tale = kit.story("A", "头条", *[SENTENCE * 4] * 9, factboxes=(box,))
    design = kit.template(kit.slot("头条", (1, 70), split=split))
    made = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    shown = [i.text for b in made.edition.pages[0].blocks if b.part == "factbox-title-1"
             for i in b.items if isinstance(i, Glyphs)]  # fmt: skip
    assert "".join(shown) == title


def test_a_filler_is_printed_once() -> None:
    filler = Filler(kit.story("B1", "", SENTENCE, headline="", byline=""), 0)
    shown = {("B1", "body"): [(0, SENTENCE)]}
    tally.prove([], [filler], {1: shown, 2: {}})
    with pytest.raises(tally.CopyAstrayError, match="several pages"):
        tally.prove([], [filler], {1: shown, 2: shown})
    with pytest.raises(tally.CopyAstrayError, match="ends at 5"):
        tally.prove([], [filler], {1: {("B1", "body"): [(0, SENTENCE[:5])]}})
    with pytest.raises(tally.CopyAstrayError, match="was not put"):
        tally.prove([], [], {1: shown})


@cache
def _filled() -> tuple[Filled, ...]:
    """The slots of the issue as they are filled."""
    made: list[Filled] = []
    with pytest.MonkeyPatch.context() as patch:
        fill = filled_pages.jumped.fill_jumps
        patch.setattr(
            filled_pages.jumped, "fill_jumps", lambda hops: made.extend(fill(hops)) or made
        )
        compose(issue(), kit.NEWSPRINT)
    return tuple(made)


def _spoiled(monkeypatch: pytest.MonkeyPatch, change: Callable[[Block], Block]) -> None:
    """Let the program draw something else than what it chose."""
    made = tuple(replace(one, blocks=tuple(map(change, one.blocks))) for one in _filled())
    monkeypatch.setattr(filled_pages.jumped, "fill_jumps", lambda _: made)
