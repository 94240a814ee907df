"""Characters that no face has, and those that another face had to lend (SPEC §2)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Text
from presslayout.typeset.classes import is_printing
from presslayout.typeset.figures import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.assets.fonts import Face
    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import Story
    from presslayout.issue.template import Slot


# What stands for a character that could not be read.
LOST = "\ufffd"


def problems(story: Story, slot: Slot, desk: Desk) -> Iterator[Diagnostic]:
    """Every character of a story that its part's first face lacks."""
    template, heads = desk.template, slot.heads
    chains = {
        "rubric": heads.rubric.families,
        "kicker": heads.kicker.families,
        "headline": heads.headline.families,
        "deck": heads.deck.families,
        "byline": heads.byline.families,
        "body": template.body.families,
    }
    for part, text in story.texts:
        names = chains.get(part, heads.deck.families if part.startswith("pull") else None)
        faces = desk.faces.of(names or template.caption.families)
        lacking = {char for char in set(text) if _lacks(faces[0], char)}
        for char in sorted(lacking):
            lender = next((face for face in faces[1:] if face.covers(drawn(char))), None)
            yield _finding(char, text.index(char), text, story, part, faces[0], lender, desk)


# A hundred pages ask for a few thousand characters a hundred times.
@lru_cache(maxsize=1 << 14)
def _lacks(face: Face, char: str) -> bool:
    """Whether a face has no glyph for a character that needs one."""
    return is_printing(char) and not face.covers(drawn(char))


def _finding(
    char: str,
    offset: int,
    text: str,
    story: Story,
    part: str,
    face: Face,
    lender: Face | None,
    desk: Desk,
) -> Diagnostic:
    span = story.body_span(offset) if part == "body" else story.span_of(part)
    code = f"U+{ord(char):04X}"
    near = text[max(offset - 4, 0) : offset + 5].replace("\n", " ")
    if lender is not None:
        return Diagnostic(
            "fallback-glyph",
            WARNING,
            Text(
                f"「{char}」（{code}）不在字体 {face.name} 里，用 {lender.name} 代替："
                f"稿件 {story.id} “{near}”",
                f"“{char}” ({code}) is not in {face.name}; {lender.name} lends it: "
                f"story {story.id}, “{near}”",
            ),
            span,
            Text(
                "看一眼校样上的字形；要换字体，在「字体」后面写上有这个字的字体",
                "check the shape on the proof; to choose, name a family that has it in 字体",
            ),
            desk.page.number,
            story.id,
            part,
        )
    return Diagnostic(
        "missing-glyph",
        ERROR,
        Text(
            f"所有备用字体都没有「{char}」（{code}）：稿件 {story.id} “{near}”",
            f"no face of the chain has “{char}” ({code}): story {story.id}, “{near}”",
        ),
        span,
        _way_out(char),
        desk.page.number,
        story.id,
        part,
    )


def _way_out(char: str) -> Text:
    """What to do about a character that no face has."""
    if char == LOST:
        return Text(
            "这里的字在来稿之前就丢了，留下的是替代符：对着原稿补上",
            "what stood here was lost before the copy came, and this is put in its place: "
            "write it anew from the original",
        )
    return Text(
        f"在版式的「字体」里加一个有此字的字体（presslayout fonts --has {char} 可查），或换字；"
        "程序不会印成方框",
        f"add a family that has it (presslayout fonts --has {char} tells which), or change "
        "the character; it is never printed as a box",
    )
