"""What is tried at night can be tried again, tries something, and leaves things as they were."""

from __future__ import annotations

import math
import random
import sys
from pathlib import Path

import pytest

from tests import doors
from tests.nightly import ground, kills, mutating, places

KINDS = ("jpg", "png", "tif", "webp", "gif", "svg", "pdf", "docx", "html", "zip", "txt", "md")
forks = pytest.mark.skipif(sys.platform == "win32", reason="this system forks no processes")


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_makes_its_input_again(kind: str) -> None:
    for sound in ground.seeds(kind).values():
        made = [mutating.any_(random.Random(number), sound) for number in range(12)]
        again = [mutating.any_(random.Random(number), sound) for number in range(12)]
        assert made == again
        assert len({*made, sound}) > 8


def test_a_place_is_put_back_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "甲/乙").mkdir(parents=True)
    (tmp_path / "甲/空").mkdir()
    (tmp_path / "甲/乙/一.txt").write_text("一", "utf-8")
    (tmp_path / "甲/二.txt").write_text("二", "utf-8")
    (tmp_path / "甲/link").symlink_to("二.txt")
    (tmp_path / "甲/二.txt").chmod(0o640)

    def seen() -> dict[str, tuple[int, bytes]]:
        return {
            path: (was[0], b"" if Path(path).is_dir() else Path(path).read_bytes())
            for path, was in places.below(tmp_path)
        }

    before, kept = seen(), places.Kept(tmp_path / "甲")
    (tmp_path / "甲/二.txt").write_text("三", "utf-8")
    (tmp_path / "甲/二.txt").chmod(0o600)
    (tmp_path / "甲/link").unlink()
    (tmp_path / "甲/link").mkdir()
    (tmp_path / "甲/空").rmdir()
    (tmp_path / "甲/空").write_text("a file now", "utf-8")
    (tmp_path / "甲/乙/一.txt").unlink()
    (tmp_path / "甲/乙").rmdir()
    (tmp_path / "甲/多/深").mkdir(parents=True)
    (tmp_path / "甲/多/深/x").write_bytes(b"x")
    assert seen() != before
    for _ in range(2):
        kept.restore()
        assert seen() == before


@forks
def test_a_command_that_is_killed_is_killed_while_it_writes(tmp_path: Path) -> None:
    home = tmp_path / "甲"
    home.mkdir()
    doors.workspace(home / "工作区")
    fmt = kills.BY_NAME["fmt"]
    done = kills.tried(fmt, home, 6, math.inf)
    assert done.tried >= 6
    assert not done.found
    # What writes nothing cannot be killed while it does.
    for words in (("layouts",), ("pick", "issue/期", "--lock", "B")):
        with pytest.raises(ValueError, match="writes nothing"):
            kills.tried(kills.Deed("none", words, ("issue",)), home, 1, math.inf)
