"""The law of the copy: every text stands on its pages once and whole, or what is missing is told.

Judged on the glyphs as they stand on the pages, by what they stand for and where that begins in the
copy, and never on the counts of what set them: those may err with it.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.edition.page import Glyphs
from presslayout.edition.roles import JUMP_HEAD, jump_head
from presslayout.edition.steps import Step
from presslayout.flow.telling import chars

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.edition.page import Block
    from presslayout.edition.record import StoryRecord
    from presslayout.issue.issue import Filler, Story

# What prints nothing and may stand nowhere: blanks, controls, and marks that only steer.
_UNSEEN = frozenset(("Cc", "Cf", "Zl", "Zp", "Zs"))
# The members of a headline block where a story begins.
_HEADS = ("rubric", "kicker", "headline", "deck", "byline")
# The parts that stand in a slot without text.
_BARE = ("caption-", "credit-", "graphic-")

# Where a stretch of text begins in its part, and what it says, in reading order.
Runs = list[tuple[int, str]]


class CopyAstrayError(RuntimeError):
    """Copy stands twice on the pages, or nowhere, and nobody is told: a fault of the program."""


@frozen
class Stand:
    """A story in one slot: what was recorded of it, what was told, and the slot's kind."""

    page: int
    record: StoryRecord
    told: tuple[Diagnostic, ...]
    is_picture: bool


def runs(blocks: Iterable[Block]) -> dict[tuple[str, str], Runs]:
    """The stretches of text on a page by story and part."""
    found: dict[tuple[str, str], Runs] = {}
    for block in blocks:
        if not block.story or not block.part:
            continue
        made = found.setdefault((block.story, block.part), [])
        made += [(i.offset, i.text) for i in block.items if isinstance(i, Glyphs)]
    return found


def prove(
    stories: Iterable[tuple[Story, Sequence[Stand]]],
    fillers: Iterable[Filler],
    pages: Mapping[int, Mapping[tuple[str, str], Runs]],
) -> None:
    """Raise CopyAstrayError unless all pages together show every text as the copy has it.

    Each story comes with the slots in which it stands, in the order in which it is read.
    """
    seen: set[tuple[int, tuple[str, str]]] = set()
    for tale, stands in stories:
        _body(tale, stands, pages)
        for stand in stands:
            here = pages[stand.page]
            _parts(tale, stand, here)
            seen |= {(stand.page, key) for key in here if key[0] == tale.id}
    for filler in fillers:
        shown = [(n, page[key]) for n, page in pages.items()
                 for key in [(filler.story.id, "body")] if key in page]  # fmt: skip
        seen |= {(number, (filler.story.id, "body")) for number, _ in shown}
        if len(shown) > 1:
            raise _fault(filler.story.id, "body", "the filler stands on several pages")
        for _, found in shown:
            _whole(filler.story.id, "body", _text(filler.story, "body"), found)
    for number, page in pages.items():
        for key, found in page.items():
            if found and (number, key) not in seen:
                raise _fault(*key, f"stands on page {number}, where it was not put")


def _body(
    tale: Story, stands: Sequence[Stand], pages: Mapping[int, Mapping[tuple[str, str], Runs]]
) -> None:
    """The body's stretches join from slot to slot, without gap or overlap, up to what is overset."""
    if not stands:
        raise _fault(tale.id, "body", "the story stands in no slot")
    if stands[0].is_picture:
        return
    text, key = _text(tale, "body"), (tale.id, "body")
    placed = [one for stand in stands for one in pages[stand.page].get(key, ())]
    end = _joined(tale.id, "body", text, placed)
    over = stands[-1].record.overset
    begin = len(text) - len(over.text)
    if begin < end or not text.endswith(over.text) or _seen(text[end:begin]):
        raise _fault(tale.id, "body", f"of {len(text)} code points {end} are set and "
                     f"{len(over.text)} are told to be left over")  # fmt: skip
    source, told = chars(text), sum(stand.record.chars_set for stand in stands) + over.chars
    if source != told:
        raise _fault(tale.id, "body", f"{source} characters, {told} in the report")


def _parts(tale: Story, stand: Stand, here: Mapping[tuple[str, str], Runs]) -> None:
    """Every part but the body stands whole in a slot, or is told to be left out, or is not its own."""
    wanted = dict(_wanted(tale, stand))
    for (story, part), found in here.items():
        if story == tale.id and part != "body" and found and part not in wanted:
            raise _fault(story, part, f"stands on page {stand.page}, where it was not put")
    for part, text in wanted.items():
        found = here.get((tale.id, part), [])
        if found:
            _whole(tale.id, part, text, found)
        elif _seen(text) and not _told(part, stand):
            raise _fault(tale.id, part, f"is missing on page {stand.page}, and nobody is told")


def _wanted(tale: Story, stand: Stand) -> Iterator[tuple[str, str]]:
    """The parts that belong into a slot, and their texts there."""
    begins = stand.record.jump_from is None
    for part, text in tale.texts:
        if part == "body" or (stand.is_picture and not part.startswith(_BARE)):
            continue
        if begins:
            yield part, text
    if not begins:
        pages = [jump.page for jump in tale.jumps]
        part = jump_head(pages.index(stand.page) + 1)
        yield from (one for one in tale.jump_heads if one[0] == part)


def _told(part: str, stand: Stand) -> bool:
    """Whether an editor knows that a part is not printed, or asked for it where space is short."""
    codes = {d.code for d in stand.told}
    if part in _HEADS or part.startswith(JUMP_HEAD):
        return "headline-overset" in codes or (part == "byline" and "overset" in codes)
    key = part
    for prefix in ("caption-", "credit-"):
        key = key.removeprefix(prefix)
    if part.startswith("portrait-"):
        key = f"portrait-{part.rpartition('-')[2]}"
    if part.startswith("factbox-title-"):
        key = f"factbox-{part.removeprefix('factbox-title-')}"
    if any(d.code == "no-room" and d.part in (key, f"photo-{key}") for d in stand.told):
        return True
    return any(
        one.step is Step.DROP_OPTIONAL and one.on.en == key for one in stand.record.fit_steps
    )


def _whole(story: str, part: str, text: str, found: Runs) -> None:
    """The stretches are all of a text, once."""
    at = _joined(story, part, text, found)
    if _seen(text[at:]):
        raise _fault(story, part, f"ends at {at} of {len(text)} code points")


def _joined(story: str, part: str, text: str, found: Runs) -> int:
    """Where stretches end that join without gap or overlap, each as the text has it."""
    at = 0
    for offset, said in found:
        if offset < at:
            raise _fault(story, part, f"{offset}-{min(at, offset + len(said))} stands twice")
        if offset > at and _seen(text[at:offset]):
            raise _fault(story, part, f"{at}-{offset} stands nowhere")
        at = offset + len(said)
        if text[offset:at] != said:
            raise _fault(story, part, f"{offset}-{at} is another text")
    return at


def _text(tale: Story, part: str) -> str:
    return next((text for name, text in tale.texts if name == part), "")


def _seen(text: str) -> bool:
    """Whether anything of a text would print."""
    return bool(text.strip()) and any(unicodedata.category(c) not in _UNSEEN for c in text)


def _fault(story: str, part: str, what: str) -> CopyAstrayError:
    return CopyAstrayError(f"{story}/{part}: {what}")
