"""Headlines over photos: whether their ink stands out from what is under every stroke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.assets import luminance
from presslayout.base.diagnostics import WARNING, Diagnostic, Text
from presslayout.edition.page import Glyphs
from presslayout.edition.roles import Role
from presslayout.flow.bench import sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.edition.ink import Ink
    from presslayout.edition.page import Page
    from presslayout.edition.record import PageRecord, PhotoRecord
    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import PageSpec, Photo, Story

# WCAG 2.2, 1.4.3: what anybody reads.
LEAST = 4.5
# Of the pixels under a headline so many in a thousand may be lighter or darker: glints, noise.
STRAY = 20
_HEADS = (Role.KICKER, Role.HEADLINE, Role.DECK, Role.BYLINE)
_FULL = 1000


def told(spec: PageSpec, page: Page, record: PageRecord, desk: Desk) -> Iterator[Diagnostic]:
    """Headlines that do not stand out from the photo behind them."""
    for tale in spec.stories:
        for photo in tale.photos:
            if photo.at != "behind" or photo.members or photo.contour:
                continue
            for one in record.photos:
                if (one.file, one.story) == (photo.file, tale.id):
                    yield from _faint(page, tale, (photo, one), desk)


def _faint(
    page: Page, tale: Story, shown: tuple[Photo, PhotoRecord], desk: Desk
) -> Iterator[Diagnostic]:
    photo, record = shown
    facts, root = desk.pictures[photo.file], desk.foci.root
    if root is None or facts.vector:
        return
    light = sound(lambda: luminance.luminance(root / photo.file, facts.sha256, desk.foci.cache))
    if light is None:
        return
    for block in page.blocks:
        if block.story != tale.id or block.role not in _HEADS:
            continue
        runs = [item for item in block.items if isinstance(item, Glyphs)]
        worst = min((_least(run, record, light) for run in runs), default=LEAST)
        if worst < LEAST:
            yield _said(page, tale, block.part, worst)


def _least(run: Glyphs, shown: PhotoRecord, light: luminance.Luminance) -> float:
    """The least contrast of a run with what lies under its characters."""
    own = _of_ink(run.ink)
    under = b"".join(light.within(*square) for square in _squares(run, shown))
    if not under:
        return LEAST
    seen = sorted(luminance.contrast(own, value / 255) for value in under)
    return seen[len(seen) * STRAY // _FULL]


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
