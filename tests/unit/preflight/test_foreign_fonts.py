"""Fonts of other makers read: Type 1 programs, CMaps, and what is set downwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import ImageFont
from tests import corpus

from presslayout.preflight.pdf import cmaps, type1
from presslayout.preflight.pdf.widths import declared_heights

FOLDERS = ("/usr/share/fonts/type1/urw-base35", "/usr/share/ghostscript")
FACES = sorted(path for folder in FOLDERS for path in Path(folder).rglob("*.t1"))[:4]


@pytest.mark.parametrize("path", FACES or [None], ids=lambda p: p.stem if p else "none")
def test_a_type_1_face_is_as_wide_as_freetype_says(path: Path | None) -> None:
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    if path is None:
        pytest.skip("no Type 1 faces are installed")
    read = type1.read(path.read_bytes())
    known = ImageFont.truetype(str(path), 1000)
    for char, name in (("A", "A"), ("m", "m"), ("é", "eacute"), ("&", "ampersand")):
        pen = DecomposingRecordingPen(read.strings)
        read.strings[name].draw(pen)
        assert read.strings[name].width == pytest.approx(known.getlength(char), abs=1)
        assert len(pen.value) > 3


def test_our_own_type_1_program_is_read_to_its_end() -> None:
    data, clear, secret = corpus.oldest_face()
    read = type1.read(data)
    assert set(read.strings) == {".notdef", "A"}
    assert (read.clear, read.secret) == (clear, secret)
    assert read.encoding[65] == "A"


@pytest.mark.parametrize(
    "data", [b"", b"eexec", b"%!PS eexec " + b"\0" * 99, b"\x80\x01\xff\xff\xff\xff"]
)
def test_what_is_no_type_1_program_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="Type 1"):
        type1.read(data)


GBK = st.text("云岭日报县，。「」AZ09 龥丂", max_size=20)


@pytest.mark.parametrize(
    ("name", "codec", "ordering"),
    [
        ("GBK-EUC-H", "gbk", "GB1"),
        ("UniGB-UTF16-H", "utf-16-be", "GB1"),
        ("UniGB-UCS2-V", "utf-16-be", "GB1"),
        ("UniJIS-UTF16-H", "utf-16-be", "Japan1"),
    ],
)
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_the_codes_of_a_predefined_cmap_say_their_text(
    name: str, codec: str, ordering: str, data: Any
) -> None:
    text = data.draw(GBK if ordering == "GB1" else st.text("山本日報、。AZ", max_size=20))
    cmap = cmaps.of(Dictionary(Encoding=Name(f"/{name}")))
    table = cmaps.said(cmap, ordering)
    codes = cmap.codes(text.encode(codec))
    said = "".join(table[code] for code, _ in codes)
    # Upright and turned forms share a character.
    assert len(said) == len(text)
    assert cmap.vertical or said == text
    assert all(cmap.cid(*code) for code in codes)


@given(
    st.binary(max_size=40), st.sampled_from(["GBK-EUC-H", "GBK2K-H", "UniJIS-UTF8-H", "Identity-H"])
)
def test_every_string_falls_into_codes_that_use_up_its_bytes(data: bytes, name: str) -> None:
    codes = cmaps.of(Dictionary(Encoding=Name(f"/{name}"))).codes(data)
    assert all(length > 0 for _, length in codes)
    assert len(data) - 3 <= sum(length for _, length in codes) <= len(data) + 3


@pytest.mark.parametrize(
    "name", ["Identity-X", "../../etc/passwd", "", "Nobodys-H", "Adobe-GB1-UCS2"]
)
def test_a_cmap_that_nobody_knows_is_not_known(name: str) -> None:
    assert not cmaps.of(Dictionary(Encoding=Name(f"/{name}"))).known


def test_heights_are_listed_in_both_ways() -> None:
    font = Dictionary(
        W2=Array([5, Array([-900, 400, 800, -500, 250, 880]), 9, 11, -1000, 500, 880])
    )
    assert declared_heights(font) == {
        5: (-900, 400, 800),
        6: (-500, 250, 880),
        **dict.fromkeys((9, 10, 11), (-1000, 500, 880)),
    }
