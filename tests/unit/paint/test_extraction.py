"""What five readers find where several glyphs share a text; three of them read no ActualText."""

from __future__ import annotations

import io
import itertools
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.high_level import extract_text
from tests.unit.paint.conftest import operators

from presslayout.base.units import pt
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Glyphs
from presslayout.paint.pdf_fonts import clusters

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.paint.conftest import Desk


def readings(data: bytes, folder: Path) -> dict[str, str]:
    """The text as each reader gives it, without blanks and what does not print."""
    path = folder / "page.pdf"
    path.write_bytes(data)
    said = {
        "pdfium": pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range(),
        "pypdf": pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text(),
        "pdfminer": extract_text(path, laparams=None),
    }
    for tool, command in (
        ("pdftotext", "pdftotext -raw page.pdf -"),
        ("gs", "gs -q -dBATCH -dNOPAUSE -sDEVICE=txtwrite -o - page.pdf"),
    ):
        if shutil.which(tool):
            done = subprocess.run(command.split(), cwd=folder, capture_output=True, check=True)
            said[tool] = done.stdout.decode()
    return {
        k: "".join(c for c in v if c.isprintable() and not c.isspace()) for k, v in said.items()
    }


@pytest.mark.external
def test_digits_in_one_cell_are_read_by_everybody(desk: Desk, tmp_path: Path) -> None:
    # As a vertical line has them: two glyphs, the text at the first.
    run = replace(desk.run("第26页共95％"), spans=(1, 2, 0, 1, 1, 2, 0, 1))
    said = readings(desk.paint(run), tmp_path)
    assert set(said.values()) == {"第26页共95％"}
    assert not [o for o in operators(desk.paint(run)) if o[0] == "BDC"]


@pytest.mark.external
def test_a_vertical_line_is_read_by_everybody(desk: Desk, tmp_path: Path) -> None:
    from tests.kit import SONG

    from presslayout.assets.fonts import open_face
    from presslayout.typeset.inking import Inking, runs
    from presslayout.typeset.shape import Font, shape

    text = "十月26日，门牌37号"
    shaped = shape(text, Font((open_face(SONG).turned(),), (), pt(9)))
    made = runs(shaped, 0, len(shaped), shaped.width[:-1], Inking(pt(40), pt(99), pt(9), BLACK, 0))
    said = readings(desk.paint(*(replace(run, face="song") for run in made)), tmp_path)
    assert said["pypdf"] == said["pdfium"] == text
    # Some put turned letters in an order of their own.
    assert {"".join(sorted(one)) for one in said.values()} == {"".join(sorted(text))}


@pytest.mark.external
def test_what_is_drawn_by_more_glyphs_leaves_no_foreign_mark(desk: Desk, tmp_path: Path) -> None:
    # A dash of three strokes; a letter whose accent is a glyph of its own.
    dash = replace(desk.run("———"), text="——", spans=(2, 0, 0))
    accented = replace(desk.run("e´x", y=120, face="latin"), text="éx", spans=(1, 0, 1))
    for name, text in readings(desk.paint(dash, accented), tmp_path).items():
        assert "\ufffd" not in text, name
        assert text.replace("———", "——") == "——éx", name


@pytest.mark.external
def test_a_text_that_a_glyph_has_alone_goes_before_one_that_it_shares(
    desk: Desk, tmp_path: Path
) -> None:
    shared = [
        replace(desk.run("e´", y=120 + 10 * n, face="latin"), text="é", spans=(1, 0))
        for n in range(3)
    ]
    data = desk.paint(desk.run("e", face="latin"), *shared)
    assert readings(data, tmp_path)["pypdf"].startswith("e")
    assert readings(data, tmp_path)["pdfium"] == "eééé"


@given(st.data())
def test_groups_hold_every_glyph_and_character_once_in_order(data: st.DataObject) -> None:
    text = data.draw(st.text("云26—…é\u3000\u200b \ufe0f", max_size=12))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    ends = [0, *cuts, len(text)]
    spans = tuple(b - a for a, b in itertools.pairwise(ends))
    item = Glyphs("f", 1, tuple(range(len(spans))), tuple(range(len(spans))), (0,), text, spans)
    groups = list(clusters(item))
    assert "".join(said for _, _, said in groups) == text
    edges = [0, *(end for _, end, _ in groups)]
    assert [start for start, _, _ in groups] == edges[:-1]
    assert edges[-1] == len(spans)


@pytest.mark.parametrize("tail", ["", "\u3000", "\u200b", " \u200b"])
def test_what_is_not_drawn_hangs_on_the_last_glyph(tail: str) -> None:
    item = Glyphs("f", 1, (1, 2), (0, 1), (0,), f"26{tail}", (2 + len(tail), 0))
    assert list(clusters(item)) == [(0, 1, "2"), (1, 2, f"6{tail}")]
