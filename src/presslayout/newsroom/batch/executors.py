"""Issues built by whatever executor a program has: processes here, or workers of a cluster of its own."""

from __future__ import annotations

import contextlib
import secrets
from typing import TYPE_CHECKING

from presslayout.base.values import field, mutable
from presslayout.newsroom.batch import parcels
from presslayout.newsroom.batch.builders import Ran
from presslayout.newsroom.batch.local import through
from presslayout.newsroom.batch.packing import Packer
from presslayout.newsroom.batch.parcels import ParcelOutcome, Wanting
from presslayout.newsroom.batch.yard import Yard

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from concurrent.futures import Executor, Future

    from presslayout.newsroom.batch.logbook import Logbook
    from presslayout.newsroom.batch.tasks import Done, Task
    from presslayout.newsroom.batch.yard import Sending

# What is asked for again and again by somebody who keeps nothing goes along with its parcel.
_MOST_FAILURES = 2


@mutable
class _Lent:
    """A floor whose workers are an executor's; so `many` at a time are given to it."""

    yard: Yard
    executor: Executor
    many: int
    under_way: int = 0
    given: dict[Future[ParcelOutcome | Wanting], Sending] = field(default_factory=dict)

    def put(self, left: Sequence[Task], *, led: bool) -> None:
        """Tasks to be done; the first are given out at once."""
        self.under_way += len(left)
        self.yard.put(left, led=led)
        self._give_out()

    def is_ready(self) -> bool:
        """Nothing is before it was put down."""
        return False

    def taken(self) -> tuple[Task, Ran]:
        """The next that is done, waited for."""
        while True:
            self._give_out()
            job, answer = self.yard.told.get()
            ran = self._ran(job, answer)
            if ran is not None:
                self.under_way -= 1
                return self.yard.done(job, ran)

    def _give_out(self) -> None:
        while len(self.given) < self.many and (job := self.yard.next()) is not None:
            self._give(job, whole=False)

    def _give(self, job: Sending, *, whole: bool) -> None:
        assert job.packing is not None
        parcel, more = job.packing.parcel, None
        try:
            if whole:
                more = {one: job.packing.blob(one) for one in parcel.lacking}
        except OSError:
            self.yard.here(job)
            return
        future = self.executor.submit(parcels.worked, parcel, more)
        self.given[future] = job
        future.add_done_callback(lambda one: self.yard.told.put((job, one)))

    def _ran(
        self, job: Sending, answer: Ran | BaseException | Future[ParcelOutcome | Wanting]
    ) -> Ran | None:
        """What became of a job; None while it is still under way."""
        if isinstance(answer, Ran):
            return answer
        if isinstance(answer, BaseException):
            raise answer
        self.given.pop(answer, None)
        try:
            outcome = answer.result()
        except OSError:
            job.failed += 1
            if job.failed < _MOST_FAILURES:
                self._give(job, whole=True)
            else:
                self.yard.here(job)
            return None
        if isinstance(outcome, Wanting):
            self._give(job, whole=True)
            return None
        return self.yard.put_down(job, outcome)


def built(
    wanted: Sequence[Task], logbook: Logbook, executor: Executor, many: int
) -> Generator[Done, None, None]:
    """What became of every task, as each is done by the executor, so many given to it at a time.

    Whoever closes it takes back what was not begun.  Whatever the executor raises where it is
    broken is raised.
    """
    run = secrets.token_hex(8)
    floor = _Lent(Yard(Packer.of(run, wanted)), executor, max(1, many))
    with contextlib.closing(floor.yard):
        try:
            yield from through(wanted, logbook, floor)
        finally:
            for one in floor.given:
                one.cancel()
            parcels.end(run)
