"""Single lines of display type for furniture: set to a size, placed by an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Text
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import BLACK, RED, Ink
from presslayout.issue.paper import PENDING
from presslayout.typeset import headline
from presslayout.typeset.classes import is_printing
from presslayout.typeset.figures import drawn
from presslayout.typeset.shape import Font

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.assets.fonts import Face
    from presslayout.base.units import Length
    from presslayout.edition.page import Item
    from presslayout.flow.bench import Desk
    from presslayout.issue.template import Slot
    from presslayout.typeset.headline import Heading
    from presslayout.typeset.manner import Manner

# Furniture that is too long for its place is set smaller, but never below this share of its size,
# in per mille; what stands beside text keeps half of it.
LEAST_SIZE, LEAST_BESIDE = 400, 500


@frozen
class PrintedFact:
    """A fact as furniture prints it, in the faces that it is set in."""

    text: str
    faces: tuple[Face, ...]
    ink: Ink = BLACK

    @property
    def colour(self) -> Ink:
        """Its ink; red while it is not known (SPEC §2)."""
        return RED if PENDING in self.text else self.ink


def word(text: str, font: Font, width: Length, least: int = LEAST_SIZE) -> Heading | None:
    """One line in the font's size and manner, smaller when the width asks for it.

    None when even that is too long.
    """
    return headline.fit(
        text,
        font.faces,
        width=width,
        smallest=font.size * least // 1000,
        largest=font.size,
        max_lines=1,
        display=replace(headline.LABEL, manner=font.manner),
    )


def ink_of(text: str, ink: Ink) -> Ink:
    """Red for a fact that is not known yet (SPEC §2)."""
    return RED if text == PENDING else ink


def put(
    found: Heading | None, x: Length, baseline: Length, width: Length, align: str, ink: Ink
) -> tuple[Item, ...]:
    """The line between x and x + width."""
    if found is None:
        return ()
    return headline.place_heading(found, x, (baseline,), width, align=align, ink=ink)


def strung(
    told: Sequence[PrintedFact], size: Length, width: Length, manner: Manner
) -> tuple[Heading, ...] | None:
    """Facts of one line at one size, an em between them; None where they are too long together."""
    made = [word(one.text, Font(one.faces, (), size, manner), width) for one in told]
    found = tuple(h for h in made if h is not None and h.size == size)
    if len(found) < len(told) or _taken(found, size) > width:
        return None
    return found


def fitted(
    told: Sequence[PrintedFact], size: Length, width: Length, manner: Manner
) -> tuple[Length, tuple[Heading, ...]] | None:
    """The facts of one line at the largest size up to `size` at which all have room."""
    smallest = size * LEAST_SIZE // 1000
    while size >= smallest:
        found = strung(told, size, width, manner)
        if found is not None:
            return size, found
        size -= headline.STEP // 2
    return None


def left_out(told: Iterable[str], slot: Slot, desk: Desk) -> Iterator[Diagnostic]:
    """What has no room in its slot."""
    for text in told:
        yield Diagnostic(
            "furniture-overset",
            ERROR,
            Text(
                f"第{desk.page.number}版「{slot.name}」放不下“{text}”",
                f"page {desk.page.number}, slot {slot.name}: “{text}” has no room",
            ),
            slot.span,
            Text("加大区块，或把字写短", "make the slot larger, or the words shorter"),
            desk.page.number,
        )


def unprintable(told: Iterable[PrintedFact], slot: Slot, desk: Desk) -> Iterator[Diagnostic]:
    """Characters of furniture that no face of their chain has, or that another one lends."""
    seen: set[tuple[str, str]] = set()
    for one in told:
        first = one.faces[0]
        for char in one.text:
            lacking = is_printing(char) and not first.covers(drawn(char))
            if not lacking or (char, first.name) in seen:
                continue
            seen.add((char, first.name))
            lender = next((face for face in one.faces[1:] if face.covers(drawn(char))), None)
            code = f"U+{ord(char):04X}"
            yield Diagnostic(
                "fallback-glyph" if lender else "missing-glyph",
                WARNING if lender else ERROR,
                Text(
                    f"第{desk.page.number}版「{slot.name}」的「{char}」（{code}）不在字体 {first.name} 里"
                    + (f"，用 {lender.name} 代替" if lender else "，备用字体也没有"),
                    f"page {desk.page.number}, slot {slot.name}: “{char}” ({code}) is not in "
                    f"{first.name}" + (f"; {lender.name} lends it" if lender else " nor its chain"),
                ),
                slot.span,
                Text(
                    f"在「字体」里加一个有此字的字体（presslayout fonts --has {char} 可查）",
                    f"add a family that has it (presslayout fonts --has {char} tells which)",
                ),
                desk.page.number,
            )


def _taken(found: Sequence[Heading], size: Length) -> Length:
    return sum(h.width for h in found) + size * (len(found) - 1)
