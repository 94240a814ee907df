"""OFD: valid by the standard's XSDs, its words the page's, its glyphs where the page has them."""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
import uharfbuzz
from PIL import Image, ImageChops, ImageStat
from tests import variable
from tests.ofd import SPACE, Ofd, numbers
from tests.unit.paint.conftest import FACES, ROOT

from presslayout.assets.pictures import Conversion, ConvertedPicture
from presslayout.assets.vectors import drawing
from presslayout.base.geometry import Box
from presslayout.base.source import Source
from presslayout.base.units import EMU_PER_MM, mm, pt
from presslayout.edition.ink import BLACK, RED, WHITE, Ink
from presslayout.edition.page import (
    Article,
    Block,
    Glyphs,
    IssueFacts,
    Picture,
    Placed,
    Shape,
    Stroke,
    circle,
    rectangle,
)
from presslayout.edition.roles import Role
from presslayout.paint.ofd import ofd
from presslayout.paint.pdf import paint
from presslayout.paint.profiles import PROFILES

if TYPE_CHECKING:
    from typing import Any

    from tests.unit.paint.conftest import Desk

    from presslayout.edition.page import Edition, Item, Page

TEXT = "他说：“治水，要久久为功。”群众看得见（2026年10月18日）"
ART = "ab" * 32


def made(desk: Desk, edition: Edition, **supplies: Any) -> Ofd:
    return Ofd(data(desk, edition, **supplies))


def data(desk: Desk, edition: Edition, **supplies: Any) -> bytes:
    source = (ROOT / "layout" / "press" / "sRGB.icc").read_bytes()
    conversion = Conversion(desk.icc, source, 220)
    return ofd(edition, desk.supplies(edition, **supplies), conversion)


def page(desk: Desk, *items: Item, **supplies: Any) -> Ofd:
    return made(desk, desk.edition(desk.page(*items)), **supplies)


def hard(desk: Desk) -> tuple[Glyphs, ...]:
    """Runs in every way in which text is set."""
    upright = desk.run("山居记年", 0)
    down = replace(upright, x=(pt(600),), y=tuple(pt(200 + 12 * n) for n in range(4)))
    return (
        desk.run(TEXT),
        desk.run("\u3000\u3000本报讯", y=130),
        desk.run("Presslayout 0.1", y=160, face="latin", ink=RED),
        replace(desk.run("压扁的标题", y=190, size=pt(28)), condense=700),
        replace(desk.run("CN 53-0000", 0, face="latin"), turn=90, x=(pt(640),),
                y=tuple(pt(200 + 7 * n) for n in range(10))),
        replace(desk.run("斜着", y=300, size=pt(20)), turn=30, y=(pt(300), pt(312))),
        replace(desk.run("斜着压", y=400, size=pt(20)), turn=345, condense=800,
                y=(pt(400), pt(395), pt(390))),
        down,
        desk.run("𠮷利", y=330, face="kai"),
    )  # fmt: skip


def test_pages_are_valid_and_say_what_they_show_in_order(desk: Desk) -> None:
    runs = hard(desk)
    found = page(desk, *runs)
    assert found.faults() == []
    assert "".join(found.texts(0)) == "".join(run.text for run in runs)


def test_an_empty_page_is_valid(desk: Desk) -> None:
    found = made(desk, desk.edition(desk.page(), desk.page(number=2, bleed=mm(3))))
    assert found.faults() == []
    boxes = [found._text(p, "o:Area/o:BleedBox") for p in found.pages]
    assert boxes == ["", "-3 -3 281 396"]


def test_every_glyph_stands_where_the_page_has_it(desk: Desk) -> None:
    runs = hard(desk)
    stands(page(desk, *runs), runs)


@pytest.mark.parametrize("seed", range(12))
def test_glyphs_of_chance_stand_where_they_were_put(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    runs = []
    for _ in range(20):
        text = "".join(chance.choices("山水 \u3000年a—，0", k=chance.randint(1, 12)))
        spot = [chance.randrange(mm(250)) for _ in range(2 * len(text))]
        level = chance.random() < 0.5
        runs.append(
            replace(
                desk.run(text, size=chance.randrange(pt(4), pt(90))),
                x=tuple(spot[::2]),
                y=(spot[1],) if level else tuple(spot[1::2]),
                turn=chance.choice((0, 0, 90, 270, 15, 180)),
                condense=chance.choice((1000, 1000, 650, 1200)),
                ink=chance.choice((BLACK, RED, Ink(c=300, k=20))),
            )
        )
    found = page(desk, *runs)
    assert found.faults() == []
    assert "".join(found.texts(0)) == "".join(run.text for run in runs)
    stands(found, runs)


def stands(found: Ofd, runs: Any) -> None:
    """Within two micrometres, each glyph the face's own outline."""
    wanted = [
        (run.face, glyph, run.x[n % len(run.x)], run.y[n % len(run.y)])
        for run in runs
        for n, glyph in enumerate(run.ids)
    ]
    shown = found.glyphs(0)
    assert len(shown) == len(wanted)
    outlines: dict[tuple[str, int], tuple[str, int]] = {}
    for (key, number, x, y), (face, glyph, left, top) in zip(shown, wanted, strict=True):
        assert abs(x - left / EMU_PER_MM) < 0.002
        assert abs(y - top / EMU_PER_MM) < 0.002
        assert outlines.setdefault((face, glyph), (key, number)) == (key, number)
    assert len(set(outlines.values())) == len(outlines)


def test_it_looks_like_the_pdf(desk: Desk) -> None:
    items = (
        *hard(desk),
        Shape(rectangle(Box(mm(20), mm(200), mm(80), mm(20))), fill=RED),
        Shape(circle(mm(150), mm(210), mm(15)), fill=Ink(k=300), stroke=Stroke(BLACK, pt(2))),
        Shape((("M", mm(20), mm(250)), ("L", mm(120), mm(252))), stroke=Stroke(BLACK, pt(1))),
        Shape((("M", mm(20), mm(280)), ("L", mm(60), mm(260)), ("L", mm(62), mm(290)), ("Z",)),
              stroke=Stroke(RED, pt(4))),
    )  # fmt: skip
    edition = desk.edition(desk.page(*items))
    pdf = pypdfium2.PdfDocument(paint(edition, PROFILES["x4"], desk.supplies(edition)))
    printed = inked(pdf[0].render(scale=3).to_pil())
    found = made(desk, edition)
    assert apart(inked(found.picture(0, 3)), printed) < 0.001
    # Without its texts it would not.
    bare = made(desk, desk.edition(desk.page(*items[9:])))
    assert apart(inked(bare.picture(0, 3)), printed) > 0.002


def inked(image: Image.Image) -> Image.Image:
    """Where there is ink: both know colours of their own."""
    return image.convert("L").point(lambda value: 255 if value < 190 else 0)


def apart(one: Image.Image, other: Image.Image) -> float:
    """The share of a page in which two differ."""
    return ImageStat.Stat(ImageChops.difference(one.resize(other.size), other)).mean[0] / 255


def test_no_ink_lies_outside_the_box_of_its_object(desk: Desk) -> None:
    spike = (("M", mm(20), mm(280)), ("L", mm(90), mm(282)), ("L", mm(20), mm(290)))
    found = page(desk, *hard(desk), Shape(spike, stroke=Stroke(RED, pt(6))))
    whole = found.picture(0, 3, cut=False)
    assert ImageChops.difference(found.picture(0, 3), whole).getbbox() is None


def test_one_glyph_of_several_characters_is_named_for_all_of_them(desk: Desk) -> None:
    run = desk.run("山—水")
    dash = replace(run, text="山——水", spans=(1, 2, 1))
    found = page(desk, dash)
    assert found.texts(0) == ["山", "——", "水"]
    (named,) = found.pages[0].iterfind(".//o:CGTransform", SPACE)
    assert (named.get("CodeCount"), named.get("GlyphCount")) == ("2", "1")
    stands(found, [dash])


def test_several_glyphs_of_one_character_are_all_drawn(desk: Desk) -> None:
    run = replace(desk.run("山水木"), text="山水", spans=(1, 1, 0))
    found = page(desk, run)
    assert "".join(found.texts(0)) == "山水"
    assert found.faults() == []
    stands(found, [run])


def test_a_glyph_that_is_not_the_characters_own_is_named(desk: Desk) -> None:
    radical = replace(desk.run("一乙丙"), text="⼀乙丙")
    found = page(desk, radical, desk.run("一乙丙", y=140))
    named = found.pages[0].findall(".//o:CGTransform", SPACE)
    assert [(n.get("CodePosition"), n.get("CodeCount")) for n in named] == [("0", "1")]
    assert found.texts(0) == ["⼀乙丙", "一乙丙"]
    stands(found, [radical, desk.run("一乙丙", y=140)])


@pytest.mark.parametrize("kind", ["truetype", "cff2", "plain cff2"])
def test_faces_with_axes_are_embedded_where_they_stand(
    desk: Desk, tmp_path: Path, kind: str
) -> None:
    face = {
        "truetype": variable.truetype,
        "cff2": variable.cff2,
        "plain cff2": lambda: variable.cff2(axes=False),
    }[kind]()
    path = variable.written(tmp_path / "v.otf", face)
    axes = () if kind == "plain cff2" else (("wght", 700.0),)
    shown = uharfbuzz.Face(face)
    glyph = uharfbuzz.Font(shown).get_nominal_glyph(ord("国"))
    edition = desk.edition(desk.page(replace(desk.run("国", size=pt(100)), face="v", ids=(glyph,))))
    found = made(desk, edition, faces={"v": Source(path, 0, axes)})
    assert found.faults() == []
    (name,) = [n for n in found.zip.namelist() if "font_" in n]
    assert name.endswith(".ttf" if kind == "truetype" else ".otf")
    tables = set(found_tables(found.zip.read(name)))
    assert {"cmap", "OS/2", "name", "hmtx"} <= tables
    assert not {"fvar", "GSUB", "CFF2", "gvar"} & tables
    left, _, right, _ = inked(found.picture(0, 4)).getbbox() or (0, 0, 0, 0)
    wide = variable.THIN if kind == "plain cff2" else variable.bar(700)
    assert abs((right - left) / 4 - wide / 10) < 0.5


def found_tables(font: bytes) -> list[str]:
    from fontTools.ttLib import TTFont

    return [str(tag) for tag in TTFont(io.BytesIO(font)).keys()]  # noqa: SIM118


def test_black_is_black_paper_white_and_a_spot_what_it_looks_like(desk: Desk) -> None:
    inks = (BLACK, WHITE, RED, Ink(m=1000, y=1000, spot="红", tint=500), Ink(k=500))
    boxes = [Box(mm(10 + 20 * n), mm(10), mm(10), mm(10)) for n in range(len(inks))]
    shapes = [Shape(rectangle(b), fill=ink) for b, ink in zip(boxes, inks, strict=True)]
    found = page(desk, *shapes)
    told = [e.get("Value") for e in found.pages[0].iterfind(".//o:FillColor", SPACE)]
    colours = [tuple(map(int, value.split())) for value in told]
    assert colours[0] == (0, 0, 0)
    assert colours[1] == (255, 255, 255)
    red, half = colours[2], colours[3]
    assert red[0] > 200
    assert max(red[1:]) < 90
    assert min(half[1:]) > max(red[1:]) + 40
    assert len(set(colours[4])) == 1
    assert 40 < colours[4][0] < 200


def ramp(components: int) -> ConvertedPicture:
    """Forty pixels from paper to full ink, half of which a window shows."""
    mode = "L" if components == 1 else "CMYK"
    picture = Image.new(mode, (40, 4))
    values = [n * 255 // 39 for n in range(40)] * 4
    picture.putdata([255 - v if components == 1 else (0, v, v, 0) for v in values])
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=100)
    window = (20, 0, 40, 4)
    return ConvertedPicture(out.getvalue(), 40, 4, components, components == 4, "1" * 64, window)


@pytest.mark.parametrize("components", [1, 4])
def test_a_picture_shows_its_window_in_the_colours_of_a_screen(desk: Desk, components: int) -> None:
    item = Picture("1" * 64, Box(mm(20), mm(30), mm(80), mm(40)), (20, 0, 40, 4))
    found = page(desk, item, pictures={item: ramp(components)})
    assert found.faults() == []
    seen = found.picture(0, 2)
    x = [round((20 + 80 * share) / 25.4 * 144) for share in (0.04, 0.96)]
    y = round(50 / 25.4 * 144)
    begin, end = (seen.getpixel((one, y)) for one in x)
    assert isinstance(begin, tuple)
    assert isinstance(end, tuple)
    assert begin[1] > end[1] + 40
    if components == 1:
        assert max(end) < 40
    else:
        assert end[0] > 180
        assert end[1] < 110
    outside = seen.getpixel((x[0] - 20, y))
    assert outside == (255, 255, 255)


def chart(path: Path) -> Path:
    """A page of 100 by 50 points whose right half is full magenta; its left half draws nothing."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(100, 50))
    pdf.pages[0].Contents = pdf.make_stream(b"0 1 0 0 k 50 0 50 50 re f")
    pdf.save(path)
    return path


@pytest.mark.parametrize("ground", [None, Ink(c=300)])
def test_a_placed_page_is_a_picture_through_which_the_ground_is_seen(
    desk: Desk, tmp_path: Path, ground: Ink | None
) -> None:
    box = Box(mm(20), mm(30), mm(100), mm(50))
    below = [] if ground is None else [Shape(rectangle(Box(0, 0, mm(200), mm(200))), fill=ground)]
    drawn = {(ART, 1): drawing(chart(tmp_path / "图.pdf"))}
    found = page(desk, *below, Placed(ART, 1, box), drawings=drawn)
    assert found.faults() == []
    (picture,) = found.files("MultiMedia").values()
    with Image.open(io.BytesIO(picture)) as image:
        assert image.format == ("JPEG" if ground is None else "PNG")
        assert abs(image.width - 100 / 25.4 * 300) < 2
    seen = found.picture(0, 2)
    left, right = (
        seen.getpixel((round(x / 25.4 * 144), round(50 / 25.4 * 144))) for x in (40, 100)
    )
    away = seen.getpixel((round(150 / 25.4 * 144), round(50 / 25.4 * 144)))
    assert left == away
    assert isinstance(right, tuple)
    assert right[1] < 120 < right[0]


def test_the_same_edition_is_the_same_bytes_and_tells_no_day(desk: Desk) -> None:
    edition = desk.edition(desk.page(*hard(desk)))
    first = data(desk, edition)
    assert data(desk, edition) == first
    entries = zipfile.ZipFile(io.BytesIO(first)).infolist()
    assert entries[0].filename == "OFD.xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {3}


def test_the_document_says_what_it_is_and_leads_to_every_story(desk: Desk) -> None:
    def head(story: str, text: str, y: float) -> Block:
        run = desk.run(text, y=y, size=pt(30))
        return Block(f"{story}/headline", Role.HEADLINE, (run,), story, "headline")

    one = replace(desk.page(), blocks=(head("A", "守山的日子", 100), head("B", "水", 300)))
    two = replace(desk.page(number=2), label="A02", section="副刊", blocks=(head("C", "年", 90),))
    articles = (
        Article("A", (("headline", "守山\n的<“日”>子"),)),
        Article("B", (("headline", "水"),)),
    )
    edition = replace(
        desk.edition(one, two),
        articles=articles,
        paper="云岭<日报>",
        facts=IssueFacts(cn="CN 53-0000", serial="6128"),
    )
    found = made(desk, edition)
    assert found.faults() == []
    info = found.root.find("o:DocBody/o:DocInfo", SPACE)
    assert found._text(info, "o:Title") == "云岭<日报> 2026-10-18"
    assert found._text(info, "o:CreationDate") == "2026-10-18"
    told = {e.get("Name"): e.text for e in info.iterfind("o:CustomDatas/o:CustomData", SPACE)}
    assert told == {"刊号": "CN 53-0000", "总期号": "6128"}
    entries = found.document.findall("o:Outlines/o:OutlineElem", SPACE)
    assert [e.get("Title") for e in entries] == ["A01", "A02 副刊"]
    stories = entries[0].findall("o:OutlineElem", SPACE)
    assert [e.get("Title") for e in stories] == ["守山 的<“日”>子", "水"]
    ids = [p.get("ID") for p in found.document.iterfind("o:Pages/o:Page", SPACE)]
    goals = found.document.findall(".//o:Dest", SPACE)
    assert [g.get("PageID") for g in goals] == [ids[0], ids[0], ids[0], ids[1], ids[1]]
    assert abs(float(goals[1].get("Top")) - 70 / 72 * 25.4) < 0.1


def test_what_xml_cannot_hold_is_shown_to_be_missing(desk: Desk) -> None:
    run = replace(desk.run("山水<&>木"), text="山\x00<&>\ufffe")
    found = page(desk, run)
    assert found.texts(0) == ["山\ufffd<&>\ufffd"]


def test_two_faces_of_one_name_have_names_of_their_own(desk: Desk) -> None:
    runs = (desk.run("山"), replace(desk.run("水"), face="twin"))
    sources = {"song": Source(FACES["song"]), "twin": Source(FACES["song"])}
    found = page(desk, *runs, faces=sources)
    names = [
        f.get("FontName") for _, res in found.resources for f in res.iterfind(".//o:Font", SPACE)
    ]
    assert len(set(names)) == 2
    assert not any("+" in name for name in names)


def test_a_thousand_pages_share_their_fonts(desk: Desk) -> None:
    pages: list[Page] = [desk.page(desk.run("山水", y=40 + n), number=n + 1) for n in range(100)]
    found = made(desk, desk.edition(*pages))
    assert found.faults() == []
    assert len(found.pages) == 100
    assert len(found.files("Font")) == 1


def test_another_reader_reads_it(desk: Desk, tmp_path: Path) -> None:
    ofdkit = pytest.importorskip("ofdkit", reason="ofdkit (test extra) is not installed")
    path = tmp_path / "页.ofd"
    runs = hard(desk)
    path.write_bytes(data(desk, desk.edition(desk.page(*runs))))
    with ofdkit.open(str(path)) as document:
        assert document.warnings == []
        assert document.info.title == "云岭日报 2026-10-18"
        (one,) = document.pages
        assert one.box == (0, 0, 275, 390)
        assert "".join(run.text for run in one.runs) == "".join(run.text for run in runs)
        first = next(run for run in one.runs if run.text == TEXT)
        assert abs(first.x - 40 / 72 * 25.4) < 0.002
        assert abs(first.y - 100 / 72 * 25.4) < 0.002
    assert numbers("1 2") == [1, 2]
