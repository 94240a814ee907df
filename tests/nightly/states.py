"""The same command in other places of the world, on other days, and on machines that lack something.

In any locale, zone and year it makes the same bytes; where files, memory, disk or rights are short it
says so with a documented code, and leaves nothing by half.
"""

from __future__ import annotations

import ctypes
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import messages
from tests import doors
from tests.kit import ROOT
from tests.nightly import kills

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.nightly.kills import Deed

# prctl(2), capabilities(7): what lets root write where nobody may is given up.
DROP, OVERRIDES = 24, (1, 2)
SECONDS = 120
CLOCK = Path(__file__).with_name("clock.c")
_SYMBOL = re.compile(r"Traceback|\b[A-Z][A-Za-z]*Error\b")


@dataclass(frozen=True)
class State:
    """A machine: its environment, what is done in the child before it begins, whether bytes are the same."""

    name: str
    environment: dict[str, str] = field(default_factory=dict)
    lacking: Callable[[Path], None] | None = None


def _limit(kind: int, most: int) -> Callable[[Path], None]:
    def lacking(_: Path) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(kind, (most, most))

    return lacking


def _read_only(root: Path) -> None:
    """A workspace that nobody may write in, on a machine where that holds for root as well."""
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o555 if path.is_dir() else 0o444)
    for right in OVERRIDES if not os.getuid() else ():
        ctypes.CDLL(None).prctl(DROP, right, 0, 0, 0)


def states(place: Path) -> Iterator[State]:
    """All machines; those that this one can play."""
    for name in ("C", "POSIX", "zh_CN.GB18030", "tr_TR.UTF-8", "de_DE.ISO-8859-1", "nonsense"):
        made = _locale(place, name)
        given = {"LC_ALL": name, "LANG": name, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        yield State(f"locale {name}", given | ({"LOCPATH": str(place)} if made else {}))
    for zone in ("Asia/Shanghai", "America/St_Johns", "Pacific/Kiritimati", "UTC-14", "nonsense"):
        yield State(f"zone {zone}", {"TZ": zone})
    clock = _clock(place)
    for year, seconds in (("1970", 1), ("2038", 2_147_483_650), ("2100", 4_102_444_800)):
        if clock is not None:
            yield State(f"year {year}", {"LD_PRELOAD": str(clock), "TRIAL_CLOCK": str(seconds)})
    for most in (0, 1, 4096, 100_000):
        yield State(f"disk of {most}", lacking=_limit(resource.RLIMIT_FSIZE, most))
    for most in (16, 24, 48):
        yield State(f"{most} files", lacking=_limit(resource.RLIMIT_NOFILE, most))
    for most in (200, 400, 800):
        yield State(f"{most} MB", lacking=_limit(resource.RLIMIT_AS, most << 20))
    yield State("read only", lacking=_read_only)


def _locale(place: Path, name: str) -> bool:
    """Make a locale that the system has no more than the source of."""
    language, _, charset = name.partition(".")
    if not charset or shutil.which("localedef") is None:
        return False
    words = ("localedef", "-i", language, "-f", charset, str(place / name))
    subprocess.run(words, check=False, capture_output=True)
    return (place / name).is_dir()


def _clock(place: Path) -> Path | None:
    """A library that tells another time; None where there is no compiler."""
    compiler = shutil.which("cc")
    made = place / "clock.so"
    if compiler is None or sys.platform != "linux":
        return None
    words = (compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(CLOCK), "-ldl")
    return made if not subprocess.run(words, check=False, capture_output=True).returncode else None


@dataclass
class Stood:
    """What became of the commands in one state."""

    tried: int = 0
    seconds: float = 0.0
    found: list[tuple[str, str]] = field(default_factory=list)


def tried(
    state: State, deeds: tuple[Deed, ...], made: Path, wholes: dict[str, dict[str, str]]
) -> Stood:
    """Run the commands in a state; `wholes` is what each makes on a usual machine."""
    stood, began = Stood(), time.monotonic()
    for deed in deeds:
        with tempfile.TemporaryDirectory(prefix="presslayout-night-") as place:
            # Anybody may look, whoever he is then.
            Path(place).chmod(0o755)
            home = Path(place, "试")
            shutil.copytree(made, home, symlinks=True)
            deed.before(home / "工作区")
            old = kills.tree(home / "工作区", deed.watched)
            said = _judged(deed, state, home, (old, wholes[deed.name]))
        stood.tried += 1
        if said:
            stood.found.append((deed.name, said))
    stood.seconds = time.monotonic() - began
    return stood


def _judged(
    deed: Deed, state: State, home: Path, known: tuple[dict[str, str], dict[str, str]]
) -> str:
    root = home / "工作区"
    given = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'src'}",
        "PRESSLAYOUT_CACHE": str(home / "cache"),
        "HOME": str(home),
        "TMPDIR": "/tmp",  # noqa: S108  (limits of sizes hold there, too)
        **state.environment,
    }
    lacking = state.lacking
    try:
        done = subprocess.run(
            [sys.executable, "-m", "presslayout", *deed.words],
            cwd=root,
            env=given,
            capture_output=True,
            check=False,
            timeout=SECONDS,
            preexec_fn=(lambda: lacking(root)) if lacking is not None else None,
        )
    except subprocess.TimeoutExpired:
        return "hang"
    said = (done.stderr + done.stdout).decode("utf-8", "replace")
    if _SYMBOL.search(said) or done.returncode not in {messages.OK, *messages.PRECEDENCE}:
        return f"{done.returncode}: {said[-400:]}"
    if done.returncode == messages.FAULT:
        return f"fault: {said[-400:]}"
    return _left(kills.tree(root, deed.watched), known, done.returncode, lacking is None)


def _left(
    now: dict[str, str], known: tuple[dict[str, str], dict[str, str]], code: int, same: bool
) -> str:
    """What is wrong with what is there now; "" for nothing."""
    old, new = known
    if same and now != new:
        wrong = sorted(name for name, _ in set(now.items()) ^ set(new.items()))
        return f"other bytes ({code}): {wrong[:5]}"
    for name, digest in now.items():
        plain = name.replace("/previous/", "/")
        if digest not in {side.get(key) for side in (old, new) for key in (name, plain)}:
            return f"half: {name} ({code})"
    folded = [unicodedata.normalize("NFC", name).casefold() for name in now]
    if len(set(folded)) != len(folded):
        return "two names that differ in capitals alone"
    return ""


def usual(deeds: tuple[Deed, ...], made: Path) -> dict[str, dict[str, str]]:
    """What each command makes where nothing is odd."""
    found = {}
    for deed in deeds:
        with tempfile.TemporaryDirectory(prefix="presslayout-night-") as place:
            home = Path(place, "试")
            shutil.copytree(made, home, symlinks=True)
            deed.before(home / "工作区")
            doors.run(home / "工作区", *deed.words)
            found[deed.name] = kills.tree(home / "工作区", deed.watched)
    return found
