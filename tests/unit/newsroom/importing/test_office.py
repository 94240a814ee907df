"""LibreOffice: told where it is missing, ended whole where it hangs."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from tests.tools import needs
from tests.waiting import until

from presslayout.base.diagnostics import SpecError
from presslayout.newsroom.importing import office
from presslayout.newsroom.importing.arrivals import Arrival
from presslayout.newsroom.importing.manuscripts import ReadingDesk, manuscript

if TYPE_CHECKING:
    from pathlib import Path


def test_without_it_the_way_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(SpecError) as raised:
        office.converted(tmp_path / "稿.wps", ".docx", "稿.wps", tmp_path)
    [found] = raised.value.diagnostics
    assert found.code == "office-missing"
    assert found.hint is not None
    assert ".docx" in found.hint.zh


def state(number: str) -> str:
    words = ("ps", "-o", "stat=", "-p", number)
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()[:1]


@needs("ps")
@pytest.mark.skipif(sys.platform == "win32", reason="a program of the shell")
def test_what_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    behind = tmp_path / "behind"
    program.write_text(
        f"#!/bin/sh\nsleep 300 &\necho $! > {behind}.new\nmv {behind}.new {behind}\nwait\n",
        encoding="ascii",
    )
    program.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(program))
    monkeypatch.setattr(office, "PATIENCE_SECONDS", 2)
    (tmp_path / "稿.doc").write_bytes(b"x")
    start = time.monotonic()
    with pytest.raises(SpecError):
        office.converted(tmp_path / "稿.doc", ".docx", "稿.doc", tmp_path)
    assert time.monotonic() - start < 60
    # Where it was too slow to start anything nothing is left, and there is no file either.
    number = behind.read_text("ascii").strip() if behind.exists() else ""
    # One that has ended and is not yet buried is a Z.
    until(lambda: not number or state(number) in ("", "Z"))


@needs("soffice")
def test_what_a_file_is_goes_before_what_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "稿.txt"
    codes = "".join(f"\\'{byte:02x}" for byte in "渡口来了新船".encode("gbk"))
    path.write_bytes(
        b"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 SimSun;}}\\f0 "
        + codes.encode()
        + b"\\par}"
    )
    desk = ReadingDesk(tmp_path)
    read = manuscript(Arrival("稿.txt", path, ".txt", "", path.stat().st_size), desk)
    assert read is not None
    assert [piece.text for piece in read.pieces] == ["渡口来了新船"]
    assert [found.code for found in desk.found] == ["copy-kind"]
