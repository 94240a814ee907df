"""The sample issue, built for every target and read back with tools that are not ours."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import bagit
import pikepdf
import pytest

from tests.e2e.desk import ROOT, Desk
from tests.tools import needs

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(sample_built: Path) -> Path:
    return sample_built


def solid(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]", "", text)


def bodies(built: Path) -> dict[str, str]:
    edition = json.loads((built / "edition.json").read_text(encoding="utf-8"))
    texts = {story["id"]: story["texts"].get("body", "") for story in edition["stories"]}
    return {story: solid(text) for story, text in texts.items() if text}


def report(built: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((built / "report.json").read_text(encoding="utf-8"))
    return value


@needs("pdftotext")
@pytest.mark.parametrize("name", ["press.pdf", "proof.pdf", "archive/data/archive.pdf"])
def test_each_body_comes_out_character_by_character(built: Path, name: str) -> None:
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(built / name), "-"],
        capture_output=True,
        check=True,
    )
    pages = [solid(page) for page in done.stdout.decode().split("\f")]
    records = report(built)["pages"]
    for story, body in bodies(built).items():
        shown = ""
        for number, page in enumerate(records):
            for record in page["stories"]:
                if record["id"] == story:
                    part = body[len(shown) : len(shown) + record["chars_set"]]
                    assert part in pages[number], (name, story)
                    shown += part
        assert shown == body
    assert "大样" not in "".join(pages)


@needs("pdffonts")
@pytest.mark.parametrize("name", ["press.pdf", "proof.pdf", "archive/data/archive.pdf"])
def test_every_font_is_embedded_a_subset_and_says_its_characters(built: Path, name: str) -> None:
    done = subprocess.run(["pdffonts", str(built / name)], capture_output=True, check=True)
    rows = done.stdout.decode().splitlines()[2:]
    assert rows
    for row in rows:
        assert re.match(r"[A-Z]{6}\+", row), row
        assert re.search(r"Identity-H\s+yes yes yes", row), row


@needs("qpdf")
@pytest.mark.parametrize("name", ["press.pdf", "proof.pdf", "archive/data/archive.pdf"])
def test_the_file_is_sound(built: Path, name: str) -> None:
    done = subprocess.run(
        ["qpdf", "--check", str(built / name)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@needs("gs")
def test_body_text_is_on_the_black_plate_alone(built: Path, tmp_path: Path) -> None:
    from PIL import Image

    subprocess.run(
        [
            "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r72",
            "-dFirstPage=1", "-dLastPage=1", f"-sOutputFile={tmp_path}/p%d.tif",
            str(built / "press.pdf"),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    page = report(built)["pages"][0]
    # The second story stands in a box without pictures: its columns hold text alone.
    left, top, right, bottom = next(s for s in page["stories"] if s["id"] == "B")["boxes_mm"][0]
    box = tuple(round(v * 72 / 25.4) for v in (left, top, right, bottom))
    plates = {
        name: Image.open(tmp_path / f"p1({name}).tif").convert("L").crop(box)
        for name in ("Cyan", "Magenta", "Yellow", "Black")
    }
    assert plates["Black"].getextrema()[0] < 128
    assert plates["Cyan"].getextrema() == (255, 255)


@needs("gs")
def test_preflight_reckons_ink_as_ghostscript_does(built: Path, tmp_path: Path) -> None:
    from PIL import Image, ImageChops, ImageStat

    subprocess.run(
        [
            "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r144",
            f"-sOutputFile={tmp_path}/p%d.tif", str(built / "press.pdf"),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    ran = Desk(ROOT, tmp_path).run("preflight", str(built / "press.pdf"), "--json")
    for page in ran.json["pages"]:
        mean = sum(
            ImageStat.Stat(ImageChops.invert(Image.open(path).convert("L"))).mean[0] / 2.55
            for path in tmp_path.glob(f"p{page['number']}(*).tif")
        )
        assert page["ink"]["mean"] == pytest.approx(mean, rel=0.06)


@needs("gs")
def test_no_square_takes_more_ink_than_the_paper(built: Path, tmp_path: Path) -> None:
    from PIL import Image, ImageChops, ImageFilter

    subprocess.run(
        [
            "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r36",
            f"-sOutputFile={tmp_path}/p%d.tif", str(built / "press.pdf"),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    for number in (1, 2):
        total: Image.Image | None = None
        for name in ("Cyan", "Magenta", "Yellow", "Black"):
            plate = Image.open(tmp_path / f"p{number}({name}).tif").convert("L")
            # Tenths of full ink, so that four plates fit into a byte.
            ink = ImageChops.invert(plate).point(lambda v: v * 60 // 255)
            total = ink if total is None else ImageChops.add(total, ink)
        assert total is not None
        mean = total.filter(ImageFilter.BoxBlur(2))
        assert mean.getextrema()[1] <= 240 * 60 / 100 + 3


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("press.pdf", "GTS_PDFXVersion", "PDF/X-1a:2003"),
        ("x1a2001/press.pdf", "GTS_PDFXConformance", "PDF/X-1a:2001"),
        ("x4/press.pdf", "GTS_PDFXVersion", "PDF/X-4"),
        ("coated/press.pdf", "GTS_PDFXVersion", "PDF/X-4"),
    ],
)
def test_preflight_finds_nothing_in_what_was_delivered(
    built: Path, name: str, key: str, value: str, tmp_path: Path
) -> None:
    with pikepdf.open(built / name) as pdf:
        assert str(pdf.docinfo[f"/{key}"]) == value
    ran = Desk(ROOT, tmp_path).run("preflight", str(built / name), "--json")
    assert [d for d in ran.json["diagnostics"] if d["severity"] == "error"] == []
    assert ran.exit == 0


def test_the_archive_is_pdfa_by_another_judge(built: Path) -> None:
    pdfa = pytest.importorskip("pikepdf.pdfa")
    told = pdfa.validate_written(built / "archive" / "data" / "archive.pdf", "2b")
    # It knows level B alone, and no extension schema: A is B with a structure and characters for
    # every code, and what PDF/UA is called is described.  Our own reader judges both.
    rules = {finding.rule for finding in told.findings}
    assert rules == {"ISO_19005_2:6.6.4-3", "ISO_19005_2:6.6.2.3.1-1"}, told.findings
    words = {finding.message for finding in told.findings}
    unknown = {said for said in words if "pdfuaid" not in said and "pdfaExtension" not in said}
    assert {
        said for said in unknown if "pdfaSchema" not in said and "pdfaProperty" not in said
    } == {"pdfaid:conformance is 'A', expected 'B'"}


def test_the_bag_is_valid_by_its_own_program(built: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bagit", "--validate", str(built / "archive")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert bagit.Bag(str(built / "archive")).is_valid()


def test_the_title_and_dates_are_the_papers(built: Path) -> None:
    for name in ("press.pdf", "proof.pdf", "archive/data/archive.pdf"):
        with pikepdf.open(built / name) as pdf:
            assert str(pdf.docinfo["/Title"]).startswith("云岭日报")
            assert str(pdf.docinfo["/CreationDate"]) == "D:20261018000000+08'00'"


def test_proof_notes_are_in_the_proof_alone(built: Path) -> None:
    with pikepdf.open(built / "press.pdf") as pdf:
        assert all("/Annots" not in page.obj for page in pdf.pages)
