"""Clusters at their places as glyph runs of the page: one run for each stretch of one face (F1).

Every code point of the stretch is behind some glyph: what does not print behind the one before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.values import frozen, replace
from presslayout.edition.page import Glyphs
from presslayout.typeset import classes as cl
from presslayout.typeset.cells import Part
from presslayout.typeset.spacing import EM, SUPERIOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.typeset.shape import Shaped


@frozen
class Inking:
    """How a stretch is drawn: where its first body's left edge and baseline are, size and ink.

    `offset` is where the paragraph begins in its part; `hyphen` is the glyph of an added hyphen
    and where it stands.
    """

    x: Length
    baseline: Length
    size: Length
    ink: Ink
    offset: int
    condense: int = 1000
    hyphen: tuple[int, int] | None = None


def runs(
    shaped: Shaped,
    start: int,
    end: int,
    bodies: Sequence[int],
    pen: Inking,
    *,
    text_end: int | None = None,
) -> tuple[Glyphs, ...]:
    """The glyphs of clusters from `start` to `end`, their bodies at these places of the line.

    Text up to `text_end`, where it lies further, goes with the last of them.
    """
    if start >= end:
        return ()
    stop = shaped.starts[end] if text_end is None else text_end
    scale, x, size = pen.condense, pen.x, pen.size
    if scale == EM:
        at = [x + place * size // EM for place in bodies]
    else:
        at = [x + _scaled(place, scale) * size // EM for place in bodies]
    if not _is_plain(shaped, start, end) or pen.hyphen or stop > shaped.starts[end]:
        return tuple(_general(shaped, start, at, stop, pen))
    shifts = shaped.shifts[start:end]
    if any(shifts):
        at = [x + _scaled(s, scale) * size // EM for x, s in zip(at, shifts, strict=True)]
    run = _Run(shaped.starts[start], tuple(shaped.ids[start:end]), tuple(at), (pen.baseline,), ())
    return (_glyphs(shaped, start, run, stop, pen),)


class _Run(NamedTuple):
    begin: int
    ids: tuple[int, ...]
    xs: tuple[Length, ...]
    ys: tuple[Length, ...]
    spans: tuple[int, ...]


def _is_plain(shaped: Shaped, start: int, end: int) -> bool:
    """Whether every code point of a stretch has one glyph of its own, all of one face."""
    if shaped.all_faces[0].vertical or shaped.rises or not isinstance(shaped.starts, range):
        return False
    numbers = shaped.face_numbers
    if numbers is not None and len(set(numbers[start:end])) > 1:
        return False
    if shaped.parts and not shaped.parts.keys().isdisjoint(range(start, end)):
        return False
    return min(shaped.ids[start:end]) >= 0


def _general(shaped: Shaped, start: int, at: list[Length], stop: int, pen: Inking) -> list[Glyphs]:
    numbers = shaped.face_numbers
    made: list[Glyphs] = []
    ids: list[int] = []
    xs: list[int] = []
    ys: list[int] = []
    spans: list[int] = []
    begun = start
    end = start + len(at)
    vertical = shaped.all_faces[0].vertical
    upright = False
    size, rise = _sizes(pen, shaped.rises.get(start, 0))

    def close(text_end: int) -> None:
        level = (ys[0],) if ys.count(ys[0]) == len(ys) else tuple(ys)
        plain = all(span == 1 for span in spans)
        begin = shaped.starts[begun]
        run = _Run(begin, tuple(ids), tuple(xs), level, () if plain else tuple(spans))
        glyphs = replace(_glyphs(shaped, begun, run, text_end, pen), size=size)
        made.append(_turned_back(glyphs) if upright else glyphs)

    for k in range(start, end):
        stands = vertical and shaped.ids[k] >= 0 and _stands(shaped, k)
        above = shaped.rises.get(k, 0)
        other = numbers is not None and numbers[k] != numbers[begun]
        other = other or above != shaped.rises.get(begun, 0)
        if k > begun and (other or (stands != upright and shaped.ids[k] >= 0)):
            close(shaped.starts[k])
            begun = k
            ids, xs, ys, spans = [], [], [], []
            size, rise = _sizes(pen, above)
        length = shaped.starts[k + 1] - shaped.starts[k]
        if shaped.ids[k] < 0 and spans:
            spans[-1] += length
            continue
        upright = stands if shaped.ids[k] >= 0 else upright
        parts = shaped.parts.get(k) or (Part(max(shaped.ids[k], 0), shaped.shifts[k], 0),)
        for glyph, dx, dy, _ in parts:
            ids.append(glyph)
            xs.append(at[k - start] + _scaled(dx, pen.condense) * size // EM)
            ys.append(pen.baseline - rise - dy * size // EM)
        spans += _spans(length, len(parts), shaped.kinds[k])
    spans[-1] += stop - shaped.starts[end]
    if pen.hyphen:
        ids.append(pen.hyphen[0])
        xs.append(pen.x + pen.hyphen[1] * pen.size // EM)
        ys.append(pen.baseline)
        spans.append(0)
    close(stop)
    return made


def _sizes(pen: Inking, rise: int) -> tuple[Length, Length]:
    """How large clusters are drawn and how far above the line: what is off it small (F1, F2)."""
    return (pen.size * SUPERIOR // EM, pen.size * rise // EM) if rise else (pen.size, 0)


def _stands(shaped: Shaped, k: int) -> bool:
    """Whether a cluster of a vertical line is upright."""
    return any(part.upright for part in shaped.parts.get(k, ()))


def _turned_back(run: Glyphs) -> Glyphs:
    """A run upright in a line that will be turned; what is condensed along it becomes flatter."""
    size = run.size * run.condense // 1000
    return replace(run, turn=270, size=size, condense=1_000_000 // run.condense)


def _spans(length: int, glyphs: int, kind: str) -> list[int]:
    """The code points behind each glyph of a cluster; two dashes or ellipses are two of one each."""
    if glyphs > 1 and kind in (cl.DASH, cl.ELLIPSIS) and length >= glyphs:
        return [*[1] * (glyphs - 1), length - glyphs + 1]
    return [length, *[0] * (glyphs - 1)]


def _scaled(place: int, scale: int) -> int:
    return place if scale == 1000 else place * scale // 1000  # noqa: PLR2004


def _glyphs(shaped: Shaped, first: int, run: _Run, stop: int, pen: Inking) -> Glyphs:
    number = shaped.face_numbers[first] if shaped.face_numbers is not None else 0
    return Glyphs(
        face=shaped.all_faces[number].key,
        size=pen.size,
        ids=run.ids,
        x=run.xs,
        y=run.ys,
        text=shaped.text[run.begin : stop],
        spans=run.spans,
        offset=pen.offset + run.begin,
        ink=pen.ink,
        condense=pen.condense,
    )
