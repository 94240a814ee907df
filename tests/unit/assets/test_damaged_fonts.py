"""Whatever is wrong with a font's file is told by its name; nothing else comes of it."""

from __future__ import annotations

import random
import struct
from typing import TYPE_CHECKING

import pytest
from tests import variable
from tests.kit import ROOT

from presslayout.assets.fonts import Family, has_thin_strokes, open_face
from presslayout.assets.outlines import lettering
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import AssetError
from presslayout.base.units import mm, pt
from presslayout.edition.page import Block, Glyphs, Page
from presslayout.paint.pdf_file import File
from presslayout.paint.pdf_fonts import embed, faces, program, usage
from presslayout.paint.pdf_programs import KeptSubsets
from presslayout.typeset.shape import Font, shape

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "治水国——新闻（2026年），“好”ABC fi é…"
WHOLE = {
    "glyf": (ROOT / "fonts" / "SourceSerif4-Regular.ttf").read_bytes,
    "gvar": variable.truetype,
    "CFF2": variable.cff2,
    "collection": lambda: variable.collection(variable.truetype(), variable.cff2(axes=False)),
}


def used(path: Path, index: int = 0) -> None:
    """All that a build does with a face; AssetError where it cannot be set."""
    open_face.cache_clear()
    has_thin_strokes.cache_clear()
    face = open_face(Family("报宋", path, index, f"fonts/{path.name}", (), "", "", 400))
    has_thin_strokes(face.source)
    lettering(face.source).path("国A", 0, 0, pt(9))
    glyphs: set[int] = set()
    for one in (face, face.turned()):
        shaped = shape(TEXT, Font((one,), (), pt(9)))
        glyphs |= {gid for gid in shaped.ids if gid > 0}
        glyphs |= {part.gid for parts in shaped.parts.values() for part in parts}
    ids = tuple(sorted(glyphs)) or (0,)
    run = Glyphs("face", pt(9), ids, tuple(range(len(ids))), (0,), "国" * len(ids))
    page = Page(1, "A01", "试", mm(275), mm(390), 0, (Block("A/body", "body", (run,)),))
    sources = {"face": face.source}
    shown = faces([usage(page)], sources)["face"]
    made = program(shown, "face", face.source, KeptSubsets("", Cache.disabled()))
    embed(File("1.4"), shown, face.source, made)


def refusal(path: Path, index: int = 0) -> str:
    with pytest.raises(AssetError) as caught:
        used(path, index)
    (finding,) = caught.value.diagnostics
    assert path.name in finding.message.zh
    assert path.name in finding.message.en
    assert finding.hint is not None
    return finding.message.en


def directory(data: bytes) -> list[tuple[bytes, int, int]]:
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    (count,) = struct.unpack_from(">H", data, start + 4)
    return [struct.unpack_from(">4s4xII", data, start + 12 + 16 * row) for row in range(count)]


def changed(data: bytes, chance: random.Random) -> bytes:
    """Some bytes of it otherwise, or its end cut off."""
    if chance.random() < 0.1:
        return data[: chance.randrange(len(data))]
    made = bytearray(data)
    tables = directory(data)
    for _ in range(chance.choice([1, 2, 8])):
        if chance.random() < 0.3:
            at = chance.randrange(min(len(data), 400))
        else:
            _, start, length = chance.choice(tables)
            at = start + chance.randrange(max(min(length, chance.choice([16, 1 << 20])), 1))
        made[min(at, len(made) - 1)] = chance.choice([0, 127, 128, 255, chance.randrange(256)])
    return bytes(made)


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_face_can_be_used(kind: str, tmp_path: Path) -> None:
    used(variable.written(tmp_path / "报宋.ttf", WHOLE[kind]()))


@pytest.mark.parametrize("kind", WHOLE)
def test_a_changed_face_is_told_by_its_file_or_can_be_used(kind: str, tmp_path: Path) -> None:
    whole, chance = WHOLE[kind](), random.Random(20)
    for _ in range(120):
        path = variable.written(tmp_path / "报宋.ttf", changed(whole, chance))
        said = ""
        try:
            used(path)
        except AssetError as fault:
            said = fault.diagnostics[0].message.zh
        assert not said or path.name in said


@pytest.mark.parametrize("share", [0, 0.02, 0.5, 0.98])
@pytest.mark.parametrize("kind", WHOLE)
def test_a_face_that_is_cut_off_is_refused(kind: str, share: float, tmp_path: Path) -> None:
    whole = WHOLE[kind]()
    path = variable.written(tmp_path / "报宋.ttf", whole[: int(len(whole) * share)])
    # The end of a collection is its last member's.
    refusal(path, int(kind == "collection"))


def test_what_prints_nothing_is_refused(tmp_path: Path) -> None:
    data = variable.truetype(axes=False)
    path = variable.written(tmp_path / "报宋.ttf", data.replace(b"glyf", b"bits", 1))
    assert "no outlines" in refusal(path)


@pytest.mark.parametrize("head", [b"wOFF", b"wOF2"])
def test_fonts_of_web_pages_are_called_so(head: bytes, tmp_path: Path) -> None:
    assert "WOFF" in refusal(variable.written(tmp_path / "报宋.woff", head + bytes(100)))


def test_a_place_that_a_collection_has_not_is_refused(tmp_path: Path) -> None:
    made = variable.collection(variable.truetype(), variable.truetype(axes=False))
    path = variable.written(tmp_path / "报宋.ttc", made)
    used(path, 1)
    assert "holds 2" in refusal(path, 2)
    assert "index is 0" in refusal(variable.written(tmp_path / "一.ttf", variable.truetype()), 1)


def test_names_in_no_encoding_are_passed_over(tmp_path: Path) -> None:
    data = variable.truetype(axes=False, name="Plain")
    start = next(at for tag, at, _ in directory(data) if tag == b"name")
    # What the names are lies behind the table's directory: bytes that no encoding knows.
    found = data.index("Plain-Thin".encode("utf-16-be"), start)
    spoiled = data[:found] + b"\xd8\x00" * 10 + data[found + 20 :]
    used(variable.written(tmp_path / "报宋.ttf", spoiled))


def test_glyphs_beyond_the_face_are_told(tmp_path: Path) -> None:
    face = open_face(
        Family(
            "报宋",
            variable.written(tmp_path / "报宋.ttf", variable.truetype(axes=False)),
            0,
            "fonts/报宋.ttf",
            (),
            "",
            "",
        )
    )
    run = Glyphs("face", pt(9), (70_000,), (0,), (0,), "国")
    page = Page(1, "A01", "试", mm(275), mm(390), 0, (Block("A/body", "body", (run,)),))
    with pytest.raises(AssetError, match="报宋"):
        faces([usage(page)], {"face": face.source})
