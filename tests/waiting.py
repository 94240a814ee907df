"""Waiting for the thing itself, as long as it takes and no longer than said."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
STEP_SECONDS = 0.005


def until(look: Callable[[], T], seconds: float = 60, step: float = STEP_SECONDS) -> T:
    """What `look` gives once it gives something true; a failed assertion after so many seconds."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < end, f"nothing came of it in {seconds} s"
        time.sleep(step)
