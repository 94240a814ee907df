"""Marks anywhere on the sample's pages: what would be written is what lies under the mark, or nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt
from presslayout.edition.locate import characters_of
from presslayout.edition.page import Glyphs, Picture
from presslayout.newsroom import build
from presslayout.newsroom.marks.annotation import Annotation, CommentKind
from presslayout.newsroom.marks.answers import judged
from presslayout.newsroom.marks.applied import Correction, corrected, left
from presslayout.newsroom.marks.found_places import Comment, marks
from presslayout.newsroom.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.edition.page import Edition, Page
    from presslayout.issue.workspace import Loaded

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "issue" / "2026-10-18"


@cache
def sample() -> tuple[Loaded, Edition]:
    loaded, made = build.composed(SAMPLE, Options())
    return loaded, made.edition


Drawn = tuple[str, str, int, str, Box]


def drawn(page: Page) -> Iterator[Drawn]:
    """Every glyph with an offset: story and part ("" of furniture), what it says, its square."""
    for block in page.blocks:
        own = bool(block.part) and not block.artifact
        for run in block.items:
            if isinstance(run, Glyphs):
                at = 0
                for offset, span, box in characters_of(run):
                    part = (block.story, block.part) if own else ("", "")
                    yield (*part, offset, run.text[at : at + span], box)
                    at += span


@cache
def glyphs(number: int) -> list[Drawn]:
    return list(drawn(sample()[1].pages[number]))


def share(one: tuple[int, int], other: tuple[int, int]) -> float:
    return max(min(one[1], other[1]) - max(one[0], other[0]), 0) / max(other[1] - other[0], 1)


def under(box: Box, glyph: Box) -> float:
    """How much of a glyph's square lies in a box."""
    return share((box.x, box.right), (glyph.x, glyph.right)) * share(
        (box.y, box.bottom), (glyph.y, glyph.bottom)
    )


def placed(comment: Annotation) -> Comment:
    (made,) = marks(sample()[1], [comment])
    return made


def comment(page: int, kind: str, *boxes: Box) -> Annotation:
    edition = sample()[1]
    words = "" if kind == CommentKind.DELETE else "新"
    return Annotation(page, kind, words, "校对", boxes, edition.pages[page].width)


PAGES = st.integers(0, 1)
ANYWHERE = st.tuples(st.integers(-40, 420), st.integers(-40, 600))


@st.composite
def quads(draw: st.DrawFn) -> tuple[int, Box]:
    """A box anywhere, or one round some characters of a line, a little off."""
    page = draw(PAGES)
    if draw(st.booleans()):
        x, y = draw(ANYWHERE)
        wide, high = draw(st.tuples(st.integers(1, 60), st.integers(1, 20)))
        return page, Box(mm(x), mm(y), mm(wide), mm(high))
    listed = glyphs(page)
    at = draw(st.integers(0, len(listed) - 1))
    box = listed[at][4]
    length = draw(st.integers(1, 8))
    off_x, off_y, more = draw(st.tuples(*[st.integers(-60, 60)] * 3))
    size = box.height
    return page, Box(
        box.x + off_x * size // 100,
        box.y + off_y * size // 100,
        max(size * length + more * size // 100, 1),
        size * draw(st.integers(20, 150)) // 100,
    )


@settings(max_examples=100, deadline=None)
@given(
    st.lists(quads(), min_size=1, max_size=3),
    st.sampled_from([CommentKind.DELETE, CommentKind.REPLACE]),
)
# A bar over the upper quarter of a headline is about none of it.
@example([(0, Box(0, 1872000, 2052000, 72000))], CommentKind.DELETE)
def test_a_strike_out_is_about_the_characters_under_it_or_left(
    found: list[tuple[int, Box]], kind: str
) -> None:
    page = found[0][0]
    boxes = [box for number, box in found if number == page]
    made = placed(comment(page, kind, *boxes))
    if left(made):
        return
    wanted = {n for at, length in made.stretches for n in range(at, at + length)}
    story = next(a for a in sample()[1].articles if a.id == made.story)
    text = dict(story.texts)[made.part]
    for name, part, offset, said, square in glyphs(page):
        most = max(under(box, square) for box in boxes)
        own = {n for n in range(offset, offset + len(said)) if not text[n : n + 1].isspace()}
        if (name, part) == (made.story, made.part):
            # Letters and squeezed marks have squares larger than themselves.
            full = not said.isascii() and said not in "，。、；：！？（）《》“”‘’"
            if own & wanted:
                # A low box over the middle of a character is drawn over all of its width, however
                # large the type.
                middle, near = square.y + square.height // 2, square.height // 4
                struck = any(
                    b.y - near <= middle <= b.bottom + near for b in boxes if under(b, square)
                )
                assert struck or most > (0.15 if full else 0.05), said
                assert not full or max(share((b.x, b.right), (square.x, square.right))
                                       for b in boxes if under(b, square)) > 0.38  # fmt: skip
            if most > 0.95 and full:
                assert own <= wanted, said
        else:
            assert most < 0.7, (part, said)


@settings(max_examples=100, deadline=None)
@given(PAGES, ANYWHERE, st.integers(0, 100), st.integers(0, 2000))
@example(0, (40, 5), 0, 0)
@example(0, (80, 285), 0, 0)
def test_a_caret_stands_between_the_characters_beside_it_or_is_left(
    page: int, spot: tuple[int, int], shift: int, number: int
) -> None:
    x, y = mm(spot[0]), mm(spot[1])
    if number % 2:
        # Near some character, as a reader would put it.
        box = glyphs(page)[number % len(glyphs(page))][4]
        x = box.x + box.width * (shift - 50) // 50
        y = box.bottom + box.height * (shift - 80) // 100
    made = placed(comment(page, CommentKind.INSERT, Box(x - pt(4), y, pt(8), pt(8))))
    if left(made):
        return
    own = [g for g in glyphs(page) if g[:2] == (made.story, made.part)]
    before = next((g for g in own if g[2] <= made.offset - 1 < g[2] + max(len(g[3]), 1)), None)
    behind = next((g for g in own if g[2] == made.offset), None)

    def near(box: Box) -> bool:
        return (
            box.x - box.width <= x <= box.right + box.width
            # Nobody points from above, but for a hair.
            and box.y - box.height // 6 <= y <= box.bottom + box.height // 2
        )

    beside = [g for g in (before, behind) if g is not None and near(g[4])]
    assert beside
    if before in beside:
        assert before[4].x + before[4].width * 0.2 <= x
    if behind in beside:
        assert x <= behind[4].x + behind[4].width * 0.5
    other = [g for g in glyphs(page) if g not in own and g[4].x < x < g[4].right
             and g[4].y < y < g[4].bottom]  # fmt: skip
    assert not other


def furniture(role: str) -> tuple[int, Box]:
    for number, page in enumerate(sample()[1].pages):
        for block in page.blocks:
            if block.role == role:
                run = next(item for item in block.items if isinstance(item, (Glyphs, Picture)))
                if isinstance(run, Picture):
                    return number, Box(
                        run.box.x + run.box.width // 2,
                        run.box.y + run.box.height // 2,
                        pt(8),
                        pt(8),
                    )
                cells = [box for _, _, box in characters_of(run)]
                return number, cells[len(cells) // 2]
    raise AssertionError(role)


@pytest.mark.parametrize("role", ["folio", "banner", "jump", "photo", "margin"])
@pytest.mark.parametrize("kind", [CommentKind.DELETE, CommentKind.REPLACE, CommentKind.INSERT])
def test_what_stands_on_no_copy_goes_into_none(role: str, kind: str) -> None:
    number, box = (0, Box(mm(-30), mm(200), pt(8), pt(8))) if role == "margin" else furniture(role)
    if kind == CommentKind.INSERT:
        box = Box(box.x - pt(4), box.bottom, pt(8), pt(8))
    made = placed(comment(number, kind, box))
    assert left(made) == "away"
    assert made.on == role


def body_cells(length: int) -> tuple[int, list[Drawn]]:
    """So many Han in a row, on one line of the first page's body."""
    listed = [g for g in glyphs(0) if g[1] == "body"]
    for at in range(len(listed)):
        run = listed[at : at + length]
        level = len({g[4].y for g in run}) == 1
        if level and all("\u4e00" <= g[3] <= "\u9fff" for g in run):
            return at, run
    raise AssertionError


def test_two_boxes_of_a_strike_out_leave_what_lies_between_them() -> None:
    _, run = body_cells(9)
    made = placed(comment(0, CommentKind.DELETE, run[1][4], run[2][4], run[6][4]))
    assert left(made) == ""
    first = run[0][2]
    assert made.stretches == ((first + 1, 2), (first + 6, 1))
    assert left(placed(comment(0, CommentKind.REPLACE, run[1][4], run[6][4]))) == "split"


def test_a_stroke_of_ink_covers_what_it_crosses() -> None:
    listed = [g for g in glyphs(0) if g[1] == "body"]
    _, run = body_cells(9)
    # Straight down from a character to the line below.
    here = run[4][4]
    x, top = here.x + here.width // 2, here.y
    under = (g for g in listed if g[4].x <= x < g[4].right and g[4].y > top)
    below = min(under, key=lambda g: g[4].y)
    foot = below[4].bottom
    drawn_ = Annotation(
        0, "note", "？", "", (Box(x, top, 1, foot - top),), strokes=(((x, top), (x, foot)),)
    )
    made = placed(drawn_)
    assert [length for _, length in made.stretches] == [1, 1]
    assert made.text == f"{run[4][3]} … {below[3]}"
    assert left(made) == "remark"


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_applying_a_mark_changes_those_characters_in_the_files_and_no_other(
    data: st.DataObject,
) -> None:
    loaded, edition = sample()
    page = data.draw(PAGES)
    listed = [g for g in glyphs(page) if g[0] and len(g[3]) == 1 and not g[3].isascii()]
    at = data.draw(st.integers(0, len(listed) - 1))
    kind = data.draw(st.sampled_from([CommentKind.DELETE, CommentKind.REPLACE, CommentKind.INSERT]))
    box = listed[at][4]
    if kind == CommentKind.INSERT:
        box = Box(box.right - pt(4), box.bottom, pt(8), pt(8))
    mark = placed(comment(page, kind, box))
    if left(mark):
        return
    (one,) = judged(edition, edition, [mark])
    new = "" if kind == CommentKind.DELETE else mark.comment
    made = corrected(loaded, [Correction(mark.story, mark.part, one.stretches, new)])
    if made.failed:
        assert made.files == {}
        return
    ((path, (old, after)),) = made.files.items()
    begin = next(n for n, (a, b) in enumerate(zip(old, after, strict=False)) if a != b)
    tail = len(old) - begin
    # One stretch of the file differs, by what was marked.
    said, now = old.decode(), after.decode()
    changed = [n for n in range(len(said) + 1)
               if now == said[:n] + new + said[n + len(mark.text):]]  # fmt: skip
    assert changed, (begin, tail)
    assert said[changed[0] : changed[0] + len(mark.text)] == mark.text
    assert path.read_bytes() == old


def test_neighbours_share_no_ground() -> None:
    from presslayout.newsroom.marks.ground import ground

    for page in sample()[1].pages:
        for row in ground(sample()[1], page).rows:
            for one, other in pairwise(row.cells):
                assert row.along(one.box)[1] <= row.along(other.box)[0]


def test_a_page_that_lost_its_trim_box_is_not_guessed_at() -> None:
    _, run = body_cells(3)
    one = comment(0, CommentKind.DELETE, run[1][4])
    width, height = sample()[1].pages[0].width, sample()[1].pages[0].height
    assert left(placed(replace(one, untrimmed=True, height=height))) == ""
    # On a sheet of the same shape, as large as A3.
    wide = width * 108 // 100
    sheet = replace(one, width=wide, height=height * 108 // 100, untrimmed=True)
    assert left(placed(sheet)) != ""
    # Of another shape.
    assert placed(replace(one, height=height * 11 // 10)).on == "elsewhere"
