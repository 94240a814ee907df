"""An archive put on a shelf by the command line, found again, and drawn again to the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from presslayout.edition import codec, locate
from tests import shared
from tests.e2e.desk import SAMPLE, Desk


@pytest.fixture
def shelf(desk: Desk) -> Path:
    """The sample's archive on a shelf of the test's own."""

    def make(place: Path) -> None:
        assert desk.run("archive", str(SAMPLE), "-o", str(place / "o")).exit == 0
        words = ("shelf", "add", str(place / "o"), "--to", str(place / "架"), "--json")
        put = desk.run(*words)
        assert put.exit == 0
        (one,) = put.json["added"]
        assert one["new"]
        assert len(one["kept"]) > 5

    made = shared.folder("shelf", make)
    return Path(shutil.copytree(made / "架", desk.root / "架"))


def bag(shelf: Path) -> Path:
    return next(shelf.glob("issues/*/*/*/v1/content"))


def test_a_word_is_found_on_its_page_and_its_picture_cut(desk: Desk, shelf: Path) -> None:
    words = ("find", "守山", "--shelf", str(shelf), "--json", "--picture", str(desk.root / "图"))
    ran = desk.run(*words)
    assert ran.exit == 0
    told = ran.json
    edition = codec.loads((bag(shelf) / "data" / "edition.json").read_bytes())
    texts = {(a.id, part): text for a in edition.articles for part, text in a.texts}
    wanted = {
        (story, part, at)
        for (story, part), text in texts.items()
        for at in range(len(text))
        if text.startswith("守山", at)
    }
    assert {(h["story"], h["part"], h["offset"]) for h in told["hits"]} == wanted
    assert told["total"] == len(wanted)
    pages = {page.number: page for page in edition.pages}
    for hit in told["hits"]:
        own = locate.boxes(pages[hit["page"]], hit["story"], hit["part"], hit["offset"], hit["offset"] + 2)  # fmt: skip
        assert len(own) == len(hit["boxes_mm"])
        for box, mm in zip(own, hit["boxes_mm"], strict=True):
            sides = (box.x, box.y, box.right, box.bottom)
            assert [side / 36_000 for side in sides] == pytest.approx(mm, abs=0.11)
        with Image.open(hit["picture"]) as picture:
            colours = picture.convert("RGB").getcolors(1 << 24)
            # The marker's yellow under black letters.
            assert any(r > 240 and 200 < g < 230 and b < 40 for _, (r, g, b) in colours)


def test_text_says_where_each_place_is_in_both_languages(desk: Desk, shelf: Path) -> None:
    zh = desk.run("find", "守山", "--shelf", str(shelf), "--lang", "zh")
    assert "云岭日报 2026-10-18 第3版 A/headline" in zh.out
    assert "【守山】的日子" in zh.out
    en = desk.run("find", "守山", "--shelf", str(shelf), "--lang", "en")
    assert "云岭日报 2026-10-18 page 3 A/headline" in en.out
    none = desk.run("find", "没有这个词", "--shelf", str(shelf), "--lang", "zh")
    assert (none.exit, none.out.strip()) == (0, "没有找到")


def test_a_bag_is_drawn_again_to_the_same_bytes_far_from_its_workspace(
    desk: Desk, shelf: Path
) -> None:
    ran = desk.run("verify", str(bag(shelf)), "--json")
    assert ran.exit == 0
    (one,) = ran.json["objects"]
    assert one["drawn"] == [
        {"same": True, "pages": [], "versions": [], "missing": [], "unread": False}
    ]
    assert one["files"] > 20
    assert not one["faults"]


def test_verify_of_a_shelf_tells_what_changed_and_ends_with_six(desk: Desk, shelf: Path) -> None:
    assert desk.run("verify", str(shelf), "--all").exit == 0
    text = next((bag(shelf) / "data" / "stories").glob("*.txt"))
    text.write_bytes(text.read_bytes() + b"!")
    ran = desk.run("verify", str(shelf), "--all", "--lang", "zh")
    assert ran.exit == 6
    assert f"{text.relative_to(shelf).as_posix()} 改动过" in ran.out
    assert desk.run("verify", str(shelf), "--all", "--json").json["ok"] is False


def test_a_shelf_without_a_word_more_is_verified_whole(desk: Desk, shelf: Path) -> None:
    assert desk.run("verify", str(shelf), "--json").json == desk.run(
        "verify", str(shelf), "--all", "--json"
    ).json  # fmt: skip
    text = next((bag(shelf) / "data" / "stories").glob("*.txt"))
    text.write_bytes(text.read_bytes() + b"!")
    assert desk.run("verify", str(shelf)).exit == 6


def test_a_folder_of_a_shelf_that_is_no_bag_is_told_what_to_verify(desk: Desk, shelf: Path) -> None:
    version = bag(shelf).parent
    for folder in (version, version.parent, shelf / "issues"):
        zh, en = (desk.run("verify", str(folder), "--lang", lang) for lang in ("zh", "en"))
        assert (zh.exit, en.exit) == (2, 2)
        assert f"写 verify {shelf.name}" in zh.err
        assert f"write verify {shelf.name}" in en.err


def test_another_pdf_than_the_edition_says_is_told_page_by_page(desk: Desk, shelf: Path) -> None:
    copy = desk.root / "bag"
    shutil.copytree(bag(shelf), copy)
    edition = copy / "data" / "edition.json"
    plain = codec.loads(edition.read_bytes())
    # The headline of the second page moves by ten millimetres.
    from presslayout.base.values import replace
    from presslayout.edition.page import Glyphs

    def moved(item: object) -> object:
        return replace(item, y=tuple(y + 360_000 for y in item.y)) if isinstance(item, Glyphs) else item  # fmt: skip

    page = plain.pages[1]
    blocks = tuple(
        replace(b, items=tuple(map(moved, b.items))) if b.part == "headline" else b
        for b in page.blocks
    )
    pages = (plain.pages[0], replace(page, blocks=blocks))
    edition.write_bytes(codec.dumps(replace(plain, pages=pages)))
    ran = desk.run("verify", str(copy), "--json")
    assert ran.exit == 6
    (one,) = ran.json["objects"]
    assert [drawn["pages"] for drawn in one["drawn"]] == [[page.number]]
    assert "data/edition.json" in [fault["path"] for fault in one["faults"]]


@pytest.mark.parametrize(
    "words",
    [
        ("verify", "架"),
        ("verify", "架", "期", "--all"),
        ("verify", "没有"),
        ("shelf", "put", "x", "--to", "架"),
        ("shelf", "add", "x"),
        ("shelf", "add", "x", "--to", "架", "--at", "昨天"),
        ("find", "--shelf", "架"),
        ("find", "词", "--shelf", "架", "--page", "三"),
        ("find", "词", "--shelf", "架", "--limit", "0"),
    ],
)
def test_a_wrong_command_line_ends_with_two(desk: Desk, words: tuple[str, ...]) -> None:
    ran = desk.run(*words, "--json")
    assert (ran.exit, ran.codes) == (2, {"usage"})
