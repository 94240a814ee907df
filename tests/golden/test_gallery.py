"""The template gallery: every template as a page of sample copy, and thumbnails that are not stale."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops
from tests import drawn_lines, stream

from presslayout.base.diagnostics import Severity
from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt
from presslayout.edition.codec import loads
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Block, Page, Shape, Stroke, rectangle
from presslayout.edition.roles import Role
from presslayout.issue.kinds import Content
from presslayout.issue.load import templates
from presslayout.issue.workspace import Workspace
from presslayout.newsroom.build import build
from presslayout.newsroom.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.units import Length

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs" / "gallery"))

import drawings  # noqa: E402
import gallery  # noqa: E402
import overview  # noqa: E402

AGAIN = "run `python docs/gallery/gallery.py {}`, look at its page, and commit what changed"
NAMES = sorted(path.stem for path in (ROOT / "layout").glob("*.yaml"))
# Thumbnails are compared at this width: a pixel is about a row of text.  A line of a paragraph more
# or less is some 25 of 255 greys there, a head or a photo that moved 60 and more.
WIDTH, ALIKE = 60, 30
SHEET_MOST = 600_000
# How large the second headline of a page is at most beside its first, in per mille (PAGES, "Order of
# the eye"), where no picture leads the page.
SECOND = 600


@pytest.fixture(scope="module", autouse=True)
def _at_work() -> Iterator[None]:
    """A folder of the test's own, in the workspace that the pages belong to."""
    before, gallery.WORK = gallery.WORK, ROOT / "out" / f"gallery-{os.getpid()}"
    gallery.WORK.mkdir(parents=True)
    yield
    shutil.rmtree(gallery.WORK)
    gallery.WORK = before


def test_every_template_has_its_page_and_its_thumbnail() -> None:
    assert sorted(name for name in gallery.pages() if name != "报纸") == NAMES
    assert sorted(gallery.lengths()) == NAMES
    assert sorted(path.stem for path in gallery.SHOTS.glob("*.png")) == NAMES
    told = {t.name: t.about for t in templates(Workspace(ROOT, ROOT))}
    assert all(told[name] for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_builds_without_a_word_said_and_looks_as_shown(name: str) -> None:
    made = gallery.WORK / name
    delivery = build(gallery.issue(name, gallery.noted(name)), made, Options())
    said = [d for d in delivery.report.diagnostics if d.severity is not Severity.INFO]
    assert not said, AGAIN.format(name)
    edition = loads((made / "edition.json").read_bytes())
    assert stream.astray(edition) == []
    assert drawn_lines.told(edition.pages) == []
    if not any(slot.content == Content.PICTURE for slot in gallery.made_of(name).slots):
        assert max(map(drawn_lines.second, edition.pages)) <= SECOND
    (page,) = delivery.report.pages
    assert drawn_lines.heads_apart(edition.pages[0], page.stories) == []
    assert not [s.id for s in page.stories if s.overset.chars or s.underset_lines]
    now = gallery.shot(made / "press.pdf").convert("RGB")
    with Image.open(gallery.SHOTS / f"{name}.png") as shown:
        assert shown.mode == "P"
        then = shown.convert("RGB")
    assert now.size == then.size
    assert most_different(now, then) <= ALIKE, AGAIN.format(name)


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (pt("6.5"), ["tops of 2/二条 and 2/三条: 2.29 mm apart"]),
        (pt(3), ["tops of 2/二条 and 2/三条: 1.06 mm apart"]),
        (pt("0.2"), []),
        (mm(5), []),
    ],
)
def test_a_frame_off_its_neighbour_s_rule_is_seen(by: Length, said: list[str]) -> None:
    left, right = Box(0, mm(100), mm(80), mm(50)), Box(mm(84), mm(100) - by, mm(80), mm(50))
    stroke = Stroke(BLACK, pt("0.5"))
    line = Shape((("M", right.x, right.y), ("L", right.right, right.y)), stroke=stroke)
    blocks = (
        Block("2/二条", Role.RULE, (Shape(rectangle(left), stroke=stroke),), artifact=True),
        Block("2/三条", Role.RULE, (line,), artifact=True),
    )
    assert drawn_lines.astray(Page(2, "02", "t", mm(164), mm(300), 0, blocks)) == said


def test_what_begins_right_under_a_frame_is_seen_and_so_are_feet_apart() -> None:
    stroke = Stroke(BLACK, pt("0.5"))
    frame = Shape(rectangle(Box(0, mm(50), mm(80), mm(50))), stroke=stroke)
    lower = Shape((("M", 0, mm(102)), ("L", mm(80), mm(102))), stroke=stroke)
    bar = Shape((("M", mm(84), mm(98)), ("L", mm(164), mm(98))), stroke=Stroke(BLACK, pt(4)))
    blocks = tuple(
        Block(f"2/{name}", Role.RULE, (shape,), artifact=True)
        for name, shape in (("二条", frame), ("版权条", lower), ("报头", bar))
    )
    said = drawn_lines.astray(Page(2, "02", "t", mm(164), mm(300), 0, blocks))
    assert said == [
        "feet of 2/二条 and 2/报头: 1.29 mm apart",
        "2/版权条 begins 2.00 mm under 2/二条",
    ]


def test_a_head_that_moves_by_a_row_is_seen() -> None:
    """The bound is no wider than what an eye would see."""
    with Image.open(gallery.SHOTS / f"{NAMES[0]}.png") as shown:
        then = shown.convert("RGB")
    moved = ImageChops.offset(then, 0, gallery.WIDTH // WIDTH)
    assert most_different(moved, then) > 2 * ALIKE


def test_the_bowl_stands_free_of_its_ground_and_whole(tmp_path: Path) -> None:
    drawings.bowl(tmp_path / "one.png")
    drawings.bowl(tmp_path / "two.png")
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()
    with Image.open(tmp_path / "one.png") as cut:
        shape = cut.getchannel("A")
    wide, high = shape.size
    assert not any(shape.getpixel((x, y)) for x in (0, wide - 1) for y in (0, high - 1))
    for y in range(high // 10, high, high // 10):
        # Solid from rim to rim: neither the fig nor the shadow is a hole.
        row = shape.crop((0, y, wide, y + 1)).point(lambda tone: 255 if tone > 127 else 0)
        left, _, right, _ = row.getbbox() or (0, 0, 0, 0)
        assert right - left > wide // 3
        assert row.crop((left, 0, right, 1)).getextrema() == (255, 255)


def test_the_sheet_of_all_shows_every_template_as_its_thumbnail_does(tmp_path: Path) -> None:
    assert sorted(name for row in overview.ROWS for name in row.split()) == NAMES
    made = overview.sheet()
    for name in ("one", "two"):
        overview.sheet().save(tmp_path / name, "PNG", optimize=True)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert overview.SHEET.stat().st_size < SHEET_MOST
    with Image.open(overview.SHEET) as shown:
        then = shown.convert("RGB")
    assert made.size == then.size
    away = most_different(made.convert("RGB"), then, then.width // 10)
    assert away <= ALIKE, "run `python docs/gallery/overview.py`, and look at it"


@pytest.mark.parametrize(
    ("number", "said"), [(6, "六"), (10, "十"), (31, "三十一"), (40, "四十"), (99, "九十九")]
)
def test_the_sheet_says_how_many_there_are(number: int, said: str) -> None:
    assert overview.counted(number) == said


def most_different(one: Image.Image, other: Image.Image, wide: int = WIDTH) -> int:
    """The largest difference of a pixel's channel, both pictures brought down so wide."""
    size = wide, one.height * wide // one.width
    small = [image.resize(size, Image.Resampling.BOX) for image in (one, other)]
    channels = ImageChops.difference(*small).getextrema()
    return max(int(high) for _, high in channels)  # type: ignore[misc]
