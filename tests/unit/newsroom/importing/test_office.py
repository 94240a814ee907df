"""LibreOffice: told where it is missing, ended whole where it hangs."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import SpecError
from presslayout.newsroom.importing import office

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


@pytest.mark.skipif(sys.platform == "win32", reason="a program of the shell")
def test_what_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(
        f"#!/bin/sh\n(sleep 2; touch {tmp_path}/late) &\nsleep 30\n", encoding="ascii"
    )
    program.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(program))
    monkeypatch.setattr(office, "PATIENCE_SECONDS", 0.3)
    (tmp_path / "稿.doc").write_bytes(b"x")
    start = time.monotonic()
    with pytest.raises(SpecError):
        office.converted(tmp_path / "稿.doc", ".docx", "稿.doc", tmp_path)
    assert time.monotonic() - start < 2
    time.sleep(2.2)
    assert not (tmp_path / "late").exists()
