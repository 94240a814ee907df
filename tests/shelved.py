"""Small bags for shelves: an edition of a few stories, set in squares, and what lies beside it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from presslayout.archive import bag
from presslayout.archive.material import Material

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MM = 36_000
SIZE = 4 * MM
WIDE = 20


def run(text: str, offset: int, row: int, column: int = 0) -> dict[str, Any]:
    """A line of a text as glyphs, each in a square of four millimetres."""
    x = [(20 + column * 100) * MM + n * SIZE for n in range(len(text))]
    y = [(30 + row * 5) * MM]
    return {
        "kind": "glyphs",
        "face": "f",
        "size": SIZE,
        "ids": list(range(1, len(text) + 1)),
        "x": x,
        "y": y,
        "text": text,
        "offset": offset,
    }


def block(story: str, part: str, text: str, row: int = 0) -> dict[str, Any]:
    """A part of a story in lines of twenty characters."""
    lines = [(at, text[at : at + WIDE]) for at in range(0, len(text), WIDE)]
    items = [run(line, at, row + n) for n, (at, line) in enumerate(lines)]
    role = "headline" if part == "headline" else "body"
    return {"id": f"{story}/{part}", "story": story, "part": part, "role": role, "items": items}


def edition(
    stories: Mapping[str, Mapping[str, str]],
    *,
    day: str = "2026-10-18",
    paper: str = "云岭日报",
    facts: Mapping[str, str] | None = None,
    page: int = 1,
) -> dict[str, Any]:
    """An edition.json of one page that holds these stories, part by part."""
    blocks = [
        block(story, part, text, 10 * at)
        for story, texts in stories.items()
        for at, (part, text) in enumerate(texts.items())
        if text
    ]
    plain: dict[str, Any] = {
        "format": "presslayout/edition-2",
        "engine": "presslayout 0",
        "paper": paper,
        "date": day,
        "pages": [
            {
                "number": page,
                "label": f"{page:02}",
                "template": "t",
                "trim": [390 * MM, 550 * MM],
                "bleed": 0,
                "hash": "",
                "blocks": blocks,
            }
        ],
        "stories": [{"id": s, "texts": dict(t), "sources": []} for s, t in stories.items()],
        "assets": [],
        "press": {"profile": "", "profile_sha256": ""},
    }
    return plain | ({"issue": dict(facts)} if facts else {})


def made(folder: Path, plain: Mapping[str, Any], **files: bytes) -> Path:
    """A bag of an edition, and of other files below data/ by their names."""
    folder.mkdir(parents=True)
    data = json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()
    material = Material(plain["paper"], plain["date"], plain["date"], (), ())
    bag.make(folder, {"edition.json": data, **files}, material, "presslayout 0")
    return folder


def issue(folder: Path, words: str, day: str = "2026-10-18", **more: Any) -> Path:
    """A bag of one story."""
    return made(folder, edition({"A": {"headline": "题", "body": words}}, day=day, **more))


def tree(folder: Path, *, without: str = "extensions") -> dict[str, str]:
    """Every file below a folder by its path, with its hash."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] != without
    }
