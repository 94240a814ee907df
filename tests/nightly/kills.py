"""Commands that write, killed at many points: each file is the old or the new one, and the next run succeeds.

Points are of three kinds: before the Nth call that changes a folder or a file, after the Nth byte of any
file, and at a moment.
"""

from __future__ import annotations

import ctypes
import gc
import hashlib
import itertools
import json
import os
import random
import re
import resource
import select
import shutil
import signal
import stat
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests import doors, zygote
from tests.nightly import ground, places
from tests.nightly.trying import MOVES, WRITES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ISSUE, OUT, REPORT, MANIFEST = "issue/存", "交", "report.json", "batch.jsonl"
# How long a second process may take to see that the first is gone.
ORPHAN_SECONDS = 5.0
CALLS, BYTES, MOMENT = "call", "byte", "moment"
# How many kills there are before a run that goes to its end.
CHAIN = 3
# prctl(2): those whose parent is gone are this process's.
SUBREAPER = 36
# Locks, and the spare file of a file.
_TAKEN = re.compile(r"\.lock$|/\.[0-9a-f]{16}\.new$")
_WRITE = os.write
_digests: dict[Path, tuple[places.State | tuple[()], str]] = {}


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


# Before a call that there is never: a run whose calls are counted.
COUNTED = Point(CALLS, -1)


@dataclass(frozen=True)
class Whole:
    """A run that nobody kills, and the one after it: what people saw before and saw then.

    `calls` change something; `sizes` are those of the files it wrote, in bytes; `span` is how long it
    took, in seconds.  `left` are the names of spare files that it leaves by itself.
    """

    old: dict[str, str]
    new: dict[str, str]
    last: dict[str, str]
    calls: int
    sizes: tuple[int, ...]
    span: float
    exits: tuple[int, int]
    left: frozenset[str]


@dataclass
class Kills:
    """What became of a command's points; `missed` are those where it had ended before.

    `finished` had already done all they do, `runs` went to their end.
    """

    tried: int = 0
    missed: int = 0
    runs: int = 0
    seconds: float = 0.0
    finished: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    found: list[tuple[tuple[Point, ...], str]] = field(default_factory=list)


def _built(target: str) -> Callable[[Path], None]:
    """An older issue stands where the new one goes."""

    def before(root: Path) -> None:
        assert doors.run(root, "build", ISSUE, "--for", target, "-o", OUT, "--no-verify").exit == 0
        spec = root / ISSUE / "issue.yaml"
        spec.write_text(spec.read_text("utf-8").replace("树下", "河边"), "utf-8")

    return before


def _batched(root: Path) -> None:
    """An older issue was built in a batch, and stands in its manifest."""
    assert doors.run(root, "batch", ISSUE, "--jobs", "1", "--for", "press").exit == 0
    spec = root / ISSUE / "issue.yaml"
    spec.write_text(spec.read_text("utf-8").replace("树下", "河边"), "utf-8")


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
    Deed("batch", ("batch", ISSUE, "--jobs", "1", "--for", "press"), ("out",), _batched),
    Deed("build archive", ("archive", ISSUE, "-o", OUT), (OUT,), _built("archive")),
    Deed("import", ("import", "来稿", "--yes", "-o", "issue/收"), ("issue",)),
    Deed("new", ("new", "2026-10-19", "--from", ISSUE, "-o", "issue/新"), ("issue",)),
    Deed("fmt", ("fmt", doors.SPEC), ("issue",), _untidy),
    Deed("marks --apply", ("marks", "issue/期/批注.json", "issue/期", "--apply"), ("issue",)),
    Deed("pick", ("pick", "issue/期", "--page", "3", "--lock", "B"), ("issue",)),
    Deed("sign", ("sign", "issue/期", "--page", "3", "--round", "清样", "--by", "乙", "--at", "晚"), ("issue",)),
    Deed("shelf add", ("shelf", "add", "存二", ground.SCANS, "--to", "架二"), ("架二",), _older),
    Deed("site", ("site", ground.SHELF, "-o", "网"), ("网",)),
    Deed("find", ("find", "春耕", "--shelf", ground.SHELF), (ground.SHELF,), _unfound),
    Deed("plates", ("plates", ISSUE, "-o", OUT, "--dpi", "36"), (OUT,)),
    Deed("diff", ("diff", "out/旧", "issue/期", "-o", OUT), (OUT,)),
)  # fmt: skip
BY_NAME = {deed.name: deed for deed in DEEDS}


def tried(deed: Deed, made: Path, most: int, until: float) -> Kills:
    """Kill a command at so many points, or as many as there is time for.

    What one kill leaves is what the next run begins with, and that one is killed as well: a chain of
    so many kills ends with a run that must do all the command does.
    """
    kills, began = Kills(), time.monotonic()
    with places.folder(made) as place:
        home = place / "试"
        shutil.copytree(made, home, symlinks=True)
        deed.before(home / "工作区")
        kept = places.Kept(home)
        whole = _whole(deed, home, kept)
        points = _points(whole, most)
        while kills.tried < most and time.monotonic() < until:
            kept.restore()
            chain: list[Point] = []
            said = _chained(deed, home, whole, points, (kills, chain))
            kills.found += [(tuple(chain), said)] if said else []
    kills.seconds = time.monotonic() - began
    return kills


def _chained(
    deed: Deed,
    home: Path,
    whole: Whole,
    points: Iterator[Point],
    told: tuple[Kills, list[Point]],
) -> str:
    """Runs that are killed one after another, and one that is not; what is wrong, "" for nothing."""
    kills, chain = told
    for point in itertools.islice(points, CHAIN):
        chain.append(point)
        ended = _run(deed, home, point)
        if ended.left:
            return ended.left
        if not ended.killed:
            kills.missed += 1
            if point.kind == BYTES and ended.exit not in whole.exits:
                # It was told that the file takes no more, and said so: the next run must succeed.
                break
            return _ended(deed, home, whole, ended)
        kills.tried += 1
        kills.kinds[point.kind] += 1
        now = tree(home / "工作区", deed.watched)
        said = _halved(deed, now, whole)
        if said:
            return said
        if now == whole.new:
            kills.finished += 1
            break
    kills.runs += 1
    return _ended(deed, home, whole, _run(deed, home, None))


def _halved(deed: Deed, now: dict[str, str], whole: Whole) -> str:
    for name, digest in now.items():
        plain = name.replace("/previous/", "/")
        known = {side.get(key) for side in (whole.old, whole.new) for key in (name, plain)}
        if digest not in known:
            return f"half: {name}"
    gone = [name for name in whole.old if name in whole.new and name not in now]
    return f"gone: {gone[0]}" if gone and deed.name in _IN_PLACE else ""


def _ended(deed: Deed, home: Path, whole: Whole, ended: Ended) -> str:
    """What is wrong with a run after those that were killed, and with what it left."""
    then = tree(home / "工作区", deed.watched)
    first, again = whole.exits
    if ended.exit != first and not (ended.exit == again and then in (whole.new, whole.last)):
        return f"next run: {ended.exit} {ended.said[-300:]}"
    if _without(then) not in (_without(whole.new), _without(whole.last)):
        wrong = sorted(set(_without(then).items()) ^ set(_without(whole.new).items()))
        return f"another outcome: {[name for name, _ in wrong][:6]}"
    left = sorted(_spare(home) - whole.left)
    return f"left: {left[:6]}" if left else ""


def _spare(home: Path) -> frozenset[str]:
    """Files that stand where nobody looks: what a run writes before it has a name.

    What has one name for each file, whoever writes next takes and removes; what the cache holds it
    drops by age.
    """
    names = (os.path.relpath(path, home) for path, _ in places.below(home))
    shown = (name for name in names if not name.startswith(f"{ground.CACHE}/"))
    return frozenset(
        name
        for name in shown
        if ("/." in name or name.endswith((".tmp", "~"))) and not _TAKEN.search(name)
    )


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
    now = places.state(path)
    if _digests.get(path, ((), ""))[0] != now:
        _digests[path] = (now, _said(path))
    return _digests[path][1]


def _said(path: Path) -> str:
    data = path.read_bytes()
    if path.name == MANIFEST:
        return " ".join(sorted(_noted(data)))
    if path.name == REPORT:
        with suppress(ValueError):
            json.loads(data)
            return REPORT
    return hashlib.sha256(data).hexdigest()


def _noted(data: bytes) -> Iterator[str]:
    """The last whole line of each issue, without how long it took."""
    last: dict[str, str] = {}
    for line in data.splitlines():
        with suppress(ValueError):
            plain = json.loads(line)
            passing = ("seconds", "processor_seconds")
            last[plain["out"]] = json.dumps({k: v for k, v in plain.items() if k not in passing})
    for said in last.values():
        yield hashlib.sha256(said.encode()).hexdigest()


def _points(whole: Whole, most: int) -> Iterator[Point]:
    """Points spread over the run, in an order that is spread as well wherever it is broken off; no end."""
    rng = random.Random(whole.calls)
    called = [Point(CALLS, n) for n in range(1, whole.calls + 1)]
    rng.shuffle(called)
    called = called[: most * 3 // 5]
    sizes = whole.sizes or (1,)
    while True:
        others = (most - len(called)) // 2
        after = [Point(BYTES, rng.randrange(rng.choice(sizes))) for _ in range(others)]
        during = [Point(MOMENT, whole.span * rng.random()) for _ in range(others)]
        chosen = [*called, *after, *during]
        rng.shuffle(chosen)
        yield from chosen


# What people wrote themselves is never gone, not even for a moment.
_IN_PLACE = frozenset(("fmt", "marks --apply", "pick", "sign", "new", "import", "shelf add"))


def _without(found: dict[str, str]) -> dict[str, str]:
    return {name: digest for name, digest in found.items() if "/previous/" not in name}


def _whole(deed: Deed, home: Path, kept: places.Kept) -> Whole:
    """Two whole runs; the command must write, or nothing would be tried by killing it."""
    root = home / "工作区"
    old = tree(root, deed.watched)
    before = dict(places.below(home))
    first = _run(deed, home, COUNTED)
    written = [
        Path(path)
        for path, now in places.below(home)
        if stat.S_ISREG(now[0]) and now != before.get(path)
    ]
    watched = tuple(root / name for name in deed.watched)
    shows = any(path.is_relative_to(one) for path in written for one in watched)
    sizes = [path.stat().st_size for path in written]
    new, left = tree(root, deed.watched), _spare(home)
    again = _run(deed, home, None)
    whole = Whole(
        old=old,
        new=new,
        last=tree(root, deed.watched),
        calls=first.calls,
        sizes=tuple(size for size in sizes if size),
        span=first.span,
        exits=(first.exit, again.exit),
        left=left | _spare(home),
    )
    kept.restore()
    if first.exit or not first.calls or not shows:
        raise ValueError(f"{deed.name} writes nothing: {first.exit} {first.said}")
    return whole


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


@dataclass(frozen=True)
class Ended:
    """How a run ended; what is wrong with the processes it left behind is `left`."""

    killed: bool
    left: str
    exit: int = -1
    said: str = ""
    calls: int = 0
    span: float = 0.0


def _run(deed: Deed, home: Path, point: Point | None) -> Ended:
    """The command in a process of its own, killed at the point."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        _child(deed, home, point, write)
    os.close(write)
    with os.fdopen(read, "rb") as answers:
        answers.readline()
        if point is not None and point.kind == MOMENT:
            select.select([answers], [], [], point.at)
            os.kill(child, signal.SIGKILL)
        answer = answers.readline()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = _orphans(child)
    if status in (-signal.SIGKILL, -signal.SIGXFSZ) and not answer:
        return Ended(killed=True, left=left)
    told = json.loads(answer) if answer else {"exit": status}
    return Ended(killed=False, left=left, **told)


def _child(deed: Deed, home: Path, point: Point | None, write: int) -> None:
    os.setsid()
    code = 70
    try:
        count = [0]
        if point is not None and point.kind == BYTES:
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(point.at), resource.RLIM_INFINITY))
        os.write(write, b"\n")
        if point is not None and point.kind == CALLS:
            count = _counting(int(point.at))
        began = time.monotonic()
        done = doors.run(home / "工作区", *deed.words)
        answer = {
            "exit": done.exit,
            "said": done.err[-900:],
            "calls": count[0],
            "span": time.monotonic() - began,
        }
        _WRITE(write, json.dumps(answer).encode() + b"\n")
        code = 0
    finally:
        os._exit(code)


def _orphans(child: int) -> str:
    """Wait for what the child has started; whoever is dead is this process's to bury."""
    end = time.monotonic() + ORPHAN_SECONDS
    while time.monotonic() < end:
        with suppress(ChildProcessError):
            os.waitpid(-child, os.WNOHANG)
        try:
            os.killpg(child, 0)
        except ProcessLookupError:
            return ""
        time.sleep(0.002)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
        return "orphans: a second process goes on"
    return ""


def prepared() -> None:
    """Have in this process what its children are to find: modules loaded; orphans are its own."""
    zygote.load()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    gc.collect()
    gc.freeze()
