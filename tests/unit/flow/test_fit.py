from __future__ import annotations

import random
from itertools import product

from presslayout.base.values import replace
from presslayout.flow.body import BodyFonts, text_block
from presslayout.flow.fit import Fit, Geometry, Obstacle, Piece, bounds, ends, pockets
from presslayout.flow.pour import Cut, Stretch, cut, loose
from presslayout.flow.programme import best
from presslayout.issue.issue import Paragraph
from tests.unit.typeset.desk import BODY, SIZE

OPEN = Geometry((), 0)


def text(*rows: int) -> Piece:
    return Piece("text", tuple((n, 10 * i) for i, n in enumerate(rows)))


SUBHEAD = Piece("subhead", ((2, 0),))


def kept(found: Fit, pieces: list[Piece]) -> None:
    """The keep rules of RULES C1 and C2, told from the finished fit alone."""
    feet = ends(found.pockets)
    at = 0
    for number, (piece, start, rows) in enumerate(
        zip(pieces, found.starts, found.rows, strict=True)
    ):
        assert start >= at
        at = start + rows
        assert rows in [n for n, _ in piece.options]
        inside = [foot for foot in feet if start < foot < start + rows]
        if piece.kind == "subhead":
            assert not inside
            assert start + rows not in feet
            assert start + rows + 1 not in feet
            assert number == 0 or start not in feet
        elif rows > 1:
            assert all(foot - start >= 2 and start + rows - foot >= 2 for foot in inside)
    assert at + found.short + 0 <= feet[-1]


def test_a_story_that_fits_exactly_is_level() -> None:
    pieces = [text(7), text(8), text(5)]
    found = best(pieces, [OPEN], 2, 10)
    assert found is not None
    assert found.short == 0
    assert sum(found.rows) == 20


def test_no_first_line_stands_alone_at_a_column_foot() -> None:
    assert best([text(9), text(11)], [OPEN], 2, 10) is None


def test_no_last_line_stands_alone_at_a_column_head() -> None:
    assert best([text(11), text(9)], [OPEN], 2, 10) is None


def test_a_paragraph_one_line_longer_mends_a_lonely_line() -> None:
    pieces = [text(9, 10), text(10)]
    found = best(pieces, [OPEN], 2, 10)
    assert found is not None
    assert found.rows == (10, 10)


def test_a_subhead_never_ends_a_column() -> None:
    pieces = [text(8), SUBHEAD, text(10)]
    assert best(pieces, [OPEN], 2, 10) is None


def test_a_subhead_may_open_a_story() -> None:
    assert best([SUBHEAD, text(8)], [OPEN], 1, 10) is not None


def test_the_last_column_may_end_two_rows_short_and_no_more() -> None:
    assert best([text(18)], [OPEN], 2, 10) is not None
    assert best([text(17)], [OPEN], 2, 10) is None


def test_a_cheaper_geometry_wins() -> None:
    dear = Geometry((Obstacle("a", 1, 1, 0, 5),), 50)
    cheap = Geometry((Obstacle("a", 0, 1, 5, 10),), 3)
    found = best([text(8), text(7)], [dear, cheap], 2, 10)
    assert found is not None
    assert found.geometry is cheap


def test_blocks_that_overlap_are_no_geometry() -> None:
    geometry = Geometry((Obstacle("a", 0, 2, 0, 5), Obstacle("b", 1, 1, 4, 8)), 0)
    assert pockets(geometry, 3, 10) is None


def test_empty_feet_are_taken_only_when_allowed() -> None:
    pieces = [text(9), text(9)]
    assert best(pieces, [OPEN], 2, 10) is None
    found = best(pieces, [OPEN], 2, 10, holes=1)
    assert found is not None
    assert found.holes == 1
    assert found.starts == (0, 10)


def test_random_stories_keep_every_rule() -> None:
    chance = random.Random(7)
    level = 0
    for _ in range(150):
        pieces = []
        for _ in range(chance.randint(3, 9)):
            if chance.random() < 0.25:
                pieces.append(SUBHEAD)
            n = chance.randint(2, 9)
            pieces.append(text(n, n + 1))
        columns = chance.randint(2, 5)
        least, most = bounds(pieces)
        rows = -(-chance.randint(least, most) // columns)
        found = best(pieces, [OPEN], columns, rows)
        if found is not None:
            kept(found, pieces)
            level += 1
    assert level > 15


def test_a_subhead_that_gives_levels_a_page() -> None:
    """Two columns of seven rows: without the row more a first line would stand alone at a foot."""
    body = [text(2), SUBHEAD, text(2), text(5)]
    assert best(body, (OPEN,), 2, 7) is None
    body[1] = Piece("subhead", ((2, 0), (3, 40)))
    found = best(body, (OPEN,), 2, 7)
    assert found is not None
    assert found.rows == (2, 3, 2, 5)


def test_no_column_ends_inside_a_word() -> None:
    """RULES C4: the seventh line of the first paragraph ends with a hyphen."""
    tied = Piece("text", ((9, 0), (10, 10)), ((9, 7), (10, 7)))
    assert best([text(9, 10), text(5)], [OPEN], 2, 7) is not None
    assert best([tied, text(5)], [OPEN], 2, 7) is None
    # In ten lines the word stands elsewhere: that setting is taken.
    tied = Piece("text", ((9, 0), (10, 10)), ((9, 7),))
    found = best([tied, text(4, 5)], [OPEN], 2, 7)
    assert found is not None
    assert found.rows == (10, 4)


def test_a_paragraph_tells_where_its_words_are_parted() -> None:
    fonts = BodyFonts(BODY, 8000, 2000, 8 * SIZE)
    text_ = "他们在说antidisestablishmentarianism这个词，好长"
    block = text_block(Paragraph("paragraph", text_, 0), fonts)
    parted = {
        (len(v.lines), row)
        for v in block.variants
        for row, line in enumerate(v.lines[:-1], 1)
        if text_[line.text_end - 1].isascii() and text_[line.text_end].isascii()
    }
    assert parted
    assert set(block.piece.tied) == parted
    plain = text_block(Paragraph("paragraph", "他们在说这个词，说了很久很久。", 0), fonts)
    assert plain.piece.tied == ()


def test_too_much_copy_ends_no_column_inside_a_word_either() -> None:
    """RULES C4 where the page is only poured: another setting of the paragraph, about as good."""
    tied = Piece("text", ((9, 0), (10, 60)), ((9, 7),))
    found = loose([tied, text(12)], [OPEN], 2, 7)
    assert found.stretches[0] == Stretch(0, 10, 0, 10, 0)
    # At the foot of the last column nothing follows: what is left over is not printed.
    assert loose([text(7), tied], [OPEN], 2, 7).stretches[1].rows == 9
    # Where the other is much worse, or no better, the best one stands.
    for other in ((9, 0), (10, 400)), ((9, 0), (10, 60)):
        both = Piece("text", other, ((9, 7), (10, 7)) if other[1][1] == 60 else ((9, 7),))
        assert loose([both, text(12)], [OPEN], 2, 7).stretches[0].rows == 9


def test_too_little_copy_ends_no_column_inside_a_word_either() -> None:
    tied = Piece("text", ((9, 0), (8, 50)), ((9, 7),))
    found = loose([tied], [OPEN], 3, 7)
    assert found.empty
    assert found.stretches[0].rows == 8


def alone(pieces: list[Piece], columns: int, rows: int) -> list[int]:
    """The pieces of which a line stands alone at a column's foot or head, where they are poured."""
    found = loose(pieces, [OPEN], columns, rows)
    feet = ends(found.pockets)[:-1]
    return [
        one.piece
        for one in found.stretches
        for foot in feet
        if one.count > 1
        and one.start < foot < one.start + one.count
        and foot - one.start in (1, one.rows - 1)
    ]


def test_where_a_story_is_only_poured_a_line_more_or_less_keeps_lines_from_standing_alone() -> None:
    """RULES C1: first the paragraph itself, then the one before it; else it stays, and is told."""
    long = text(30)
    for own in ((8, 9), (8, 7)):
        last = Piece("text", ((own[0], 0), (own[1], 60)))
        assert alone([last, long], 2, 7) == []
        assert loose([last, long], [OPEN], 2, 7).stretches[0].rows == own[1]
    first = Piece("text", ((6, 0), (5, 60)))
    assert alone([first, long], 2, 7) == []
    # Too little copy is no other matter.
    assert alone([first, text(5)], 3, 7) == []
    assert alone([text(6), text(1), text(9)], 2, 7) == []
    # Where another setting is much worse, or breaks as much, the best one stands.
    for options in ((8, 0), (9, 400)), ((8, 0),):
        assert alone([Piece("text", options), long], 2, 7) == [0]
    assert alone([Piece("text", ((6, 0), (7, 400))), long], 2, 7) == [1]


def test_no_line_of_a_poured_story_stands_alone_that_another_setting_keeps_from_it() -> None:
    """Another setting of its own paragraph, or of the one before it."""
    mended = 0
    for before, rows in product(range(1, 15), range(1, 9)):
        plain = [Piece("text", ((n, 0),)) for n in (before, rows, 30)]
        for number, by in product((0, 1), (1, -1)):
            other = ((plain[number].options[0][0] + by, 0),)
            tried = [replace(p, options=other) if p is plain[number] else p for p in plain]
            both = [
                replace(p, options=(*p.options, (other[0][0], 60))) if p is plain[number] else p
                for p in plain
            ]
            near = alone(plain, 3, 7) in ([number], [number + 1])
            if other[0][0] and near and alone(tried, 3, 7) == []:
                mended += 1
                assert alone(both, 3, 7) == [], (before, rows, number, by)
    assert mended > 20


def test_a_story_is_not_cut_for_a_jump_inside_a_word() -> None:
    tied = Piece("text", ((20, 0),), ((20, 7),))
    assert cut([tied], OPEN, 2, 7, Cut(0, 14, 20)) is None
    plain = Piece("text", ((20, 0),), ((20, 14),))
    assert cut([plain], OPEN, 2, 7, Cut(0, 14, 20)) is not None
