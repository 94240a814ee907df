"""`presslayout.batch`: many issues built, each told of when it is done."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator, Iterable
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base.cache import Cache
from presslayout.base.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.base.messages import OK
from presslayout.base.values import frozen
from presslayout.newsroom.batch import local, tasks
from presslayout.newsroom.batch.logbook import Logbook

if TYPE_CHECKING:
    from presslayout.newsroom.batch.tasks import Done, Task

# What is given to an executor whose size nobody knows; so many times its size where it is known.
_UNKNOWN, _AHEAD = 16, 2


@frozen
class BuiltIssue:
    """What became of an issue of a batch.

    `folder` holds edition.json and report.json beside the delivered `files`; `exit` is the exit
    code of its build, 0 where it was delivered; `kept` where an earlier run had built it of the same;
    `said` is what the build had to say, in the language of the machine that it ran on, `seconds` what
    it took.
    """

    spec: Path
    folder: Path
    exit: int
    files: tuple[Path, ...]
    kept: bool
    said: str
    seconds: float

    @property
    def ok(self) -> bool:
        """Whether it was delivered."""
        return self.exit == OK


def batch(
    paths: Iterable[str | Path],
    *,
    target: str = "press",
    jobs: int | None = None,
    resume: bool = False,
    out: str | Path | None = None,
    press: str = "",
    standard: str = "",
    executor: Executor | None = None,
) -> Generator[BuiltIssue, None, None]:
    """Build many issues, each by a process of its own; an iterator of what became of each, as it is done.

    `paths` are specs, or folders that hold some; `target`, `press` and `standard` as the command
    `build` has them; `out` is a folder with a subfolder an issue instead of out/DATE/NAME.  `jobs`
    are built at a time, as many as there are processors where it is None.  With `resume` what an
    earlier run built of the same is kept.
    An `executor` (a ProcessPoolExecutor, or the one of a cluster's client) builds them instead; its
    workers need presslayout as it is here and no files of the workspace, and `jobs` is how many are
    given to it at a time.  Closing the iterator ends the rest.
    SpecError where a path holds no issue, or two would be written into one folder.
    """
    words = tasks.words(target, press=press, standard=standard)
    home = None if out is None else Path(out)
    wanted = tasks.tasks(
        [spec for path in map(Path, paths) for spec in tasks.specs_of(path, str(path))],
        home,
        words,
        ("--quiet",),
    )
    _apart(wanted)
    logbook = Logbook.of(wanted, Cache.open(), resume=resume)
    return _told(wanted, logbook, jobs, executor)


def _told(
    wanted: tuple[Task, ...], logbook: Logbook, jobs: int | None, executor: Executor | None
) -> Generator[BuiltIssue, None, None]:
    if executor is None:
        work = local.built(wanted, logbook, jobs or os.cpu_count() or 1)
    else:
        from presslayout.newsroom.batch import executors

        size = getattr(executor, "_max_workers", None)
        work = executors.built(
            wanted, logbook, executor, jobs or (_AHEAD * size if size else _UNKNOWN)
        )
    with contextlib.closing(work):
        for one in work:
            yield _plain(one)


def _plain(one: Done) -> BuiltIssue:
    files = tuple(one.task.out / name for name, _ in one.files)
    return BuiltIssue(
        one.task.spec, one.task.out, one.exit, files, one.skipped, one.said, one.seconds
    )


def _apart(wanted: tuple[Task, ...]) -> None:
    clash = tasks.clash(wanted)
    if clash is None:
        return
    first, second = clash
    raise SpecError(
        [
            Diagnostic(
                "usage",
                ERROR,
                Text(
                    f"{first.spec} 和 {second.spec} 会写进同一个文件夹 {second.out}",
                    f"{first.spec} and {second.spec} would both be written into {second.out}",
                ),
            )
        ]
    )
