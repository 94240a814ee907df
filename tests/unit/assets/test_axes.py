"""Variable faces stand where fonts.yaml puts them, or are refused with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import variable

from presslayout.assets.fonts import Family, has_thin_strokes, open_face, opened
from presslayout.assets.outlines import lettering
from presslayout.base.diagnostics import AssetError
from presslayout.base.source import Source, file_name, source_of

KINDS = {"glyf": variable.truetype, "CFF2": variable.cff2}


def family(
    path: Path, weight: int | None = None, *axes: tuple[str, float], index: int = 0
) -> Family:
    return Family("报宋", path, index, f"fonts/{path.name}", (), "", "", weight, axes)


def refusal(given_: Family) -> str:
    with pytest.raises(AssetError) as caught:
        open_face(given_)
    (finding,) = caught.value.diagnostics
    assert finding.hint is not None
    assert given_.file in finding.message.zh
    assert given_.file in finding.message.en
    return finding.code


@pytest.mark.parametrize("weight", [100, 350, 500, 900])
@pytest.mark.parametrize("kind", KINDS)
def test_a_weight_is_the_one_that_is_measured_and_drawn(
    kind: str, weight: int, tmp_path: Path
) -> None:
    face = open_face(family(variable.written(tmp_path / "v.ttf", KINDS[kind]()), weight))
    glyph = face.hb_font.get_nominal_glyph(ord("国"))
    left, right = face.ink(glyph)
    assert (left, right - left) == (100, variable.bar(weight))
    xs = [n for _, *at in lettering(face.source).outline("国") for n in at[::2]]
    assert max(xs) - min(xs) == variable.bar(weight)


def test_the_weight_may_be_said_as_an_axis(tmp_path: Path) -> None:
    path = variable.written(tmp_path / "v.ttf", variable.truetype())
    assert open_face(family(path, 500)).key == open_face(family(path, None, ("wght", 500.0))).key
    assert open_face(family(path, 500, ("wdth", 150.0))).source.axes == (
        ("wght", 500.0),
        ("wdth", 150.0),
    )


def test_two_weights_of_a_file_share_no_key(tmp_path: Path) -> None:
    path = variable.written(tmp_path / "v.ttf", variable.truetype())
    keys = {open_face(family(path, weight)).key for weight in (100, 101, 400, 900)}
    assert len(keys) == 4


@pytest.mark.parametrize("kind", KINDS)
def test_a_member_of_a_collection_has_axes_too(kind: str, tmp_path: Path) -> None:
    static, moving = KINDS[kind](axes=False, name="One"), KINDS[kind]()
    path = variable.written(tmp_path / "v.ttc", variable.collection(static, moving))
    face = open_face(family(path, 900, index=1))
    glyph = face.hb_font.get_nominal_glyph(ord("国"))
    assert face.ink(glyph) == (100, 100 + variable.THICK)
    assert open_face(family(path, 900)).ink(glyph) == (100, 100 + variable.THIN)


@pytest.mark.parametrize(
    ("weight", "axes"),
    [
        (None, ()),
        (None, (("wdth", 150.0),)),
        (950, ()),
        (50, ()),
        (400, (("opsz", 12.0),)),
        (400, (("WDTH", 100.0),)),
        (400, (("wdth", 250.0),)),
    ],
)
def test_a_place_that_is_not_on_the_axes_is_refused(
    weight: int | None, axes: tuple[tuple[str, float], ...], tmp_path: Path
) -> None:
    path = variable.written(tmp_path / "v.ttf", variable.truetype())
    assert refusal(family(path, weight, *axes)) == "font-axes"


def test_a_face_without_axes_takes_any_weight_and_no_axes(tmp_path: Path) -> None:
    path = variable.written(tmp_path / "v.ttf", variable.truetype(axes=False))
    assert open_face(family(path, 350)).source == Source(path)
    assert refusal(family(path, 400, ("wght", 400.0))) == "font-axes"


STEMS = st.text("aB国#@-_. 0", min_size=1, max_size=8).filter(lambda s: s.strip(". "))
PLACES = st.lists(
    st.tuples(
        st.sampled_from(["wght", "wdth", "GRAD", "opsz"]),
        st.integers(-99_999_000, 99_999_000).map(lambda n: n / 1000),
    ),
    max_size=3,
    unique_by=lambda one: one[0],
)


@given(STEMS, st.integers(0, 99), PLACES)
def test_a_key_leads_back_to_its_face(
    stem: str, index: int, place: list[tuple[str, float]]
) -> None:
    from presslayout.base.source import _key

    source = Source(Path("fonts") / f"{stem}.ttf", index, tuple(place))
    assert source_of(_key(source, "0123456789abcdef"), source.path) == source


def test_a_face_at_its_heaviest_has_no_thin_strokes(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    path = variable.written(tmp_path / "v.ttf", variable.truetype())
    font = TTFont(path)
    font["OS/2"].panose.bFamilyType, font["OS/2"].panose.bSerifStyle = 2, 2
    font.save(path)
    assert has_thin_strokes(open_face(family(path, 400)).source)
    assert not has_thin_strokes(open_face(family(path, 900)).source)


def test_a_face_is_opened_where_its_source_puts_it(tmp_path: Path) -> None:
    path = variable.written(tmp_path / "v.ttf", variable.truetype())
    font = opened(Source(path, 0, (("wght", 900.0),)))
    assert font.get_glyph_extents(font.get_nominal_glyph(ord("国"))).width == variable.THICK


def test_two_weights_and_two_members_are_told_apart_by_name() -> None:
    key, file = "报宋#1@wght500,wdth75.5-01234567", "fonts/报宋.ttc"
    assert file_name(key, file) == "报宋.ttc#1 wght500 wdth75.5"
    assert file_name("报宋-01234567", "fonts/报宋.ttf") == "报宋.ttf"
    assert file_name("0" * 64, "images/a.jpg") == "a.jpg"
