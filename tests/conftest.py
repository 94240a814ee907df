from __future__ import annotations

import gc
import os
import signal
import tempfile
from typing import TYPE_CHECKING

from hypothesis import settings

from tests import shared

if TYPE_CHECKING:
    import pytest

# How long an example takes says more of the machine than of what is tried.
settings.register_profile("untimed", deadline=None)
# Where a change is judged, chance has no say: every run there tries the same examples.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady" if os.environ.get("CI") else "untimed")


# Whoever runs the tests in the background of a shell has them, and what they start, deaf to Ctrl-C.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write the goldens anew")


def pytest_configure(config: pytest.Config) -> None:
    # Workers are children and have it from here.
    if "PYTEST_XDIST_WORKER" not in os.environ:
        place = tempfile.TemporaryDirectory(prefix="presslayout-tests-")
        os.environ[shared.PLACE] = place.name
        config.add_cleanup(place.cleanup)


def pytest_collection_finish() -> None:
    # What is loaded by now stays, and whoever runs thousands of tests makes young objects by the million:
    # looked through every few hundred they take a sixth of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
