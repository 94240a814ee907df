"""Documents of old programs (.doc .wps .rtf .odt .xls) made into new ones by LibreOffice, where it is installed.

It runs without a window, in a settings folder of its own in which no macro may run, and is ended
whole, with whatever it started, when its time is up.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from presslayout.base.diagnostics import ERROR, Diagnostic, Span, SpecError, Text
from presslayout.issue.copy import formats

NAMES = ("soffice", "libreoffice", "soffice.com")
PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
# A cold start takes some seconds; what takes longer than this hangs.
PATIENCE_SECONDS = 60.0
_FILTERS = {".docx": "docx:MS Word 2007 XML", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}
_HEAD = 16
_ITEMS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
)


def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    found = (shutil.which(name) for name in NAMES)
    placed = (place for place in PLACES if Path(place).is_file())
    return next((one for one in (*found, *placed) if one), None)


def converted(path: Path, suffix: str, name: str, spare: Path) -> Path:
    """The file as one of the new kind `suffix`, in `spare`; SpecError where it cannot be made."""
    office = program()
    if office is None:
        raise SpecError([_absent(name)])
    folder = Path(tempfile.mkdtemp(dir=spare))
    own = folder / f"in{_kind(path, name)}"
    shutil.copyfile(path, own)
    profile = folder / "profile"
    _settings(profile)
    words = [
        office, "--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault",
        f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to", _FILTERS[suffix], "--outdir", str(folder / "out"), str(own),
    ]  # fmt: skip
    if not _ran(words, folder):
        raise SpecError([_slow(name)])
    made = folder / "out" / f"in{suffix}"
    if not made.is_file():
        raise SpecError([_failed(name)])
    return made


def _kind(path: Path, name: str) -> str:
    """The extension under which LibreOffice reads a file as what it is; it takes .txt at its word."""
    with path.open("rb") as stream:
        found = formats.of_office(stream.read(_HEAD))
    said = Path(name).suffix.lower()
    if found is None or (found.suffix == ".doc" and said not in formats.READERS):
        return said or ".doc"
    return found.suffix


def _settings(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>"
        for path, name, value in _ITEMS
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
    )
    (user / "registrymodifications.xcu").write_text(text, encoding="utf-8")


def _ran(words: list[str], folder: Path) -> bool:
    """Whether it came to an end in time; what it started ends with it."""
    environ = {**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    environ.pop("DISPLAY", None)
    with subprocess.Popen(  # noqa: S603  (a program of this machine, our own words)
        words,
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            running.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            return False
        finally:
            _end(running)
    return True


def _end(running: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started."""
    if sys.platform == "win32":
        with suppress(OSError):
            subprocess.run(  # noqa: S603
                ["taskkill", "/F", "/T", "/PID", str(running.pid)],  # noqa: S607
                check=False,
                capture_output=True,
            )
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _absent(name: str) -> Diagnostic:
    return Diagnostic(
        "office-missing",
        ERROR,
        Text(
            f"读 {name} 要用 LibreOffice，这台机器上没有装",
            f"{name} is read by way of LibreOffice, which is not installed here",
        ),
        Span(name, 1, 1),
        Text(
            "装上 LibreOffice 再收一次；或用 Word、WPS 打开，另存为 .docx（表格存 .xlsx）",
            "install LibreOffice, or save it as .docx (a sheet as .xlsx) in Word or WPS",
        ),
    )


def _slow(name: str) -> Diagnostic:
    return _not_made(
        name,
        Text(
            f"LibreOffice 转 {name} 用了 {PATIENCE_SECONDS:g} 秒还没有完，已停下",
            f"LibreOffice was not done with {name} in {PATIENCE_SECONDS:g} s and was ended",
        ),
    )


def _failed(name: str) -> Diagnostic:
    return _not_made(
        name,
        Text(f"LibreOffice 打不开 {name}", f"LibreOffice cannot open {name}"),
    )


def _not_made(name: str, message: Text) -> Diagnostic:
    return Diagnostic(
        "copy-unreadable",
        ERROR,
        message,
        Span(name, 1, 1),
        Text(
            "文件可能坏了或加了密码；用 Word、WPS 打开，另存为 .docx",
            "it may be damaged or locked; save it as .docx in Word or WPS",
        ),
    )
