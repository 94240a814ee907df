"""The stations of a build and of an edit: each that the book names is in the code."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

import presslayout

ROOT = Path(__file__).parents[2]
ROOMS = {path.name for path in Path(presslayout.__file__).parent.iterdir() if path.is_dir()}
TEXT = (ROOT / "docs" / "books" / "STATIONS.md").read_text(encoding="utf-8")
# `room.module.function`, what it is given left out.
NAMED = sorted(
    name
    for name in set(re.findall(r"`([a-z_]+(?:\.\w+)+)[`(]", TEXT))
    if name.partition(".")[0] in ROOMS
)


def found(name: str) -> bool:
    """Whether a dotted name leads to a module, or to something in one."""
    parts = name.split(".")
    for count in range(len(parts), 0, -1):
        try:
            here: object = importlib.import_module(".".join(("presslayout", *parts[:count])))
        except ModuleNotFoundError:
            continue
        for part in parts[count:]:
            if not hasattr(here, part):
                return False
            here = getattr(here, part)
        return True
    return False


@pytest.mark.parametrize("name", NAMED)
def test_a_station_is_in_the_code(name: str) -> None:
    assert found(name)


def test_the_book_names_stations_in_every_room_on_the_way() -> None:
    rooms = {name.partition(".")[0] for name in NAMED}
    assert rooms >= {"cli", "newsroom", "issue", "flow", "edition", "delivery", "paint", "preview"}
    assert not found("newsroom.build.nowhere")
