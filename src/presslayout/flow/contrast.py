"""Headlines over photos: whether their ink stands out from what is under every stroke.

Where it does not, a gradient is laid over the photo, under the words (题衬).
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from presslayout.assets import luminance
from presslayout.base.diagnostics import INFO, WARNING, Diagnostic, Text
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import BLACK, RED, WHITE
from presslayout.edition.page import Glyphs, Picture, Veil
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.edition.page import Block, Page
    from presslayout.edition.record import PageRecord, PhotoRecord
    from presslayout.flow.bench import Desk, Filled
    from presslayout.issue.issue import PageSpec, Photo, Story

# WCAG 2.2, 1.4.3: what anybody reads.
LEAST = 4.5
# Of the pixels under a headline so many in a thousand may be lighter or darker: glints, noise.
STRAY = 20
# How much of a gradient may lie over a photo, in per mille, the least first: with more of it there
# is no photo left.
DEPTHS = tuple(range(50, 651, 50))
# A light gradient under a large headline is worse than a dark one of any depth.
PALE = 1000
# Of a photo that is to bear a headline the quietest third: how busy it may be, by its strips, and how
# much of a gradient white type may need there, in per mille (black type none); looked at on pages.
BUSY, VEILED = 14, 450
# It is full this far round its type, in per mille of its size; it fades over as much as it is high,
# over so much of the photo at least; so near its edge it goes on to there.
AROUND, REACH, NEAR = 300, 250, 300
# Type darker than this is read before light, lighter type before dark.
_MIDDLE = 0.18
_HEADS = (Role.RUBRIC, Role.KICKER, Role.HEADLINE, Role.DECK, Role.BYLINE)
_CAPTIONS = (Role.CAPTION, Role.CREDIT)
_FULL = 1000


@frozen
class _Shown:
    """A photo behind words: what draws it, its light, and where it stands on the page."""

    picture: Picture
    record: PhotoRecord
    light: luminance.Luminance

    def row(self, y: Length) -> int:
        """The row of the picture's pixels at a height of the page."""
        (_, top, _, foot), box = self.record.crop, self.record.box
        return top + (y - box.y) * (foot - top) // max(box.height, 1)


def shaded(made: Filled, tale: Story, desk: Desk) -> Filled:
    """A story with as little of a gradient over the photo behind its headline as shows every stroke.

    Where the most of it does not, that is laid; `told` says so.
    """
    blocks, said = list(made.blocks), list(made.diagnostics)
    for photo in _behind(tale):
        shown = _of(photo, tale, (blocks, made.photos), desk)
        if shown is None:
            continue
        blocks = _in_ink(blocks, _CAPTIONS, tale, shown)
        if photo.as_shaped and photo.head_ink is None:
            blocks = _in_ink(blocks, _HEADS, tale, shown, pale=PALE)
        found = (_veil(runs, shown) for runs in _zones(blocks, tale, shown))
        veils = tuple(veil for veil in found if veil is not None)
        if not veils:
            continue
        for number, block in enumerate(blocks):
            if block.id == f"{tale.id}/photo-{photo.stem}":
                items = (replace(i, veils=veils) if isinstance(i, Picture) else i
                         for i in block.items)  # fmt: skip
                blocks[number] = replace(block, items=tuple(items))
        said.append(_veiled(desk, tale, photo, max(veil.depth for veil in veils)))
    return replace(made, blocks=tuple(blocks), diagnostics=tuple(said))


def _in_ink(
    blocks: list[Block], roles: tuple[Role, ...], tale: Story, shown: _Shown, pale: int = 0
) -> list[Block]:
    """The blocks, those of these roles inside the photo in white or black where their ink is worse.

    `pale` is what a light gradient costs beside a dark one: it is fog over the photo.
    """
    over = _over(blocks, roles, tale, shown)
    if not over or any(run.ink == RED for run in over):
        # What is still to be written is red.
        return blocks

    def depth(ink: Ink) -> int:
        veil = _veil([replace(run, ink=ink) for run in over], shown)
        if veil is not None:
            return veil.depth + pale * veil.light
        # Without a gradient all are read, or none can be.
        worst = min(_least(replace(run, ink=ink), shown) for run in over)
        return 0 if worst >= LEAST else _FULL

    ink = min((over[0].ink, WHITE, BLACK), key=depth)
    made = []
    for block in blocks:
        inside = block.role in roles and any(item in over for item in block.items)
        items = (replace(i, ink=ink) if isinstance(i, Glyphs) else i for i in block.items)
        made.append(replace(block, items=tuple(items)) if inside else block)
    return made


def bears(photo: Photo, desk: Desk) -> bool:
    """Whether a headline is read on a photo without spoiling it: its quietest third is even enough."""
    facts = desk.pictures[photo.file]
    light = desk.foci.light(photo, facts)
    third = desk.foci.quiet(photo, facts, 0, facts.height) // 500
    if light is None or desk.foci.busy(photo, facts, third) > BUSY:
        return False
    edges = third * _FULL // 3 + 1, (third + 1) * _FULL // 3 - 1
    seen = sorted(light.within(0, edges[0], _FULL, edges[1]))
    low, high = (seen[len(seen) * part // _FULL] / 255 for part in (STRAY, _FULL - STRAY))
    veiled = (math.sqrt(high) * (1 - VEILED / _FULL)) ** 2
    return luminance.contrast(veiled, 1.0) >= LEAST or luminance.contrast(low, 0.0) >= LEAST


def told(spec: PageSpec, page: Page, record: PageRecord, desk: Desk) -> Iterator[Diagnostic]:
    """Words that do not stand out from the photo behind them."""
    for tale in spec.stories:
        for photo in _behind(tale):
            shown = _of(photo, tale, (page.blocks, record.photos), desk)
            for block in page.blocks if shown is not None else ():
                runs = _runs(block, tale)
                worst = min((_least(run, shown) for run in runs), default=LEAST)  # type: ignore[arg-type]
                if worst < LEAST:
                    yield _said(page, tale, block.part, worst)


def _behind(tale: Story) -> Iterator[Photo]:
    for photo in tale.photos:
        if photo.at == "behind" and not photo.members and not photo.contour:
            yield photo


def _of(
    photo: Photo,
    tale: Story,
    stands: tuple[Iterable[Block], Iterable[PhotoRecord]],
    desk: Desk,
) -> _Shown | None:
    """A photo as it stands; None where it does not, or nobody can look at it."""
    pictures = [
        item
        for block in stands[0]
        if block.id == f"{tale.id}/photo-{photo.stem}"
        for item in block.items
        if isinstance(item, Picture)
    ]
    records = [one for one in stands[1] if (one.file, one.story) == (photo.file, tale.id)]
    if not pictures or not records:
        return None
    light = desk.foci.light(photo, desk.pictures[photo.file])
    return None if light is None else _Shown(pictures[0], records[0], light)


def _runs(block: Block, tale: Story) -> list[Glyphs]:
    """The runs of a block that may stand over a photo."""
    if block.story != tale.id or block.role not in (*_HEADS, *_CAPTIONS):
        return []
    return [item for item in block.items if isinstance(item, Glyphs)]


def _zones(blocks: Sequence[Block], tale: Story, shown: _Shown) -> Iterator[list[Glyphs]]:
    """The runs over a photo: those of its headline, and those of a caption that stands inside it."""
    for roles in (_HEADS, _CAPTIONS):
        over = _over(blocks, roles, tale, shown)
        if over:
            yield over


def _over(
    blocks: Sequence[Block], roles: tuple[Role, ...], tale: Story, shown: _Shown
) -> list[Glyphs]:
    runs = [run for block in blocks if block.role in roles for run in _runs(block, tale)]
    return [run for run in runs if any(True for _ in _squares(run, shown.record))]


def _veil(runs: list[Glyphs], shown: _Shown) -> Veil | None:
    """The lightest gradient before which all of these are read; None where they are without."""
    under = [(run, _beneath(run, shown)) for run in runs]
    if all(_read(run, found, ()) for run, found in under):
        return None
    light = _of_ink(max(runs, key=lambda run: run.size).ink) < _MIDDLE
    hopeless = (luminance.contrast(_of_ink(run.ink), float(light)) < LEAST for run in runs)
    if any(hopeless):
        return None
    rows = _rows(runs, shown)
    for depth in DEPTHS:
        veil = Veil(rows, depth, light)
        if all(_read(run, found, (veil,)) for run, found in under):
            return veil
    return Veil(rows, DEPTHS[-1], light)


def _rows(runs: list[Glyphs], shown: _Shown) -> tuple[int, int, int, int]:
    """The rows of the picture over which a gradient begins, is full, and ends."""
    tall = shown.record.size[1]
    _, top, _, foot = shown.record.crop
    tops = [min(run.y) - run.size * (880 + AROUND) // 1000 for run in runs]
    feet = [max(run.y) + run.size * (120 + AROUND) // 1000 for run in runs]
    begin = min(max(shown.row(min(tops)), top), tall)
    end = max(min(shown.row(max(feet)), foot), begin)
    reach = max(end - begin, (foot - top) * REACH // 1000)
    # Near an edge of the picture it goes on to there: half a band of dark looks like a mistake.
    near = (foot - top) * NEAR // 1000
    above, begin = (0, 0) if begin - top < near else (max(begin - reach, 0), begin)
    below, end = (tall, tall) if foot - end < near else (min(end + reach, tall), end)
    return above, begin, end, below


# The pixels under a run: of a row of the picture how many are so light, from 0 to 255.
_Beneath = dict[int, dict[int, int]]


def _least(run: Glyphs, shown: _Shown) -> float:
    """The least contrast of a run with what lies under its characters."""
    found, veils = _beneath(run, shown), shown.picture.veils
    count = sum(sum(row.values()) for row in found.values())
    left = count * STRAY // _FULL
    for contrast, many in sorted(_contrasts(run, found, veils)):
        left -= many
        if left < 0:
            return contrast
    return LEAST


def _read(run: Glyphs, found: _Beneath, veils: tuple[Veil, ...]) -> bool:
    """Whether what lies under a run, behind these gradients, has no less than the least contrast."""
    left = sum(sum(row.values()) for row in found.values()) * STRAY // _FULL
    for contrast, many in _contrasts(run, found, veils):
        if contrast < LEAST:
            left -= many
            if left < 0:
                return False
    return True


def _contrasts(
    run: Glyphs, found: _Beneath, veils: tuple[Veil, ...]
) -> Iterator[tuple[float, int]]:
    """The contrasts of a run with the pixels under it, and how many there are of each."""
    own = _of_ink(run.ink)
    # Rows behind as much of the gradients are alike.
    known: dict[tuple[int, ...], dict[int, float]] = {}
    for row, values in found.items():
        told = known.setdefault(tuple(veil.at(row) for veil in veils), {})
        for value, many in values.items():
            contrast = told.get(value)
            if contrast is None:
                behind = _under(value / 255, veils, row)
                contrast = told[value] = luminance.contrast(own, behind)
            yield contrast, many


def _beneath(run: Glyphs, shown: _Shown) -> _Beneath:
    """What lies under the characters of a run."""
    light, tall = shown.light, shown.record.size[1]
    seen: dict[int, Counter[int]] = {}
    for left, top, right, foot in _squares(run, shown.record):
        first, last = light.tall * top // 1000, light.tall * foot // 1000
        for line in range(max(first, 0), min(last + 1, light.tall)):
            edge = line * 1000 // light.tall
            row = (2 * line + 1) * tall // (2 * light.tall)
            found = light.within(left, edge + 1, right, edge + 1)
            seen.setdefault(row, Counter()).update(found)
    return {row: dict(values) for row, values in seen.items()}


def _under(value: float, veils: tuple[Veil, ...], row: int) -> float:
    """The light that a gradient leaves of a pixel's, or adds to it.

    Dots gain: a tint of so much black leaves about the square of what it leaves free (50 % of black
    a quarter of the light, by the profiles of newsprint and of coated paper alike).
    """
    for veil in veils:
        share = veil.at(row) / _FULL
        root = math.sqrt(value)
        value = (root + ((1.0 if veil.light else 0.0) - root) * share) ** 2
    return value


def _squares(run: Glyphs, shown: PhotoRecord) -> Iterator[tuple[int, int, int, int]]:
    """Where its characters stand on a picture, in per mille of the whole of it."""
    box, (left, top, right, bottom), (wide, high) = shown.box, shown.crop, shown.size
    size = run.size * run.condense // 1000
    xs = run.x if len(run.x) > 1 else run.x * len(run.y)
    ys = run.y if len(run.y) > 1 else run.y * len(run.x)
    for x, y in zip(xs, ys, strict=True):
        edges = x, y - run.size * 880 // 1000, x + size, y + run.size * 120 // 1000
        if (
            edges[2] <= box.x
            or edges[0] >= box.right
            or edges[3] <= box.y
            or edges[1] >= box.bottom
        ):
            continue
        across, down = (right - left) * 1000 // wide, (bottom - top) * 1000 // high
        yield (
            left * 1000 // wide + (max(edges[0], box.x) - box.x) * across // box.width,
            top * 1000 // high + (max(edges[1], box.y) - box.y) * down // box.height,
            left * 1000 // wide + (min(edges[2], box.right) - box.x) * across // box.width,
            top * 1000 // high + (min(edges[3], box.bottom) - box.y) * down // box.height,
        )


def _of_ink(ink: Ink) -> float:
    """About how light an ink is: what each plate leaves of red, green and blue."""
    cyan, magenta, yellow, black = (1 - value / _FULL for value in (ink.c, ink.m, ink.y, ink.k))
    return luminance.of_colour(cyan * black, magenta * black, yellow * black)


def _veiled(desk: Desk, tale: Story, photo: Photo, depth: int) -> Diagnostic:
    return Diagnostic(
        "head-shaded",
        INFO,
        Text(
            f"图片 {photo.file} 上的字不够清楚，字下加了渐变，最深 {depth // 10}%",
            f"type over {photo.file} was faint; a gradient of {depth // 10} % at most lies under it",
        ),
        photo.span,
        Text(
            "看一眼；不要渐变的，换「题色」或换一张匀净的图",
            "look at it; without one, change head_ink or take a photo with an even part",
        ),
        desk.page.number,
        tale.id,
        f"photo-{photo.stem}",
    )


def _said(page: Page, tale: Story, part: str, worst: float) -> Diagnostic:
    return Diagnostic(
        "head-faint",
        WARNING,
        Text(
            f"图上的题看不清：最差处和图的明暗比是 {worst:.1f}∶1，不到 {LEAST}∶1",
            f"type over the photo is faint: at worst its contrast is {worst:.1f} to 1, under {LEAST}",
        ),
        tale.span_of(part),
        Text(
            "换「题色」，换一张暗处或亮处匀净的图，或把图放到题上",
            "change head_ink, take a photo with an even dark or light part, or put it above the head",
        ),
        page.number,
        tale.id,
        part,
    )
