from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pytest

from presslayout.assets import Source
from presslayout.assets.outlines import Lettering, lettering
from presslayout.overlay import EVERY, Leftover, Sheet, proof
from presslayout.page import Block, Box, Edition, Glyphs, Note, Page, Press, Shape
from presslayout.paint.pdf import Supplies, paint
from presslayout.profiles import PROFILES
from presslayout.units import mm, pt

ROOT = Path(__file__).resolve().parents[2]
FACE = Source(ROOT / "fonts" / "NotoSansSC-Regular.ttf")
PRESS = Press("newsprint", "x1a", "", "", "IFRA26", 220, 240, 99, 149, 0)


@pytest.fixture(scope="module")
def letters() -> Lettering:
    return lettering(FACE)


def lines(text: str, x: int, y: int, count: int) -> list[Glyphs]:
    ids = tuple(lettering(FACE).font.get_nominal_glyph(ord(c)) for c in text)
    xs = tuple(pt(x + 9 * n) for n in range(len(ids)))
    return [Glyphs("hei", pt(9), ids, xs, (pt(y + 13 * n),), text) for n in range(count)]


def page(*columns: list[Glyphs], notes: tuple[Note, ...] = ()) -> Page:
    items = tuple(item for column in columns for item in column)
    body = Block("A/body", "body", items, "A", "body")
    return Page(3, "A03", "test", mm(275), mm(390), 0, (body,), notes)


def bounds(shape: Shape) -> tuple[int, int, int, int]:
    numbers = [v for segment in shape.path for v in segment[1:]]
    xs, ys = [int(v) for v in numbers[::2]], [int(v) for v in numbers[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def shapes(whole: Page, name: str) -> list[Shape]:
    return [
        item
        for block in whole.blocks
        if block.id == f"3/{name}"
        for item in block.items
        if isinstance(item, Shape)
    ]


def test_the_pages_own_blocks_stay_as_they_are(letters: Lettering) -> None:
    before = page(lines("山水", 40, 60, 6))
    after, sheet = proof(before, letters, "小样")
    assert [b for b in after.blocks if not b.artifact] == list(before.blocks)
    assert sheet == Sheet()


def test_the_watermark_lies_under_everything_and_is_faint(letters: Lettering) -> None:
    after, _ = proof(page(lines("山水", 40, 60, 6)), letters, "大样")
    assert after.blocks[0].id == "3/watermark"
    (mark,) = shapes(after, "watermark")
    assert mark.fill is not None
    assert 60 <= mark.fill.k <= 80
    left, top, right, bottom = bounds(mark)
    assert 0 < left < right < mm(275)
    assert 0 < top < bottom < mm(390)
    assert abs((left + right) - mm(275)) < mm(10)
    assert abs((top + bottom) - mm(390)) < mm(20)


def test_every_fifth_line_of_each_column_is_numbered(letters: Lettering) -> None:
    first, second = lines("山水", 40, 60, 11), lines("田园", 100, 60, 7)
    after, _ = proof(page(first, second), letters, "小样")
    numbers = shapes(after, "line-numbers")
    assert EVERY == 5
    assert len(numbers) == 3
    feet = [bounds(shape)[3] for shape in numbers]
    assert feet == pytest.approx([pt(60 + 13 * 4), pt(60 + 13 * 9), pt(60 + 13 * 4)], abs=pt(1))
    assert all(bounds(shape)[2] <= pt(40) for shape in numbers[:2])
    assert pt(58) < bounds(numbers[2])[0] < bounds(numbers[2])[2] <= pt(100)


def test_runs_of_one_line_count_once(letters: Lettering) -> None:
    halves = [
        half
        for left, right in zip(lines("山水", 40, 60, 5), lines("ab", 58, 60, 5), strict=True)
        for half in (left, right)
    ]
    after, _ = proof(page(halves), letters, "小样")
    assert len(shapes(after, "line-numbers")) == 1


def test_a_column_that_begins_lower_is_a_new_one(letters: Lettering) -> None:
    after, _ = proof(page(lines("山水", 40, 60, 4), lines("田园", 100, 200, 4)), letters, "小样")
    assert not shapes(after, "line-numbers")


def test_faults_are_framed_and_numbered_as_their_notes(letters: Lettering) -> None:
    notes = (Note(Box(pt(50), pt(60), pt(70), pt(80)), "overset", "溢排"),) * 2
    after, _ = proof(page(lines("山", 40, 60, 1), notes=notes), letters, "小样")
    assert [note.text for note in after.notes] == ["1. 溢排", "2. 溢排"]
    frames = [s for s in shapes(after, "faults") if s.stroke is not None]
    assert [bounds(frame) for frame in frames] == [(pt(50), pt(60), pt(120), pt(140))] * 2


def test_leftovers_stand_beside_the_page(letters: Lettering) -> None:
    text = "水" * 3000
    after, sheet = proof(page(lines("山", 40, 60, 1)), letters, "小样", [Leftover("头条", text)])
    printed = shapes(after, "overset")
    glyphs = sum(1 for shape in printed for segment in shape.path if segment[0] == "M")
    outline = letters.path("水", 0, 0, pt(8))
    assert glyphs >= 3000 * sum(1 for segment in outline if segment[0] == "M")
    assert sheet.right > mm(120)
    assert (sheet.left, sheet.top, sheet.bottom) == (0, 0, 0)
    for shape in printed:
        left, top, right, bottom = bounds(shape)
        assert mm(275) < left < right < mm(275) + sheet.right
        assert 0 <= top < bottom < mm(390)


def test_lines_of_the_panel_keep_every_character(letters: Lettering) -> None:
    text = "一二三四五六七八九十\n百千"
    cut = letters.lines(text, pt(40), pt(8))
    assert cut == ["一二三四五", "六七八九十", "百千"]


@pytest.mark.skipif(not which("pdftotext"), reason="pdftotext is not installed")
def test_no_word_of_the_proof_is_extracted(letters: Lettering, tmp_path: Path) -> None:
    note = Note(Box(pt(50), pt(60), pt(70), pt(80)), "overset", "溢排")
    before = page(lines("山水", 40, 60, 10), notes=(note,))
    after, sheet = proof(before, letters, "小样", [Leftover("头条", "放不下的字")])
    edition = Edition("报", "2026-10-18", "presslayout", (after,), (), (), PRESS)
    icc = (ROOT / "layout" / "press" / "IFRA26S_TAC220.icc").read_bytes()
    supplies = Supplies({"hei": FACE}, {}, icc, ("0",), {3: sheet})
    path = tmp_path / "proof.pdf"
    path.write_bytes(paint(edition, PROFILES["plain"], supplies))
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    assert "".join(done.stdout.decode().split()) == "山水" * 10
