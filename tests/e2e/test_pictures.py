"""Pictures from the file to the page: faults told with file and story, nothing private along."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pikepdf
import pikepdf.pdfa
import pytest
from PIL import Image

from tests import hostile_pictures as hostile
from tests.e2e.desk import ROOT, copy

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.desk import Desk, Ran

BARE = """\
        图片:
          - 文件: images/{name}
            栏数: 2
            位置: 右上
"""
SAID = BARE + "            说明: 远山。\n            摄影: 某某\n"


def placed(desk: Desk, name: str, data: bytes, spec: str = SAID) -> None:
    (desk.root / "images").mkdir(exist_ok=True)
    (desk.root / "images" / name).write_bytes(data)
    desk.write(photo=spec.format(name=name))


def told(ran: Ran, code: str) -> list[tuple[str, object, str, bool]]:
    return [
        (d["severity"], d["page"], d["story"], "photo" in d["message"] or "图片" in d["message"])
        for d in ran.json["diagnostics"]
        if d["code"] == code
    ]


def cut_short() -> bytes:
    return hostile.saved(hostile.photo(size=(1200, 800)), "JPEG")[:-900]


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("truncated.jpg", cut_short, "broken-picture"),
        ("words.jpg", hostile.PICTURES["words.jpg"][0], "broken-picture"),
        ("bomb.png", hostile.bomb, "picture-too-large"),
    ],
)
def test_a_picture_that_cannot_print_is_named_with_its_story(
    desk: Desk, name: str, make: Callable[[], bytes], code: str
) -> None:
    placed(desk, name, make())
    ran = desk.build()
    assert ran.exit == 5
    assert told(ran, code) == [("error", 3, "A", True)]
    (message,) = [d["message"] for d in ran.json["diagnostics"] if d["code"] == code]
    assert name in message
    assert "press.pdf" not in desk.delivered()


SEVERAL = """\
        图片:
          - 文件: images/good.jpg
            说明: 远山。
            摄影: 某某
            栏数: 2
            位置: 右上
          - 文件: images/first.jpg
            说明: 石桥。
            摄影: 某某
            位置: 左下
"""
OTHER = """\
        图片:
          - {文件: images/second.jpg, 说明: 长桌。, 摄影: 某某, 栏数: 2, 位置: 右上}
"""


@pytest.mark.parametrize("target", ["press", "proof", "archive"])
def test_every_picture_that_cannot_be_converted_is_told_at_its_own_line(
    desk: Desk, target: str
) -> None:
    (desk.root / "images").mkdir()
    whole = hostile.saved(hostile.photo(size=(1200, 800)), "JPEG")
    for name, data in {"good": whole, "first": cut_short(), "second": cut_short()}.items():
        (desk.root / "images" / f"{name}.jpg").write_bytes(data)
    desk.write(photo=SEVERAL, extra=OTHER, body=copy(600))
    (desk.spec.parent / "B.txt").write_text(copy(300), encoding="utf-8")
    lines = desk.spec.read_text(encoding="utf-8").splitlines()
    ran = desk.build(target)
    assert ran.exit == 5
    found = [d for d in ran.json["diagnostics"] if d["code"] == "broken-picture"]
    assert [(d["story"], d["part"]) for d in found] == [("A", "photo-first"), ("B", "photo-second")]
    for d, name in zip(found, ("images/first.jpg", "images/second.jpg"), strict=True):
        assert d["file"] == "issue/期/issue.yaml"
        assert lines[d["line"] - 1][d["column"] - 1 :].startswith(name)


def test_a_guess_at_colour_is_told_and_prints(desk: Desk) -> None:
    image = hostile.photo("CMYK", (1200, 800)).point(lambda v: v // 2)
    placed(desk, "untagged.jpg", hostile.saved(image, "JPEG"))
    ran = desk.build()
    assert ran.exit == 0, ran.err
    assert told(ran, "untagged-cmyk") == [("warning", 3, "A", True)]


def test_the_photographers_words_stand_in_and_are_told(desk: Desk) -> None:
    words = hostile.dataset(1, 90, b"\x1b%G") + hostile.dataset(2, 120, "雾里的石桥。".encode())
    words += hostile.dataset(2, 80, "沈禾青".encode())
    plain = hostile.saved(hostile.photo(size=(1200, 800)), "JPEG")
    placed(desk, "bridge.jpg", plain[:2] + hostile.segment_of(words) + plain[2:], BARE)
    ran = desk.build()
    assert ran.exit == 0, ran.err
    found = [d for d in ran.json["diagnostics"] if d["code"] == "words-from-picture"]
    assert [d["severity"] for d in found] == ["info", "info"]
    assert "雾里的石桥。" in found[0]["message"] + found[1]["message"]
    edition = json.loads((desk.out / "edition.json").read_text(encoding="utf-8"))
    texts = next(s["texts"] for s in edition["stories"] if s["id"] == "A")
    assert (texts["caption-bridge"], texts["credit-bridge"]) == ("雾里的石桥。", "沈禾青")


def test_gps_never_reaches_the_file(desk: Desk) -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    exif.get_ifd(0x8825)[1] = "N"
    image = hostile.photo("CMYK", (1200, 800)).point(lambda v: v // 2)
    placed(desk, "ready.jpg", hostile.saved(image, "JPEG", exif=exif, comment=b"secret words"))
    assert desk.build().exit == 0
    with pikepdf.open(desk.out / "press.pdf") as pdf:
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Width" in o]
        assert len(images) == 1
        raw = images[0].read_raw_bytes()
        # The file's own pixels, shown through a window: nothing was coded again.
        assert int(images[0].Width) == 1200
        assert " W n " in pdf.pages[0].Contents.read_bytes().decode("latin-1")
    assert b"Exif" not in raw
    assert b"secret" not in raw


def test_what_an_original_tells_of_places_and_people_is_said_once_and_kept(desk: Desk) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (25.0, 3.0, 0.0)})
    exif.get_ifd(0x8769)[0xA431] = "SN-4711"
    original = hostile.saved(hostile.photo(size=(1200, 800)), "JPEG", exif=exif)
    placed(desk, "ready.jpg", original)
    for ran in (desk.run("check", "issue/期", "--json"), desk.build("archive")):
        assert ran.exit == 0, ran.err
        (told,) = [d for d in ran.json["diagnostics"] if d["code"] == "original-metadata"]
        assert told["severity"] == "info"
        assert "images/ready.jpg（拍摄地点、相机序列号）" in told["message"]
        assert told["file"] == "issue/期/issue.yaml"
    (kept,) = (desk.out / "archive" / "data" / "pictures").rglob("*.jpg")
    assert kept.read_bytes() == original
    assert "original-metadata" not in {d["code"] for d in desk.build("press").json["diagnostics"]}
    placed(desk, "ready.jpg", hostile.saved(hostile.photo(size=(1200, 800)), "JPEG"))
    assert "original-metadata" not in desk.build("archive").codes


def test_the_archive_of_such_pages_is_valid(desk: Desk) -> None:
    image = hostile.photo("CMYK", (1200, 800)).point(lambda v: v // 2)
    placed(desk, "ready.jpg", hostile.saved(image, "JPEG"))
    assert desk.build("archive").exit == 0
    with pikepdf.open(desk.out / "archive/data/archive.pdf") as pdf:
        report = pikepdf.pdfa.check(pdf, "2b")
    # The checker knows level B alone and no extension schema, and takes ours for mistakes.
    rules = {finding.rule for finding in report.findings}
    assert rules == {"ISO_19005_2:6.6.4-3", "ISO_19005_2:6.6.2.3.1-1"}


@pytest.mark.parametrize(
    ("target", "more"),
    [("press", ()), ("press", ("--standard", "x4")), ("archive", ())],
)
def test_a_spot_ink_by_name_goes_through_every_standard(
    desk: Desk, target: str, more: tuple[str, ...]
) -> None:
    (desk.root / "layout" / "inks.yaml").write_text(
        "报徽金: {专色: PANTONE 871 C, 替代色: C20 M35 Y75 K25}\n", encoding="utf-8"
    )
    press = (ROOT / "layout" / "press" / "newsprint.yaml").read_text(encoding="utf-8")
    (desk.root / "layout" / "press").mkdir(exist_ok=True)
    own = desk.root / "layout" / "press" / "newsprint.yaml"
    own.write_text(press.replace("专色: 0", "专色: 1"), encoding="utf-8")
    template = (ROOT / "layout" / "四开-双稿特刊.yaml").read_text(encoding="utf-8")
    own = desk.root / "layout" / "四开-双稿特刊.yaml"
    own.write_text(f"{template}\n主色: 报徽金\n", encoding="utf-8")
    ran = desk.build(target, *more)
    assert ran.exit == 0, ran.err
    path = desk.out / ("press.pdf" if target == "press" else "archive/data/archive.pdf")
    with pikepdf.open(path) as pdf:
        spaces = pdf.pages[0].Resources.ColorSpace
        assert [str(space[1]) for space in spaces.values()] == ["/PANTONE 871 C"]
    if target == "archive":
        sources = desk.out / "archive/data/sources"
        assert (sources / "layout/inks.yaml").is_file()
