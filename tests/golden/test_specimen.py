"""The specimen of the rules of composition: what stands in docs is what the engine sets."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from presslayout.edition.codec import hash_of
from presslayout.newsroom.build import versions

ROOT = Path(__file__).resolve().parents[2]
SPECIMEN = ROOT / "docs" / "specimen"
RULES = ROOT / "docs" / "books" / "RULES.md"
sys.path.insert(0, str(SPECIMEN))

from make import NAME, PREFACE, faces_used, specimen  # noqa: E402
from panels import panel  # noqa: E402
from rules import CHAPTERS, NOT_DRAWN, Rule  # noqa: E402
from sheet import PANEL, sheets  # noqa: E402

AGAIN = "run `python docs/specimen/make.py`, look at every page, and commit it"
ALL = [rule for chapter in CHAPTERS for rule in chapter.rules]


def test_the_committed_specimen_is_what_the_engine_sets() -> None:
    pages, data = specimen()
    told = json.loads((SPECIMEN / "pages.json").read_text(encoding="utf-8"))
    assert [hash_of(page) for page in pages] == told["pages"], AGAIN
    if versions() != told["versions"]:
        pytest.skip("other versions of the libraries that write PDF: pages agree, bytes may not")
    assert (SPECIMEN / f"{NAME}.pdf").read_bytes() == data, AGAIN


def test_every_rule_is_drawn_or_named() -> None:
    ids = re.findall(r"^\| ([A-Z]\d+)\b", RULES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    drawn = {name for rule in ALL for name in rule.ids.split()}
    assert len(set(ids)) > 80
    assert not set(ids) - drawn - NOT_DRAWN.keys()


def test_what_is_named_has_its_test() -> None:
    names = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    assert {proof for _, proof in NOT_DRAWN.values()} <= names


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: f"{rule.ids} {rule.title}")
def test_the_two_settings_of_a_rule_differ(rule: Rule) -> None:
    _, faces = faces_used()
    wrong = panel(rule.wrong, faces, PANEL, wrong=False)
    right = panel(rule.right, faces, PANEL, wrong=False)
    assert wrong.items != right.items


def test_sheets_hold_every_rule_in_their_type_area() -> None:
    types, faces = faces_used()
    for page in sheets(CHAPTERS, NOT_DRAWN, types, faces, PREFACE):
        for block in page.blocks:
            for item in block.items:
                if hasattr(item, "ids"):
                    assert min(item.x) >= 0
                    assert max(item.x) < page.width
                    assert max(item.y) < page.height
