"""What a home, a folder or the environment tells a library of others is not what it does for us."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.desk import Desk

# A command that begins by itself: what is imported once in a process is not imported again.
FRESH = {"PYTHONUTF8": "1"}
STOPS = "raise SystemExit(9)\n"


@pytest.fixture
def usual(desk: Desk) -> bytes:
    return _proof(desk, "平常")


def _proof(desk: Desk, folder: str, **environment: str) -> bytes:
    words = ("build", "issue/期", "--for", "proof", "--json", "-o", folder)
    ran = desk.run(*words, **FRESH, **environment)
    assert ran.exit == 0, ran.err
    return (desk.root / folder / "proof.pdf").read_bytes()


def test_settings_in_a_home_and_in_a_workspace_are_not_run(
    desk: Desk, usual: bytes, tmp_path: Path
) -> None:
    for name in ("reportlab_mods", "reportlab_settings"):
        (desk.root / f"{name}.py").write_text(STOPS, "utf-8")
        (tmp_path / f".{name}").write_text(STOPS, "utf-8")
    assert _proof(desk, "又", HOME=str(tmp_path)) == usual


def test_a_home_that_is_a_file_is_no_home(desk: Desk, usual: bytes, tmp_path: Path) -> None:
    home = tmp_path / "a file"
    home.write_text("", "utf-8")
    assert _proof(desk, "又", HOME=str(home)) == usual


def test_variables_that_nobody_knows_the_value_of_change_nothing(desk: Desk, usual: bytes) -> None:
    told = {"RL_shapeChecking": "x", "RL_pageCompression": "0", "RL_useA85": "1"}
    assert _proof(desk, "又", **told) == usual
