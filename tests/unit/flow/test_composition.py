"""The counts of RULES §17: what they find in lines set wrong, and that no line is set wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.edition.record import Composed
from presslayout.flow.quality import composed
from presslayout.typeset.lines import Line, variants
from presslayout.typeset.shape import shape
from tests.unit.typeset.desk import BODY, ROOT

if TYPE_CHECKING:
    from pathlib import Path

COPY = ROOT.parent / "shared" / "copy"
SAMPLE = sorted((ROOT / "issue" / "2026-10-18" / "稿件").iterdir())
MEASURES = (11, 13, 17, 20)
# Long addresses and codes; controls and emoji; names; headlines: their gaps are not those of prose.
NOT_PROSE = ("05", "06", "10", "14")


def cut(text: str, *ends: int, gap: int = 0) -> Composed:
    """The counts for a paragraph cut at these places, whatever the rules say of them."""
    shaped = shape(text, BODY)
    lines = [
        Line(a, b, a, b, 0, 0, 1000, gap, hyphen=False, last=b == len(text))
        for a, b in zip((0, *ends), (*ends, len(text)), strict=True)
    ]
    return composed([(shaped, lines)], 10_000)


@pytest.mark.parametrize(
    ("text", "at", "name"),
    [
        ("今天，明天", 2, "forbidden"),
        ("他说“好的”", 3, "forbidden"),
        ("一—二三四", 1, "forbidden"),
        ("共花1,234元整", 4, "split"),
        ("占12％左右", 3, "split"),
        ("他走——了吗", 3, "split"),
        ("全县2026年开工", 6, "parted"),
        ("今天很好", 3, "orphans"),
    ],
)
def test_a_wrong_line_end_is_counted(text: str, at: int, name: str) -> None:
    found = cut(text, at)
    assert getattr(found, name) == 1
    assert found.lines == 2


def test_a_right_line_end_is_not() -> None:
    assert cut("他说好——的的", 3) == Composed(lines=2, gaps=(0,))
    assert cut("见www.a.cn/12.5/b处的", 12).split == 0


def test_three_marks_in_a_row_that_are_parted_are_no_fault_but_are_counted() -> None:
    found = cut("他说（“真好。”）的的", 7)
    assert (found.forbidden, found.three_marks) == (0, 1)
    assert cut("他说“真好。”的的的", 6).forbidden == 1


def test_loose_lines_and_patches_of_them() -> None:
    found = cut("一二三四五六七八九十百千", 2, 4, 6, 8, gap=60)
    assert (found.loose, found.patches, found.gaps) == (4, 1, (60,) * 4)
    assert cut("一二三四五六", 2, gap=50).loose == 0


def test_a_line_past_its_measure_is_counted() -> None:
    shaped = shape("一二", BODY)
    (line,) = variants(shaped, 2000)[0].lines
    assert composed([(shaped, [line])], 2000).overfull == 0
    assert composed([(shaped, [line._replace(width=2001)])], 2000).overfull == 1


def test_stories_add_up() -> None:
    one = Composed(lines=2, loose=1, gaps=(60,))
    assert one + one == Composed(lines=4, loose=2, gaps=(60, 60))


def counted(file: Path, cells: int) -> Composed:
    made = []
    for text in file.read_text(encoding="utf-8").splitlines():
        if text.strip():
            shaped = shape(text, BODY)
            found = variants(shaped, cells * 1000, indent=2000)
            best = min(found, key=lambda v: (v.cost, len(v.lines)))
            made.append((shaped, best.lines))
    return composed(made, cells * 1000)


def holds(found: Composed, cells: int, *, prose: bool) -> None:
    assert (found.forbidden, found.split, found.overfull, found.orphans) == (0, 0, 0, 0)
    if prose:
        # No three loose lines in a row: for all this copy a better setting exists.
        assert found.patches == 0
        gaps = sorted(found.gaps)
        p95 = gaps[(len(gaps) * 95 + 99) // 100 - 1]
        assert p95 <= (170 if cells == min(MEASURES) else 100)


@pytest.mark.parametrize("cells", MEASURES)
@pytest.mark.parametrize("file", SAMPLE, ids=lambda f: f.stem)
def test_the_sample_is_set_without_a_fault(file: Path, cells: int) -> None:
    holds(counted(file, cells), cells, prose=True)


@pytest.mark.parametrize("cells", MEASURES)
def test_the_stress_copy_is_set_without_a_fault(cells: int) -> None:
    if not COPY.is_dir():
        pytest.skip("the stress copy is not here")
    for file in sorted(COPY.glob("*.txt")):
        found = counted(file, cells)
        # Addresses without a scheme are cut after their marks, digits or not (RULES B5); an emoji
        # and a control of their own make a last line of one.
        if file.name.startswith("05"):
            found = replace(found, split=0)
        if file.name.startswith("10"):
            found = replace(found, forbidden=0, orphans=0)
        holds(found, cells, prose=not file.name.startswith(NOT_PROSE))
