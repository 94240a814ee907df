"""Streams that are closed, full or read no further decide nothing of a run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.zygote import COMMAND

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.desk import Desk

FULL = Path("/dev/full")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="this is how POSIX shells do it")


def closing(*numbers: int) -> Callable[[], None]:
    def close() -> None:
        for number in numbers:
            os.close(number)

    return close


def run(
    desk: Desk, *words: str, full: tuple[int, ...] = (), close: tuple[int, ...] = ()
) -> tuple[int, str]:
    """A command with streams of which some are full or closed; its exit code and its stderr."""
    given = {number: FULL.open("wb") for number in full}
    done = subprocess.run(
        [*COMMAND, *words],
        cwd=desk.root,
        env=desk.environ(),
        stdout=given.get(1, subprocess.PIPE),
        stderr=given.get(2, subprocess.PIPE),
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=120,
        preexec_fn=closing(*close),
    )
    for stream in given.values():
        stream.close()
    return done.returncode, (done.stderr or b"").decode()


@POSIX
@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", [("fonts",), ("layouts",), ("schema", "issue"), ("--help",)])
def test_a_result_that_finds_no_room_is_told(desk: Desk, words: tuple[str, ...]) -> None:
    code, said = run(desk, *words, full=(1,))
    assert code == 1
    assert "output-lost" in said
    assert "Traceback" not in said


@POSIX
@pytest.mark.parametrize("close", [(0,), (1,), (2,), (1, 2), (0, 1, 2)])
def test_with_closed_streams_a_build_delivers_and_says_by_its_code_how_it_went(
    desk: Desk, close: tuple[int, ...]
) -> None:
    code, said = run(desk, "build", "issue/期", "--for", "press", "--json", close=close)
    assert code == 0, said
    assert "press.pdf" in desk.delivered()
    # No file of ours took the number of a stream, and what is printed stands in none.
    assert (desk.out / "press.pdf").read_bytes().startswith(b"%PDF")
    assert (desk.out / "report.json").read_bytes().startswith(b"{")


@POSIX
@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_a_finding_that_nobody_can_be_told_still_makes_the_code(desk: Desk) -> None:
    desk.spec.write_text("报纸: [", encoding="utf-8")
    assert run(desk, "check", "issue/期", full=(2,))[0] == 1
    assert run(desk, "check", "issue/期", full=(1, 2))[0] == 1


@POSIX
def test_who_stops_reading_neither_stops_a_run_nor_hides_its_code(desk: Desk) -> None:
    desk.spec.write_text("报纸: [", encoding="utf-8")
    with desk.start("check", "issue/期", "--json") as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        said = process.stderr.read().decode()
        assert process.wait(60) == 1
    assert "Traceback" not in said
    assert "Exception ignored" not in said


@POSIX
def test_a_folder_that_was_removed_under_us_is_told(desk: Desk, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    program = f"import os; os.rmdir({str(gone)!r}); from presslayout.cli import main; raise SystemExit(main(['layouts']))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=gone,
        env=desk.environ(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"no-folder" in done.stderr


@POSIX
@pytest.mark.parametrize("unset", ["HOME", "TMPDIR", "PATH", "LANG"])
def test_what_the_environment_lacks_is_no_fault(desk: Desk, unset: str) -> None:
    environ = {k: v for k, v in desk.environ().items() if k not in (unset, "PRESSLAYOUT_CACHE")}
    environ["XDG_CACHE_HOME"] = str(desk.cache)
    done = subprocess.run(
        [*COMMAND, "check", "issue/期"],
        cwd=desk.root,
        env=environ,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


@POSIX
def test_a_folder_for_spare_files_that_takes_none_is_told(desk: Desk) -> None:
    done = desk.run("diff", "HEAD:issue/期/issue.yaml", "issue/期", TMPDIR="/proc")
    assert done.exit in range(8)
    assert "Traceback" not in done.err
