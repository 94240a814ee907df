"""Pages and sheets as they go to the press.

Pages to Pages: with the plant's marks, and two on a side where it asks for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, INFO, DeliveryError, Diagnostic, Text
from presslayout.base.values import frozen
from presslayout.delivery.plant.imposition import SpreadError, sides
from presslayout.delivery.plant.printer_marks import marked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.base.units import Length
    from presslayout.edition.page import Page
    from presslayout.edition.plant import Marks, PaperFacts
    from presslayout.edition.press import Press
    from presslayout.paint.supplies import Sheet

# So much of a page's hash tells it from every other.
_SHORT = 16


@frozen
class Printed:
    """A page of a file for the press: the paper's pages on it, how it is drawn, and its sheet."""

    numbers: tuple[int, ...]
    page: Page
    sheet: Sheet


@frozen
class SlugFacts:
    """What a slug says beside the page's number."""

    paper: PaperFacts
    press: Press
    engine: str
    standard: str
    hashes: Mapping[int, str]
    letters: Lettering


def single(pages: Sequence[Page], marks: Marks | None, told: SlugFacts) -> tuple[Printed, ...]:
    """Every page by itself."""
    made = []
    for page in pages:
        numbers = told.paper.numbers(page.number)
        # A spread is folded in its middle.
        spine = page.width // 2 if len(numbers) > 1 else None
        made.append(_printed(numbers, page, marks, told, spine))
    return tuple(made)


def imposed(
    pages: Sequence[Page], count: int, marks: Marks | None, told: SlugFacts, *, nested: bool = True
) -> tuple[tuple[Printed, ...], tuple[Diagnostic, ...]]:
    """Every side of a section of `count` pages, folded as one or sheet by sheet; what is to be said.

    DeliveryError where two pages do not go on one side.
    """
    try:
        made = sides(pages, count, nested=nested, spreads=told.paper.spreads)
    except SpreadError as fault:
        raise DeliveryError([_spread(fault.args[0])]) from fault
    except ValueError as fault:
        raise DeliveryError([_sizes(fault.args[0])]) from fault
    crossing = [_crossing(side.numbers, block) for side in made for block in side.crossing]
    if crossing:
        raise DeliveryError(crossing)
    blank = tuple(sorted({n for side in made for n in side.missing}))
    found = (_blank(blank),) if blank else ()
    return tuple(_printed(s.numbers, s.page, marks, told, s.spine) for s in made), found


def _printed(
    numbers: tuple[int, ...],
    page: Page,
    marks: Marks | None,
    told: SlugFacts,
    spine: Length | None = None,
) -> Printed:
    from presslayout.paint.supplies import Sheet

    if marks is None:
        return Printed(numbers, page, Sheet())
    drawn, sheet = marked(page, marks, _slug(numbers, told), told.letters, spine)
    return Printed(numbers, drawn, sheet)


def _slug(numbers: tuple[int, ...], told: SlugFacts) -> str:
    paper = told.paper
    day = paper.date.isoformat() if paper.date else ""
    where = "、".join(f"第{n}版" for n in numbers)
    sections = " ".join(dict.fromkeys(paper.sections.get(n, "") for n in numbers))
    hashes = " ".join(told.hashes[n][:_SHORT] for n in numbers if n in told.hashes)
    words = (
        *(paper.name, day, f"{where} {sections}".strip(), told.engine),
        *(hashes, told.standard, told.press.condition),
    )
    return "  ".join(word for word in words if word)


def _sizes(numbers: tuple[int, int]) -> Diagnostic:
    left, right = numbers
    return Diagnostic(
        "imposition-size",
        ERROR,
        Text(
            f"第{left}版和第{right}版拼在一面，成品尺寸或出血却不一样",
            f"pages {left} and {right} meet on one side but differ in trim or bleed",
        ),
        hint=Text(
            "让两版用同样开本的版式，或在印刷条件里关掉拼版",
            "give both a template of the same size, or turn `imposed` off in the press profile",
        ),
        page=left,
    )


def _spread(number: int) -> Diagnostic:
    return Diagnostic(
        "imposition-spread",
        ERROR,
        Text(
            f"第{number}、{number + 1}版跨版，拼版时却不在一张纸的同一面上",
            f"pages {number} and {number + 1} are a spread, but do not lie on one side of a sheet",
        ),
        hint=Text(
            "跨版放到一帖的正中，换一种折法，或在印刷条件里关掉拼版",
            "put the spread in the middle of the section, fold it otherwise, or turn `imposed` "
            "off in the press profile",
        ),
        page=number,
    )


def _crossing(numbers: tuple[int, int], block: str) -> Diagnostic:
    return Diagnostic(
        "imposition-crossing",
        ERROR,
        Text(
            f"{block} 在中缝处出血，会印到拼在一起的另一版上（第{numbers[0]}、{numbers[1]}版）",
            f"{block} bleeds over the spine and would print on the page beside it "
            f"(pages {numbers[0]} and {numbers[1]})",
        ),
        hint=Text(
            "中缝一侧不要出血，或在印刷条件里关掉拼版",
            "let nothing bleed at the spine, or turn `imposed` off in the press profile",
        ),
        page=numbers[0],
    )


def _blank(numbers: tuple[int, ...]) -> Diagnostic:
    listed = "、".join(map(str, numbers))
    return Diagnostic(
        "imposition-blank",
        INFO,
        Text(
            f"稿件单里没有第 {listed} 版，拼版时那半面留白",
            f"pages {', '.join(map(str, numbers))} are not in the issue; their halves stay blank",
        ),
    )
