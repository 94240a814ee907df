"""Many issues, each built by a process of its own, so that none can stop another.

What was finished is noted in the cache under the hash of all that went in; an issue whose note
still holds, and whose files are still what was delivered, need not be built again.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import doors, messages, processes
from presslayout.base.cache import key_of
from presslayout.base.values import frozen
from presslayout.newsroom import build
from presslayout.newsroom.additions import installed
from presslayout.newsroom.outputs import OUT, is_issue, output_folder

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence

    from presslayout.base.cache import Cache

# Folders of a workspace that hold no issues.
_APART = frozenset(("layout", "fonts", "images", "out", "previous"))


@frozen
class Task:
    """An issue to build: its spec, its output folder, and the words of the command.

    `telling` are words that change nothing but what is said.
    """

    spec: Path
    out: Path
    words: tuple[str, ...]
    telling: tuple[str, ...] = ()


@frozen
class Done:
    """What became of an issue; `skipped` where an earlier run had finished it."""

    job: Task
    exit: int
    seconds: float
    files: tuple[str, ...] = ()
    skipped: bool = False
    said: str = ""


@frozen
class Crew:
    """What all builds of a batch share: the cache, the processes at work, their environment."""

    cache: Cache
    running: set[subprocess.Popen[bytes]]
    environment: Mapping[str, str]


def specs(path: Path) -> tuple[Path, ...]:
    """The issue specs that a path holds, in the order of their names."""
    if path.is_file():
        return (path,)
    found = []
    for folder, names, files in os.walk(path):
        names[:] = sorted(n for n in names if n not in _APART and not n.startswith("."))
        found += [Path(folder) / n for n in sorted(files) if is_issue(Path(folder) / n)]
    return tuple(found)


def jobs(
    found: Iterable[Path], folder: Path | None, words: Sequence[str], telling: Sequence[str] = ()
) -> tuple[Task, ...]:
    """A job for every spec, its output in the workspace's out/, or likewise below a folder."""
    made = []
    for spec in dict.fromkeys(found):
        out = output_folder(spec)
        if folder is not None:
            out = folder.joinpath(*_below(out))
        made.append(Task(spec, out, tuple(words), tuple(telling)))
    return tuple(made)


def clash(wanted: Iterable[Task]) -> tuple[Task, Task] | None:
    """Two jobs that would be written into one folder; None where there are none."""
    taken: dict[Path, Task] = {}
    for job in wanted:
        other = taken.setdefault(job.out.absolute(), job)
        if other.spec != job.spec:
            return other, job
    return None


def built(
    wanted: Sequence[Task], count: int, cache: Cache, *, resume: bool
) -> Generator[Done, None, None]:
    """What became of every job in their order, so many at a time.

    `resume` leaves alone what an earlier run finished.  Whoever closes it ends the others.
    """
    running: set[subprocess.Popen[bytes]] = set()
    # The processors are shared out among the issues; what is left over serves each issue's pages.
    own = max(1, processes.available() // count)
    environment = os.environ | {processes.VARIABLE: str(own)}
    with ThreadPoolExecutor(count) as pool:
        crew = Crew(cache, running, environment)
        work = pool.map(lambda job: _one(job, crew, resume=resume), wanted)
        try:
            yield from work
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in list(running):
                process.terminate()
            raise


def exit_code(done: Sequence[Done]) -> int:
    """The gravest of the exit codes; where none is a code of ours, the first that is not 0."""
    code = messages.gravest(d.exit for d in done)
    return code or next((d.exit for d in done if d.exit), messages.OK)


def _below(folder: Path) -> tuple[str, ...]:
    """The parts of an output folder below its workspace's out/."""
    parts = folder.parts
    return parts[len(parts) - parts[::-1].index(OUT) :]


def _one(job: Task, crew: Crew, *, resume: bool) -> Done:
    key = _key(job)
    kept = _kept(crew.cache.get(key), job) if resume else None
    if kept is not None:
        return Done(job, messages.OK, 0.0, kept, skipped=True)
    begun = time.monotonic()
    words = [
        sys.executable,
        "-m",
        "presslayout",
        "build",
        str(job.spec),
        "-o",
        str(job.out),
        *job.words,
        *job.telling,
    ]
    process = subprocess.Popen(  # noqa: S603  our own command
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=crew.environment,
    )
    crew.running.add(process)
    try:
        told, said = process.communicate()
    finally:
        crew.running.discard(process)
    seconds = round(time.monotonic() - begun, 3)
    files = _files(told)
    code = process.returncode
    if code == messages.OK:
        crew.cache.put(key, json.dumps(files).encode())
    # A process that a signal ended is a fault of ours.
    code = code if code >= 0 else messages.FAULT
    return Done(
        job, code, seconds, tuple(path for path, _ in files), said=said.decode("utf-8", "replace")
    )


def _key(job: Task) -> str:
    """The hash of what shapes an issue: the files by name, size and time, and the command."""
    digest = hashlib.sha256()
    for path in _inputs(job.spec):
        stat = path.stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    versions = build.versions() | installed()
    return key_of(
        "batch-1", str(job.out.absolute()), *job.words, repr(versions), digest.hexdigest()
    )


def _inputs(spec: Path) -> Iterator[Path]:
    from presslayout.issue.files import workspace_root

    root = workspace_root(spec.parent)
    folders = [spec.absolute().parent]
    if root is not None:
        folders += [root / name for name in ("layout", "fonts", "images")]
    for folder in dict.fromkeys(folders):
        yield from sorted(
            p for p in folder.rglob("*") if p.is_file() and "out" not in p.relative_to(folder).parts
        )


def _kept(note: bytes | None, job: Task) -> tuple[str, ...] | None:
    """The files of a finished issue, where all of them are still as they were delivered."""
    if note is None:
        return None
    try:
        files = [(str(path), str(sha)) for path, sha in json.loads(note)]
        whole = all(
            hashlib.sha256(doors.read(job.out / path)).hexdigest() == sha for path, sha in files
        )
    except doors.JSON.faults(OSError):
        return None
    return tuple(path for path, _ in files) if whole and files else None


def _files(told: bytes) -> list[tuple[str, str]]:
    try:
        return [(str(f["path"]), str(f["sha256"])) for f in json.loads(told)["files"]]
    except doors.JSON.faults():
        return []
