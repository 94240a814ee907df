"""Ctrl-C and SIGTERM at moments when nothing of ours is there to hear them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")

# Interrupts the process at the first module that a library in C asks for while it begins.
DURING_A_LIBRARY = """
import signal, sys
from presslayout.base import interrupts
interrupts.hold([])
interrupts.heed()
sent = []
class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if not sent and interrupts._is_native(sys._getframe()):
            sent.append(name)
            signal.raise_signal(signal.SIGINT)
            print("goes on", flush=True)
sys.meta_path.insert(0, Finder)
try:
    import pikepdf
    import time
    time.sleep(5)
except KeyboardInterrupt:
    print("interrupted", "pikepdf._core" in sys.modules, flush=True)
"""
# Interrupts the process while the command line is being loaded.
DURING_A_START = """
import os, signal, sys
from presslayout import __main__
class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "presslayout.cli.{module}":
            os.kill(os.getpid(), signal.{name})
sys.meta_path.insert(0, Finder)
sys.argv = ["presslayout", *{words}]
__main__.command()
"""


def run(program: str) -> tuple[int, str, str]:
    """The exit code of a program in Python, and what it said."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=False, timeout=60, env=os.environ | {"LANG": "C.UTF-8"},
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_an_interrupt_waits_until_a_library_has_begun() -> None:
    code, out, err = run(DURING_A_LIBRARY)
    assert (code, out.split("\n")[0], err) == (0, "goes on", "")
    assert "interrupted True" in out


@pytest.mark.parametrize("module", ["arguments", "voice"])
def test_an_interrupt_while_the_command_line_is_loaded_is_told_like_any(module: str) -> None:
    start = DURING_A_START.format(module=module, name="SIGINT", words=["doctor"])
    assert run(start) == (130, "", "已中断\n")


def test_a_watch_that_is_ended_before_it_begins_ends_well() -> None:
    words = ["batch", "--watch", "nowhere"]
    assert run(DURING_A_START.format(module="batch", name="SIGTERM", words=words))[0] == 0
    # Nothing else takes that for an end in order.
    start = DURING_A_START.format(module="doctor", name="SIGTERM", words=["doctor"])
    assert run(start)[0] == -signal.SIGTERM


def test_what_is_ignored_stays_ignored() -> None:
    program = (
        "import signal\n"
        "from presslayout.base import interrupts\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "interrupts.hold([])\n"
        "interrupts.heed()\n"
        "signal.raise_signal(signal.SIGINT)\n"
        "print('here')\n"
    )
    assert run(program) == (0, "here\n", "")
