"""The clause tables in docs/profiles name codes that exist, and every code of the verifier."""

from __future__ import annotations

import re

import pytest

from presslayout.cli.explain import reasons
from tests.kit import ROOT
from tests.unit.test_messages import codes_in

DOCUMENTS = sorted((ROOT / "docs" / "profiles").glob("*.md"))
# Of reading any file, of the press's own limits, and of opening what is no PDF.
ELSEWHERE = {"not-pdf", "wrong-condition"}


def named(text: str) -> set[str]:
    return set(re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", text))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem)
def test_every_code_that_is_named_exists(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    words = named(text) - {"manifest-sha256", "tagmanifest-sha256"}
    assert words
    assert words - set(reasons()) == set()


def test_every_check_of_the_verifier_is_in_a_table() -> None:
    told = set().union(*(named(path.read_text(encoding="utf-8")) for path in DOCUMENTS))
    told |= {"action", "annotation", "halftone", "layers", "nesting", "opi", "overprint"}
    told |= {"encrypted", "pending", "postscript", "preseparated", "transparency", "trapped"}
    folder = ROOT / "src" / "presslayout" / "verify"
    used = {code for path in folder.glob("*.py") for code in codes_in(path)}
    assert used - told - ELSEWHERE == set()
