"""A copy of a process answers and ends; it never outlives whoever made it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.waiting import until

from presslayout.preflight.forks import Fork

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")

MAKER = """
import os, sys, time
from presslayout.preflight.forks import Fork
def work():
    os.write(2, f"{os.getpid()}\\n".encode())
    time.sleep(60)
fork = Fork(work)
time.sleep(60)
"""


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # What is over and not yet waited for is gone all the same.
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
        return told.rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return True


def test_it_answers_what_comes_out() -> None:
    made = [Fork(lambda at=at: (at, "x" * 1_000_000)) for at in range(3)]
    assert [fork.answer() for fork in made] == [(at, "x" * 1_000_000) for at in range(3)]


def test_what_fails_or_is_killed_has_no_answer() -> None:
    assert Fork(lambda: 1 // 0).answer() is None
    assert Fork(lambda: sys.exit(0)).answer() is None
    assert Fork(lambda: os.kill(os.getpid(), signal.SIGKILL)).answer() is None
    # What cannot be put into words is none either.
    assert Fork(lambda: lambda: None).answer() is None


def test_what_is_stopped_is_gone() -> None:
    fork = Fork(lambda: time.sleep(60))
    pid = fork._pid
    fork.stop()
    assert not is_there(pid)
    fork.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it ends when it answers")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_it_dies_with_whoever_made_it(how: signal.Signals) -> None:
    maker = subprocess.Popen([sys.executable, "-c", MAKER], stderr=subprocess.PIPE)
    assert maker.stderr is not None
    pid = int(maker.stderr.readline())
    assert is_there(pid)
    maker.send_signal(how)
    maker.wait(10)
    until(lambda: not is_there(pid))
    maker.stderr.close()
