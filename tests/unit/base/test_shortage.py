"""A machine that is short of files or memory is told as that."""

from __future__ import annotations

import errno
import resource
import subprocess
import sys
from pathlib import Path

import pytest
import uharfbuzz
from PIL import Image

from presslayout import cli
from presslayout.assets import decoding, font_tables, fonts
from presslayout.assets.images import measure
from presslayout.base import doors
from presslayout.base.diagnostics import AssetError
from presslayout.base.shortage import shortage
from presslayout.base.source import Source
from presslayout.paint import pdf_fonts

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("fault", "files"),
    [
        (OSError(errno.EMFILE, "Too many open files", "a.jpg"), True),
        (OSError(errno.ENFILE, "Too many open files in system"), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), False),
        (MemoryError(), False),
        (OSError("out of memory when reading image file"), False),
        (ValueError('IoError(Custom { error: "Allocation error : not enough memory" })'), False),
        (RuntimeError("can't start new thread"), False),
    ],
)
def test_what_the_machine_lacks_is_named_also_behind_another_fault(
    fault: Exception, *, files: bool
) -> None:
    behind = ValueError("cannot be read")
    behind.__cause__ = fault
    for one in (fault, behind):
        found = shortage(one)
        assert found is not None
        assert found.code == "machine-short"
        assert ("文件" in found.message.zh) is files
        assert found.hint is not None


@pytest.mark.parametrize(
    "fault", [FileNotFoundError(errno.ENOENT, "a"), ValueError("x"), OSError("broken data stream")]
)
def test_other_faults_are_not_the_machines(fault: Exception) -> None:
    assert shortage(fault) is None


def test_a_picture_is_damaged_only_where_the_machine_could_have_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.webp"
    Image.new("RGB", (64, 64)).save(path)
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(AssetError):
        measure(path)

    def short() -> None:
        raise MemoryError

    monkeypatch.setattr(decoding, "hold_memory", short)
    with pytest.raises(MemoryError):
        measure(path)


def test_a_face_is_damaged_only_where_the_machine_could_have_opened_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, gone = tmp_path / "a.ttf", Source(tmp_path / "b.ttf")
    whole.write_bytes(b"\0\1\0\0" + bytes(600))
    source, key = Source(whole), "a-00000000"

    def refused(_: object) -> None:
        raise ValueError

    monkeypatch.setattr(uharfbuzz.Blob, "from_file_path", refused)
    with pytest.raises(MemoryError):
        fonts.opened(source)
    with pytest.raises(OSError, match=r"b\.ttf"):
        fonts.opened(gone)

    def short(_: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(fonts, "hold_open", short)
    monkeypatch.setattr(font_tables, "_fault", lambda *_: None)
    with pytest.raises(OSError, match="Too many open files"):
        pdf_fonts._opened(key, {key: source})
    monkeypatch.setattr(doors, "opened", short)
    with pytest.raises(OSError, match="Too many open files"):
        font_tables.fault(whole, 0)


def test_what_panics_in_a_library_is_told_as_any_other_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class PanicException(BaseException):
        """As libraries in Rust raise it."""

    def panic(*_: object) -> int:
        raise PanicException("Allocation error : not enough memory")

    monkeypatch.setattr(cli, "_run", panic)
    assert cli.main(["doctor", "--lang", "zh"]) == 1
    assert "machine-short" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("limit", "value"),
    [("RLIMIT_NOFILE", 6), *(("RLIMIT_AS", size << 20) for size in (100, 130, 160))],
)
def test_no_build_on_a_poor_machine_calls_anything_damaged(
    limit: str, value: int, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    environ = {"PYTHONPATH": str(ROOT / "src"), "PRESSLAYOUT_CACHE": str(tmp_path / "cache")}
    run = [sys.executable, "-m", "presslayout", "--lang", "zh"]
    subprocess.run([*run, "init", work], check=True, capture_output=True, env=environ)
    done = subprocess.run(
        [*run, "build", next(work.glob("issue/*/issue.yaml")), "--pages", "3"],
        cwd=work,
        env=environ,
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(getattr(resource, limit), (value, value)),
    )
    said = done.stderr.decode()
    assert "Traceback" not in said
    for code in ("broken-picture", "missing-picture", "missing-font", "internal"):
        assert f"[{code}]" not in said, said
    # A library in Rust ends the process with words of its own where it gets no memory.
    told = "machine-short" in said or "memory allocation" in said
    assert done.returncode == 0 or told, said
