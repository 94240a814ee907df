"""Every part has a licence, and what installed libraries say of themselves agrees with it."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import metadata

import pytest
from tests.kit import ROOT

from presslayout.cli import main
from presslayout.newsroom import licences


def test_every_library_that_is_asked_for_has_a_row() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {re.match(r"[\w.-]+", one)[0] for one in project["dependencies"]}  # type: ignore[index]
    assert asked == set(licences.LIBRARIES)


@pytest.mark.parametrize("name", sorted(licences.LIBRARIES))
def test_what_a_library_says_of_itself_agrees(name: str) -> None:
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{name} is not installed")
    said = " ".join(
        (
            told.get("License-Expression") or "",
            (told.get("License") or "")[:200],
            *(one for one in told.get_all("Classifier") or () if one.startswith("License")),
        )
    ).casefold()
    # The family of a licence: what is public domain elsewhere is CC0 to SPDX.
    families = re.findall(r"[a-z]+", licences.LIBRARIES[name].split(" ")[0].casefold())
    known = {"cc": "public domain", "mpl": "mpl", "gpl": "gpl"}
    assert known.get(families[0], families[0]) in said


def test_every_file_that_ships_belongs_to_a_part() -> None:
    for part in licences.SHIPPED:
        for pattern in part.files:
            assert list(ROOT.glob(pattern)), pattern
    heavy = {
        *ROOT.glob("fonts/*.ttf"),
        *ROOT.glob("layout/press/*.icc"),
        *ROOT.glob("images/*.jpg"),
    }
    told = {path for part in licences.SHIPPED for one in part.files for path in ROOT.glob(one)}
    assert heavy <= told


def test_data_that_others_made_says_so_in_its_file() -> None:
    for path in (ROOT / "src").rglob("*.txt"):
        head = path.read_text("utf-8")[:2000]
        found = re.search(r"SPDX-License-Identifier: (\S+)", head)
        if found and "Our own list" not in head:
            (part,) = [
                one for one in licences.SHIPPED if path.relative_to(ROOT).as_posix() in one.files
            ]
            assert part.licence == found[1]


def test_the_bill_is_printed_and_names_everything(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--licences", "--json"]) == 0
    bill = json.loads(capsys.readouterr().out)
    named = {one["name"] for one in bill["components"]}
    assert named == {*licences.LIBRARIES, *(one.name for one in licences.SHIPPED[1:])}
    assert main(["doctor", "--licences", "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in named)
