from __future__ import annotations

import re
from pathlib import Path

import pytest

from presslayout.paint import profiles
from presslayout.paint.profiles import PROFILES

SOURCE = Path(profiles.__file__).parent


def test_standards_are_found_by_the_words_of_the_command_line() -> None:
    assert set(PROFILES) == {"x1a2001", "x1a", "x4", "a2u", "a2a", "a3a", "plain"}
    assert all(name == profile.name for name, profile in PROFILES.items())


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("x1a2001", (1, 3)),
        ("x1a", (1, 4)),
        ("x4", (1, 6)),
        ("a2a", (1, 7)),
        ("a3a", (1, 7)),
        ("plain", (1, 7)),
    ],
)
def test_each_standard_stands_on_its_version_of_pdf(name: str, version: tuple[int, int]) -> None:
    assert PROFILES[name].version == version


def test_who_claims_an_x_standard_says_trapped() -> None:
    for profile in PROFILES.values():
        assert profile.trapped == bool(profile.info)


def test_nothing_is_written_that_the_version_does_not_know() -> None:
    for profile in PROFILES.values():
        assert profile.version >= (1, 4) or not (profile.xmp or profile.lang)


def test_overprint_is_for_the_press_and_its_proof() -> None:
    assert {p.name for p in PROFILES.values() if p.overprint} == {"x1a2001", "x1a", "x4", "plain"}


def test_a_file_that_claims_in_xmp_writes_xmp() -> None:
    assert all(profile.xmp for profile in PROFILES.values() if profile.claims)


def test_painters_ask_fields_and_never_names() -> None:
    # The name goes into the instance's id, nowhere else.
    for path in (SOURCE / "paint").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"profile\.(name|label)\s*(==|!=|in\b|\.startswith)", text), path.name
