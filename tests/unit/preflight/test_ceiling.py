"""A page whose ink may be too much somewhere is drawn there alone, and comes out as drawn whole."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.kit import NEWSPRINT

from presslayout.base.cache import Cache
from presslayout.preflight.checks import conditions
from presslayout.preflight.checks.ceiling import doubtful
from presslayout.preflight.pdf.opened_file import OpenedFile, open_bytes
from presslayout.preflight.pdf.scales import Scales

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SIDE = 120
PRESS = NEWSPRINT

share = st.sampled_from([0, 0.3, 0.7, 1])
colour = st.tuples(share, share, share, share)
place = st.integers(-10, SIDE)
size = st.integers(1, 90)


def _number(values: tuple[float, ...]) -> str:
    return " ".join(f"{v:g}" for v in values)


@st.composite
def drawn(draw: st.DrawFn) -> str:
    """One object as operators: a rectangle, a triangle, a line, type, a picture or a shading."""
    x, y, w, h = draw(place), draw(place), draw(size), draw(size)
    ink = _number(draw(colour))
    paint = draw(
        st.sampled_from(
            [
                f"{ink} k {x} {y} {w} {h} re f",
                f"{ink} k {x} {y} m {x + w} {y} l {x} {y + h} l h f",
                f"{ink} K {w % 9 + 1} w {x} {y} m {x + w} {y + h} l S",
                f"{ink} k BT /F {h % 60 + 5} Tf {x} {y} Td (Mmgj) Tj ET",
                f"q {w} 0 0 {h} {x} {y} cm /I Do Q",
                f"q 0 {h} {-w} 0 {x} {y} cm /I Do Q",
                f"q {x} {y} {w} {h} re W n /S sh Q",
            ]
        )
    )
    state = draw(st.sampled_from(["", "/Over gs ", "/Half gs ", "5 5 60 60 re W n "]))
    return f"q {state}{paint} Q"


def opened(content: str) -> OpenedFile:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(SIDE, SIDE))
    picture = Image.new("CMYK", (40, 40), (200, 180, 160, 0))
    picture.paste((0, 0, 0, 90), (0, 0, 20, 30))
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=90)
    image = pdf.make_stream(
        data.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=40,
        Height=40,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceCMYK,
        Filter=pikepdf.Name.DCTDecode,
        Decode=[1, 0] * 4,
    )
    function = pikepdf.Dictionary(
        FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 0.6, 0], N=1
    )
    shading = pikepdf.Dictionary(
        ShadingType=2,
        ColorSpace=pikepdf.Name.DeviceCMYK,
        Coords=[0, 0, SIDE, 0],
        Function=function,
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page = pdf.pages[0]
    page.Resources = pikepdf.Dictionary(
        ExtGState=pikepdf.Dictionary(
            Over=pikepdf.Dictionary(OP=True, op=True, OPM=1),
            Half=pikepdf.Dictionary(ca=0.5),
            Full=pikepdf.Dictionary(OP=False, op=False),
        ),
        Font=pikepdf.Dictionary(F=font),
        XObject=pikepdf.Dictionary(I=image),
        Shading=pikepdf.Dictionary(S=shading),
    )
    page.Contents = pdf.make_stream(content.encode())
    made = io.BytesIO()
    pdf.save(made)
    found = open_bytes(made.getvalue())
    assert isinstance(found, OpenedFile)
    return found


@given(st.lists(drawn(), max_size=8))
@settings(deadline=None, max_examples=150)
def test_what_is_too_heavy_is_found_without_drawing_the_rest(objects: list[str]) -> None:
    file = opened("\n".join(objects))
    whole, part = conditions.measured(file, PRESS)[0], conditions.suspected(file, PRESS)()[0]
    assert whole is not None
    assert part is not None
    told = list(conditions.ink(1, whole, PRESS))
    assert list(conditions.ink(1, part, PRESS)) == told
    assert part.max <= whole.max


def test_what_is_covered_away_from_all_that_is_too_heavy_stays_covered() -> None:
    # A heavy ground under overprinting black, open at the left; white near it, then a strip too
    # narrow to tell of, and white that no square of the open part reaches.
    file = opened(
        "1 0.9 0.9 0 k 0 0 120 60 re f /Over gs 0 0 0 1 k 0 0 120 60 re f "
        "/Full gs 0 0 0 0 k 30 0 30 60 re f 62 0 58 60 re f"
    )
    whole, part = conditions.measured(file, PRESS)[0], conditions.suspected(file, PRESS)()[0]
    assert whole is not None
    assert part is not None
    assert list(conditions.ink(1, whole, PRESS))
    assert (part.max, part.over, part.heavy) == (whole.max, whole.over, whole.heavy)


def test_a_page_that_cannot_take_too_much_is_not_drawn() -> None:
    # Black over black, white on a picture, black beside one.
    file = opened(
        "q 60 0 0 60 0 0 cm /I Do Q 0 0 0 0 k BT /F 20 Tf 5 20 Td (M) Tj ET "
        "/Over gs 0 0 0 1 k 0 70 100 20 re f 10 80 100 20 re f"
    )
    sheet = file.sheets[0]
    assert doubtful(sheet, PRESS.ink_advised, Scales([sheet])) == []


def test_a_sliver_that_no_square_of_15_mm2_would_notice_is_not_drawn() -> None:
    file = opened("1 0.8 0 0 k 0 0 120 60 re f /Over gs 0 0 0 1 k 0 59 120 1 re f")
    sheet = file.sheets[0]
    assert doubtful(sheet, PRESS.ink_advised, Scales([sheet])) == []
    heavier = opened("1 0.8 0 0 k 0 0 120 60 re f /Over gs 0 0 0 1 k 0 49 120 11 re f")
    assert doubtful(heavier.sheets[0], PRESS.ink_advised, Scales(heavier.sheets))


def test_a_picture_that_was_weighed_is_not_unpacked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = "q 60 0 0 60 0 0 cm /I Do Q"

    def weighed(kept: Cache) -> tuple[int, dict[str, int]]:
        file = opened(content)
        (sheet,) = file.sheets
        return Scales([sheet], kept).heaviest(sheet.painted[0])

    cache = Cache(tmp_path)
    found = weighed(cache)
    assert found == weighed(Cache.disabled())
    (entry,) = [p for p in tmp_path.glob("*/*") if p.is_file()]
    monkeypatch.setattr("presslayout.preflight.pdf.scales._picture", lambda _read: (7, {"K": 7}))
    assert weighed(cache) == found
    for broken in (b"", entry.read_bytes()[:-1]):
        entry.write_bytes(broken)
        assert weighed(cache) == (7, {"K": 7})
