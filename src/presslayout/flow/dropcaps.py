"""The drop cap (首字): a story's first character over several rows, the lines beside it shortened.

It is the text's own character: it stands for itself in the archive and is read where it begins the
paragraph (RULES P7).  Where a paragraph cannot bear one it is set as usual, and why is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

from presslayout.base.diagnostics import Text
from presslayout.base.values import frozen, replace
from presslayout.edition.roles import MarkupKind, ParagraphKind
from presslayout.flow.body import TextBlock, looks
from presslayout.flow.quality import NOT_FIRST
from presslayout.typeset import classes as cl
from presslayout.typeset.adjustment import natural_width
from presslayout.typeset.lines import in_rooms, whole
from presslayout.typeset.shape import Font, Shaped, shape
from presslayout.typeset.spacing import EM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.base.units import Length
    from presslayout.flow.area import Area
    from presslayout.flow.bench import Typefaces
    from presslayout.flow.blocks import BodyBlock
    from presslayout.flow.body import BodyFonts
    from presslayout.flow.telling import Telling
    from presslayout.issue.issue import Paragraph
    from presslayout.issue.template import DropCap
    from presslayout.typeset.lines import Variant

# What a Han glyph leaves blank of its square on every side, in per mille: its face (字面), not its
# square, ends with the lines beside it.
BEARING = 40
# From the cap's ink to the text beside it at least, and what has to be left of the measure there,
# both in thousandths of a body em.
GAP, LEFT = 200, 6 * EM
# A Han cap is set so much smaller at most, in per mille, where that saves a cell beside it: a twentieth is not
# seen, a cell of white is.
SHRINK = (1000, 980, 960, 945)
# Beside a cap another number of lines than the best is offered while no gap passes this.
LOOSE_GAP = 200
# Figures that a cap takes together; a longer number would be torn.
FIGURES = 2

_OPENING = frozenset(("Ps", "Pi"))
_TOO_SHORT = Text("第一段太短", "the first paragraph is too short")
_NO_FIRST = Text("第一个字不好放大", "what it begins with cannot be set large")


@frozen
class CapGround:
    """What a cap is set on: the paper's faces, the slot's grid, the body's faces and measure.

    The last line of a story keeps `tail` free, in thousandths of an em.
    """

    faces: Typefaces
    space: Area
    fonts: BodyFonts
    tail: int = 0


class _Cap(NamedTuple):
    """What is set large: how far into it its ink begins, how wide that is, how far it is lowered."""

    shaped: Shaped
    left: Length
    width: Length
    down: Length


def capped(
    body: Sequence[BodyBlock], telling: Telling, style: DropCap | None, ground: CapGround
) -> tuple[BodyBlock, ...] | Text:
    """The body with the cap that is asked for; why it bears none, where it can bear none."""
    given = tuple(body)
    if style is None or telling.start != (0, 0) or telling.came_from is not None or not given:
        return given
    first, paragraph = given[0], telling.paragraphs[0]
    if not isinstance(first, TextBlock) or paragraph.kind != ParagraphKind.PARAGRAPH:
        return Text("正文不是从一段文字开始的", "the body does not begin with a paragraph of text")
    if first.label is not None or first.inset:
        return Text("第一段是凸排的", "the first paragraph hangs")
    if any(photo.contour for photo in telling.photos):
        return Text("文字绕着图走", "its text runs round a cut-out")
    found = _initial(paragraph)
    if found is None:
        return _NO_FIRST
    alone = len(given) == 1
    made = _set(paragraph, found, style, ground if alone else replace(ground, tail=0))
    return made if isinstance(made, Text) else (made, *given[1:])


def _initial(paragraph: Paragraph) -> tuple[int, int, int] | None:
    """Where a paragraph's opening marks begin, where they end, and where its first character does."""
    text = paragraph.text
    start = len(text) - len(text.lstrip())
    at = start
    while at < len(text) and category(text[at]) in _OPENING:
        at += 1
    end = at + 1
    if text[at : at + 1].isdecimal():
        while text[end : end + 1].isdecimal():
            end += 1
    sound = text[at : at + 1].isalnum() and end - at <= FIGURES
    # A mark that is no beginning of a line would begin the first one.
    following = text[end : end + 1]
    combined = category(following)[0] == "M" if following else True
    if not sound or combined or following in NOT_FIRST or following.isspace():
        return None
    if any(
        mark.kind != MarkupKind.BOLD and mark.start < end and start < mark.start + mark.length
        for mark in paragraph.marks
    ):
        return None
    return start, at, end


def _set(
    paragraph: Paragraph, found: tuple[int, int, int], style: DropCap, ground: CapGround
) -> TextBlock | Text:
    """The paragraph with its cap, and the marks before it at the body's own size."""
    fonts, em = ground.fonts, ground.space.em
    start, at, end = found
    marks = _label(paragraph, (start, at), fonts) if at > start else None
    before = 0 if marks is None else natural_width(marks.shaped, 0, len(marks.shaped)) * em // EM
    caps = [_cap(paragraph.text[at:end], style, ground, share) for share in SHRINK]
    # Whole cells, so that the lines beside it stand on the grid of those below.
    tried = [
        (-(-((before + one.width) * EM // em + GAP) // EM) * EM, -n, one)
        for n, one in enumerate(caps)
        if one is not None
    ]
    if not tried:
        return _NO_FIRST
    taken, _, cap = min(tried, key=lambda one: (one[0], -one[1]))
    if fonts.measure - taken < LEFT:
        return Text("栏太窄", "the column is too narrow")
    label = TextBlock(
        paragraph.offset + at,
        cap.shaped,
        (whole(cap.shaped),),
        label=marks,
        lowered=(before - cap.left, cap.down),
        ink=style.ink,
    )
    rest, marked = looks(paragraph, fonts, (end, len(paragraph.text)))
    shaped = shape(paragraph.text[end:], fonts.text, rest)
    beside = (taken * em // EM, ground.space.measure - taken * em // EM)
    variants = _variants(shaped, style.rows, taken, ground)
    if not variants:
        return _TOO_SHORT
    return TextBlock(
        paragraph.offset + end,
        shaped,
        variants,
        marked,
        label=label,
        rooms=(beside,) * style.rows,
        solid=style.rows,
    )


def _cap(text: str, style: DropCap, ground: CapGround, share: int) -> _Cap | None:
    """What is set large, from the top of the first row's faces to the foot of the last one's.

    Of that size it has a `share`, in per mille, and stands in the middle of the rows.
    """
    fonts, space = ground.fonts, ground.space
    faces = ground.faces.of(style.families)
    deep = (style.rows - 1) * space.pitch
    full = deep * 1000 // (1000 - 2 * BEARING) + space.em
    size = full * share // 1000
    cap = shape(text, Font(faces, (), size, fonts.text.manner))
    if cap.missing:
        return None
    base = fonts.text.faces[0].ascent * space.em // EM
    inks = [cap.all_faces[0].ink_box(gid) for gid in cap.ids if gid >= 0]
    if cl.HAN in cap.kinds or faces[0].vertical:
        above = BEARING * (full - space.em) // 1000 - (full - size) // 2
        left = BEARING * size // 1000
        right = inks[0][2] if inks and not faces[0].vertical else EM
        wide = max(right, EM - BEARING) * size // EM - left
        return _Cap(cap, left, wide, cap.ascent - base - above)
    # Letters and figures stand on the last row's baseline, their tops where those of Han are.
    high = max((top for *_, top in inks), default=0)
    if high <= 0:
        return None
    size = (deep + base - BEARING * space.em // 1000) * EM // high
    cap = shape(text, Font(faces, (), size, fonts.text.manner))
    left, right = inks[0][0], cap.after[-1] - inks[-1][2]
    wide = (natural_width(cap, 0, len(cap)) - left - right) * size // EM
    return _Cap(cap, left * size // EM, wide, deep)


def _label(paragraph: Paragraph, stretch: tuple[int, int], fonts: BodyFonts) -> TextBlock:
    look, _ = looks(paragraph, fonts, stretch)
    shaped = shape(paragraph.text[slice(*stretch)], fonts.text, look)
    return TextBlock(paragraph.offset + stretch[0], shaped, (whole(shaped),))


def _variants(shaped: Shaped, rows: int, taken: int, ground: CapGround) -> tuple[Variant, ...]:
    """The settings beside a cap, none shorter than it: the best, a line fewer and a line more."""
    measure = ground.fonts.measure
    found = [
        one
        for one in in_rooms(shaped, (*[measure - taken] * rows, measure))
        if len(one.lines) >= rows
    ]
    ending = [one for one in found if one.lines[-1].width <= measure - ground.tail]
    found = ending or found
    if not found:
        return ()
    best = found[0]
    near = [
        replace(one, cost=max(one.cost, best.cost + 1))
        for one in found[1:]
        if abs(len(one.lines) - len(best.lines)) == 1
        and all(line.last or line.han_gap <= LOOSE_GAP for line in one.lines)
    ]
    return tuple(sorted((best, *near), key=lambda one: len(one.lines)))
