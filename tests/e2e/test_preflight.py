"""`preflight` on the command line: what it says, and what it writes; both presses seen by strangers."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import jsonschema
import pikepdf
import pytest
from PIL import Image, ImageChops, ImageFilter

from tests import corpus
from tests.e2e.desk import ROOT, Desk
from tests.tools import needs

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.desk import Ran

# What SARIF 2.1.0 (OASIS) requires of what we write, from its text, and the words it allows.
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"$ref": "#/$defs/run"}},
    },
    "additionalProperties": False,
    "$defs": {
        "message": {
            "type": "object",
            "required": ["text"],
            "properties": {"text": {"minLength": 1}},
        },
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {
                        "driver": {
                            "type": "object",
                            "required": ["name"],
                            "properties": {
                                "rules": {
                                    "type": "array",
                                    "uniqueItems": True,
                                    "items": {
                                        "type": "object",
                                        "required": ["id"],
                                        "properties": {
                                            "shortDescription": {"$ref": "#/$defs/message"}
                                        },
                                    },
                                }
                            },
                        }
                    },
                },
                "language": {"pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "artifacts": {"type": "array", "uniqueItems": True},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
            "additionalProperties": False,
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": -1},
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": {"$ref": "#/$defs/message"},
                "occurrenceCount": {"type": "integer", "minimum": 1},
                "properties": {"type": "object"},
                "locations": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {
                            "physicalLocation": {
                                "type": "object",
                                "required": ["artifactLocation"],
                                "properties": {
                                    "artifactLocation": {
                                        "type": "object",
                                        "properties": {
                                            "uri": {"type": "string"},
                                            "index": {"type": "integer", "minimum": -1},
                                        },
                                        "additionalProperties": False,
                                    }
                                },
                                "additionalProperties": False,
                            },
                            "logicalLocations": {"type": "array"},
                            "properties": {"type": "object"},
                        },
                        "additionalProperties": False,
                    },
                },
            },
            "additionalProperties": False,
        },
    },
}
FAULTY = corpus.drawn(
    b"0.1 w 20 80 m 200 80 l S q 72 0 0 72 20 100 cm /I Do Q 1 1 0.5 0 k 120 100 50 50 re f "
    + b"0.1 w 20 85 m 200 85 l S " * 40,
    change=corpus.image(98),
)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A faulty file and what was said of it."""
    folder = tmp_path_factory.mktemp("广告 样")
    (folder / "广告.pdf").write_bytes(corpus.made(FAULTY))
    (folder / "layout").mkdir()
    desk = Desk(folder, tmp_path_factory.mktemp("cache"))
    extra = ("--sarif", "广告.sarif", "--marked", "标注.pdf", "--json", "--lang", "en")
    return folder, desk.run("preflight", "广告.pdf", *extra)


def test_errors_refuse_and_every_place_is_told_once_a_page(judged: tuple[Path, Ran]) -> None:
    _, ran = judged
    assert ran.exit == 4
    found = {d["code"]: d for d in ran.json["diagnostics"]}
    assert set(found) == {"hairline", "low-resolution", "ink-limit", "object-ink"}
    assert len(found) == len(ran.json["diagnostics"])
    rule = found["hairline"]
    assert (rule["page"], rule["count"], len(rule["boxes_mm"])) == (1, 41, 20)
    assert rule["severity"] == "error"
    # The picture stands 20 pt from the left and ends 172 pt from the foot of 300.
    expected = [v * 25.4 / 72 for v in (20, 300 - 172, 92, 300 - 100)]
    assert found["low-resolution"]["boxes_mm"] == [pytest.approx(expected, abs=0.01)]
    heavy = found["ink-limit"]["boxes_mm"][0]
    assert heavy == pytest.approx([v * 25.4 / 72 for v in (120, 150, 170, 200)], abs=3)


def test_the_json_has_what_others_rely_on(judged: tuple[Path, Ran]) -> None:
    told = judged[1].json
    assert set(told) == {"standard", "claims", "press", "pages", "diagnostics"}
    assert (told["standard"], told["claims"]) == ("PDF/X-1a:2003", ["PDF/X-1a:2003"])
    page = told["pages"][0]
    assert page["boxes_mm"]["TrimBox"] == pytest.approx([0, 0, 105.833, 105.833], abs=0.001)
    assert page["ink"]["max"] > 240
    assert 0 < page["ink"]["over"] < page["ink"]["mean"] < page["ink"]["max"]
    keys = {"code", "severity", "message", "file", "line", "column", "page", "hint", "boxes_mm"}
    assert keys <= set(told["diagnostics"][0])


def test_sarif_is_sarif(judged: tuple[Path, Ran]) -> None:
    folder, ran = judged
    told = json.loads((folder / "广告.sarif").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(SARIF).validate(told)
    run = told["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted({d["code"] for d in ran.json["diagnostics"]})
    for result, d in zip(run["results"], ran.json["diagnostics"], strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == d["code"]
        assert result["message"]["text"] == d["message_en"]
        boxes = [place["properties"].get("bbox_mm") for place in result["locations"]]
        assert boxes == (d["boxes_mm"] or [None])
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9%._/~-]+", uri)


def test_the_marked_copy_leaves_the_page_beneath_untouched(judged: tuple[Path, Ran]) -> None:
    folder, ran = judged
    with pikepdf.open(folder / "广告.pdf") as old, pikepdf.open(folder / "标注.pdf") as new:
        before, after = old.pages[0], new.pages[0]
        assert before.Contents.read_bytes() == after.Contents.read_bytes()
        notes = list(after.Annots)
        for key in ("/MediaBox", "/TrimBox"):
            assert list(before.obj[key]) == list(after.obj[key])
        words = {str(note.Subj).split(" ")[0] for note in notes}
        assert words == {d["code"] for d in ran.json["diagnostics"]}
        for note in notes:
            assert str(note.Subtype) == "/Square"
            assert str(note.Contents)
            assert "/N" in note.AP
    again = Desk(folder, folder / "cache").run(
        "preflight", "广告.pdf", "--marked", "b.pdf", "--lang", "en"
    )
    assert again.exit == 4
    assert (folder / "b.pdf").read_bytes() == (folder / "标注.pdf").read_bytes()


@needs("pdftoppm")
def test_the_marks_are_seen_where_the_faults_are(judged: tuple[Path, Ran], tmp_path: Path) -> None:
    folder, _ = judged
    subprocess.run(
        ["pdftoppm", "-r", "144", "-png", "-singlefile", folder / "标注.pdf", tmp_path / "p"],
        check=True,
    )
    page = Image.open(tmp_path / "p.png").convert("RGB")
    red = (217, 26, 26)
    # The frame of the coarse picture: left edge, halfway up, 1.5 pt outside it.
    edge = [page.getpixel((x, 2 * (300 - 136))) for x in range(32, 42)]
    assert min(sum(abs(a - b) for a, b in zip(pixel, red, strict=True)) for pixel in edge) < 120


def test_the_judged_file_is_never_written_over(judged: tuple[Path, Ran]) -> None:
    folder, _ = judged
    before = (folder / "广告.pdf").read_bytes()
    desk = Desk(folder, folder / "cache")
    for option in ("--marked", "--sarif"):
        ran = desk.run("preflight", "广告.pdf", option, "./广告.pdf")
        assert ran.exit == 2
        assert "Traceback" not in ran.err
        assert desk.run("preflight", "广告.pdf", option, "nowhere/x").exit == 2
    assert (folder / "广告.pdf").read_bytes() == before


def test_text_says_page_and_place_in_both_languages(judged: tuple[Path, Ran]) -> None:
    folder, _ = judged
    desk = Desk(folder, folder / "cache")
    zh, en = (desk.run("preflight", "广告.pdf", "--lang", lang) for lang in ("zh", "en"))
    assert "第 1 页（左 7、上 78 mm等处）：41 条线细得印不住（最细 0.1pt）" in zh.err
    assert "page 1 (7 mm from the left, 78 from the top, …): rules are too thin to stay" in en.err


def test_a_plant_sets_its_own_limits(tmp_path: Path) -> None:
    desk = Desk(tmp_path, tmp_path / "cache")
    folder = tmp_path / "layout" / "press"
    folder.mkdir(parents=True)
    plain = (ROOT / "layout" / "press" / "newsprint.yaml").read_text(encoding="utf-8")
    head = plain[: plain.index("预检:")]
    (tmp_path / "a.pdf").write_bytes(corpus.made(corpus.drawn("0.2 w 20 80 m 200 80 l S")))

    def said(checks: str) -> dict[str, Any]:
        (folder / "newsprint.yaml").write_text(f"{head}预检:\n{checks}", encoding="utf-8")
        told = desk.run("preflight", "a.pdf", "--json").json["diagnostics"]
        return {d["code"]: d["severity"] for d in told}

    assert said("  专色: 0\n") == {"hairline": "error"}
    assert said("  细线: 0.2pt\n") == {}
    assert said("  提醒: [hairline]\n") == {"hairline": "warning"}
    assert said("  off: [hairline]\n") == {}
    assert said("  错误: [thin-rull]\n") == {"bad-value": "error"}
    assert said("  不查: [rgb-colour]\n") == {"bad-value": "error"}


@pytest.fixture(scope="module")
def pressed(sample_built: Path) -> dict[str, Path]:
    """The sample issue, built for both presses."""
    return {"newsprint": sample_built, "coated": sample_built / "coated"}


@pytest.mark.slow
@needs("pdffonts", "pdfimages", "gs", "qpdf")
@pytest.mark.parametrize(("press", "limit"), [("newsprint", 240), ("coated", 300)])
def test_strangers_agree_with_our_preflight(
    pressed: dict[str, Path], press: str, limit: int, tmp_path: Path
) -> None:
    file = pressed[press] / "press.pdf"
    ran = Desk(ROOT, tmp_path).run("preflight", str(file), "--press", press, "--json")
    assert (ran.exit, ran.json["diagnostics"]) == (0, [])
    fonts = _said("pdffonts", file)[2:]
    assert fonts
    assert all(re.search(r"Identity-H\s+yes yes yes", row) for row in fonts)
    images = _said("pdfimages", "-list", file)[2:]
    assert images
    assert {row.split()[5] for row in images} <= {"cmyk", "gray"}
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, check=False)
    assert done.returncode == 0
    for number, plates in _plates(file, tmp_path).items():
        _body_is_black(pressed[press], number, plates)
        total = Image.new("I", plates["Black"].size)
        for plate in plates.values():
            mean = ImageChops.invert(plate).filter(ImageFilter.BoxBlur(5))
            total = _sum(total, mean)
        assert total.getextrema()[1] / 2.55 <= limit + 1


def _sum(total: Image.Image, plate: Image.Image) -> Image.Image:
    from PIL import ImageMath

    made: Image.Image = ImageMath.lambda_eval(
        lambda given: given["a"] + given["convert"](given["b"], "I"), a=total, b=plate
    )
    return made


def _said(*words: object) -> list[str]:
    done = subprocess.run([str(w) for w in words], capture_output=True, check=True, text=True)
    return done.stdout.splitlines()


def _plates(file: Path, folder: Path) -> dict[int, dict[str, Image.Image]]:
    subprocess.run(
        [
            "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r72",
            f"-sOutputFile={folder}/p%d.tif", str(file),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    names = ("Cyan", "Magenta", "Yellow", "Black")
    return {
        number: {n: Image.open(folder / f"p{number}({n}).tif").convert("L") for n in names}
        for number in (1, 2)
    }


def _body_is_black(folder: Path, number: int, plates: dict[str, Image.Image]) -> None:
    """The columns of a story without pictures hold ink on the black plate alone."""
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    page = report["pages"][number - 1]
    photos = {photo["story"] for photo in page["photos"]}
    for story in page["stories"]:
        if story["id"] in photos or not story["boxes_mm"]:
            continue
        box = [round(v * 72 / 25.4) for v in story["boxes_mm"][-1]]
        cut = {name: plate.crop(tuple(box)) for name, plate in plates.items()}  # type: ignore[arg-type]
        assert cut["Black"].getextrema()[0] < 128
        assert cut["Cyan"].getextrema() == (255, 255)
