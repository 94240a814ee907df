"""Issues built by the workers of a Dask scheduler, with the bytes that a build here makes.

A worker gets work only once it was asked what shapes its pages and agreed with this machine in all
of it.  Each job is given to one worker, so that whoever ends over it is known: what was under way
there is tried again, by itself, and an issue that ends its worker each time costs itself alone.  The
client alone writes; what was done when the scheduler is lost stands in the manifest.
"""

from __future__ import annotations

import contextlib
import ipaddress
import logging
import secrets
import time
import warnings
from collections import deque
from importlib import import_module
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from presslayout.base import messages
from presslayout.base.diagnostics import Diagnostic, SpecError, Text
from presslayout.base.values import field, frozen, mutable
from presslayout.newsroom.batch import cluster_faults, parcels
from presslayout.newsroom.batch.builders import Ran
from presslayout.newsroom.batch.facts import apart, facts
from presslayout.newsroom.batch.local import through
from presslayout.newsroom.batch.packing import Packer
from presslayout.newsroom.batch.parcels import ParcelOutcome, Wanting
from presslayout.newsroom.batch.yard import Yard

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from presslayout.newsroom.batch.logbook import Logbook
    from presslayout.newsroom.batch.tasks import Done, Task
    from presslayout.newsroom.batch.yard import Sending

TLS, TCP = "tls", "tcp"
# So many jobs are under way or wait at a worker for each of its threads.
AHEAD = 2
# An issue whose worker ended so many times while it had no other is to blame.
MOST_LOSSES = 3
# So often something may be lacking, or a try fail, before an issue is sent whole, or built here.
MOST_FAILURES = 2
# What a job's future is that gives nothing back any more.
_DROPPED = frozenset(("cancelled", "error", "lost"))
# Seconds: between looks at who is there, for an answer, and for a worker to come.
LOOK, ANSWER, WAIT = 1.0, 15.0, 60.0
# Seconds in which a scheduler has to let in whoever calls.
CALL = 8.0


@frozen
class Cluster:
    """Where the scheduler is, with what certificates, and how what is wrong is told.

    `shared`: its workers see this machine's files under the same paths.
    """

    address: str
    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None
    shared: bool = False
    lang: str = "zh"


@mutable
class _Hand:
    """A worker that agreed: its address, what it is called for as long as it lives, its threads, its jobs."""

    address: str
    name: str
    threads: int
    jobs: dict[Any, Sending] = field(default_factory=dict)
    is_alone: bool = False

    @property
    def room(self) -> int:
        """How many jobs more it may be given."""
        return 0 if self.is_alone else max(0, AHEAD * self.threads - len(self.jobs))


def refusal(cluster: Cluster, *, insecure: bool) -> Text | None:
    """Why an address is not to be spoken to; None where it may be."""
    scheme, host = _parts(cluster.address)
    if scheme not in (TLS, TCP) or not host:
        return Text(
            f"--cluster 要写 tls://主机:端口，不是“{cluster.address}”",
            f"--cluster takes tls://HOST:PORT, not “{cluster.address}”",
        )
    files = {"--tls-ca": cluster.ca, "--tls-cert": cluster.cert, "--tls-key": cluster.key}
    lacking = [name for name, file in files.items() if file is None or not file.is_file()]
    if scheme == TLS and lacking:
        return Text(
            f"tls:// 要用证书：{'、'.join(lacking)} 没写，或者没有这个文件",
            f"tls:// needs certificates: {', '.join(lacking)} is not given, or no file",
        )
    if scheme == TCP and any(files.values()):
        return Text(
            "写了证书，地址就要用 tls:// 开头", "with certificates the address begins with tls://"
        )
    if scheme == TCP and not insecure and not _is_loopback(host):
        return Text(
            f"{host} 不是本机，tcp:// 不加密、不认人，谁连得上谁就能在每台机器上运行程序；"
            "用 tls:// 和证书，或写 --insecure 表明网络由自己担保",
            f"{host} is another machine, and tcp:// neither encrypts nor asks who calls: whoever "
            "reaches it runs programs on every machine; use tls:// with certificates, or say "
            "--insecure where the network is your own",
        )
    return None


def built(
    wanted: Sequence[Task], logbook: Logbook, cluster: Cluster, told: Callable[[Diagnostic], None]
) -> Generator[Done, None, None]:
    """What became of every task, as each is done; `told` hears of workers that are left out.

    Whoever closes it ends the others, there too.  SpecError where there is no scheduler, no worker
    that agrees, or the scheduler is lost.
    """
    run = secrets.token_hex(8)
    yard = Yard(Packer.of(run, wanted, shared=cluster.shared))
    with contextlib.closing(yard), _connected(cluster) as client:
        floor = _Floor(yard, client, run, cluster, told)
        try:
            floor.begin()
            yield from through(wanted, logbook, floor)
        finally:
            floor.end()


@mutable
class _Floor:
    """The workers by address, and the jobs that one ended over and so are given out by themselves."""

    yard: Yard
    client: Any
    run: str
    cluster: Cluster
    tell: Callable[[Diagnostic], None]
    under_way: int = 0
    ours: dict[str, str] = field(default_factory=facts)
    hands: dict[str, _Hand] = field(default_factory=dict)
    refused: dict[str, Text] = field(default_factory=dict)
    suspects: deque[Sending] = field(default_factory=deque)
    looked: float = 0.0
    manned: float = field(default_factory=time.monotonic)
    number: int = 0

    def begin(self) -> None:
        """Ask who is there; SpecError where nobody comes, or nobody agrees."""
        while not self.hands:
            self._look()
            if not self.hands:
                time.sleep(LOOK)

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
            if time.monotonic() - self.looked > LOOK:
                self._look()
            try:
                job, answer = self.yard.told.get(timeout=LOOK)
            except Empty:
                continue
            ran = self._ran(job, answer)
            if ran is not None:
                self.under_way -= 1
                return self.yard.done(job, ran)

    def end(self) -> None:
        """Take back what is under way, and let no process of ours stay with the workers."""
        if self.client.status != "running" or not self.hands:
            return
        with contextlib.suppress(Exception):
            self.client.cancel([one for hand in self.hands.values() for one in hand.jobs])
            self.client.sync(
                self.client._run,  # noqa: SLF001  `run` has no limit of time
                parcels.end,
                self.run,
                workers=list(self.hands),
                on_error="ignore",
                callback_timeout=ANSWER,
            )

    def _look(self) -> None:
        """Who is there now: jobs of those that went are tried again, those that came are asked."""
        try:
            known = self.client.sync(
                self.client.scheduler.identity, n_workers=-1, callback_timeout=ANSWER
            )
        except Exception as fault:
            raise SpecError([cluster_faults.lost(self.cluster.address)]) from fault
        self.looked = time.monotonic()
        there = {address: str(one["id"]) for address, one in known["workers"].items()}
        for address, hand in list(self.hands.items()):
            if there.get(address) != hand.name:
                del self.hands[address]
                self._ended(hand)
        new = [a for a, name in there.items() if a not in self.hands and name not in self.refused]
        for address, said in self._asked(new).items():
            one = known["workers"][address]
            self._judge(_Hand(address, str(one["id"]), max(1, int(one["nthreads"]))), said)
        if self.hands:
            self.manned = self.looked
        elif there and all(name in self.refused for name in there.values()):
            raise SpecError([cluster_faults.nobody(self.refused)])
        elif self.looked - self.manned > WAIT:
            raise SpecError([cluster_faults.nobody({})])

    def _asked(self, addresses: list[str]) -> dict[str, Any]:
        """What shapes the pages of these workers; what was raised instead, where they cannot say."""
        if not addresses:
            return {}
        try:
            found: dict[str, Any] = self.client.sync(
                self.client._run,  # noqa: SLF001
                facts,
                workers=addresses,
                on_error="return",
                callback_timeout=ANSWER * AHEAD,
            )
        except Exception:  # noqa: BLE001  one went in the middle: they are asked again
            return {}
        return found

    def _judge(self, hand: _Hand, said: Any) -> None:
        if isinstance(said, dict):
            difference = apart(said, self.ours)
        elif isinstance(said, OSError):
            # It went, or will be asked again.
            return
        else:
            difference = Text(f"问不出版本（{said}）", f"it cannot say what it has ({said})")
        if difference is None:
            self.hands[hand.address] = hand
            return
        self.refused[hand.name] = difference
        self.tell(cluster_faults.differs(hand.address, difference))

    def _give_out(self) -> None:
        """Give jobs to whoever has room; a suspect to a worker that has nothing else."""
        hands = sorted(self.hands.values(), key=lambda one: (len(one.jobs), one.address))
        while self.suspects and hands and not hands[0].jobs:
            hand, job = hands.pop(0), self.suspects.popleft()
            hand.is_alone = True
            self._give(job, hand)
        if self.suspects:
            # One worker is kept free for the next.
            hands = hands[1:]
        while hands and (hand := min(hands, key=lambda one: len(one.jobs))).room:
            following = self.yard.next()
            if following is None:
                return
            self._give(following, hand)

    def _give(self, job: Sending, hand: _Hand, more: dict[str, bytes] | None = None) -> None:
        assert job.packing is not None
        self.number += 1
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Sending large graph")
            future = self.client.submit(
                parcels.worked,
                job.packing.parcel,
                more,
                key=f"presslayout-{self.run}-{self.number}",
                pure=False,
                workers=[hand.address],
                allow_other_workers=False,
            )
        hand.jobs[future] = job
        future.add_done_callback(lambda one: self.yard.told.put((job, one)))

    def _ran(self, job: Sending, answer: Any) -> Ran | None:
        """What became of a job; None while it is still under way."""
        if isinstance(answer, Ran):
            return answer
        if isinstance(answer, BaseException):
            raise answer
        hand = next((one for one in self.hands.values() if answer in one.jobs), None)
        if hand is None:
            # Its worker went, and it was taken up again.
            return None
        outcome = self._result(hand, answer)
        if outcome is None:
            self._retried(job, hand, answer)
            return None
        del hand.jobs[answer]
        if isinstance(outcome, Wanting):
            self._supply(job, hand, outcome)
            return None
        hand.is_alone = False
        if not isinstance(outcome, ParcelOutcome):
            self._failed(job)
            return None
        return self.yard.put_down(job, outcome)

    def _result(self, hand: _Hand, answer: Any) -> Any:
        """What a worker gave back; None where it went before it could."""
        from distributed import KilledWorker

        while True:
            try:
                return answer.result(timeout=ANSWER)
            except (KilledWorker, Exception) as fault:  # noqa: BLE001  theirs, whatever it is
                if answer.status == "error" and not isinstance(fault, KilledWorker):
                    return fault
                self._look()
                if self.hands.get(hand.address) is not hand or answer.status in _DROPPED:
                    return None

    def _retried(self, job: Sending, hand: _Hand, answer: Any) -> None:
        """A job whose worker went, or that was dropped there."""
        if answer in hand.jobs and self.hands.get(hand.address) is hand:
            del hand.jobs[answer]
            self._suspect(job, hand)
            hand.is_alone = False

    def _failed(self, job: Sending) -> None:
        """A job that could not be tried there: another may; then a build here says why."""
        job.failed += 1
        if job.failed < MOST_FAILURES:
            self.yard.todo.append(job)
        else:
            self.yard.here(job)

    def _supply(self, job: Sending, hand: _Hand, wanting: Wanting) -> None:
        """Lay up what a worker lacks and give it the job again, with all of it where that is lost at once."""
        assert job.packing is not None
        job.asked += 1
        try:
            more = {one: job.packing.blob(one) for one in wanting.hashes}
        except (OSError, KeyError):
            # It changed since it was packed.
            hand.is_alone = False
            self._failed(job)
            return
        if job.asked <= MOST_FAILURES:
            # What went, or has no room, wants it again.
            with contextlib.suppress(Exception):
                self.client.sync(
                    self.client._run,  # noqa: SLF001
                    parcels.lay_up,
                    more,
                    workers=[hand.address],
                    on_error="ignore",
                    callback_timeout=WAIT,
                )
            self._give(job, hand)
        else:
            self._give(
                job, hand, {one: job.packing.blob(one) for one in job.packing.parcel.lacking}
            )

    def _ended(self, hand: _Hand) -> None:
        """A worker went: whatever it had may be to blame."""
        for future, job in hand.jobs.items():
            self._suspect(job, hand)
            with contextlib.suppress(Exception):
                self.client.cancel([future], reason="worker lost")
        hand.jobs.clear()

    def _suspect(self, job: Sending, hand: _Hand) -> None:
        job.losses += 1
        job.alone += hand.is_alone
        if job.alone >= MOST_LOSSES:
            said = cluster_faults.to_blame(job.alone).say(self.cluster.lang) + "\n"
            self.yard.told.put((job, Ran(messages.FAULT, 0.0, 0.0, b"", said, ())))
        else:
            self.suspects.append(job)


@contextlib.contextmanager
def _connected(cluster: Cluster) -> Iterator[Any]:
    """A client of the scheduler; SpecError where there is none, or its library is not installed."""
    try:
        # Neither says what types its classes have.
        dask: Any = import_module("dask")
        distributed: Any = import_module("distributed")
    except ImportError as fault:
        raise SpecError([cluster_faults.uninstalled()]) from fault
    # What it has to say of lost connections is ours to say.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    security = None
    if _parts(cluster.address)[0] == TLS:
        security = distributed.Security(
            tls_ca_file=str(cluster.ca),
            tls_client_cert=str(cluster.cert),
            tls_client_key=str(cluster.key),
            require_encryption=True,
        )
    with dask.config.set({"distributed.comm.timeouts.connect": f"{CALL}s"}):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                client = distributed.Client(
                    _whole(cluster.address),
                    timeout=CALL,
                    security=security,
                    set_as_default=False,
                    name="presslayout",
                )
        except Exception as fault:
            raise SpecError([cluster_faults.unreachable(cluster.address, fault)]) from fault
        try:
            yield client
        finally:
            with contextlib.suppress(Exception):
                client.close(timeout=ANSWER)


def _whole(address: str) -> str:
    return address if "://" in address else f"{TCP}://{address}"


def _parts(address: str) -> tuple[str, str]:
    """The scheme and the host of an address; no host where it is none."""
    try:
        split = urlsplit(_whole(address))
        host = split.hostname if split.port else None
    except ValueError:
        return "", ""
    return split.scheme, host or ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
