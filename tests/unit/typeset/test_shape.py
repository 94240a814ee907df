from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from presslayout.typeset.manner import Manner
from presslayout.typeset.shape import Font, Look, shape
from tests.unit.typeset.desk import BODY, BOLD, KAI, LATIN, SIZE, SONG, shaped


def test_plain_text_has_a_cluster_for_each_character() -> None:
    made = shaped("治水，要久久为功。")
    assert list(made.starts) == list(range(10))
    assert made.width[-1] == 9000
    assert made.missing == made.fallbacks == ()


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("家👨\u200d👩\u200d👧庭", [0, 1, 6, 7]),
        ("国🇨🇳🇭🇰旗", [0, 1, 3, 5, 6]),
        ("键1\ufe0f\u20e3帽", [0, 1, 4, 5]),
        ("葛\U000e0101与", [0, 2, 3]),
        ("e\u0301与", [0, 2, 3]),
        ("他——好", [0, 1, 3, 4]),
        ("他…………好", [0, 1, 3, 5, 6]),
        ("中\u200b文", [0, 2, 3]),
        (" 中文 ", [0, 2, 4]),
    ],
)
def test_clusters(text: str, starts: list[int]) -> None:
    assert list(shaped(text).starts) == starts


def test_a_ligature_stands_for_what_follows() -> None:
    made = shaped("office", Font((SONG,), (), SIZE))
    assert len(made) == 6
    # ffi is one glyph.
    assert [k for k, gid in enumerate(made.ids) if gid < 0] == [2, 3]


def test_characters_of_no_face_are_told_with_their_places() -> None:
    made = shaped("写\ue000和\u0378和😂")
    assert [offset for offset, _ in made.missing] == [1, 3, 5]
    assert made.missing[0] == (1, "\ue000")


def test_private_characters_never_reach_the_glyphs() -> None:
    made = shaped("写\ue000字\u202e")
    assert len(made) == 2


def test_what_the_first_face_lacks_is_lent_by_the_next() -> None:
    made = shape("a国b", Font((LATIN, SONG), (), SIZE))
    assert made.fallbacks == ((1, "国", SONG.key),)
    assert made.face_numbers == [0, 1, 0]


def test_rare_name_characters_are_in_the_body_face() -> None:
    made = shape("䶮㛃𬭎𫖯𬺈", Font((SONG,), (), SIZE))
    assert made.missing == ()


def test_bold_is_set_by_its_own_face() -> None:
    made = shape("平治水平", Font((SONG, KAI), (BOLD,), SIZE), Look(((1, 2),)))
    assert [made.all_faces[n].key for n in made.face_numbers or ()] == [
        SONG.key,
        BOLD.key,
        BOLD.key,
        SONG.key,
    ]


def test_kerning_and_ligatures_stay_inside_words() -> None:
    made = shaped("AVATAR")
    alone = sum(shaped(char).width[-1] for char in "AVATAR")
    assert made.width[-1] < alone


def test_latin_quotes_are_proportional() -> None:
    made = shaped("“Hello,” she said.")
    assert made.after[0] < 600


def test_a_centred_mark_keeps_its_place_on_the_grid() -> None:
    text = "字，字"
    free = shape(text, replace(BODY, manner=Manner(centred=True)))
    fixed = shape(text, replace(BODY, manner=Manner(centred=True, grid=True)))
    ((_, x, y, _),) = free.parts[1]
    ((_, moved, still, _),) = fixed.parts[1]
    # The blank before it has become part of its cell.
    assert (moved, still) == (x + 250, y)
    assert free.width == fixed.width


@pytest.mark.parametrize("mark", [":", ",", ";", "!", "/"])
def test_what_gaps_could_take_is_a_running_total_without_a_letter_too(mark: str) -> None:
    # A typed space between a half-width mark and Han is a gap that stretches (RULES H2).
    made = shaped(f"写{mark} 是的，再写{mark} 否")
    gaps = [b - a for a, b in pairwise(made.stretch)]
    assert [bool(gap) for gap in gaps] == [bool(auto) for auto in made.auto]
    assert made.stretch[-1] == sum(gaps) == 2 * max(gaps) > 0
