"""What libraries say by themselves, kept from people: it is said in our own words or not at all."""

from __future__ import annotations

import os
import sys
import warnings
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_STDERR = 2


def hush(*, logs: bool = True) -> None:
    """Silence the warnings of libraries in Python, unless somebody asked for them, and their logs."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    if logs:
        import logging

        logging.getLogger().addHandler(logging.NullHandler())


@contextmanager
def hushed() -> Iterator[None]:
    """Keep away what libraries in C write to the standard error, past Python, of damaged files.

    Nothing of our own is said meanwhile.
    """
    try:
        before = os.dup(_STDERR)
    except OSError:
        # It is closed: nobody hears anything.
        yield
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, _STDERR)
        os.close(nowhere)
        yield
    finally:
        with suppress(OSError):
            os.dup2(before, _STDERR)
        os.close(before)
