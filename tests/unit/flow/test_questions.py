"""A question and its answer are not parted by a column's end (RULES C2)."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.edition.page import Glyphs
from presslayout.flow.compose import compose
from presslayout.flow.fit import Geometry, Piece, ends
from presslayout.flow.pour import Cut, cut, loose
from presslayout.flow.programme import best
from presslayout.flow.questions import questions
from presslayout.issue.issue import Paragraph
from presslayout.typeset.manner import DIALOGUE, Manner
from tests import kit

OPEN = Geometry((), 0)
PLAIN, TALK = Manner(), Manner(outdent=frozenset((DIALOGUE,)))


def asks(rows: int) -> Piece:
    return Piece("text", ((rows, 0),), ((rows, rows),))


def text(*rows: int) -> Piece:
    return Piece("text", tuple((n, 20 * number) for number, n in enumerate(rows)))


def body(*texts: str, kinds: str = "") -> tuple[Paragraph, ...]:
    starts = accumulate((len(one) + 1 for one in texts), initial=0)
    words = {"p": "paragraph", "s": "subhead"}
    return tuple(
        Paragraph(words[kind], one, at)
        for one, at, kind in zip(texts, starts, kinds or "p" * len(texts), strict=False)
    )


@pytest.mark.parametrize(
    ("manner", "texts", "kinds", "asked"),
    [
        (PLAIN, ("问：哪一年？", "答：去年。"), "", 1),
        (PLAIN, ("问：说说那瓶水。", "答：还在。"), "", 1),
        (PLAIN, ("記者：哪一年？", "姚青竹：去年。"), "", 0),
        (TALK, ("记者：哪一年？", "姚青竹：去年。"), "", 1),
        (TALK, ("记者：您说“哪一年？”", "姚青竹：去年。"), "", 1),
        (TALK, ("姚青竹：去年。", "记者：哪一年？"), "", 0),
        (TALK, ("姚青竹：去年？", "姚青竹：不是。"), "", 0),
        (PLAIN, ("问：哪一年？", "没有人答。"), "", 0),
        (PLAIN, ("问：哪一年？", "答：小标题"), "ps", 0),
        (PLAIN, ("问：哪一年？",), "", 0),
        (PLAIN, (), "", 0),
    ],
)
def test_who_asks(manner: Manner, texts: tuple[str, ...], kinds: str, asked: int) -> None:
    assert questions(body(*texts, kinds=kinds), manner) == frozenset([0][:asked])


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(2, 9)), min_size=1, max_size=8),
       st.integers(2, 4), st.integers(5, 12), st.integers(0, 5))  # fmt: skip
def test_no_column_ends_with_a_question(
    talk: list[tuple[int, int]], columns: int, rows: int, holes: int
) -> None:
    """What is found level, holes at feet or none, has every question above its answer."""
    pieces = [one for ask, answer in talk for one in (asks(ask), text(answer, answer + 1))]
    found = best(pieces, (OPEN,), columns, rows, holes=holes)
    if found is None:
        return
    for number in range(0, len(pieces), 2):
        end = found.starts[number] + found.rows[number]
        assert end not in ends(found.pockets)
        assert found.starts[number + 1] == end


def test_a_question_of_one_row_is_kept_too() -> None:
    assert best([text(6), asks(1), text(7)], (OPEN,), 2, 7) is None
    assert best([text(6), text(1), text(7)], (OPEN,), 2, 7) is not None
    # With a hole the question goes over; no hole stands between it and its answer.
    found = best([text(6), asks(1), text(6)], (OPEN,), 2, 7, holes=1)
    assert found is not None
    assert found.starts == (0, 7, 8)


def test_where_a_story_is_only_poured_it_goes_over() -> None:
    poured = loose([text(6), asks(1), text(3)], [OPEN], 2, 7)
    assert [stretch.start for stretch in poured.stretches] == [0, 7, 8]
    # One that lies in two columns stays: it was begun in the first.
    poured = loose([text(4), asks(10), text(3)], [OPEN], 3, 7)
    assert [stretch.start for stretch in poured.stretches] == [0, 4, 14]


def test_a_story_is_not_cut_for_a_jump_below_a_question() -> None:
    assert cut([text(13), asks(1)], OPEN, 2, 7, Cut(2, 0, 5)) is None
    assert cut([text(13), text(1)], OPEN, 2, 7, Cut(2, 0, 5)) is not None


def feet(asker: str, more: int) -> list[bool]:
    """For each column that another follows, whether its last line is a question of this asker's."""
    answers = (f"答：{'去年冬天，' * (9 + (more + 5 * n) % 13)}雪停了。" for n in range(15))
    lines = [one for answer in answers for one in (f"{asker}：哪一年动手？", answer)]
    design = kit.template(kit.slot("头条", (1, 40), split=3))
    page = kit.page(1, "t", kit.story("A", "头条", *lines))
    (found,) = compose(kit.loaded({"t": design}, page), kit.NEWSPRINT).edition.pages
    runs = [i for b in found.blocks if b.part == "body" for i in b.items if isinstance(i, Glyphs)]
    wide = 77 * kit.EM // 3
    columns = [[i for i in runs if (i.x[0] - design.left) // wide == n] for n in range(3)]
    assert all(columns)
    lowest = [max(i.y[0] for i in column) for column in columns[:-1]]
    return [
        any("动手" in i.text for i in column if i.y[0] == foot)
        for column, foot in zip(columns, lowest, strict=False)
    ]


def test_answers_stand_below_their_questions_on_a_page() -> None:
    """Where somebody asks whom nobody knows to be asking, columns end with that often enough."""
    lengths = range(6)
    assert not any(any(feet("问", more)) for more in lengths)
    assert any(any(feet("甲", more)) for more in lengths)
