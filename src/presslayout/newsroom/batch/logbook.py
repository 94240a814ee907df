"""What a batch knows of its issues: which were built before, and what became of each."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from presslayout.base import doors, messages
from presslayout.base.diagnostics import SpecError
from presslayout.base.values import field, mutable
from presslayout.newsroom import build
from presslayout.newsroom.additions import installed
from presslayout.newsroom.batch import manifest
from presslayout.newsroom.batch.ingredients import Hashes
from presslayout.newsroom.batch.tasks import Done, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from presslayout.base.cache import Cache
    from presslayout.base.diagnostics import Diagnostic
    from presslayout.newsroom.batch.builders import Ran


@mutable
class Logbook:
    """The issues of a batch: `known` are those that were built before, by what their line stands under."""

    versions: Mapping[str, str]
    hashes: Hashes
    known: dict[manifest.Key, manifest.NotedIssue]
    touched: list[Path] = field(default_factory=list)
    unwritten: tuple[Diagnostic, ...] = ()

    @classmethod
    def of(cls, wanted: Sequence[Task], cache: Cache, *, resume: bool) -> Logbook:
        """What stands in the manifests of these tasks, where they are to be taken up."""
        known = manifest.read(task.home for task in wanted) if resume else {}
        return cls(build.versions() | installed(), Hashes(cache), known)

    def kept(self, task: Task) -> Done | None:
        """A task that was done before, of the same and by the same, and still stands."""
        entry = self.known.get(manifest.key(task))
        if (
            entry is None
            or entry.versions != self.versions
            or not self.hashes.delivered(task.out, entry.files)
            or not self.hashes.holds(task.spec, entry.ingredients)
        ):
            return None
        return Done(task, messages.OK, 0.0, entry.files, skipped=True)

    def noted(self, task: Task, ran: Ran) -> Done:
        """What became of a task, written into the manifest."""
        done = Done(
            task,
            ran.exit,
            ran.seconds,
            _files(ran.told),
            said=ran.said,
            processor_seconds=ran.processor_seconds,
        )
        ingredients = (
            self.hashes.ingredients(task.spec, ran.read) if ran.exit == messages.OK else None
        )
        self.touched.append(task.home)
        self._written(partial(manifest.added, task, manifest.row(done, self.versions, ingredients)))
        return done

    def close(self) -> None:
        """Leave in the manifests the last line of each issue alone."""
        for home in dict.fromkeys(self.touched):
            self._written(partial(manifest.shortened, home))

    def _written(self, write: Callable[[], None]) -> None:
        """Write into a manifest; what keeps that from being done is told once, and stops nothing."""
        try:
            write()
        except SpecError as fault:
            self.unwritten = self.unwritten or fault.diagnostics


def _files(told: bytes) -> tuple[tuple[str, str], ...]:
    try:
        return tuple((str(f["path"]), str(f["sha256"])) for f in json.loads(told)["files"])
    except doors.JSON.faults():
        return ()
