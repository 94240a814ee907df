"""The bag is valid, says what it holds, and is the same every time."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import bagit
import pytest

from presslayout.archive import bag
from presslayout.archive.material import ArchivedPassage, ArchivedStory, Material, SourceFile
from presslayout.base.diagnostics import DeliveryError

if TYPE_CHECKING:
    from pathlib import Path

STORY = ArchivedStory("A", "", "题", "", "", (ArchivedPassage("paragraph", "文。"),), (), ())


def material(folder: Path) -> Material:
    spec = folder / "期.yaml"
    spec.write_bytes("报纸: 报\n".encode())
    sha256 = hashlib.sha256(spec.read_bytes()).hexdigest()
    sources = (SourceFile("issue/期.yaml", spec, sha256),)
    return Material("云岭日报", "2026-10-18", "2026-10-18", (STORY,), sources)


def made(folder: Path, name: str) -> Path:
    kept = material(folder)
    place = folder / name
    place.mkdir()
    bag.make(place, {"archive.pdf": b"%PDF", **bag.payload(kept)}, kept, "presslayout 0")
    return place


def test_the_bag_is_valid_and_dated_by_the_paper(tmp_path: Path) -> None:
    place = made(tmp_path, "bag")
    opened = bagit.Bag(str(place))
    assert opened.validate()
    assert opened.info["Bagging-Date"] == "2026-10-18"
    assert opened.info["Bag-Software-Agent"] == "presslayout 0"
    assert sorted(bag.listed(place)) == [
        "bag-info.txt",
        "bagit.txt",
        "data/archive.pdf",
        "data/sources/issue/期.yaml",
        "data/stories/A.md",
        "data/stories/A.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    ]


def test_two_bags_of_one_issue_are_the_same_bytes(tmp_path: Path) -> None:
    assert bag.listed(made(tmp_path, "one")) == bag.listed(made(tmp_path, "two"))


def test_a_changed_file_is_found(tmp_path: Path) -> None:
    place = made(tmp_path, "bag")
    (place / "data" / "archive.pdf").write_bytes(b"%PDG")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(place)).validate()


def test_copy_that_changed_while_it_was_set_is_not_archived(tmp_path: Path) -> None:
    kept = material(tmp_path)
    (tmp_path / "期.yaml").write_bytes(b"other")
    with pytest.raises(DeliveryError) as fault:
        bag.payload(kept)
    assert fault.value.diagnostics[0].code == "source-changed"
