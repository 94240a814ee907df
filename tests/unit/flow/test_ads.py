"""Ads: as they were delivered, of the size that was sold, with the word 广告 in plain sight."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image

from presslayout.base.units import mm, to_mm, to_pt
from presslayout.edition.page import Glyphs, Page, Picture, Placed, Shape
from presslayout.flow.compose import compose
from presslayout.issue.ad import Ad
from presslayout.issue.lattice import slot_box
from presslayout.issue.workspace import Workspace
from presslayout.newsroom.proofread.ads import silent, unlabelled
from tests.kit import EM, HERE, NEWSPRINT, PITCH, ROOT, loaded, page, slot, story, template

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.edition.record import Composition

SLOT = slot("底广告", (60, 76), (1, 3), "ad")
BOX = slot_box(template(SLOT), SLOT)
WIDTH, HEIGHT = BOX.width, BOX.height - (PITCH - EM)


def pdf(width: int = WIDTH, height: int = HEIGHT, words: str = "") -> bytes:
    """A drawing of one page, so large in EMU."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(to_pt(width), to_pt(height)))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    made.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    text = f"BT /F 12 Tf 5 5 Td ({words}) Tj ET" if words else ""
    made.pages[0].Contents = made.make_stream(f"0 1 1 0 k 0 0 9 9 re f {text}".encode())
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def png(width: int, height: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(stream, "PNG")
    return stream.getvalue()


def composed(root: Path, data: bytes, *, content: str = "ad", **facts: object) -> Composition:
    name = "a.pdf" if data.startswith(b"%PDF") else "a.png"
    (root / name).write_bytes(data)
    ad = replace(Ad("底广告", name, False, False, "", HERE), **facts)  # type: ignore[arg-type]
    spec = replace(page(1, "试验"), ads=(ad,))
    given = loaded({"试验": template(replace(SLOT, content=content))}, spec)
    return compose(replace(given, workspace=Workspace(root, ROOT)), NEWSPRINT)


def words(made: Page, role: str = "ad-label") -> str:
    items = [i for b in made.blocks if b.role == role for i in b.items]
    return "".join(i.text for i in items if isinstance(i, Glyphs))


def test_a_pdf_stays_vectors_and_fills_the_slot(tmp_path: Path) -> None:
    made = composed(tmp_path, pdf())
    (item,) = [i for b in made.edition.pages[0].blocks for i in b.items if isinstance(i, Placed)]
    assert (item.box.x, item.box.y) == (BOX.x, BOX.y)
    assert (to_mm(item.box.width), to_mm(item.box.height)) == pytest.approx(
        (to_mm(WIDTH), to_mm(HEIGHT)), abs=0.01
    )
    assert not made.diagnostics


@pytest.mark.parametrize(("content", "word"), [("ad", "广告"), ("public-ad", "公益广告")])
def test_the_word_is_drawn(tmp_path: Path, content: str, word: str) -> None:
    assert words(composed(tmp_path, pdf(), content=content).edition.pages[0]) == word


def test_a_label_of_its_own_is_not_drawn_again(tmp_path: Path) -> None:
    assert words(composed(tmp_path, pdf(), own_label=True).edition.pages[0]) == ""


@pytest.mark.parametrize("by", [mm("0.6"), -mm(3)])
def test_a_wrong_size_is_told_in_millimetres(tmp_path: Path, by: int) -> None:
    (found,) = composed(tmp_path, pdf(WIDTH + by, HEIGHT)).diagnostics
    assert (found.code, found.severity.value, found.span) == ("ad-size", "error", HERE)
    assert f"{to_mm(WIDTH + by):.1f} × {to_mm(HEIGHT):.1f} mm" in found.message.zh
    assert f"{to_mm(WIDTH):.1f} × {to_mm(HEIGHT):.1f} mm" in found.message.en


def test_what_rounding_leaves_is_forgiven(tmp_path: Path) -> None:
    assert not composed(tmp_path, pdf(WIDTH - mm("0.4"), HEIGHT)).diagnostics


def test_a_picture_is_judged_by_its_shape(tmp_path: Path) -> None:
    high = 1000 * HEIGHT // WIDTH
    made = composed(tmp_path, png(1000, high))
    assert not made.diagnostics
    assert any(isinstance(i, Picture) for b in made.edition.pages[0].blocks for i in b.items)
    (found,) = composed(tmp_path, png(1000, high + 40)).diagnostics
    assert found.code == "ad-size"


def test_a_scaled_ad_keeps_its_proportions_inside_the_slot(tmp_path: Path) -> None:
    made = composed(tmp_path, pdf(WIDTH, HEIGHT // 2), scaled=True)
    assert not made.diagnostics
    (item,) = [i for b in made.edition.pages[0].blocks for i in b.items if isinstance(i, Placed)]
    assert abs(item.box.width - 2 * item.box.height * WIDTH // (2 * (HEIGHT // 2))) < mm("0.1") * 20
    assert BOX.y <= item.box.y
    assert item.box.bottom <= BOX.y + HEIGHT


def test_an_empty_slot_is_told() -> None:
    made = compose(loaded({"试验": template(SLOT)}, page(1, "试验")), NEWSPRINT)
    # A page of nothing but an ad that did not come is no page.
    assert [d.code for d in made.diagnostics] == ["ad-missing", "page-empty"]
    optional = replace(SLOT, may_be_empty=True)
    made = compose(loaded({"试验": template(optional)}, page(1, "试验")), NEWSPRINT)
    assert [d.code for d in made.diagnostics] == ["page-empty"]
    blank = replace(page(1, "试验"), may_be_empty=True)
    assert not compose(loaded({"试验": template(SLOT)}, blank), NEWSPRINT).diagnostics


@pytest.mark.parametrize(
    ("data", "told"),
    [(pdf(words="AD"), ["ad-unlabelled"]), (png(9, 9), []), (b"%PDF-1.4 broken", [])],
)
def test_a_label_of_its_own_is_looked_for(tmp_path: Path, data: bytes, told: list[str]) -> None:
    (tmp_path / "a").write_bytes(data)
    spec = replace(page(1, "试验"), ads=(Ad("底广告", "a", True, False, "", HERE),))
    issue = loaded({"试验": template(SLOT)}, spec).issue
    assert [d.code for d in unlabelled(silent(issue, Workspace(tmp_path, ROOT)))] == told


LEFT, RIGHT = slot("左", (60, 76), (1, 3), "ad"), slot("右", (60, 76), (4, 6), "ad")


def test_an_ad_across_two_slots_fills_both_as_one(tmp_path: Path) -> None:
    across = slot_box(template(), slot("通栏", (60, 76), (1, 6), "ad"))
    (tmp_path / "a.pdf").write_bytes(pdf(across.width, HEIGHT))
    ad = Ad("右", "a.pdf", False, False, "", HERE, ("左",))
    given = loaded({"试验": template(LEFT, RIGHT)}, replace(page(1, "试验"), ads=(ad,)))
    made = compose(replace(given, workspace=Workspace(tmp_path, ROOT)), NEWSPRINT)
    (item,) = [i for b in made.edition.pages[0].blocks for i in b.items if isinstance(i, Placed)]
    assert (item.box.x, item.box.right) == (across.x, across.right)
    assert words(made.edition.pages[0]) == "广告"
    assert not made.diagnostics


def test_a_trim_box_that_is_missing_is_guessed_from_even_excess(tmp_path: Path) -> None:
    (found,) = composed(tmp_path, pdf(WIDTH + mm(6), HEIGHT + mm(6))).diagnostics
    assert found.hint
    assert found.hint.zh.startswith("四边各大 3.0 mm")
    (other,) = composed(tmp_path, pdf(WIDTH + mm(6), HEIGHT)).diagnostics
    assert other.hint
    assert "TrimBox" not in other.hint.en


def test_what_the_template_keeps_stands_in_for_a_missing_ad(tmp_path: Path) -> None:
    (tmp_path / "垫.pdf").write_bytes(pdf())
    given = loaded({"试验": template(replace(SLOT, file="垫.pdf"))}, page(1, "试验"))
    made = compose(replace(given, workspace=Workspace(tmp_path, ROOT)), NEWSPRINT)
    assert [(d.code, d.severity.value) for d in made.diagnostics] == [("ad-stand-in", "info")]
    assert words(made.edition.pages[0]) == "公益广告"
    assert any(isinstance(i, Placed) for b in made.edition.pages[0].blocks for i in b.items)


def test_a_framed_ad_is_level_with_a_framed_story(tmp_path: Path) -> None:
    beside = slot("二条", (60, 76), (4, 6), frame=PITCH // 20)
    (tmp_path / "a.pdf").write_bytes(pdf())
    design = template(replace(SLOT, frame=PITCH // 20), beside)
    ad = Ad("底广告", "a.pdf", False, False, "", HERE)
    spec = replace(page(1, "试验", story("A", "二条", "山。")), ads=(ad,))
    given = replace(loaded({"试验": design}, spec), workspace=Workspace(tmp_path, ROOT))
    made = compose(given, NEWSPRINT).edition.pages[0]
    frames = [
        (min(ys), max(ys))
        for b in made.blocks
        for i in b.items
        if isinstance(i, Shape) and i.stroke and len(i.path) > 3 and "plate" not in b.id
        for ys in [[y for _, *n in i.path for y in n[1::2]]]
    ]
    assert len(frames) == 2
    assert frames[0] == frames[1]
