"""Small editions for painters: one face, few glyphs, positions that can be read."""

from __future__ import annotations

import io
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
import uharfbuzz

from presslayout.base.source import Source
from presslayout.base.units import mm, pt
from presslayout.edition.codec import hash_of
from presslayout.edition.page import Asset, Block, Edition, Glyphs, Page
from presslayout.edition.press import Press
from presslayout.paint.pdf import Supplies, paint
from presslayout.paint.profiles import PROFILES

if TYPE_CHECKING:
    from presslayout.edition.page import Item

ROOT = Path(__file__).resolve().parents[3]
FACES = {
    "song": ROOT / "fonts" / "NotoSerifSC-Regular.ttf",
    "latin": ROOT / "fonts" / "SourceSerif4-Regular.ttf",
    "kai": ROOT / "fonts" / "LXGWWenKai-Regular.ttf",
}
NEWSPRINT = Press(
    name="newsprint",
    standard="x1a",
    profile="layout/press/IFRA26S_TAC220.icc",
    profile_sha256="0" * 64,
    condition="IFRA26",
    ink_advised=220,
    ink_limit=240,
    ppi_error=99,
    ppi_warning=149,
    bleed=0,
)


@dataclass(frozen=True)
class Desk:
    """What a test paints with."""

    icc: bytes

    def font(self, face: str) -> Any:
        blob = uharfbuzz.Blob.from_file_path(str(FACES[face]))
        return uharfbuzz.Font(uharfbuzz.Face(blob))

    def glyph(self, char: str, face: str = "song") -> int:
        found: int = self.font(face).get_nominal_glyph(ord(char))
        assert found, f"{face} has no {char}"
        return found

    def run(self, text: str, x: float = 40, y: float = 100, **changes: Any) -> Glyphs:
        """Text set solid, a glyph a character."""
        face = changes.get("face", "song")
        size = changes.setdefault("size", pt(9))
        font = self.font(face)
        ids = tuple(font.get_nominal_glyph(ord(char)) for char in text)
        xs, at = [], pt(x)
        for glyph in ids:
            xs.append(at)
            at += font.get_glyph_h_advance(glyph) * size // font.face.upem
        run = Glyphs(face, size, ids, tuple(xs), (pt(y),), text)
        return replace(run, **changes)

    def page(self, *items: Item, number: int = 1, **changes: Any) -> Page:
        block = Block("A/body", "body", tuple(items), "A", "body")
        page = Page(number, "A01", "test", mm(275), mm(390), 0, (block,))
        return replace(page, **changes)

    def edition(self, *pages: Page, press: Press = NEWSPRINT) -> Edition:
        assets = tuple(Asset(key, "face", path.name, key * 8) for key, path in FACES.items())
        return Edition("云岭日报", "2026-10-18", "presslayout 0.1.0", pages, (), assets, press)

    def supplies(self, edition: Edition, **changes: Any) -> Supplies:
        sources = {key: Source(path) for key, path in FACES.items()}
        hashes = tuple(hash_of(page) for page in edition.pages)
        return replace(Supplies(sources, {}, self.icc, hashes), **changes)

    def paint(self, *items: Item, standard: str = "x1a") -> bytes:
        edition = self.edition(self.page(*items))
        return paint(edition, PROFILES[standard], self.supplies(edition))


@pytest.fixture(scope="session")
def desk() -> Desk:
    return Desk((ROOT / "layout" / "press" / "IFRA26S_TAC220.icc").read_bytes())


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def operators(data: bytes, page: int = 0) -> list[tuple[str, list[Any]]]:
    with opened(data) as pdf:
        return [
            (str(i.operator), list(i.operands))
            for i in pikepdf.parse_content_stream(pdf.pages[page])
        ]


def extracted(data: bytes, tmp_path: Path) -> str:
    """What pdftotext -raw reads, without white space."""
    path = tmp_path / "page.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return "".join(done.stdout.decode().split())
