"""How the pages of a returned file lie over the paper's: found by what they say, and where.

On the way a proof loses pages and gets others, is printed smaller, turned, cut, put together with
another.  Its characters stay: a page is the one that says the same at the same places.  Nothing
here reads a comment.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from presslayout.assets import pdfium
from presslayout.base import doors
from presslayout.base.geometry import Box
from presslayout.base.units import EMU_PER_PT, pt
from presslayout.base.values import frozen, replace
from presslayout.edition.page import Glyphs
from presslayout.newsroom.marks.annotation import NO_PAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from presslayout.base.units import Length
    from presslayout.edition.page import Page
    from presslayout.newsroom.marks.annotation import Annotation
    from presslayout.newsroom.marks.comments import Commented

    # A character and where its pen stands, y downwards, as one number.
    Letter = tuple[str, complex]

# Words that stand once on a page tell a place; short pages have only short ones.
LENGTHS, ENOUGH = (6, 3, 1), 4
# How far a character may be off on the paper's page: programs round.
OFF = pt("0.8")
# The share of a page's characters that must stand at their places.
MOST = 0.9
# A page moved by less than this has not been moved.
STILL = pt("0.25")
# No page is printed smaller or larger than this.
SMALLEST, LARGEST = 0.1, 10.0
_TURNS = (1, 1j, -1, -1j)
# Fitted again without the pairs that are far off, so often.
_ROUNDS = 3


@frozen
class Lay:
    """A file's page over a page of the paper, by its place among them.

    A point of the file, in points and y downwards, is turned, made larger and shifted to come to
    the paper's, in lengths.  `whole` says that the file's page says all that the paper's does.
    """

    page: int
    turn: complex
    scale: float
    shift: complex
    whole: bool

    def place(self, point: complex) -> complex:
        """Where a point of the file lies on the paper's page."""
        return point * self.turn * self.scale + self.shift


def lays(
    data: bytes, pages: Sequence[Page], wanted: Collection[int] | None = None
) -> dict[int, Lay]:
    """The pages of a file, by their places, that are pages of the paper; `wanted` None is all."""
    own = [_letters(page) for page in pages]
    found: dict[int, Lay] = {}
    try:
        with pdfium.Document(data) as document:
            for number, leaf in enumerate(document):
                if wanted is not None and number not in wanted:
                    continue
                theirs = [(_plain(char), complex(x, -y)) for char, x, y in leaf.letters]
                lay = _lay(theirs, own)
                if lay is not None:
                    found[number] = lay
    except doors.PDF.faults():
        # What the one program reads the other may refuse: then nobody knows.
        return found
    return found


def laid(found: Commented, pages: Sequence[Page], known: Mapping[int, Lay]) -> list[Annotation]:
    """The comments of a file at their places on the paper's pages.

    A comment on a page that is none of the paper's has `NO_PAGE`.
    """
    made = []
    for comment in found.comments:
        lay = known.get(comment.index)
        if lay is None:
            made.append(replace(comment, index=_unread(found, comment.index, pages)))
            continue
        over = _over(comment, lay, pages[lay.page], found.corners[comment.index])
        same = lay.whole or (found.drawn is not None and found.drawn[comment.index] == lay.page)
        made.append(replace(over, changed=not same))
    return made


def _unread(found: Commented, index: int, pages: Sequence[Page]) -> int:
    """Which page of the paper one is that says nothing."""
    if found.drawn is not None and found.drawn[index] != NO_PAGE:
        return found.drawn[index]
    return index if index < len(pages) and len(_letters(pages[index])) < ENOUGH else NO_PAGE


def _over(comment: Annotation, lay: Lay, page: Page, corner: tuple[float, float]) -> Annotation:
    left, top = corner

    def place(x: Length, y: Length) -> tuple[Length, Length]:
        spot = lay.place(complex(left + x / EMU_PER_PT, y / EMU_PER_PT - top))
        return round(spot.real), round(spot.imag)

    if _still(place, comment, page):
        return replace(comment, index=lay.page, untrimmed=False)
    return replace(
        comment,
        index=lay.page,
        boxes=tuple(_moved(place, box) for box in comment.boxes),
        strokes=tuple(tuple(place(x, y) for x, y in stroke) for stroke in comment.strokes),
        width=page.width,
        height=page.height,
        untrimmed=False,
    )


def _still(
    place: Callable[[Length, Length], tuple[Length, Length]], comment: Annotation, page: Page
) -> bool:
    """Whether the trimmed page of the file is the paper's, at whatever size."""
    corners = ((0, 0, 0, 0), (comment.width, comment.height, page.width, page.height))
    return all(
        max(abs(place(x, y)[0] - right), abs(place(x, y)[1] - bottom)) <= STILL
        for x, y, right, bottom in corners
    )


def _moved(place: Callable[[Length, Length], tuple[Length, Length]], box: Box) -> Box:
    ends = place(box.x, box.y), place(box.right, box.bottom)
    (x, right), (y, bottom) = (sorted(pair) for pair in zip(*ends, strict=True))
    return Box(x, y, right - x, bottom - y)


def _letters(page: Page) -> list[Letter]:
    """Every character that one glyph draws, in the page's order."""
    return [
        letter
        for block in page.blocks
        for run in block.items
        if isinstance(run, Glyphs)
        for letter in _of_run(run)
    ]


def _of_run(run: Glyphs) -> Iterator[Letter]:
    at = 0
    for number in range(len(run.ids)):
        span = run.spans[number] if run.spans else 1
        said = _plain(run.text[at : at + span].strip())
        at += span
        if len(said) == 1:
            x = run.x[number] if len(run.x) > 1 else run.x[0]
            y = run.y[number] if len(run.y) > 1 else run.y[0]
            yield said, complex(x, y)


def _plain(said: str) -> str:
    return unicodedata.normalize("NFKC", said)


def _lay(theirs: Sequence[Letter], own: Sequence[Sequence[Letter]]) -> Lay | None:
    """Which page of the paper a file's page is, and how it lies."""
    best: Lay | None = None
    most = MOST
    for page, letters in enumerate(own):
        fitted = _fitted(theirs, letters)
        if fitted is None:
            continue
        lay = Lay(page, *fitted, whole=False)
        there = _standing(lay, theirs, letters)
        if there >= len(letters) * most:
            most = there / len(letters)
            best = replace(lay, whole=there == len(letters))
    return best


def _fitted(
    theirs: Sequence[Letter], own: Sequence[Letter]
) -> tuple[complex, float, complex] | None:
    """The turn, the scale and the shift that bring most words of the one page to the other's."""
    pairs: list[tuple[complex, complex]] = []
    for length in LENGTHS:
        here, there = _once(theirs, length), _once(own, length)
        pairs = [(theirs[at][1], own[there[word]][1]) for word, at in here.items() if word in there]
        if len(pairs) >= ENOUGH:
            break
    if len(pairs) < ENOUGH:
        return None
    tried = (_upright([(z * turn, w) for z, w in pairs]) for turn in _TURNS)
    made = [(*one, turn) for one, turn in zip(tried, _TURNS, strict=True) if one is not None]
    if not made:
        return None
    _, scale, shift, turn = min(made, key=lambda one: one[0])
    return turn, scale, shift


def _once(letters: Sequence[Letter], length: int) -> dict[str, int]:
    """Words of so many characters that stand once, and where."""
    said = [char for char, _ in letters]
    places: dict[str, int] = {}
    for at in range(len(said) - length + 1):
        word = "".join(said[at : at + length])
        places[word] = -1 if word in places else at
    return {word: at for word, at in places.items() if at >= 0}


def _upright(pairs: Sequence[tuple[complex, complex]]) -> tuple[float, float, complex] | None:
    """How far off the pairs are in the middle, and the scale and shift (least squares)."""
    kept = list(pairs)
    away: list[float] = []
    scale, shift = 1.0, 0j
    for _ in range(_ROUNDS):
        middle = sum(z for z, _ in kept) / len(kept)
        other = sum(w for _, w in kept) / len(kept)
        spread = sum(abs(z - middle) ** 2 for z, _ in kept)
        if not spread:
            return None
        scale = sum(((z - middle).conjugate() * (w - other)).real for z, w in kept) / spread
        if not SMALLEST * EMU_PER_PT <= scale <= LARGEST * EMU_PER_PT:
            return None
        shift = other - middle * scale
        away = sorted(abs(z * scale + shift - w) for z, w in pairs)
        limit = max(away[len(away) // 2] * 2, OFF)
        kept = [(z, w) for z, w in pairs if abs(z * scale + shift - w) <= limit]
    return away[len(away) // 2], scale, shift


def _standing(lay: Lay, theirs: Sequence[Letter], own: Sequence[Letter]) -> int:
    """How many characters of the paper's page stand at their places in the file."""
    squares: dict[tuple[str, int, int], list[complex]] = {}
    for char, z in theirs:
        spot = lay.place(z)
        key = char, int(spot.real // OFF), int(spot.imag // OFF)
        squares.setdefault(key, []).append(spot)
    return sum(
        any(
            abs(spot - w) <= OFF
            for x in (-1, 0, 1)
            for y in (-1, 0, 1)
            for spot in squares.get((char, int(w.real // OFF) + x, int(w.imag // OFF) + y), ())
        )
        for char, w in own
    )
