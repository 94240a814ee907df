"""Words of libraries reach nobody; ours do, whatever becomes of the standard error."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import contextlib, logging, os, sys, warnings
from presslayout.cli.hush import hush, hushed
{before}
hush()
with hushed():
    with contextlib.suppress(OSError):
        os.write(2, b"from a library in C")
    logging.getLogger("fontTools.ttLib").warning("'modified' timestamp out of range")
    warnings.warn("from a library in Python")
{after}
"""


def said(before: str = "", after: str = "", *options: str) -> str:
    program = PROGRAM.format(before=before, after=after)
    run = [sys.executable, *options, "-c", program]
    return subprocess.run(run, capture_output=True, check=True).stderr.decode()


def test_what_libraries_say_reaches_nobody() -> None:
    assert said() == ""


def test_what_we_say_afterwards_is_heard() -> None:
    assert said(after="sys.stderr.write('ours')") == "ours"


def test_a_standard_error_that_is_closed_is_no_trouble() -> None:
    assert said(before="os.close(2)") == ""


@pytest.mark.parametrize("option", ["-Wdefault"])
def test_whoever_asks_for_warnings_gets_them(option: str) -> None:
    assert "in Python" in said("", "warnings.warn('in Python')", option)


def test_a_fault_is_told_after_it_too() -> None:
    after = "try:\n    with hushed(): raise OSError\nexcept OSError: sys.stderr.write('told')"
    assert said(after=after) == "told"
