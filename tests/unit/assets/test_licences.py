"""Faces that ship, their notices, and the names that their licences reserve (OFL 1.1, 3)."""

from __future__ import annotations

import hashlib
import re
from itertools import chain

import pytest
from fontTools.ttLib import TTFont
from tests.kit import ROOT

FONTS = ROOT / "fonts"
LOG = (FONTS / "FONTLOG.md").read_text(encoding="utf-8")
FACES = sorted(path.name for path in FONTS.glob("*.ttf"))
LICENCES = {
    "LXGWWenKai": "LICENCE-LXGWWenKai.txt",
    "NotoSansSC": "OFL-NotoSansSC.txt",
    "NotoSerifSC": "OFL-NotoSerifSC.txt",
    "SmileySans": "LICENCE-SmileySans.txt",
    "SourceSerif4": "OFL-SourceSerif4.txt",
}
# What the makers reserve, as they publish it beside each face.
RESERVED = {
    "LXGWWenKai": {"霞鹜", "LXGW"},
    "NotoSansSC": {"Source"},
    "NotoSerifSC": set(),
    "SmileySans": {"Smiley", "得意黑"},
    "SourceSerif4": {"Source"},
}
_NAME = r"(?:[\s,]|and)*[\"'‘<][^\"'’>]+[\"'’>]"
_RESERVES = re.compile(rf"Reserved\s+Font\s+Names?\s((?:{_NAME})+)")
_QUOTED = re.compile(r"[\"'‘<]([^\"'’>]+)[\"'’>]")
# Names that people see: family, full, PostScript, the typographic and the WWS family.
_SEEN = {1, 3, 4, 6, 16, 18, 20, 21, 25}


def stem(name: str) -> str:
    return name.partition("-")[0]


def rows() -> list[list[str]]:
    """The rows of the log's first table."""
    lines = [line for line in LOG.splitlines() if line.startswith("|") and "ttf" in line]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def change(name: str) -> str:
    """What the log says was done to a face."""
    said = [row[3] for row in rows() if len(row) > 4 and row[0].startswith(stem(name))]
    # "the same" is what the row above says.
    return said[0] if said[0] != "the same" else "overlapping contours removed"


def reserved(text: str) -> set[str]:
    return {*chain.from_iterable(_QUOTED.findall(found) for found in _RESERVES.findall(text))}


def test_every_face_has_a_licence() -> None:
    assert {stem(name) for name in FACES} == set(LICENCES)
    assert {path.name for path in FONTS.glob("*.txt")} == set(LICENCES.values())


@pytest.mark.parametrize("family", LICENCES)
def test_a_licence_says_what_its_makers_reserve(family: str) -> None:
    text = (FONTS / LICENCES[family]).read_text(encoding="utf-8")
    assert reserved(text) == RESERVED[family]
    row = next(row for row in rows() if row[0].startswith(family))
    for name in RESERVED[family]:
        assert name in row[3] + row[4]


@pytest.mark.parametrize("name", FACES)
def test_a_face_reserves_no_more_than_its_licence(name: str) -> None:
    font = TTFont(FONTS / name, lazy=True)
    said = {str(r) for r in font["name"].names if r.nameID in (0, 13)}
    assert reserved("\n".join(said)) <= RESERVED[stem(name)]


@pytest.mark.parametrize("name", FACES)
def test_a_changed_face_bears_no_reserved_name(name: str) -> None:
    if change(name).startswith("none"):
        # Unchanged is what the log has the hash of.
        digest = hashlib.sha256((FONTS / name).read_bytes()).hexdigest()
        assert f"| {name} | {digest} |" in LOG
        return
    font = TTFont(FONTS / name, lazy=True)
    seen = [str(r).casefold() for r in font["name"].names if r.nameID in _SEEN]
    assert seen
    for one in RESERVED[stem(name)]:
        assert not [n for n in seen if one.casefold() in n]
