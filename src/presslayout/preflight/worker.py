"""The verifier in a second process, started first so that its imports overlap with setting.

It is asked by (path, claim, expected, demand) and answers with what was found, pickled: both ends
are ours.  It ends when its input does, so it never outlives a build that was killed.
"""

from __future__ import annotations

import contextlib
import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base.values import mutable

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.expectation import Expectation, Requirement

    Found = tuple[Diagnostic, ...]

_COMMAND = ("-P", "-m", "presslayout.preflight")
# What is read of a file goes round in no circles: five hundred pages of a paper make so many
# objects, and collecting before that took a fifth of the time.  A file that makes more is collected.
YOUNG = 1_000_000


@mutable
class Verifier:
    """A verifier that is at work already, or will be when it is asked.

    `process` is None before, and where no second process could be had.
    """

    process: subprocess.Popen[bytes] | None = None
    asleep: bool = True

    @classmethod
    def start(cls) -> Verifier:
        """Start it now; what it is to read comes later."""
        made = cls()
        made.wake()
        return made

    def wake(self) -> None:
        """Start it if it was not started before."""
        if not self.asleep:
            return
        self.asleep = False
        if not sys.executable:
            return
        # Only who asks has use for it.
        import subprocess

        with contextlib.suppress(OSError):
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, *_COMMAND],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )

    def ask(
        self, path: Path, claim: str, expected: Expectation, demand: Requirement | None = None
    ) -> Callable[[], Found]:
        """Begin to read a file back; the result waits for what was found.

        The file is read here and now where the second process cannot answer.
        """
        self.wake()
        sent = self._send(pickle.dumps((str(path), claim, expected, demand)))

        def found() -> Found:
            answer = self._answer() if sent else None
            if answer is not None:
                return answer
            from presslayout.preflight import verify

            return verify(path.read_bytes(), claim, expected, demand)

        return found

    def close(self) -> None:
        """Let it end; nobody needs to wait for that."""
        if self.process is None:
            return
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.process.poll()

    def _send(self, question: bytes) -> bool:
        if self.process is None or self.process.stdin is None:
            return False
        try:
            self.process.stdin.write(question)
            self.process.stdin.flush()
        except OSError:
            return False
        return True

    def _answer(self) -> Found | None:
        if self.process is None or self.process.stdout is None:
            return None
        try:
            found: Found = pickle.load(self.process.stdout)  # noqa: S301  our own process
        except (OSError, EOFError, pickle.UnpicklingError):
            return None
        return found


def answer_all() -> None:
    """The second process: load what reading takes, then answer until the input ends."""
    # Now, while the other process still sets text.
    import ctypes  # noqa: F401
    import gc
    import signal
    import warnings
    from xml.etree import ElementTree as ET  # noqa: F401

    import pikepdf  # noqa: F401
    from PIL import ImageChops, ImageFilter  # noqa: F401

    from presslayout.base import processes

    # What questions are made of, and what is looked for when a page is painted.
    from presslayout.edition import limits, page  # noqa: F401
    from presslayout.preflight.checks import expectation, known_places  # noqa: F401
    from presslayout.preflight.judging import read_back
    from presslayout.preflight.pdf import objects  # noqa: F401

    # Whoever stops the build stops us by closing our input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What libraries say of damaged files is said in our own words.
    warnings.simplefilter("ignore")
    # What is loaded stays, and copies of this process share it.
    gc.freeze()
    gc.set_threshold(YOUNG)
    while True:
        try:
            path, claim, expected, demand = pickle.load(sys.stdin.buffer)  # noqa: S301
        except EOFError:
            return
        data = Path(path).read_bytes()
        found = read_back(data, claim, expected, demand, processes.available())
        pickle.dump(found, sys.stdout.buffer)
        sys.stdout.buffer.flush()
