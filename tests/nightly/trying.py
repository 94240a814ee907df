"""Inputs tried one after another in a child that may be lost, and the laws that each is held to.

No traceback, a documented code with words, an end in time, memory within bounds, nothing touched
outside the workspace, no process and no address asked for, nothing left in the folder for spares.
"""

from __future__ import annotations

import json
import os
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.assets import fonts
from tests import doors
from tests.nightly import entries, ground, places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.nightly.entries import Entry, Trial

# What a hostile input of a few kilobytes may take: a page takes a second, a slow machine is shared.
SECONDS, CPU = 60.0, 12.0
# What one may address and hold beyond those before it: faces are mapped whole, pictures are not.
MEMORY, GROWTH = 2 << 30, 900 << 20
# A child goes on for so many inputs: what caches of a process hold is not what is looked at.
BATCH = 120
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
MOVES = frozenset(
    ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate",
     "os.chmod", "os.chown", "os.utime", "shutil.move", "shutil.rmtree")
)  # fmt: skip
_FAR = frozenset(
    ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.exec",
     "os.posix_spawn", "os.system", "webbrowser.open", "urllib.Request")
)  # fmt: skip
# Programs that commands ask by design.
_ASKED = ("git", "gs", "soffice", "libreoffice", sys.executable)


@dataclass(frozen=True)
class Found:
    """A law that did not hold: for which input, and how."""

    entry: str
    number: int
    law: str
    said: str


@dataclass
class Score:
    """What became of the inputs of a door."""

    tried: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    codes: dict[int, int] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)


class _Guard:
    """What the interpreter tells of files and addresses while an input is read."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.seen: list[str] = []
        self.watching = False
        own = (str(home / name) + os.sep for name in ("工作区", ground.CACHE, "spare"))
        self.mine = (*own, "/dev/null", "/proc/self")
        sys.addaudithook(self._heard)

    def _heard(self, event: str, given: tuple[Any, ...]) -> None:
        if not self.watching:
            return
        if event == "open":
            path, mode, flags = given
            writes = bool(flags & WRITES) if isinstance(flags, int) else "r" not in (mode or "r")
            if isinstance(path, str | bytes):
                self._at(os.fsdecode(path), writes=writes)
        elif event in MOVES:
            for path in given[:2]:
                if isinstance(path, str | bytes) or hasattr(path, "__fspath__"):
                    self._at(os.fsdecode(path), writes=True)
        elif event in _FAR and not str(given[0]).endswith(_ASKED):
            self.seen.append(f"{event} {given[0]!r}")

    def _at(self, path: str, *, writes: bool) -> None:
        whole = os.path.realpath(path)
        secret = whole in ("/etc/passwd", "/etc/hosts") or whole == str(
            self.home / ground.NEIGHBOUR
        )
        if secret or (writes and not f"{whole}{os.sep}".startswith(self.mine)):
            self.seen.append(f"{'writes' if writes else 'reads'} {path}")


class Workplace:
    """A workspace that is as it was after every input."""

    def __init__(self, home: Path, *, cached: bool) -> None:
        self.home, self.root = home, home / "工作区"
        self.kept = places.Kept(*((self.root, home / ground.CACHE) if cached else (self.root,)))

    def put(self, trial: Trial) -> None:
        """The input in its place.  A face that is mapped stays what it was: another file has its name."""
        if any(name.startswith("fonts/") for name in trial.files):
            fonts.open_face.cache_clear()
        for name, data in trial.files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            path.write_bytes(data)

    def restore(self) -> None:
        """As it was."""
        self.kept.restore()


def run(entry: Entry, made: Path, numbers: range, until: float) -> Score:
    """Try the inputs of these numbers until it is time; `made` is a ground that is copied.

    What no command of the door names is not copied: it would be looked at after every input.
    """
    score = Score()
    first = numbers.start
    with places.folder(made) as place:
        home = place / "甲"
        shutil.copytree(made, home, symlinks=True, ignore=entries.needless(entry))
        workplace = Workplace(home, cached=entry.name == "cache")
        sound = entry.files(workplace.root)
        while first < numbers.stop and time.monotonic() < until:
            last = min(first + BATCH, numbers.stop)
            first = _batch(entry, (workplace, sound), range(first, last), (score, until))
            # What a child that was lost has left.
            workplace.restore()
    return score


def _batch(
    entry: Entry,
    where: tuple[Workplace, Mapping[str, bytes]],
    numbers: range,
    told: tuple[Score, float],
) -> int:
    """Try some inputs in a child; the number to go on with."""
    score, until = told
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        os.setsid()
        try:
            _child(entry, where, numbers, write)
        except BaseException:  # noqa: BLE001  what the trial itself does wrong is seen, too
            traceback.print_exc()
            os._exit(70)
        os._exit(0)
    os.close(write)
    number, lost = numbers.start, ""
    with os.fdopen(read, "rb") as answers:
        while number < numbers.stop and time.monotonic() < until:
            if not select.select([answers], [], [], SECONDS)[0]:
                lost = "hang"
                break
            row = answers.readline()
            if not row:
                lost = "died"
                break
            _scored(score, entry, json.loads(row))
            number += 1
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if lost:
        score.tried += 1
        score.found.append(Found(entry.name, number, lost, f"{SECONDS:g} s, status {status}"))
        number += 1
    return number


def _scored(score: Score, entry: Entry, answer: dict[str, Any]) -> None:
    score.tried += 1
    score.seconds += answer["seconds"]
    score.slowest = max(score.slowest, answer["seconds"])
    score.codes[answer["exit"]] = score.codes.get(answer["exit"], 0) + 1
    for law, said in answer["found"]:
        score.found.append(Found(entry.name, answer["number"], law, said))


def _child(
    entry: Entry, where: tuple[Workplace, Mapping[str, bytes]], numbers: range, write: int
) -> None:
    place, sound = where
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What a fault in C prints is told by the child's end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    spare = place.home / "spare"
    shutil.rmtree(spare, ignore_errors=True)
    spare.mkdir()
    os.environ["TMPDIR"] = tempfile.tempdir = str(spare)
    guard = _Guard(place.home)
    for number in numbers:
        answer = _tried(entries.drawn(entry, sound, number, place.root), place, guard)
        os.write(write, json.dumps({"number": number, **answer}).encode() + b"\n")


def _tried(trial: Trial, place: Workplace, guard: _Guard) -> dict[str, Any]:
    found: list[tuple[str, str]] = []
    place.put(trial)
    before, began = _used(), time.process_time()
    most = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (most + MEMORY, resource.RLIM_INFINITY))
    guard.seen.clear()
    guard.watching = True
    code = -1
    try:
        done = doors.run(place.root, *trial.words)
        guard.watching = False
        code = done.exit
        doors.outcome(done)
        if "machine-short" in done.err + done.out:
            found.append(("memory", done.err[-300:]))
    except AssertionError as fault:
        found.append(("words", str(fault)[-2500:]))
    except BaseException:  # noqa: BLE001  whatever comes out is the finding
        found.append(("traceback", traceback.format_exc()[-2500:]))
    guard.watching = False
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    took = time.process_time() - began
    if took > CPU:
        found.append(("slow", f"{took:.1f} s"))
    if _used() - before > GROWTH:
        found.append(("memory", f"{(_used() - before) >> 20} MB more"))
    found += [("outside", one) for one in dict.fromkeys(guard.seen)]
    left = sorted(one.name for one in (place.home / "spare").iterdir())
    if left:
        found.append(("left", " ".join(left)[:300]))
        shutil.rmtree(place.home / "spare")
        (place.home / "spare").mkdir()
    place.restore()
    return {"exit": code, "seconds": took, "found": found}


def _used() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def kept(entry: Entry, made: Path, one: Found, folder: Path) -> Path:
    """Write a failing input where it can be looked at: its files, and the command that reads them."""
    root = made / "工作区"
    trial = entries.drawn(entry, entry.files(root), one.number, root)
    place = folder / f"{entry.name}-{one.number}-{one.law}"
    for name, data in trial.files.items():
        file = place / name.replace("../", "")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    said = f"presslayout {' '.join(trial.words)}\n\n{one.law}: {one.said}\n"
    (place / "said.txt").write_text(said, encoding="utf-8", errors="backslashreplace")
    return place
