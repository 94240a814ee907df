"""`batch`: many issues, each built by a process of its own, so that none can stop another."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import filelines, messages
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import Diagnostic, Text
from presslayout.cli import exits
from presslayout.cli.arguments import UsageError
from presslayout.cli.voice import relative
from presslayout.newsroom import reports
from presslayout.newsroom.batch import tasks
from presslayout.newsroom.batch.local import built
from presslayout.newsroom.batch.logbook import Logbook

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from presslayout.cli.voice import Voice
    from presslayout.newsroom.batch.cluster import Cluster
    from presslayout.newsroom.batch.tasks import Done, Task

MOST_JOBS = 256
LEAST_SECONDS, MOST_SECONDS = 0.2, 86_400


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Build every issue, tell of each when it is done, and then of all."""
    _watch_alone(arguments)
    cluster = _cluster(arguments, voice.lang)
    if arguments.watch:
        return _watched(arguments, voice)
    count = _count(arguments.jobs)
    wanted = _tasks(arguments, _telling(arguments, voice.lang))
    cache = Cache.disabled() if arguments.no_cache else Cache.open()
    batch = Logbook.of(wanted, cache, resume=arguments.resume)
    show = voice.progress("成批排版", "building issues")
    done: list[Done] = []
    left_out: list[Diagnostic] = []

    def told(d: Diagnostic) -> None:
        left_out.append(d)
        voice.diagnostics([d])

    if cluster is None:
        begun = built(wanted, batch, count)
    else:
        from presslayout.newsroom.batch import cluster as elsewhere

        begun = elsewhere.built(wanted, batch, cluster, told)
    with closing(begun) as work:
        for one in work:
            done.append(one)
            _say(one, voice)
            if show is not None:
                show(len(done), len(wanted))
    place = {task: at for at, task in enumerate(wanted)}
    done.sort(key=lambda one: place[one.task])
    voice.diagnostics(batch.unwritten)
    _sum_up(done, (*left_out, *batch.unwritten), voice)
    return tasks.exit_code(done) or exits.exit_code(batch.unwritten)


def _watched(arguments: argparse.Namespace, voice: Voice) -> int:
    """Watch folders instead, until somebody says that it is over."""
    from presslayout.cli import watching
    from presslayout.newsroom.batch.patience import PATIENCE_SECONDS, QUIET_SECONDS, Manners
    from presslayout.newsroom.batch.watch import WatchOrder

    words, telling = _words(arguments), _telling(arguments, voice.lang)
    out = Path(os.path.abspath(arguments.out)) if arguments.out else None  # noqa: PTH100
    folders = dict.fromkeys(Path(os.path.abspath(name)) for name in arguments.folders)  # noqa: PTH100
    for folder in folders:
        if folder.is_file():
            raise UsageError(
                Text(
                    f"--watch 盯的是文件夹，{relative(folder)} 是文件",
                    f"--watch takes folders; {relative(folder)} is a file",
                )
            )
    order = WatchOrder(
        tuple(folders),
        lambda found: tasks.tasks(found, out, words, telling),
        _count(arguments.jobs),
        Manners(QUIET_SECONDS, _seconds("--wait", arguments.wait, PATIENCE_SECONDS)),
        _seconds("--poll", arguments.poll) if arguments.poll else None,
        voice.lang,
    )
    cache = Cache.disabled() if arguments.no_cache else Cache.open()
    logbook = Logbook.of((), cache, resume=True)
    last = watching.run(order, logbook, voice, lambda one: _say(one, voice))
    _sum_up([last[spec] for spec in sorted(last)], logbook.unwritten, voice)
    return messages.OK


def _watch_alone(arguments: argparse.Namespace) -> None:
    """Refuse what is said of watching where nothing is watched."""
    for name in ("poll", "wait"):
        if getattr(arguments, name) is not None and not arguments.watch:
            raise UsageError(
                Text(f"--{name} 要和 --watch 一起写", f"--{name} is for --watch; write both")
            )
    if arguments.watch and arguments.cluster:
        raise UsageError(
            Text(
                "--watch 在本机排，不和 --cluster 一起写",
                "--watch builds on this machine and does not go with --cluster",
            )
        )


def _seconds(name: str, wanted: str | None, default: float = 0.0) -> float:
    if wanted is None:
        return default
    try:
        seconds = float(wanted)
    except ValueError:
        seconds = 0.0
    if not LEAST_SECONDS <= seconds <= MOST_SECONDS:
        raise UsageError(
            Text(
                f"{name} 要写 {LEAST_SECONDS:g} 到 {MOST_SECONDS} 的秒数",
                f"{name} takes seconds from {LEAST_SECONDS:g} to {MOST_SECONDS}",
            )
        )
    return seconds


def _sum_up(done: Sequence[Done], noticed: Sequence[Diagnostic], voice: Voice) -> None:
    good = sum(one.exit == messages.OK for one in done)
    if voice.json:
        issues = [_plain(one) for one in done]
        found = reports.diagnostics(noticed)
        voice.object(
            {"done": good, "failed": len(done) - good, "issues": issues, "diagnostics": found}
        )
    else:
        voice.say(f"{len(done)} 期，成 {good}，没成 {len(done) - good}",
                  f"{len(done)} issues: {good} done, {len(done) - good} failed")  # fmt: skip


def _cluster(arguments: argparse.Namespace, lang: str) -> Cluster | None:
    """The cluster that is asked for; None for this machine."""
    own = ("tls_ca", "tls_cert", "tls_key", "insecure", "shared")
    if arguments.cluster is None:
        given = next((name for name in own if getattr(arguments, name)), None)
        if given is not None:
            word = "--" + given.replace("_", "-")
            raise UsageError(Text(f"{word} 要和 --cluster 一起写", f"{word} goes with --cluster"))
        return None
    if arguments.jobs is not None:
        raise UsageError(
            Text(
                "--jobs 是本机的，不和 --cluster 一起写",
                "--jobs is for this machine and does not go with --cluster",
            )
        )
    from presslayout.newsroom.batch.cluster import Cluster, refusal

    files = (
        Path(name) if name else None for name in (getattr(arguments, word) for word in own[:3])
    )
    asked = Cluster(
        arguments.cluster, next(files), next(files), next(files), arguments.shared, lang
    )
    why = refusal(asked, insecure=arguments.insecure)
    if why is not None:
        raise UsageError(why)
    return asked


def _tasks(arguments: argparse.Namespace, telling: Sequence[str]) -> tuple[Task, ...]:
    words = _words(arguments)
    found = [
        spec
        for name in arguments.folders
        for spec in tasks.specs_of(Path(name), relative(Path(name)))
    ]
    made = tasks.tasks(found, Path(arguments.out) if arguments.out else None, words, telling)
    clash = tasks.clash(made)
    if clash is not None:
        first, second, out = (relative(p) for p in (clash[0].spec, clash[1].spec, clash[1].out))
        raise UsageError(
            Text(
                f"{first} 和 {second} 会写进同一个文件夹 {out}",
                f"{first} and {second} would both be written into {out}",
            )
        )
    return made


def _words(arguments: argparse.Namespace) -> list[str]:
    """How each issue is built."""
    words = tasks.words(arguments.target, press=arguments.press, standard=arguments.standard)
    return words + ["--strict"] * arguments.strict + ["--no-cache"] * arguments.no_cache


def _telling(arguments: argparse.Namespace, lang: str) -> list[str]:
    """How each issue is told of: in the language, and as much, as was asked of all."""
    words = [f"--lang={lang}"]
    words += [f"--{name}" for name in ("stat", "quiet") if getattr(arguments, name)]
    words += ["-v"] * arguments.whole
    return [*words, *([f"--only={arguments.only}"] if arguments.only else ())]


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


def _say(one: Done, voice: Voice) -> None:
    if voice.json:
        voice.object({"event": _event(one)} | _plain(one))
    name = relative(one.task.spec)
    if one.skipped:
        if one.exit == messages.OK:
            voice.say(f"已有  {name}", f"kept  {name}")
        else:
            voice.failure(
                f"没成  {name}  退出码 {one.exit}，没有改过",
                f"failed  {name}  exit {one.exit}, unchanged since",
            )
        return
    if one.exit == messages.OK:
        voice.say(f"成    {name}  {one.seconds:.1f} 秒", f"done  {name}  {one.seconds:.1f} s")
        return
    voice.failure(f"没成  {name}  退出码 {one.exit}", f"failed  {name}  exit {one.exit}")
    if not one.said and one.exit == messages.FAULT:
        voice.failure(
            "    排它的进程中途被结束了（多半是内存不够）；用 build 单独再排一次",
            "    its process was ended in the middle (memory, most likely); build it alone once more",
            aside=True,
        )
    for line in filelines.lines(one.said.rstrip()):
        voice.failure(f"    {line}", f"    {line}", aside=True)


def _event(one: Done) -> str:
    if one.exit != messages.OK:
        return "failed"
    return "kept" if one.skipped else "done"


def _plain(one: Done) -> dict[str, Any]:
    return {
        "issue": relative(one.task.spec),
        "ok": one.exit == messages.OK,
        "exit": one.exit,
        "seconds": one.seconds,
        "files": [relative(one.task.out / path) for path, _ in one.files],
        "skipped": one.skipped,
    }
