"""Work shared out over processes: the same results as one process has, whatever befalls the others."""

from __future__ import annotations

import os
import signal
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest
from tests.waiting import until

from presslayout.base import processes

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = list(range(200))
HERE = os.getpid()


def doubled(item: int) -> tuple[int, str]:
    return 2 * item, "字" * (item % 7)


def spoiled(item: int) -> int:
    if item in (31, 77):
        raise ValueError(f"item {item}")
    return item


def killed_elsewhere(item: int) -> int:
    """What ends every process but the one that waits for it."""
    if item % 5 == 3 and os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def nested(item: int) -> list[int]:
    return processes.spread(spoiled, [item] * 4)


def noted(folder: Path, item: int) -> int:
    """Leaves behind which process worked, long enough for all to take part."""
    (folder / str(os.getpid())).touch()
    time.sleep(0.01)
    return item


@pytest.fixture(params=["forked", "started"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Processes forked and processes started anew: they have the same law."""
    monkeypatch.setattr(processes, "can_fork", lambda: request.param == "forked")
    # A process that is started anew finds the work of this module by its name.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    if request.param == "forked" and sys.platform != "linux":
        pytest.skip("processes are forked on Linux only")
    return str(request.param)


@pytest.mark.parametrize("count", [1, 2, 4])
def test_results_stand_in_the_places_of_their_items(
    monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setenv(processes.VARIABLE, str(count))
    assert processes.spread(doubled, ITEMS) == [doubled(item) for item in ITEMS]


def test_several_processes_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, way: str) -> None:
    monkeypatch.setenv(processes.VARIABLE, "3")
    assert processes.spread(partial(noted, tmp_path), ITEMS) == ITEMS
    workers = {path.name for path in tmp_path.iterdir()}
    assert str(os.getpid()) in workers
    assert len(workers) == 3 if way == "started" else len(workers) > 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_fault_is_raised_as_one_process_would(
    monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setenv(processes.VARIABLE, str(count))
    with pytest.raises(ValueError, match=r"^item 31$"):
        processes.spread(spoiled, ITEMS)


def test_what_a_killed_process_left_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(processes.VARIABLE, "4")
    monkeypatch.setattr(sys.modules[__name__], "HERE", os.getpid())
    assert processes.spread(killed_elsewhere, ITEMS) == ITEMS


def test_a_process_that_works_for_another_shares_nothing_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(processes.VARIABLE, "2")
    items = list(range(30)) * 2
    assert processes.spread(nested, items) == [[item] * 4 for item in items]


def test_more_items_than_the_queue_has_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(processes.VARIABLE, "2")
    items = list(range(10_001))
    assert processes.spread(abs, items) == items


def test_whoever_stops_the_work_stops_all_of_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(processes.VARIABLE, "3")

    class Stopped(BaseException):
        """As a key pressed, or a signal."""

    def alarm(*_: object) -> None:
        raise Stopped

    before = signal.signal(signal.SIGALRM, alarm)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        with pytest.raises(Stopped):
            processes.spread(partial(noted, tmp_path), list(range(5000)))
    finally:
        signal.signal(signal.SIGALRM, before)
    others = [int(path.name) for path in tmp_path.iterdir() if int(path.name) != os.getpid()]
    until(lambda: not any(map(_runs, others)))


@pytest.mark.parametrize(
    ("said", "meant"), [("3", 3), ("0", 1), ("", None), ("ten", None), ("-2", None)]
)
def test_how_many_may_work_at_once(
    monkeypatch: pytest.MonkeyPatch, said: str, meant: int | None
) -> None:
    monkeypatch.setenv(processes.VARIABLE, said)
    found = processes.available()
    assert found == meant if meant else found >= 1


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_what_was_split_off_hears_ctrl_c_once_it_wants_to_and_not_before() -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    number = processes.split()
    if not number:
        code = 1
        try:
            os.kill(os.getpid(), signal.SIGINT)
            # Whoever does not hear it yet goes on.
            code = 2
            processes.hear()
            code = 3
        except KeyboardInterrupt:
            code += 5
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]) == 7
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == before
