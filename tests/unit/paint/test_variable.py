"""Faces with axes, collections and CFF2 on paper: what is embedded is what was asked for."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from PIL import Image
from tests import variable
from tests.unit.paint.conftest import opened

from presslayout.assets.fonts import Family, open_face
from presslayout.base.units import pt
from presslayout.edition.page import Glyphs
from presslayout.paint.pdf import Supplies, paint
from presslayout.paint.profiles import PROFILES
from presslayout.preflight import inspect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.paint.conftest import Desk

    from presslayout.assets.fonts import Face

WEIGHTS = (100, 500, 900)
SIZE = 36
MAKERS: dict[str, tuple[Any, int]] = {
    "glyf": (variable.truetype, 0),
    "CFF2": (variable.cff2, 0),
    "member of a .ttc": (
        lambda: variable.collection(variable.truetype(axes=False), variable.truetype()),
        1,
    ),
    "member of a .otc": (
        lambda: variable.collection(variable.cff2(axes=False), variable.cff2()),
        1,
    ),
}


def face(kind: str, weight: int, folder: Path) -> Face:
    make, index = MAKERS[kind]
    path = variable.written(folder / "v.ttf", make())
    return open_face(Family("报宋", path, index, "fonts/v.ttf", (), "", "", weight))


def painted(desk: Desk, *used: Face, text: str = "国") -> bytes:
    """A line a face, the first at 100 pt from the top."""
    runs = [
        Glyphs(
            one.key,
            pt(SIZE),
            tuple(one.hb_font.get_nominal_glyph(ord(char)) for char in text),
            tuple(pt(100 + SIZE * at) for at in range(len(text))),
            (pt(100 + 50 * number),),
            text,
        )
        for number, one in enumerate(used)
    ]
    edition = replace(desk.edition(desk.page(*runs)), assets=())
    sources = {one.key: one.source for one in used}
    return paint(edition, PROFILES["plain"], Supplies(sources, {}, desk.icc, ("0" * 64,)))


def bars(picture: Image.Image, lines: int) -> list[float]:
    """How wide the ink is on each line, in thousandths of an em."""
    grey = picture.convert("L").point(lambda v: 255 if v < 128 else 0)
    found = []
    for number in range(lines):
        foot = (100 + 50 * number) * 4
        box = grey.crop((0, foot - 4 * 25, grey.width, foot - 4 * 5)).getbbox()
        found.append((box[2] - box[0]) * 1000 / (4 * SIZE) if box else 0)
    return found


@pytest.mark.external
def test_every_kind_and_weight_prints_as_asked(desk: Desk, tmp_path: Path) -> None:
    used = []
    for number, kind in enumerate(MAKERS):
        for weight in WEIGHTS:
            folder = tmp_path / f"{number}"
            folder.mkdir(exist_ok=True)
            used.append(face(kind, weight, folder))
    data = painted(desk, *used)
    wanted = [float(variable.bar(weight)) for _ in MAKERS for weight in WEIGHTS]
    page = pypdfium2.PdfDocument(data)[0].render(scale=4).to_pil()
    assert bars(page, len(used)) == pytest.approx(wanted, abs=15)
    said = {d.code for d in inspect(data, "x1a", "x1a").diagnostics}
    assert not said & {"font-damaged", "missing-outline", "font-widths", "font-subset", "font-map"}
    if shutil.which("gs"):
        (tmp_path / "v.pdf").write_bytes(data)
        command = "gs -q -dBATCH -dNOPAUSE -sDEVICE=pnggray -r288 -o v.png v.pdf"
        subprocess.run(command.split(), cwd=tmp_path, check=True)
        with Image.open(tmp_path / "v.png") as drawn:
            assert bars(drawn, len(used)) == pytest.approx(wanted, abs=15)


def test_a_face_of_cff2_without_axes_prints(desk: Desk, tmp_path: Path) -> None:
    path = variable.written(tmp_path / "v.otf", variable.cff2(axes=False))
    one = open_face(Family("报宋", path, 0, "v.otf", (), "", "", 400))
    data = painted(desk, one)
    page = pypdfium2.PdfDocument(data)[0].render(scale=4).to_pil()
    assert bars(page, 1) == pytest.approx([variable.THIN], abs=15)
    assert "font-widths" not in {d.code for d in inspect(data, "x1a", "x1a").diagnostics}


@pytest.mark.parametrize("kind", MAKERS)
def test_two_weights_of_a_file_share_neither_name_nor_subset(
    kind: str, desk: Desk, tmp_path: Path
) -> None:
    used = [face(kind, weight, tmp_path) for weight in WEIGHTS]
    with opened(painted(desk, *used)) as pdf:
        names = [str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()]
    tags = [name.partition("+")[0] for name in names]
    assert len(set(tags)) == len(WEIGHTS)
    assert len({name.partition("+")[2] for name in names}) == len(WEIGHTS)
    assert any("500wght" in name for name in names)


def test_a_named_instance_keeps_the_name_that_its_maker_gave_it(desk: Desk, tmp_path: Path) -> None:
    with opened(painted(desk, face("glyf", 900, tmp_path))) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        assert str(font.BaseFont).endswith("+TestVF-Black")


def test_faces_of_one_name_are_two_in_a_file(desk: Desk, tmp_path: Path) -> None:
    used = []
    for stem, chars in (("a", variable.CHARS), ("b", f"{variable.CHARS}河")):
        path = variable.written(
            tmp_path / f"{stem}.ttf", variable.truetype(axes=False, chars=chars)
        )
        used.append(open_face(Family(stem, path, 0, path.name, (), "", "")))
    with opened(painted(desk, *used)) as pdf:
        names = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
    assert len(names) == 2


def test_a_weight_is_its_own_entry_of_the_cache(tmp_path: Path) -> None:
    from presslayout.base.cache import Cache
    from presslayout.paint.pdf_programs import KeptSubsets, program_of

    cache = Cache(tmp_path / "cache")
    made = []
    for weight in (100, 900, 100):
        one = face("glyf", weight, tmp_path)
        glyph = one.hb_font.get_nominal_glyph(ord("国"))
        made.append(
            program_of(one.hb_font.face, [glyph], one.source, KeptSubsets(one.sha256, cache))
        )
    assert made[0] == made[2] != made[1]


@pytest.mark.parametrize(("panose", "flags"), [((2, 2), 6), ((2, 11), 4), ((0, 0), 4)])
def test_a_descriptor_says_whether_its_face_has_serifs(
    panose: tuple[int, int], flags: int, desk: Desk, tmp_path: Path
) -> None:
    from fontTools.ttLib import TTFont

    path = variable.written(tmp_path / "v.ttf", variable.truetype(axes=False))
    font = TTFont(path)
    font["OS/2"].panose.bFamilyType, font["OS/2"].panose.bSerifStyle = panose
    font.save(path)
    with opened(painted(desk, open_face(Family("报宋", path, 0, "v.ttf", (), "", "")))) as pdf:
        (one,) = pdf.pages[0].Resources.Font.values()
        assert one.DescendantFonts[0].FontDescriptor.Flags == flags
