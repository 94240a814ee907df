"""A folder that colleagues drop issues into: each is built when it is quiet and whole.

What was built stands in the manifests and is known by its content: nothing is built twice, whenever
this ends and begins again, and what failed is not tried again until something of it changes.  A
folder that is gone for a while, a share that is not mounted, is waited for.
"""

from __future__ import annotations

import contextlib
import os
import queue
import time
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import messages
from presslayout.base.diagnostics import ERROR, Diagnostic, PresslayoutError, SpecError, Text
from presslayout.base.values import field, frozen, mutable
from presslayout.issue.files import workspace_root
from presslayout.newsroom.batch import ingredients as made_of
from presslayout.newsroom.batch import manifest, slip
from presslayout.newsroom.batch.ears import Ears, is_shared
from presslayout.newsroom.batch.holds import Holds
from presslayout.newsroom.batch.local import manned
from presslayout.newsroom.batch.lookout import Lookout
from presslayout.newsroom.batch.patience import KILLED_MOST, Manners, Patience, Turn
from presslayout.newsroom.batch.tasks import families

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from presslayout.newsroom.batch.builders import Ran
    from presslayout.newsroom.batch.ears import Bell
    from presslayout.newsroom.batch.local import LocalFloor
    from presslayout.newsroom.batch.logbook import Logbook
    from presslayout.newsroom.batch.tasks import Done, Task

# Whether the folders are there is asked this often; all is looked at again this often where nothing
# stirs, and no sooner than this after the last look (or so many times what that took).
TICK_SECONDS, WHOLE_SECONDS, GAP_SECONDS, GAP_TIMES = 2.0, 60.0, 0.3, 5.0
LEAST_SECONDS = 0.01
# A system that knows a file's size of three seconds ago, as NFS does, needs a longer look.
POLL_SECONDS, QUIET_POLLED_SECONDS = 5.0, 5.0
# A manifest that grew by so many lines is shortened.
LINES_MOST = 200
# Faults of the machine, not of an issue.
_PASSING = frozenset(("busy", "disk-full", "machine-short", "not-writable"))
# Folders of a workspace whose changes matter to its issues, beside those that hold them.
_FOLDERS = ("layout", "fonts", "images")


@frozen
class WatchOrder:
    """What is to be watched, and how.

    `tasks` makes the tasks of specs, `poll` are the seconds between looks where somebody asks for
    them, `lang` is what the slips are written in.
    """

    folders: tuple[Path, ...]
    tasks: Callable[[Iterable[Path]], tuple[Task, ...]]
    count: int
    manners: Manners
    poll: float | None
    lang: str


@frozen
class News:
    """Something that happened and is no result: `kind` is its event, `path` whom it happened to."""

    kind: str
    text: Text
    path: Path | None = None
    missing: tuple[str, ...] = ()
    found: tuple[Diagnostic, ...] = ()


@mutable
class WatchedIssue:
    """An issue that is watched, and what it was made of when it was last."""

    task: Task
    patience: Patience
    files: frozenset[str] = frozenset()
    folders: tuple[tuple[str, Path], ...] | None = None
    lost: float | None = None


@mutable
class _Watch:
    """Everything of a watch under way.

    `there` are the file systems of the folders, None for one that is gone, `mounted` those on which
    their issues were seen last; `homes` whether we alone write below a folder.
    """

    order: WatchOrder
    logbook: Logbook
    bell: Bell
    floor: LocalFloor
    holds: Holds
    ears: Ears
    lookout: Lookout
    manners: Manners
    poll: float | None = None
    issues: dict[Path, WatchedIssue] = field(default_factory=dict)
    there: dict[Path, int | None] = field(default_factory=dict)
    mounted: dict[Path, int] = field(default_factory=dict)
    homes: dict[Path, bool] = field(default_factory=dict)
    looked: float = 0.0
    gap: float = GAP_SECONDS

    def listen(self) -> Iterator[News]:
        """Have it ring when something stirs; looks at intervals where nothing can."""
        if self.poll is None and not self.ears.deaf:
            roots = {workspace_root(spec.parent) for spec in self.issues}
            more = {root / name for root in roots if root is not None for name in _FOLDERS}
            more = {
                one for one in more if not any(one.is_relative_to(f) for f in self.order.folders)
            }
            self.ears.listen([*(f for f, n in self.there.items() if n is not None), *sorted(more)])
        if self.poll is None and self.ears.deaf:
            self._at_intervals(POLL_SECONDS)
            yield News(
                "polling",
                Text(
                    f"系统不能通知改动（{self.ears.deaf}），改成每 {POLL_SECONDS:g} 秒看一遍",
                    f"the system tells of no changes ({self.ears.deaf}): "
                    f"looking every {POLL_SECONDS:g} s",
                ),
            )

    def begin(self) -> Iterator[News]:
        """Take the folders; SpecError where somebody else watches one."""
        for folder in self.order.folders:
            if not self.holds.take(folder):
                raise SpecError([_watched(folder)])
        wanted = self.order.poll
        if wanted is None and any(map(is_shared, self.order.folders)):
            wanted = POLL_SECONDS
        if wanted is not None:
            self._at_intervals(wanted)
        for folder in self.order.folders:
            self.there[folder] = _device(folder)
            yield (
                _begun(folder, self.poll) if self.there[folder] is not None else _not_there(folder)
            )

    def folders(self) -> Iterator[News]:
        """Which of the folders are there."""
        for folder, before in self.there.items():
            now = _device(folder)
            if now not in (None, self.mounted.get(folder, now)) and _is_bare(folder):
                # What a share was mounted on.
                now = None
            if now is not None and not self.holds.take(folder):
                if before is not None:
                    yield News("busy", _watched(folder).message, folder)
                now = None
            if now != before:
                self.bell.stirred = True
            if (now is None) != (before is None):
                yield _back(folder) if before is None else _gone(folder)
                for home in self.homes:
                    self.homes[home] = False
                    if not home.is_dir():
                        self.holds.let_go(home)
            if now is None:
                self.holds.let_go(folder)
            self.there[folder] = now

    def look(self, now: float) -> Iterator[Done | News]:
        """Look at all issues, and have built what is ready."""
        self.looked, self.bell.stirred = now, False
        self.lookout.begin()
        found: dict[Path, None] = {}
        for folder, device in self.there.items():
            if device is None:
                continue
            specs = self.lookout.specs(folder)
            if specs:
                self.mounted[folder] = device
            found |= dict.fromkeys(specs)
        yield from self._lost(found, now)
        for spec in found:
            self._met(spec, now)
        yield from self._ready(now)
        yield from self.listen()
        self.gap = max(GAP_SECONDS, (time.monotonic() - now) * GAP_TIMES)

    def result(self, task: Task, ran: Ran, now: float) -> Iterator[Done | News]:
        """What became of an issue, told to whoever put it there, too."""
        one = self.issues.get(task.spec)
        if one is None or any(n is None and _below(task.spec, f) for f, n in self.there.items()):
            # What was built while its folder went away says nothing of it.
            if one is not None:
                one.patience.under_way, one.patience.tried = False, None
            return
        codes = {str(fault.get("code", "")) for fault in slip.faults(ran.told)}
        killed = ran.exit == messages.FAULT and not ran.told
        again = bool(codes & _PASSING) or (killed and one.patience.failures < KILLED_MOST - 1)
        read = {r.path: r.stamp[:2] for r in ran.read}
        own = made_of.own(task.spec, read)
        stamps = {path: stamp for path, stamp in read.items() if path in own}
        if not killed:
            one.files, one.folders = (
                own,
                tuple(made_of.folders_of(_names(own, task.spec), task.spec)),
            )
        self.lookout.begin()
        seen = self.lookout.seen(task.spec, one.files, one.folders)
        if again:
            one.patience.put_off(now)
        else:
            again = not one.patience.judged(stamps, seen)
        done = self.logbook.noted(task, ran, judged=not again)
        one.patience.look(seen, now)
        yield done
        yield from self._slip(task, done, ran, again=one.patience.again is not None)
        if len(self.logbook.touched) > LINES_MOST and not self.floor.under_way:
            self.logbook.close()
        yield from self._unwritten()

    def pause(self, now: float) -> float:
        """How long nothing is to be looked at unless something stirs, in seconds."""
        next_look = max(self._next_look(now), self.looked + self.gap)
        return max(min(now + TICK_SECONDS, next_look) - now, LEAST_SECONDS)

    def is_due(self, now: float) -> bool:
        """Whether it is time to look at all issues."""
        return now >= max(self._next_look(now), self.looked + self.gap)

    def _next_look(self, now: float) -> float:
        if self.bell.stirred:
            return now
        moments = [self.looked + (self.poll or WHOLE_SECONDS)]
        for one in self.issues.values():
            moment = one.patience.next_look(now, self.manners)
            if one.lost is not None:
                moment = one.lost + self.manners.quiet
            if moment is not None:
                moments.append(moment)
        return min(moments)

    def _at_intervals(self, seconds: float) -> None:
        self.ears.close()
        self.poll = seconds
        quiet = max(
            self.manners.quiet, QUIET_POLLED_SECONDS if self.order.poll is None else seconds
        )
        self.manners = Manners(quiet, self.manners.patience)

    def _lost(self, found: dict[Path, None], now: float) -> Iterator[News]:
        """Forget what was taken away; what cannot be looked at is not."""
        away = [folder for folder, device in self.there.items() if device is None]
        away += self.lookout.unseen
        for spec, one in [*self.issues.items()]:
            if spec in found or any(_below(spec, folder) for folder in away):
                one.lost = None
                continue
            # Editors that save take a file away for a moment.
            one.lost = one.lost if one.lost is not None else now
            if now >= one.lost + self.manners.quiet and not one.patience.under_way:
                del self.issues[spec]
                slip.withdrawn(one.task)
                yield News("removed", Text("拿走了", "taken away"), spec)

    def _met(self, spec: Path, now: float) -> None:
        """Look at an issue; make the acquaintance of a new one."""
        one = self.issues.get(spec)
        if one is not None:
            one.patience.look(self.lookout.seen(spec, one.files, one.folders), now)
            return
        task = self._task(spec)
        self._home(task.home)
        entry = self.logbook.known.get(manifest.key(task))
        files, folders = frozenset[str](), None
        if entry is not None:
            files = made_of.paths(spec, entry.ingredients)
            folders = made_of.folders(spec, entry.ingredients)
        patience = Patience(self.lookout.seen(spec, files, folders), now, now)
        self.issues[spec] = WatchedIssue(task, patience, files, folders)

    def _ready(self, now: float) -> Iterator[Done | News]:
        """Have built what is to be."""
        ready: list[Task] = []
        for spec, one in self.issues.items():
            turn = one.patience.turn(now, self.manners)
            if turn not in (Turn.LACKING, Turn.READY) or one.lost is not None:
                continue
            one.task = self._task(spec)
            if not self._home(one.task.home):
                one.patience.taken()
                one.patience.put_off(now)
                if one.patience.failures == 1:
                    yield News("busy", _watched(one.task.home).message, spec)
                continue
            known = self.logbook.kept(one.task) or self._failed(one.task)
            if known is not None:
                one.patience.taken()
                if known.exit == messages.OK:
                    slip.withdrawn(one.task)
                yield known
            elif turn is Turn.LACKING:
                yield from self._lacking(one)
            elif (clash := self._clash(one.task)) is not None:
                one.patience.taken()
                yield clash
            else:
                one.patience.taken()
                one.patience.under_way = True
                ready.append(one.task)
        for family in families(ready):
            self.floor.put(family, led=True)

    def _failed(self, task: Task) -> Done | None:
        """What failed before and would again, if it is told of; where it is not, it is tried."""
        known = self.logbook.failed(task)
        return known if known is not None and slip.stands(task) else None

    def _lacking(self, one: WatchedIssue) -> Iterator[News]:
        missing = one.patience.seen.missing
        if missing == one.patience.asked:
            return
        one.patience.asked = missing
        first = "、".join(missing[:3]) + (" ……" if len(missing) > 3 else "")  # noqa: PLR2004
        text = Text(
            f"还差 {len(missing)} 个文件：{first}", f"{len(missing)} files to come: {first}"
        )
        yield News("waiting", text, one.task.spec, missing)
        with self._told():
            slip.lacking(one.task, missing, self.order.lang)
        yield from self._unwritten()

    def _clash(self, task: Task) -> News | None:
        """That another issue is written into the same folder; it is neither's fault alone."""
        out = task.out.absolute()
        for spec, other in self.issues.items():
            if spec != task.spec and other.task.out.absolute() == out and other.patience.tried:
                text = Text(
                    f"和 {other.task.spec} 会写进同一个文件夹 {out}，没有排",
                    f"would be written into {out} as {other.task.spec} is; not built",
                )
                return News("clash", text, task.spec)
        return None

    def _slip(self, task: Task, done: Done, ran: Ran, *, again: bool) -> Iterator[News]:
        if done.exit == messages.OK:
            slip.withdrawn(task)
        else:
            with self._told():
                slip.failed(task, ran, self.order.lang, again=again)
        yield from self._unwritten()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except PresslayoutError as fault:
            self.logbook.unwritten = self.logbook.unwritten or fault.diagnostics

    def _unwritten(self) -> Iterator[News]:
        found, self.logbook.unwritten = self.logbook.unwritten, ()
        if found:
            yield News("unwritten", found[0].message, found=found)

    def _task(self, spec: Path) -> Task:
        (task,) = self.order.tasks([spec])
        return task

    def _home(self, home: Path) -> bool:
        """Whether we alone write below a folder, and know what was written there before."""
        if self.homes.get(home) and home in self.holds.held:
            return True
        with contextlib.suppress(OSError):
            home.mkdir(parents=True, exist_ok=True)
        ours = self.holds.take(home)
        if ours and not self.homes.get(home):
            self.logbook.learn(home)
        self.homes[home] = ours
        return ours


def watched(order: WatchOrder, logbook: Logbook, bell: Bell) -> Generator[Done | News, None, None]:
    """What becomes of the issues in some folders, until the bell says that it is over.

    Whoever closes it ends what is under way.  SpecError where somebody else watches a folder, OSError
    where no process can be had.
    """
    with contextlib.ExitStack() as last, manned(order.count, bell.told) as floor:
        holds, ears = Holds(), Ears(bell)
        last.callback(holds.close)
        last.callback(logbook.close)
        last.callback(ears.close)
        watch = _Watch(
            order, logbook, bell, floor, holds, ears, Lookout(logbook.hashes), order.manners
        )
        yield from watch.begin()
        yield from watch.look(time.monotonic())
        while not bell.ended:
            with contextlib.suppress(queue.Empty):
                told = floor.told.get(timeout=watch.pause(time.monotonic()))
                while not bell.ended:
                    if told is not None:
                        yield from watch.result(*floor.heard(told), time.monotonic())
                    told = floor.told.get_nowait()
            if bell.ended:
                return
            yield from watch.folders()
            if watch.is_due(now := time.monotonic()):
                yield from watch.look(now)


def _names(files: Iterable[str], spec: Path) -> Iterator[str]:
    """The names of files of a workspace, from its root."""
    root = os.path.abspath(workspace_root(spec.parent) or spec.parent)  # noqa: PTH100
    return (path[len(root) + 1 :].replace(os.sep, "/") for path in files)


def _device(folder: Path) -> int | None:
    """The file system on which a folder lies; None where it is not there."""
    try:
        return folder.stat().st_dev if folder.is_dir() else None
    except OSError:
        return None


def _is_bare(folder: Path) -> bool:
    """Whether a folder holds nothing that anybody put there."""
    try:
        return all(name.startswith(".") for name in os.listdir(folder))  # noqa: PTH208
    except OSError:
        return True


def _below(path: Path, folder: Path) -> bool:
    return path.is_relative_to(folder)


def _watched(folder: Path) -> Diagnostic:
    return Diagnostic(
        "busy",
        ERROR,
        Text(
            f"已经有一个 batch --watch 在管 {folder}",
            f"another batch --watch takes care of {folder}",
        ),
        hint=Text(
            "一个文件夹只要一个；先停掉那一个，或者就用它",
            "one is enough for a folder: stop the other, or leave it to it",
        ),
    )


def _begun(folder: Path, poll: float | None) -> News:
    how = Text(f"，每 {poll:g} 秒看一遍", f", looking every {poll:g} s") if poll else Text("", "")
    return News("watching", Text(f"盯着{how.zh}", f"watching{how.en}"), folder)


def _not_there(folder: Path) -> News:
    return News("gone", Text("还没有这个文件夹，等着", "not there yet; waiting for it"), folder)


def _gone(folder: Path) -> News:
    text = Text("不见了（网络盘断了？），等它回来", "gone (a share unmounted?); waiting for it")
    return News("gone", text, folder)


def _back(folder: Path) -> News:
    return News("back", Text("在了", "there"), folder)
