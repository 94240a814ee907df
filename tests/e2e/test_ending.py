"""How a command ends: at once, with its exit code, after all that others want done at the end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import atexit, sys, threading, time
from presslayout import cli

class Held:
    def __del__(self):
        print("taken apart")

def main(**given):
    held = Held()
    held.itself = held
    atexit.register(print, "done at the end")
    # Longer than the command takes, and then a little.
    over = threading.Event()
    late = lambda: (over.wait(), time.sleep(0.2), print("its thread waited for"))
    threading.Thread(target=late).start()
    sys.stdout.write("unflushed ")
    try:
        return own(**given)
    finally:
        over.set()

sys.argv = ["presslayout", *sys.argv[1:]]
own, cli.main = cli.main, main
{ways}
cli.command()
"""


def ended(*words: str, ways: str = "") -> subprocess.CompletedProcess[str]:
    """A command that ended, in a process where others wait for its end."""
    program = PROGRAM.format(ways=ways)
    return subprocess.run(
        [sys.executable, "-c", program, *words], check=False, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--version",), 0), (("nothing",), 2), (("lines", "nothing.md", "--cells", "13"), 1)],
)
def test_what_was_written_and_registered_is_done_and_nothing_taken_apart(
    words: tuple[str, ...], code: int
) -> None:
    found = ended(*words)
    assert found.returncode == code
    assert found.stdout.startswith("unflushed ")
    assert found.stdout.endswith("its thread waited for\ndone at the end\n")


def test_what_python_says_of_a_fault_it_says_and_ends_with_one() -> None:
    ways = "own = lambda **_: 1 / 0"
    found = ended("--version", ways=ways)
    assert found.returncode == 1
    assert "ZeroDivisionError" in found.stderr
    assert "done at the end" in found.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_stream_that_is_full_changes_no_exit_code_at_the_end() -> None:
    ways = "cli.main = lambda **_: (sys.stdout.write('more'), 3)[1]"
    with Path("/dev/full").open("w") as full:
        program = PROGRAM.format(ways=ways)
        # Written when it ends.
        env = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}
        found = subprocess.run(
            [sys.executable, "-c", program, "--version"], check=False, stdout=full, env=env
        )
    assert found.returncode == 3
