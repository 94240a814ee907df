"""A PDF is judged before it is placed, at the size at which it will stand on the page."""

from __future__ import annotations

from functools import cache

from tests import corpus, kit

from presslayout.issue.read_press import press_profile
from presslayout.issue.workspace import Workspace
from presslayout.preflight import placed

WORKSPACE = Workspace(kit.ROOT, kit.ROOT)
PROFILE = press_profile(WORKSPACE, "newsprint")
PLANT = PROFILE.press, PROFILE.limits
# An ad as wide as it was made, in points: what the corpus trims its pages to.
OWN = float(corpus.SIDE)


@cache
def picture() -> bytes:
    """72 points wide and as many pixels as 300 dots an inch take."""
    return corpus.made(corpus.drawn(corpus.PLACED, change=corpus.image(300), standard="x4"))


def codes(data: bytes, width: float = OWN, *, plant: bool = True) -> set[str]:
    return {d.code for d in placed(data, "x4", width, PLANT if plant else None)}


def test_a_sound_file_is_placed_without_a_word() -> None:
    assert codes(corpus.made(corpus.SOUND)) == set()


def test_it_makes_no_claims_of_its_own() -> None:
    """Whether an ad says that it is PDF/X, and for which press, is nobody's business."""
    bare = corpus.made(corpus.gone(lambda pdf: pdf.Root, "/OutputIntents"))
    assert codes(bare) == set()


def test_what_is_no_pdf_is_told() -> None:
    assert codes(b"GIF89a") == {"not-pdf"}


def test_a_picture_is_as_fine_as_it_will_stand() -> None:
    assert codes(picture()) == set()
    assert codes(picture(), 3 * OWN) == {"low-resolution"}


def test_without_a_press_only_the_standard_is_asked() -> None:
    assert codes(picture(), 8 * OWN, plant=False) == set()


def test_lines_grow_with_the_page() -> None:
    thin = corpus.made(corpus.drawn(b"0 0 0 1 K 0.1 w 20 20 m 280 20 l S\n"))
    assert codes(thin) == {"hairline"}
    assert "hairline" not in codes(thin, 8 * OWN)


def test_colours_count_as_on_a_page_for_a_press() -> None:
    red = corpus.made(corpus.drawn(b"1 0 0 rg 20 20 50 50 re f\n"))
    assert codes(red, plant=False) == {"rgb-colour"}


def test_no_finding_is_of_a_page_and_none_comes_twice() -> None:
    red = corpus.made(corpus.drawn(b"1 0 0 rg 20 20 50 50 re f 80 80 50 50 re f\n"))
    found = placed(red, "x4", OWN, PLANT)
    assert {d.page for d in found} == {None}
    assert len(found) == len(set(found))
