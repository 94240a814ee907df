"""The clause tables in docs/profiles and docs/预检.md name codes that exist, and every code."""

from __future__ import annotations

import re

import pytest
from tests.kit import ROOT
from tests.unit.test_codes import codes_in

from presslayout.edition.limits import SEVERITIES
from presslayout.newsroom.exits import meanings

GUIDE = ROOT / "docs" / "预检.md"
DOCUMENTS = [*sorted((ROOT / "docs" / "profiles").glob("*.md")), GUIDE]


def named(text: str) -> set[str]:
    return set(re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", text))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem)
def test_every_code_that_is_named_exists(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    words = named(text) - {"manifest-sha256", "tagmanifest-sha256"}
    assert words
    assert words - set(meanings()) == set()


def test_the_guide_tells_how_every_check_of_the_press_weighs() -> None:
    words = {"错误": "error", "提醒": "warning", "说明": "info"}
    rows = re.findall(
        r"^\| `([a-z0-9-]+)` \| (错误|提醒|说明) \|", GUIDE.read_text("utf-8"), re.MULTILINE
    )
    told = {code: words[weight] for code, weight in rows}
    told = {code: weight for code, weight in told.items() if code in SEVERITIES}
    assert told == {code: weight.value for code, weight in SEVERITIES.items()}


def test_every_check_of_the_verifier_is_in_a_table() -> None:
    quoted = {
        word
        for path in DOCUMENTS
        for word in re.findall(r"`([a-z0-9-]+)`", path.read_text(encoding="utf-8"))
    }
    told = quoted & set(meanings())
    folder = ROOT / "src" / "presslayout" / "preflight"
    used = {
        code
        for path in folder.rglob("*.py")
        if path.name != "edition.py"
        for code in codes_in(path)
    }
    assert used - told == set()
