"""Issues that are built elsewhere: what waits, what is behind another, and what comes back of it.

What cannot be packed, carried or put down is built by a process of this machine, so that its
messages are those of every other build.
"""

from __future__ import annotations

import queue
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import DeliveryError
from presslayout.base.values import field, mutable
from presslayout.newsroom.batch.builders import Builder, Ran
from presslayout.newsroom.batch.unpacking import SpoiltError, unpacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.newsroom.batch.packing import Packer, Packing
    from presslayout.newsroom.batch.parcels import ParcelOutcome
    from presslayout.newsroom.batch.tasks import Task


@mutable
class Sending:
    """A task on its way: `losses` are the workers that ended over it, `alone` those that had no other.

    `asked` is how often something was lacking where it was to be built, `failed` how often it could
    not be tried there.
    """

    task: Task
    packing: Packing | None = None
    losses: int = 0
    alone: int = 0
    asked: int = 0
    failed: int = 0


@mutable
class Yard:
    """The jobs of a batch; `told` is what came of each, by whoever worked on it."""

    packer: Packer
    todo: deque[Sending] = field(default_factory=deque)
    told: queue.SimpleQueue[tuple[Sending, Any]] = field(default_factory=queue.SimpleQueue)
    behind: dict[Task, list[Task]] = field(default_factory=dict)
    hand: ThreadPoolExecutor | None = None
    builder: Builder | None = None

    def put(self, left: Sequence[Task], *, led: bool) -> None:
        """Tasks to be done: side by side, or where they are `led` the others behind the first."""
        for at, task in enumerate(left):
            if led and at:
                self.behind.setdefault(left[0], []).append(task)
            else:
                self.todo.append(Sending(task))

    def next(self) -> Sending | None:
        """The next job, packed; None for none.  What cannot be packed is begun here."""
        while self.todo:
            job = self.todo.popleft()
            job.packing = self.packer.packed(job.task)
            if job.packing is not None:
                return job
            self.here(job)
        return None

    def here(self, job: Sending) -> None:
        """Have a job done by a process of this machine, one such at a time."""
        if self.hand is None or self.builder is None:
            self.hand, self.builder = ThreadPoolExecutor(1), Builder.of_share(1)
        made = self.hand.submit(self.builder.run, job.task.command)
        made.add_done_callback(lambda one: self.told.put((job, one.exception() or one.result())))

    def done(self, job: Sending, ran: Ran) -> tuple[Task, Ran]:
        """A job that is over: those behind it need not wait any longer."""
        self.todo.extend(map(Sending, self.behind.pop(job.task, ())))
        return job.task, ran

    def put_down(self, job: Sending, outcome: ParcelOutcome) -> Ran | None:
        """What was made elsewhere, in its output folder; None where a build here has to say why not."""
        assert job.packing is not None
        try:
            return unpacked(outcome, job.packing)
        except (SpoiltError, DeliveryError):
            self.here(job)
            return None

    def close(self) -> None:
        """End what is under way here."""
        if self.hand is not None and self.builder is not None:
            self.builder.stop()
            self.hand.shutdown(cancel_futures=True)
            self.builder.close()
