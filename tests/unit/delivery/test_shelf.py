"""Files stand whole or not at all; one build at a time; nothing is left behind."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from presslayout.base.diagnostics import DeliveryError
from presslayout.delivery.shelf import LOCK, SPARE, Shelf, shelf


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def code(fault: DeliveryError) -> str:
    return fault.diagnostics[0].code


def test_a_file_is_written_whole_and_nothing_else_stays(tmp_path: Path) -> None:
    with shelf(tmp_path / "a" / "b") as place:
        assert place.write("press.pdf", b"page") == hashlib.sha256(b"page").hexdigest()
    assert names(tmp_path / "a" / "b") == ["press.pdf"]


def test_what_was_not_placed_is_cleared_away(tmp_path: Path) -> None:
    with shelf(tmp_path) as place:
        place.spare("press.pdf", b"half")
        (place.spare_folder("archive") / "x").write_bytes(b"half")
    assert names(tmp_path) == []


def test_what_a_killed_build_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    (tmp_path / f"{SPARE}99999-press.pdf").write_bytes(b"half")
    (tmp_path / f"{SPARE}99999-archive").mkdir()
    (tmp_path / LOCK).write_bytes(b"")
    (tmp_path / "press.pdf").write_bytes(b"old")
    with shelf(tmp_path):
        assert names(tmp_path) == [LOCK, "press.pdf"]
    assert names(tmp_path) == ["press.pdf"]


def test_an_older_file_is_put_aside(tmp_path: Path) -> None:
    with shelf(tmp_path) as place:
        assert not place.put_aside("press.pdf")
        place.write("press.pdf", b"1")
        assert place.put_aside("press.pdf")
        place.write("press.pdf", b"2")
        assert place.put_aside("press.pdf")
    assert names(tmp_path) == ["previous"]
    assert (tmp_path / "previous" / "press.pdf").read_bytes() == b"2"


def test_an_older_folder_makes_room_and_is_put_aside(tmp_path: Path) -> None:
    with shelf(tmp_path) as place:
        for text in ("1", "2", "3"):
            spare = place.spare_folder("archive")
            (spare / "a.txt").write_text(text, encoding="utf-8")
            place.place(spare, "archive")
    assert (tmp_path / "archive" / "a.txt").read_text(encoding="utf-8") == "3"
    assert (tmp_path / "previous" / "archive" / "a.txt").read_text(encoding="utf-8") == "2"


def test_a_second_build_waits_and_then_gives_up(tmp_path: Path) -> None:
    with shelf(tmp_path), pytest.raises(DeliveryError) as fault, shelf(tmp_path, wait=0.2):
        pass
    assert code(fault.value) == "busy"
    with shelf(tmp_path, wait=0):
        pass


def test_the_lock_of_a_killed_process_holds_nobody_up(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from presslayout.delivery.shelf import shelf\n"
        "with shelf(Path(sys.argv[1])): print('in', flush=True); sys.stdin.read()"
    )
    source = Path(__file__).resolve().parents[3] / "src"
    held = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(source)},
    )
    try:
        assert held.stdout is not None
        assert held.stdout.readline().strip() == b"in"
        with pytest.raises(DeliveryError), shelf(tmp_path, wait=0.1):
            pass
    finally:
        held.kill()
        held.wait()
    start = time.monotonic()
    with shelf(tmp_path, wait=60):
        assert time.monotonic() - start < 30
    assert names(tmp_path) == []


def test_a_folder_that_is_a_file_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    for folder in (tmp_path / "out", tmp_path / "out" / "deeper"):
        with pytest.raises(DeliveryError) as fault, shelf(folder):
            pass
        assert code(fault.value) == "bad-folder"


def test_a_file_that_a_viewer_holds_is_said_to_be_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "press.pdf").write_bytes(b"old")

    def held(self: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "in use", str(self), None, str(target))

    with shelf(tmp_path) as place:
        monkeypatch.setattr(Path, "replace", held)
        with pytest.raises(DeliveryError) as fault:
            place.write("press.pdf", b"new")
        monkeypatch.undo()
    assert code(fault.value) == "file-in-use"
    assert "press.pdf" in fault.value.diagnostics[0].message.zh
    assert (tmp_path / "press.pdf").read_bytes() == b"old"
    assert names(tmp_path) == ["press.pdf"]


def test_a_full_disk_is_told_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "press.pdf").write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with shelf(tmp_path) as place:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(DeliveryError) as fault:
            place.write("press.pdf", b"new")
        monkeypatch.undo()
    assert code(fault.value) == "disk-full"
    assert (tmp_path / "press.pdf").read_bytes() == b"old"
    assert names(tmp_path) == ["press.pdf"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(DeliveryError) as fault, shelf(tmp_path):
            pass
        assert code(fault.value) == "not-writable"
        assert str(tmp_path) in fault.value.diagnostics[0].message.en
    finally:
        tmp_path.chmod(0o700)


def test_a_file_taken_away_twice_is_no_fault(tmp_path: Path) -> None:
    place = Shelf(tmp_path)
    place.remove("report.json")
    (tmp_path / "report.json").write_bytes(b"")
    place.remove("report.json")
    assert names(tmp_path) == []
