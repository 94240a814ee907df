"""Crops that hold people: all while they can, else those who stand together in their middle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.assets.persons import STEP
from presslayout.assets.pictures import PictureFacts
from presslayout.flow import grouped
from presslayout.flow.inserts import crop_window

WIDE = (3000, 2000)


def face(x: int, y: int, side: int) -> tuple[int, int, int, int]:
    """A face by its middle and its width in per mille of a picture of three by two."""
    return x - side // 2, y - side * 3 // 4, x + side // 2, y + side * 3 // 4


def window(faces: tuple[tuple[int, int, int, int], ...], box: tuple[int, int]) -> tuple[int, ...]:
    """What is shown of the picture in such a box, in per mille."""
    ranked = sorted(faces, key=lambda one: -(one[2] - one[0]))
    at = grouped.middle(ranked, WIDE, box)
    crop = crop_window(PictureFacts(*WIDE, 3, 1, ""), *box, at)
    return tuple(n * 1000 // WIDE[i % 2] for i, n in enumerate(crop))


def holds(seen: tuple[int, ...], one: tuple[int, int, int, int]) -> bool:
    slack = STEP // 2 + 1
    return seen[0] <= one[0] + slack and one[2] - slack <= seen[2]


def test_one_face_stands_in_the_middle_of_a_narrow_crop() -> None:
    seen = window((face(800, 400, 100),), (1000, 1000))
    assert abs((seen[0] + seen[2]) // 2 - 800) <= 140
    assert holds(seen, grouped.bust(face(800, 400, 100)))


def test_all_faces_are_held_while_the_crop_is_as_wide() -> None:
    group = face(150, 400, 80), face(400, 380, 80), face(700, 420, 80)
    seen = window(group, (1000, 1000))
    assert all(holds(seen, one) for one in group)


def test_of_a_row_too_wide_those_in_its_middle_are_held() -> None:
    row = tuple(face(x, 400, 80) for x in (60, 240, 420, 600, 780, 940))
    seen = window(row, (500, 1000))
    assert holds(seen, row[2]) or holds(seen, row[3])
    assert not holds(seen, row[0])
    assert not holds(seen, row[5])


def test_a_large_face_goes_before_a_small_one_behind() -> None:
    large, small = face(200, 500, 200), face(900, 300, 60)
    seen = window((small, large), (600, 1000))
    assert holds(seen, large)
    assert not holds(seen, small)


def test_a_face_wider_than_the_crop_stands_in_its_middle() -> None:
    seen = window((face(400, 500, 500),), (300, 1000))
    assert abs((seen[0] + seen[2]) // 2 - 400) <= STEP


FACES = st.lists(
    st.tuples(st.integers(60, 940), st.integers(100, 900), st.integers(40, 100)),
    min_size=1,
    max_size=6,
)


@given(FACES, st.integers(200, 3000), st.integers(200, 3000))
def test_what_can_be_held_is_held(faces: list[tuple[int, int, int]], wide: int, high: int) -> None:
    """Or one face of them whole, where one is no wider than the crop; the same in any order."""
    group = sorted((face(*one) for one in faces), key=lambda one: (one[0] - one[2], one))
    at = grouped.middle(group, WIDE, (wide, high))
    assert all(0 <= n <= 1000 and n % STEP == 0 for n in at)
    left, top, right, bottom = crop_window(PictureFacts(*WIDE, 3, 1, ""), wide, high, at)
    slack = STEP // 2 + 2
    whole = [
        one
        for one in group
        if left * 1000 <= (one[0] + slack) * WIDE[0] and (one[2] - slack) * WIDE[0] <= right * 1000
        and top * 1000 <= (one[1] + slack) * WIDE[1] and (one[3] - slack) * WIDE[1] <= bottom * 1000
    ]  # fmt: skip
    across, down = (right - left) * 1000 // WIDE[0], (bottom - top) * 1000 // WIDE[1]
    reach = max(f[2] for f in group) - min(f[0] for f in group)
    depth = max(f[3] for f in group) - min(f[1] for f in group)
    if reach <= across - 2 and depth <= down - 2:
        assert len(whole) == len(group)
    elif group[0][2] - group[0][0] <= across - 2 and group[0][3] - group[0][1] <= down - 2:
        assert whole


@pytest.mark.parametrize("least", [0, 500, 5000])
def test_a_portrait_shows_head_and_shoulders_as_finely_as_it_may(least: int) -> None:
    one = face(300, 400, 100)
    left, top, right, bottom = grouped.close(one, WIDE, (400, 400), least)
    assert right - left == bottom - top == min(max(690, least), 2000)
    seen = tuple(n * 1000 // WIDE[i % 2] for i, n in enumerate((left, top, right, bottom)))
    assert seen[0] <= one[0] < one[2] <= seen[2]
    assert seen[1] <= one[1] < one[3] <= seen[3]
    assert 0 <= left < right <= WIDE[0]
    assert 0 <= top < bottom <= WIDE[1]


@given(
    st.builds(face, st.integers(50, 950), st.integers(80, 920), st.integers(20, 100)),
    st.tuples(st.integers(1, 5000), st.integers(1, 5000)),
    st.tuples(st.integers(1, 5000), st.integers(1, 5000)),
    st.integers(0, 9000),
)
def test_a_portrait_never_leaves_its_picture(
    one: tuple[int, int, int, int], picture: tuple[int, int], box: tuple[int, int], least: int
) -> None:
    left, top, right, bottom = grouped.close(one, picture, box, least)
    assert 0 <= left < right <= picture[0]
    assert 0 <= top < bottom <= picture[1]
