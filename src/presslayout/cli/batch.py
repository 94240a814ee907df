"""`batch`: many issues, each built by a process of its own, so that none can stop another.

What was finished is noted in the cache under the hash of all that went in; `--resume` skips an
issue whose note still holds and whose files are still what was delivered.
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
from typing import TYPE_CHECKING, Any

from presslayout.base import doors, filelines, messages
from presslayout.base.cache import Cache, key_of
from presslayout.base.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.base.values import frozen
from presslayout.cli.arguments import UsageError
from presslayout.cli.voice import relative
from presslayout.newsroom import build
from presslayout.newsroom.additions import installed
from presslayout.newsroom.outputs import OUT, is_issue, output_folder

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from presslayout.cli.voice import Voice

MOST_JOBS = 256
# Folders of a workspace that hold no issues.
_APART = frozenset(("layout", "fonts", "images", "out", "previous"))


@frozen
class Job:
    """An issue to build: its spec, its output folder, and the words of the command."""

    spec: Path
    out: Path
    words: tuple[str, ...]


@frozen
class Done:
    """What became of an issue; `skipped` where an earlier run had finished it."""

    job: Job
    exit: int
    seconds: float
    files: tuple[str, ...] = ()
    skipped: bool = False
    said: str = ""


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Build every issue and list what became of each."""
    jobs = _jobs(arguments)
    count = _count(arguments.jobs)
    cache = Cache.disabled() if arguments.no_cache else Cache.open()
    if arguments.resume and arguments.no_cache:
        raise UsageError(
            Text(
                "--resume 靠缓存记事，不能和 --no-cache 同用",
                "--resume needs the cache: not with --no-cache",
            )
        )
    show = voice.progress("成批排版", "building issues")
    done: list[Done] = []
    running: set[subprocess.Popen[bytes]] = set()
    with ThreadPoolExecutor(count) as pool:
        work = pool.map(lambda job: _one(job, cache, running, resume=arguments.resume), jobs)
        try:
            for number, one in enumerate(work, 1):
                done.append(one)
                _say(one, voice)
                if show is not None:
                    show(number, len(jobs))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in list(running):
                process.terminate()
            raise
    good = sum(one.exit == messages.OK for one in done)
    code = messages.gravest(one.exit for one in done)
    code = code or next((d.exit for d in done if d.exit), messages.OK)
    if voice.json:
        voice.object({"issues": [_plain(one) for one in done], "diagnostics": []})
    else:
        voice.say(f"{len(done)} 期，成 {good}，没成 {len(done) - good}",
                  f"{len(done)} issues: {good} done, {len(done) - good} failed")  # fmt: skip
    return code


def _jobs(arguments: argparse.Namespace) -> list[Job]:
    specs = list(dict.fromkeys(spec for name in arguments.folders for spec in _specs(Path(name))))
    options = [f"--for={arguments.target}", "--json"]
    named = {name: getattr(arguments, name) for name in ("press", "standard")}
    options += [f"--{name}={value}" for name, value in named.items() if value]
    options += ["--strict"] * arguments.strict + ["--no-cache"] * arguments.no_cache
    jobs = []
    for spec in specs:
        out = output_folder(spec)
        if arguments.out:
            out = Path(arguments.out, *_below(out))
        jobs.append(Job(spec, out, tuple(options)))
    taken: dict[Path, Path] = {}
    for job in jobs:
        other = taken.setdefault(job.out.absolute(), job.spec)
        if other != job.spec:
            raise UsageError(
                Text(
                    f"{relative(other)} 和 {relative(job.spec)} 会写进同一个文件夹 {relative(job.out)}",
                    f"{relative(other)} and {relative(job.spec)} would both be written into "
                    f"{relative(job.out)}",
                )
            )
    return jobs


def _below(folder: Path) -> tuple[str, ...]:
    """The parts of an output folder below its workspace's out/."""
    parts = folder.parts
    return parts[len(parts) - parts[::-1].index(OUT) :]


def _specs(path: Path) -> Iterator[Path]:
    """The issue specs that a path holds, in the order of their names; SpecError for none."""
    if path.is_file():
        yield path
        return
    found = []
    for folder, names, files in os.walk(path):
        names[:] = sorted(n for n in names if n not in _APART and not n.startswith("."))
        found += [Path(folder) / n for n in sorted(files) if is_issue(Path(folder) / n)]
    if not found:
        raise SpecError(
            [
                Diagnostic(
                    "missing-file",
                    ERROR,
                    Text(f"{relative(path)} 里没有稿件单", f"{relative(path)} holds no issue spec"),
                    hint=Text(
                        "写稿件单，或放着稿件单的文件夹", "name specs, or folders that hold some"
                    ),
                )
            ]
        )
    yield from found


def _count(wanted: str | None) -> int:
    if wanted is None:
        return os.cpu_count() or 1
    if not wanted.isascii() or not wanted.isdigit() or not 1 <= int(wanted) <= MOST_JOBS:
        raise UsageError(
            Text(
                f"--jobs 要写 1 到 {MOST_JOBS} 的整数",
                f"--jobs takes a number from 1 to {MOST_JOBS}",
            )
        )
    return int(wanted)


def _one(job: Job, cache: Cache, running: set[subprocess.Popen[bytes]], *, resume: bool) -> Done:
    key = _key(job)
    kept = _kept(cache.get(key), job) if resume else None
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
    ]
    process = subprocess.Popen(  # noqa: S603  our own command
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    running.add(process)
    try:
        told, said = process.communicate()
    finally:
        running.discard(process)
    seconds = round(time.monotonic() - begun, 3)
    files = _files(told)
    code = process.returncode
    if code == messages.OK:
        cache.put(key, json.dumps(files).encode())
    # A process that a signal ended is a fault of ours.
    code = code if code >= 0 else messages.FAULT
    return Done(
        job, code, seconds, tuple(path for path, _ in files), said=said.decode("utf-8", "replace")
    )


def _key(job: Job) -> str:
    """The hash of what shapes an issue: the files by name, size and time, and the command."""
    digest = hashlib.sha256()
    for path in _inputs(job.spec):
        stat = path.stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return key_of(
        "batch-1",
        str(job.out.absolute()),
        *job.words,
        repr(build.versions() | installed()),
        digest.hexdigest(),
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


def _kept(note: bytes | None, job: Job) -> tuple[str, ...] | None:
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


def _say(one: Done, voice: Voice) -> None:
    name = relative(one.job.spec)
    if one.skipped:
        voice.say(f"已有  {name}", f"kept  {name}")
        return
    if one.exit == messages.OK:
        voice.say(f"成    {name}  {one.seconds:.1f} 秒", f"done  {name}  {one.seconds:.1f} s")
        return
    voice.say(f"没成  {name}  退出码 {one.exit}", f"failed  {name}  exit {one.exit}")
    for line in filelines.lines(one.said.rstrip()):
        voice.aside(f"    {line}", f"    {line}")


def _plain(one: Done) -> dict[str, Any]:
    return {
        "issue": relative(one.job.spec),
        "ok": one.exit == messages.OK,
        "exit": one.exit,
        "seconds": one.seconds,
        "files": [relative(one.job.out / path) for path in one.files],
        "skipped": one.skipped,
    }
