"""The verifier's second process, however it came to be: its end is waited for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from presslayout.preflight.worker import ForkedProcess

if TYPE_CHECKING:
    from presslayout.preflight.worker import Verifier


def ended(verifier: Verifier) -> int:
    """The exit code of the second process; negative where it was killed, 0 where it is gone by now."""
    if isinstance(verifier.process, ForkedProcess):
        try:
            return os.waitstatus_to_exitcode(os.waitpid(verifier.process.pid, 0)[1])
        except ChildProcessError:
            return 0
    return verifier.process.wait(10) if verifier.process is not None else 0
