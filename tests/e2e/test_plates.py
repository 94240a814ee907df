"""`plates`: pictures of the separations, whole or not at all."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.tools import needs

if TYPE_CHECKING:
    from tests.e2e.desk import Desk

NAMES = ["03-C.png", "03-K.png", "03-M.png", "03-Y.png", "03-ink.png", "03-proof.png"]


def without_ghostscript(desk: Desk) -> dict[str, str]:
    empty = desk.root / "empty"
    empty.mkdir(exist_ok=True)
    return {"PATH": str(empty)}


def test_an_issue_is_separated_without_ghostscript(desk: Desk) -> None:
    ran = desk.run("plates", "issue/期", "--json", "--dpi", "72", **without_ghostscript(desk))
    assert ran.exit == 0, ran.err
    assert ran.json["renderer"].startswith("pdfium")
    assert sorted(p.name for p in (desk.out / "plates").iterdir()) == NAMES
    (page,) = ran.json["pages"]
    inks = {plate["ink"]: plate for plate in page["plates"]}
    # Text is on the black plate; the red of the strip on magenta and yellow; cyan is empty.
    assert inks["C"]["max"] == 0
    assert inks["K"]["max"] == 100
    assert inks["M"]["mean"] == inks["Y"]["mean"]
    assert page["ink"]["max"] == pytest.approx(200, abs=1)
    for file in ran.json["files"]:
        data = (desk.out / file["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == file["sha256"]
        assert file["kind"] == "plates"


@needs("gs")
def test_ghostscript_is_taken_where_it_is_installed(desk: Desk) -> None:
    ran = desk.run("plates", "issue/期", "-o", "色版", "--dpi", "72", "--lang", "zh")
    assert ran.exit == 0, ran.err
    assert "ghostscript" in ran.out
    assert "最重的 15 mm²" in ran.out
    folder = desk.root / "色版" / "plates"
    assert sorted(p.name for p in folder.iterdir()) == NAMES
    with Image.open(folder / "03-K.png") as plate:
        assert plate.size == (779, 1105)
        assert plate.getextrema() == (0, 255)


@needs("gs")
def test_a_finished_pdf_is_separated_too(desk: Desk) -> None:
    assert desk.build().exit == 0
    ran = desk.run("plates", str(desk.out / "press.pdf"), "-o", "x", "--json", "--dpi", "72")
    assert ran.exit == 0, ran.err
    assert [page["number"] for page in ran.json["pages"]] == [1]
    (desk.root / "bad.pdf").write_bytes(b"%PDF-1.4\nnothing")
    ran = desk.run("plates", "bad.pdf", "-o", "y", "--json")
    assert ran.exit == 4
    assert ran.codes == {"not-separated"}
    assert not (desk.root / "y").exists()


def test_what_cannot_be_drawn_leaves_the_older_plates(desk: Desk) -> None:
    env = without_ghostscript(desk)
    assert desk.run("plates", "issue/期", "--dpi", "36", **env).exit == 0
    before = {p.name: p.read_bytes() for p in (desk.out / "plates").iterdir()}
    desk.spec.write_text("报纸: [", encoding="utf-8")
    assert desk.run("plates", "issue/期", "--dpi", "36", **env).exit == 1
    assert {p.name: p.read_bytes() for p in (desk.out / "plates").iterdir()} == before
    ran = desk.run("plates", "a.pdf", "--json", **env)
    assert ran.exit == 4
    assert ran.codes == {"not-separated"}


@pytest.mark.parametrize("dpi", ["0", "35", "601", "fine", "1e3"])
def test_a_resolution_is_a_number(desk: Desk, dpi: str) -> None:
    assert desk.run("plates", "issue/期", "--dpi", dpi).exit == 2
    assert not desk.out.exists()
