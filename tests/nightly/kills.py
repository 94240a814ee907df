"""Commands that write, killed at many points: each file is the old or the new one, and the next run succeeds.

Points are of three kinds: before the Nth call that changes a folder or a file, after the Nth byte of any
file, and at a moment.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests import doors
from tests.nightly import ground
from tests.nightly.trying import MOVES, WRITES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ISSUE, OUT, REPORT = "issue/存", "交", "report.json"
# How long a second process may take to see that the first is gone.
ORPHAN_SECONDS = 5.0
CALLS, BYTES, MOMENT = "call", "byte", "moment"


@dataclass(frozen=True)
class Deed:
    """A command that writes: what it changes, and how what is there before is made."""

    name: str
    words: tuple[str, ...]
    watched: tuple[str, ...]
    before: Callable[[Path], None] = lambda _: None


@dataclass(frozen=True)
class Point:
    """Where a run is killed: before which call, after which byte of a file, or at which moment."""

    kind: str
    at: float


@dataclass
class Kills:
    """What became of a command's points."""

    tried: int = 0
    seconds: float = 0.0
    finished: int = 0
    found: list[tuple[Point, str]] = field(default_factory=list)


def _built(target: str) -> Callable[[Path], None]:
    """An older issue stands where the new one goes."""

    def before(root: Path) -> None:
        assert doors.run(root, "build", ISSUE, "--for", target, "-o", OUT, "--no-verify").exit == 0
        spec = root / ISSUE / "issue.yaml"
        spec.write_text(spec.read_text("utf-8").replace("树下", "河边"), "utf-8")

    return before


def _untidy(root: Path) -> None:
    spec = root / doors.SPEC
    spec.write_text(spec.read_text("utf-8").replace("主题: ", "headline:   "), "utf-8")


def _older(root: Path) -> None:
    """A shelf with the first version of the issue."""
    spec = root / ISSUE / "issue.yaml"
    assert doors.run(root, "shelf", "add", ground.BAG, "--to", "架二").exit == 0
    spec.write_text(spec.read_text("utf-8").replace("树下", "河边"), "utf-8")
    assert doors.run(root, "archive", ISSUE, "-o", "存二", "--no-verify").exit == 0


def _unfound(root: Path) -> None:
    shutil.rmtree(root / ground.SHELF / "extensions", ignore_errors=True)


DEEDS = (
    Deed("build press", ("build", ISSUE, "--for", "press", "-o", OUT), (OUT,), _built("press")),
    Deed("build proof", ("build", ISSUE, "--for", "proof", "-o", OUT), (OUT,), _built("proof")),
    Deed("build archive", ("archive", ISSUE, "-o", OUT), (OUT,), _built("archive")),
    Deed("import", ("import", "来稿", "--yes", "-o", "issue/收"), ("issue",)),
    Deed("new", ("new", "2026-10-19", "--from", ISSUE, "-o", "issue/新"), ("issue",)),
    Deed("fmt", ("fmt", doors.SPEC), ("issue",), _untidy),
    Deed("marks --apply", ("marks", "issue/期/批注.json", "issue/期", "--apply"), ("issue",)),
    Deed("pick", ("pick", "issue/期", "--lock", "B"), ("issue",)),
    Deed("sign", ("sign", "issue/期", "--page", "3", "--round", "清样", "--by", "乙", "--at", "晚"), ("issue",)),
    Deed("shelf add", ("shelf", "add", "存二", ground.SCANS, "--to", "架二"), ("架二",), _older),
    Deed("site", ("site", ground.SHELF, "-o", "网"), ("网",)),
    Deed("find", ("find", "春耕", "--shelf", ground.SHELF), (ground.SHELF,), _unfound),
    Deed("plates", ("plates", ISSUE, "-o", OUT, "--dpi", "20"), (OUT,)),
    Deed("diff", ("diff", "out/旧", "issue/期", "-o", OUT), (OUT,)),
)  # fmt: skip
BY_NAME = {deed.name: deed for deed in DEEDS}


def tried(deed: Deed, made: Path, most: int, until: float) -> Kills:
    """Kill a command at so many points, or as many as there is time for."""
    kills = Kills()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="presslayout-night-") as place:
        before = Path(place, "前")
        shutil.copytree(made, before, symlinks=True)
        deed.before(before / "工作区")
        old = tree(before / "工作区", deed.watched)
        whole = Path(place, "后")
        shutil.copytree(before, whole, symlinks=True)
        calls, largest, span, first = _counted(deed, whole)
        new = tree(whole / "工作区", deed.watched)
        again = doors.run(whole / "工作区", *deed.words).exit
        last = tree(whole / "工作区", deed.watched)
        for point in _points(calls, largest, span, most):
            if time.monotonic() > until:
                break
            home = Path(place, "试")
            shutil.copytree(before, home, symlinks=True)
            said = _judged(deed, home, point, ((old, new, last), (first, again)), kills)
            kills.tried += 1
            kills.found += [(point, said)] if said else []
            shutil.rmtree(home)
    kills.seconds = time.monotonic() - began
    return kills


def tree(root: Path, folders: tuple[str, ...]) -> dict[str, str]:
    """What people see in the folders: files by their path, with a hash."""
    found = {}
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            parts = path.relative_to(root).parts
            hidden = any(part.startswith(".") for part in parts)
            # Below extensions/ stands what is made again of all the rest.
            if path.is_file() and not hidden and "extensions" not in parts:
                found["/".join(parts)] = _digest(path)
    return found


def _digest(path: Path) -> str:
    """What a file says; of a report, which tells how long it took and what the cache had, only that it is whole."""
    data = path.read_bytes()
    if path.name == REPORT:
        with suppress(ValueError):
            json.loads(data)
            return REPORT
    return hashlib.sha256(data).hexdigest()


def _points(calls: int, largest: int, span: float, most: int) -> Iterator[Point]:
    """Points spread over the run, in an order that is spread as well wherever it is broken off."""
    rng = random.Random(calls)
    before = [Point(CALLS, n) for n in range(1, calls + 1)]
    after = [Point(BYTES, round(largest * n / (most // 5 + 1))) for n in range(most // 5)]
    rng.shuffle(before)
    moments = max(most // 5, most - len(before) - len(after))
    during = [Point(MOMENT, span * rng.random()) for _ in range(moments)]
    chosen = before[: most - len(after) - len(during)] + after + during
    rng.shuffle(chosen)
    return iter(chosen)


def _judged(deed: Deed, home: Path, point: Point, known: Any, kills: Kills) -> str:
    """What is wrong after a kill and a next run; "" for nothing."""
    (old, new, last), (first, again) = known
    root = home / "工作区"
    left = _killed(deed, home, point)
    now = tree(root, deed.watched)
    kills.finished += now == new
    for name, digest in now.items():
        plain = name.replace("/previous/", "/")
        whole = {side.get(key) for side in (old, new) for key in (name, plain)}
        if digest not in whole:
            return f"half: {name}"
    gone = [name for name in old if name in new and name not in now]
    if gone and deed.name in _IN_PLACE:
        return f"gone: {gone[0]}"
    done = doors.run(root, *deed.words)
    then = tree(root, deed.watched)
    if done.exit != first and not (now == new and done.exit == again):
        return f"next run: {done.exit} {done.err[-300:]}"
    if _without(then) not in (_without(new), _without(last)):
        wrong = sorted(set(_without(then).items()) ^ set(_without(new).items()))
        return f"another outcome: {[name for name, _ in wrong][:6]}"
    return left


# What people wrote themselves is never gone, not even for a moment.
_IN_PLACE = frozenset(("fmt", "marks --apply", "pick", "sign", "new", "import", "shelf add"))


def _without(found: dict[str, str]) -> dict[str, str]:
    return {name: digest for name, digest in found.items() if "/previous/" not in name}


def _counted(deed: Deed, home: Path) -> tuple[int, int, float, int]:
    """A whole run: its calls, the bytes of its largest file, its seconds and its exit code."""
    began = time.monotonic()
    read, write = os.pipe()
    child = os.fork()
    if not child:
        count = _counting(0)
        code = doors.run(home / "工作区", *deed.words).exit
        os.write(write, f"{count[0]} {code}".encode())
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as said:
        calls, code = map(int, said.read().split())
    largest = max((p.stat().st_size for p in home.rglob("*") if p.is_file()), default=1)
    return calls, min(largest, 3_000_000), time.monotonic() - began, code


def _counting(at: int) -> list[int]:
    """Count the calls that change something, and die before number `at`."""
    count = [0]

    def step() -> None:
        count[0] += 1
        if count[0] == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, given: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(given[2], int) and given[2] & WRITES
        if event in MOVES or writes:
            step()

    for name in ("write", "fsync", "ftruncate"):
        setattr(os, name, _stepping(getattr(os, name), step))
    sys.addaudithook(heard)
    return count


def _stepping(call: Callable[..., Any], step: Callable[[], None]) -> Callable[..., Any]:
    def stepped(*given: Any) -> Any:
        step()
        return call(*given)

    return stepped


def _killed(deed: Deed, home: Path, point: Point) -> str:
    """Run it in a process of its own that is killed there; what is wrong with those it left behind."""
    child = os.fork()
    if not child:
        os.setsid()
        if point.kind == BYTES:
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(point.at), resource.RLIM_INFINITY))
        if point.kind == CALLS:
            _counting(int(point.at))
        with suppress(BaseException):
            doors.run(home / "工作区", *deed.words)
        os._exit(0)
    if point.kind == MOMENT:
        time.sleep(point.at)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    end = time.monotonic() + ORPHAN_SECONDS
    while time.monotonic() < end:
        try:
            os.killpg(child, 0)
        except ProcessLookupError:
            return ""
        time.sleep(0.02)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
        return "orphans: a second process goes on"
    return ""
