"""The processors of this machine kept busy: issues are built side by side, told as they are done."""

from __future__ import annotations

import contextlib
import queue
import threading
from typing import TYPE_CHECKING, Protocol, TypeAlias

from presslayout.base.values import field, mutable
from presslayout.newsroom.batch.builders import Builder, Ran
from presslayout.newsroom.batch.tasks import families

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from presslayout.newsroom.batch.logbook import Logbook
    from presslayout.newsroom.batch.tasks import Done, Task


# What became of a task, or what kept it from being tried.
Told: TypeAlias = "tuple[Task, Ran | Exception]"


class Floor(Protocol):
    """Where tasks are worked on; `under_way` is how many nobody has told of yet."""

    under_way: int

    def put(self, left: Sequence[Task], *, led: bool) -> None:
        """Tasks to be done: side by side, or where they are `led` the others behind the first."""

    def is_ready(self) -> bool:
        """Whether something is done, so that nobody would have to wait for it."""
        ...

    def taken(self) -> tuple[Task, Ran]:
        """The next that is done, waited for; what kept it from being tried is raised."""
        ...


@mutable
class LocalFloor:
    """Where tasks are taken from and what became of them is put.

    `behind` are the tasks that wait for another, `under_way` is how many nobody has told of yet.
    None is told by whoever only wants to be heard.
    """

    todo: queue.SimpleQueue[Task | None] = field(default_factory=queue.SimpleQueue)
    told: queue.SimpleQueue[Told | None] = field(default_factory=queue.SimpleQueue)
    behind: dict[Task, list[Task]] = field(default_factory=dict)
    under_way: int = 0

    def put(self, left: Sequence[Task], *, led: bool) -> None:
        """Tasks to be done: side by side, or where they are `led` the others behind the first."""
        for at, task in enumerate(left):
            self.under_way += 1
            if led and at:
                self.behind.setdefault(left[0], []).append(task)
            else:
                self.todo.put(task)

    def is_ready(self) -> bool:
        """Whether something is done."""
        return not self.told.empty()

    def taken(self) -> tuple[Task, Ran]:
        """The next that is done, waited for; whatever kept it from being tried is raised."""
        while (told := self.told.get()) is None:
            pass
        return self.heard(told)

    def heard(self, told: Told) -> tuple[Task, Ran]:
        """What was told of a task; whatever kept it from being tried is raised."""
        task, ran = told
        self.under_way -= 1
        for other in self.behind.pop(task, ()):
            self.todo.put(other)
        if isinstance(ran, Exception):
            raise ran
        return task, ran


def built(wanted: Sequence[Task], logbook: Logbook, count: int) -> Generator[Done, None, None]:
    """What became of every task, as each is done, so many at a time.

    Whoever closes it ends the others.  OSError where no process can be had for them.
    """
    with manned(max(1, min(count, len(wanted)))) as floor:
        yield from through(wanted, logbook, floor)


def through(wanted: Sequence[Task], logbook: Logbook, floor: Floor) -> Generator[Done, None, None]:
    """What became of every task, wherever it is worked on, as each is done."""
    for family in families(wanted):
        left = []
        for task in family:
            kept = logbook.kept(task)
            if kept is not None:
                yield kept
            else:
                left.append(task)
        floor.put(left, led=left[:1] == [family[0]])
        while floor.is_ready():
            yield logbook.noted(*floor.taken())
    while floor.under_way:
        yield logbook.noted(*floor.taken())
    logbook.close()


@contextlib.contextmanager
def manned(count: int, told: queue.SimpleQueue[Told | None] | None = None) -> Iterator[LocalFloor]:
    """A floor with so many at work; what is under way when it is left is ended."""
    floor = LocalFloor(told=told or queue.SimpleQueue())
    crew = [Builder.of_share(count) for _ in range(count)]
    hands = [threading.Thread(target=_work, args=(floor, one), daemon=True) for one in crew]
    try:
        for hand in hands:
            hand.start()
        yield floor
    finally:
        for one in crew:
            one.stop()
        for _ in hands:
            floor.todo.put(None)
        for hand in hands:
            # Whoever is interrupted while they begin has some that have not.
            with contextlib.suppress(RuntimeError):
                hand.join()


def _work(floor: LocalFloor, builder: Builder) -> None:
    """Take tasks until there are none."""
    try:
        while (task := floor.todo.get()) is not None and not builder.stopped:
            try:
                ran: Ran | Exception = builder.run(task.command)
            except Exception as fault:  # noqa: BLE001  told where it is waited for
                ran = fault
            floor.told.put((task, ran))
    finally:
        builder.close()
